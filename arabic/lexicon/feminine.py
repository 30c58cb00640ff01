"""Feminine nouns that the dictionary keeps under a masculine one become entries of their own.

A noun and its like in ة are two words: the wave (موجة) beside waves (موج), the republic (جمهورية) beside the republican
(جمهوري), the article (مقالة) beside مقال. Adjectives stay whole, and so do nouns of which the row in ة is the plural
(كشّافة, scouts) or a stem that another row lacks (those that end in a weak letter or a hamza).

Nor does the dictionary give every noun its plural in ات (زيادات, إقامات, لقاحات)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..affixes import ARTICLE
from .buckwalter import Entry, Row, arabic, tag

IN_TA = {"Nap", "Napdu", "NapAt"}
_TAKES_AT = {"Nall", "NduAt", "N/At", "NapAt", "NAt", "N-|t"}
# Categories of a masculine noun that is whole by itself, with N0, Nhy and the like for those that are not; and of one
# that the dictionary gives no plural in ات.
_WHOLE = {"N", "Ndu", "NduAt", "Ndip", "Nall", "N-ap", "N/ap", "N/At"}
_WITHOUT_AT = {"N", "Ndu", "N0"}
# How often, beside the word itself, one in ة and a plural in ات is written where it is a word of the language; and how
# often the plural is at least, as a share of all words.
SELDOM, _PLURAL, _RAREST = 0.01, 0.05, 1e-7


def parted(entries: list[Entry], counts: Mapping[str, float]) -> Iterator[Entry]:
    """Every entry, those that hold a feminine noun in two, unless nobody writes it: counts is how often forms are."""
    for entry in entries:
        feminine = [] if entry.lemma.endswith("ap") else _feminine(entry.rows)
        if feminine and written(feminine[0].form + "p", counts) < SELDOM * written(feminine[0].form, counts):
            feminine = []
        yield Entry(entry.lemma, entry.root, [row for row in entry.rows if row not in feminine])
        if feminine:
            yield Entry(feminine[0].vocalised + "ap", entry.root, feminine)


def give_plurals(entries: list[Entry], counts: Mapping[str, float]) -> None:
    """Lets the nouns in ة take ات where no other word is spelled so, in place, and those without where it is written.
    Short stems are left alone: their letters are too many words' (سعات)."""
    listed = {row.form for entry in entries for row in entry.rows}
    taking = {row.form for entry in entries for row in entry.rows if _category(row) in _TAKES_AT}
    in_ta = {row.form for entry in entries for row in entry.rows if _category(row) in IN_TA}
    for entry in entries:
        first = entry.rows[0]
        if len(first.form) < 3 or tag(first) != "NOUN" or first.form in taking or first.form + "At" in listed:
            continue
        if first.category in ("Nap", "Napdu") or (first.form not in in_ta and _is_written_so(first, counts)):
            entry.rows.append(replace(first, category="NAt"))


def _is_written_so(row: Row, counts: Mapping[str, float]) -> bool:
    """Whether a masculine noun is written with ات."""
    if _category(row) not in _WITHOUT_AT:
        return False
    return written(row.form + "At", counts) > max(_RAREST, _PLURAL * written(row.form, counts))


def written(form: str, counts: Mapping[str, float]) -> float:
    """How often a form in Buckwalter's letters is written, alone and behind the article."""
    word = arabic(form)
    return counts.get(word, 0.0) + counts.get(ARTICLE + word, 0.0)


def _feminine(rows: list[Row]) -> list[Row]:
    """The rows that make a feminine noun of the entry's first stem: the stem in ة, and its plural in ات."""
    stem = rows[0].vocalised
    of_stem = [row for row in rows if row.vocalised == stem]
    masculine = next((row for row in of_stem if _category(row) in _WHOLE), None)
    feminine = [row for row in of_stem if _category(row) in IN_TA and tag(row) == "NOUN"]
    if masculine is None or not feminine or _plural(feminine[0].gloss, masculine.gloss):
        return []
    return feminine + [row for row in of_stem if _category(row) == "NAt"]


def _category(row: Row) -> str:
    return row.category.removesuffix("_L")


def _plural(gloss: str, of: str) -> bool:
    """Whether an English gloss names several of what another names."""
    plural, one = gloss.split(";", maxsplit=1)[0], of.split(";", maxsplit=1)[0]
    return plural != one and plural.endswith(("s", "men")) and plural[:3] == one[:3]

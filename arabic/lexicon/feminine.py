"""Make feminine nouns that the dictionary lists under a masculine one entries of their own, and add plurals in ات.

A noun and the same noun with ة are two words: the wave (موجة) and waves (موج), the republic (جمهورية) and the
republican (جمهوري), the article (مقالة) and مقال. Adjectives are not split. Nor are nouns whose row in ة is the plural
(كشّافة, scouts), or a stem that the other rows lack (nouns that end in a weak letter or a hamza).

The dictionary also lacks the plural in ات of many nouns (زيادات, إقامات, لقاحات).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..affixes import ARTICLE
from .buckwalter import Entry, Row, arabic, tag

IN_TA = {"Nap", "Napdu", "NapAt"}
_TAKES_AT = {"Nall", "NduAt", "N/At", "NapAt", "NAt", "N-|t"}
# _WHOLE: categories of a masculine noun that is complete by itself; N0, Nhy and the like are those of nouns that are
# not. _WITHOUT_AT: those of a masculine noun to which the dictionary gives no plural in ات.
_WHOLE = {"N", "Ndu", "NduAt", "Ndip", "Nall", "N-ap", "N/ap", "N/At"}
_WITHOUT_AT = {"N", "Ndu", "N0"}
# Least frequency of a real word in ة and of a real plural in ات, relative to the word itself; and the least frequency
# of the plural, as a share of all words.
SELDOM, _PLURAL, _RAREST = 0.01, 0.05, 1e-7


def parted(entries: list[Entry], counts: Mapping[str, float]) -> Iterator[Entry]:
    """Yield every entry, split in two if it contains a feminine noun that people write. counts maps forms to their
    frequency."""
    for entry in entries:
        feminine = [] if entry.lemma.endswith("ap") else _feminine(entry.rows)
        if feminine and written(feminine[0].form + "p", counts) < SELDOM * written(feminine[0].form, counts):
            feminine = []
        yield Entry(entry.lemma, entry.root, [row for row in entry.rows if row not in feminine])
        if feminine:
            yield Entry(feminine[0].vocalised + "ap", entry.root, feminine)


def give_plurals(entries: list[Entry], counts: Mapping[str, float]) -> None:
    """Add the plural in ات, in place: to nouns in ة if no other word is spelled so, to nouns without ة if the counts
    also show it. Stems of fewer than three letters get none: too many other words have their letters (سعات)."""
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
    """Return whether a masculine noun is written with ات."""
    if _category(row) not in _WITHOUT_AT:
        return False
    return written(row.form + "At", counts) > max(_RAREST, _PLURAL * written(row.form, counts))


def written(form: str, counts: Mapping[str, float]) -> float:
    """Return how often a form in Buckwalter's letters is written, alone or after the article, as a share of all words
    (0 to 1)."""
    word = arabic(form)
    return counts.get(word, 0.0) + counts.get(ARTICLE + word, 0.0)


def _feminine(rows: list[Row]) -> list[Row]:
    """Return the rows of the feminine noun made from the entry's first stem: the stem in ة and its plural in ات; [] if
    there is none."""
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
    """Return whether an English gloss is the plural of another."""
    plural, one = gloss.split(";", maxsplit=1)[0], of.split(";", maxsplit=1)[0]
    return plural != one and plural.endswith(("s", "men")) and plural[:3] == one[:3]

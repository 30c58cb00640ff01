"""Relative adjectives (nisba) that the dictionary lacks: احتجاجي from احتجاج, حوثي from a name that it lacks."""

import re
from collections.abc import Iterator, Mapping

from ..affixes import ARTICLE
from ..normalize import spelling
from .buckwalter import Entry, Row, arabic, letters, tag

# Nouns that take the ending with no other change than the loss of ة.
_PLAIN = re.compile(r"(?P<stem>.*[btvjHxd*rzs$SDTZEgfqklmnh])(?:ap)?")
# A noun with "my" ("my book") looks like the adjective, but has neither the article nor ة. The frequency of the forms
# with these must be more than this share of that of the bare form.
_SURE = 0.2
# The plural of an adjective made from a name has more than this share of its singular's uses.
_PEOPLE = 0.01
_RELATIVE = re.compile(f"(?!{ARTICLE}).{{3,}}ي")


def missing(entries: list[Entry], counts: Mapping[str, float]) -> Iterator[Entry]:
    """Yield the adjectives of the entries' nouns, if no noun of the dictionary has the same letters and the counts show
    the adjective with the article or ة. counts maps forms to their frequency."""
    listed = {row.form for entry in entries for row in entry.rows if tag(row) != "VERB"}
    for entry in entries:
        match = _PLAIN.fullmatch(entry.lemma)
        if match is None or tag(entry.rows[0]) != "NOUN":
            continue
        form = entry.rows[0].form + "y"
        if form not in listed and _is_adjective(arabic(form), counts):
            listed.add(form)
            yield _entry(form, match["stem"] + "iy~", entry.root)


def of_names(entries: list[Entry], counts: Mapping[str, float]) -> Iterator[Entry]:
    """Yield the adjectives of names and loans that no entry has (داعشي, أمازيغي): forms in ي that are written with the
    article, with ة and in the plural. They have no root, and no harakat except in their ending. counts maps forms to
    their frequency."""
    listed = {spelling(arabic(row.form)) for entry in entries for row in entry.rows}
    for form in sorted(filter(_RELATIVE.fullmatch, counts)):
        if listed.isdisjoint((spelling(form), spelling(form[:-1]))) and _is_of_people(form, counts):
            yield _entry(letters(form), letters(form[:-1]) + "iy~", "")


def _entry(form: str, lemma: str, root: str) -> Entry:
    return Entry(lemma, root, [Row(form, lemma, "Nall", "", f"{lemma}/ADJ")])


def _is_of_people(form: str, counts: Mapping[str, float]) -> bool:
    def written(*endings: str) -> float:
        return sum(counts.get(article + form + ending, 0.0) for article in ("", ARTICLE) for ending in endings)

    return ARTICLE + form in counts and written("ة") > 0 and written("ين", "ون") > _PEOPLE * written("")


def _is_adjective(form: str, counts: Mapping[str, float]) -> bool:
    sure = sum(counts.get(written, 0.0) for written in (ARTICLE + form, f"{form}ة", f"{ARTICLE}{form}ة"))
    return sure > _SURE * counts.get(form, 0.0)

"""Relative adjectives (nisba) that the dictionary does not list: احتجاجي of احتجاج, تشاركي of تشارك."""

import re
from collections.abc import Iterator, Mapping

from .buckwalter import Entry, Row, arabic, tag

# Nouns that take the ending without any other change, ة left out.
_PLAIN = re.compile(r"(?P<stem>.*[btvjHxd*rzs$SDTZEgfqklmnh])(?:ap)?")
# "My book" looks like the adjective, but takes no article and no ة: those that do must be at least this share of it.
_SURE = 0.2


def missing(entries: list[Entry], counts: Mapping[str, float]) -> Iterator[Entry]:
    """The adjectives of the entries' nouns whose letters no noun of the dictionary has, and which the counts of forms
    show with the article or ة."""
    listed = {row.form for entry in entries for row in entry.rows if tag(row) != "VERB"}
    for entry in entries:
        match = _PLAIN.fullmatch(entry.lemma)
        if match is None or tag(entry.rows[0]) != "NOUN":
            continue
        form = entry.rows[0].form + "y"
        if form not in listed and _is_adjective(arabic(form), counts):
            listed.add(form)
            vocalised = match["stem"] + "iy~"
            yield Entry(vocalised, entry.root, [Row(form, vocalised, "Nall", "", f"{vocalised}/ADJ")])


def _is_adjective(form: str, counts: Mapping[str, float]) -> bool:
    sure = sum(counts.get(written, 0.0) for written in (f"ال{form}", f"{form}ة", f"ال{form}ة"))
    return sure > _SURE * counts.get(form, 0.0)

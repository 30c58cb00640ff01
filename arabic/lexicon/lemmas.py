"""The dictionary's entries, cleaned and completed, as stems of lemmas."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from . import buckwalter, derive, feminine, merge, passive, relative, roots, words
from .buckwalter import Entry, arabic, tag

_ARABIC_ONLY = re.compile("[\u0621-\u0652\u0670]+")
_POS = {
    "VERB": "verb",
    "VERB_PERFECT": "verb",
    "VERB_IMPERFECT": "verb",
    "NOUN": "noun",
    "ADJ": "adj",
    "NOUN_PROP": "noun_prop",
    "ADV": "adv",
    "PREP": "prep",
    "CONJ": "conj",
    "ABBREV": "abbrev",
    "INTERJ": "interj",
}


class Stem(NamedTuple):
    """A stem as the database holds it, in Arabic letters: written form, vocalised form, category, lemma, part of
    speech, root."""

    form: str
    vocalised: str
    category: str
    lemma: str
    pos: str
    root: str


def entries(listed: Mapping[str, float] | None = None) -> list[Entry]:
    """Return the dictionary's entries, cleaned and completed: plurals are with their singulars, each entry has its root
    if one is known, and missing participles, verbal nouns, passives, plurals and relative adjectives are added. listed
    maps forms to frequencies; the default is wordfreq's list."""
    counts = words.counted() if listed is None else listed
    found = list(feminine.parted(buckwalter.entries(), counts))
    merge.merge(found, counts)
    roots.assign(found)
    feminine.give_plurals(found, counts)
    passive.give_passives(found, counts)
    found += derive.missing(found, counts)
    found += relative.missing(found, counts)
    return [*found, *relative.of_names(found, counts)]


def stems(entries: list[Entry]) -> Iterator[Stem]:
    """Yield every stem of the entries, in Arabic letters."""
    for entry in entries:
        lemma = arabic(entry.lemma)
        if not _ARABIC_ONLY.fullmatch(lemma):
            continue
        for row in entry.rows:
            form, vocalised = arabic(row.form), arabic(row.vocalised)
            if _ARABIC_ONLY.fullmatch(form) and _ARABIC_ONLY.fullmatch(vocalised):
                yield Stem(form, vocalised, row.category, lemma, part_of_speech(tag(row)), arabic(entry.root))


def part_of_speech(tag: str) -> str:
    """Return the camel-tools part of speech for a Buckwalter tag."""
    return _POS.get(tag, "pron" if "PRON" in tag else "part")

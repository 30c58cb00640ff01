"""The dictionary's entries as stems of lemmas."""

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
    """A stem as the database holds it: written form, vocalised form, category, lemma, part of speech, root."""

    form: str
    vocalised: str
    category: str
    lemma: str
    pos: str
    root: str


def entries(listed: Mapping[str, float] | None = None) -> list[Entry]:
    """The dictionary's entries, put in order: plurals with their singulars, a root where there is one, and the
    participles and verbal nouns that it lists for some verbs and leaves to the reader for others. listed is how often
    each form is written, where wordfreq is not to say it."""
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
    """Every stem of the entries, in Arabic letters."""
    for entry in entries:
        lemma = arabic(entry.lemma)
        if not _ARABIC_ONLY.fullmatch(lemma):
            continue
        for row in entry.rows:
            form, vocalised = arabic(row.form), arabic(row.vocalised)
            if _ARABIC_ONLY.fullmatch(form) and _ARABIC_ONLY.fullmatch(vocalised):
                yield Stem(form, vocalised, row.category, lemma, part_of_speech(tag(row)), arabic(entry.root))


def part_of_speech(tag: str) -> str:
    """A Buckwalter tag as a part of speech in camel-tools' words."""
    return _POS.get(tag, "pron" if "PRON" in tag else "part")

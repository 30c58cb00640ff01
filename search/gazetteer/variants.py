"""Find the ways in which typed words may be a name: after a particle, with or without the article, after a title."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import islice

from arabic import exact, spelling
from arabic.affixes import ARTICLE, CONJUNCTION, PREPOSITION
from arabic.name_keys import name_words, without_titles

Words = tuple[str, ...]

LONGEST = 6
"""Largest number of words in a name that is looked up, including titles."""

_PARTICLES = re.compile(f"({CONJUNCTION}?)({PREPOSITION}?)(?=..)")
_KUNYA = {"ابو": ("أبا", "أبي"), "ابا": ("أبو", "أبي"), "ابي": ("أبو", "أبا")}
_JOINED = ("عبد", "ابو", "ابا")
_SON = {"بن": "ابن", "ابن": "بن"}


def windows(words: Words) -> Iterator[Words]:
    """Yield every stretch of words that may be a name."""
    for start in range(len(words)):
        for length in range(1, min(LONGEST, len(words) - start) + 1):
            yield words[start : start + length]


def ways(typed: Words) -> list[Words]:
    """Return the names that typed words may be, first the words as typed. The others lack particles before the first
    word, or have its article added or removed."""
    return [(first, *typed[1:]) for first in heads(exact(typed[0]))]


def untitled(typed: Words) -> Words:
    """Return the words after the titles of a person; () if the words begin with no title."""
    bare = without_titles(typed)
    return bare if len(bare) < len(typed) else ()


@lru_cache(8_192)
def heads(word: str) -> tuple[str, ...]:
    """Return a word, and what may remain of it without particles and the article. After لل the article is restored."""
    match = _PARTICLES.match(word)
    ends = {0, *match.span(1), *match.span(2)} if match else {0}
    bare = [word[end:] for end in sorted(ends)]
    bare += [ARTICLE + rest[1:] for rest, end in zip(bare, sorted(ends), strict=True) if end and rest.startswith("ل")]
    turned = [rest[2:] if rest.startswith(ARTICLE) and len(rest) > 4 else ARTICLE + rest for rest in bare]
    return tuple(dict.fromkeys((*bare, *turned)))


def written(name: Words) -> Iterator[Words]:
    """Yield a name and the other ways to write it: أبو/أبا/أبي, ابن/بن, عبدالله/عبد الله, أبوظبي/أبو ظبي."""
    yield name
    for at, word in enumerate(name):
        before, after, folded = name[:at], name[at + 1 :], spelling(word)
        if folded in _KUNYA and after:
            yield from ((*before, kunya, *after) for kunya in _KUNYA[folded])
            yield (*before, "أبو" + after[0], *after[1:])
        elif folded in _SON and before and after:
            yield (*before, _SON[folded], *after)
        elif folded == "عبد" and after and after[0].startswith(ARTICLE):
            yield (*before, word + after[0], *after[1:])
        elif folded.startswith("عبدال") and len(folded) > 6:
            yield (*before, "عبد", exact(word)[3:], *after)
        elif folded.startswith("ابو") and len(folded) > 5:
            yield from ((*before, kunya, exact(word)[3:], *after) for kunya in ("أبو", *_KUNYA["ابو"]))


def spelled(names: Collection[Words]) -> Iterator[Words]:
    """Yield names, and behind them the other ways to write each: of too many, no name is left out for a spelling."""
    yield from names
    for name in names:
        yield from islice(written(name), 1, None)


def joined(typed: Words) -> bool:
    """Return whether two words make a name, whatever the second is: عبد الله, أبو ظبي."""
    return len(typed) == 2 and spelling(typed[0]) in _JOINED and len(list(written(typed))) > 1


def folded(name: Words) -> Words:
    """Return the words at the spelling level: a phrase of one name finds every other of the same folded words."""
    return tuple(map(spelling, name))


def holds(name: Words, part: Words) -> bool:
    """Return whether a search for the part also finds the name."""
    within, wanted = folded(name), folded(part)
    return any(within[at : at + len(wanted)] == wanted for at in range(len(within) - len(wanted) + 1))


def words_of(name: str) -> Words:
    """Return the words of a stored name without its titles."""
    return without_titles(name_words(name))

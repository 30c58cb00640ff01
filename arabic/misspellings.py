"""Spellings that a mistyped word may stand for, and the distance between two spellings.

All words here are in folded spelling (arabic.spelling): differences of alef forms, hamza seats, final ى/ي and ة/ه are
not errors. Candidates are made from the word and then looked up, as in Norvig's corrector
(norvig.com/spell-correct.html). The index of the vocabulary finds the few that exist, so no process holds the
vocabulary in memory.
"""

import re
from collections.abc import Iterator, Mapping

from rapidfuzz.distance import OSA

LONGEST = 20
"""Most letters of a word that is corrected. A longer string is not a word, and has too many neighbours."""

_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويء"
_VOWELS = "اوي"
# Groups of letters that sound the same in some region.
_ALIKE = ("ضظذزد", "تطث", "سصث", "غقكجخ", "هحخ", "اعء")
_CONFUSED = {
    letter: "".join(other for row in _ALIKE if letter in row for other in row if other != letter) for letter in _LETTERS
}
_ANY = dict.fromkeys(_LETTERS, _LETTERS)
_SOUNDS = str.maketrans("ضظذطثصقكجحخعء", "زززتتسغغغههاا", _VOWELS)
_DOUBLED = re.compile(r"(.)\1+")
# The letter that each key of a Latin keyboard types on an Arabic one (Arabic 101).
_LATIN, _ARABIC = "qwertyuiop[]asdfghjkl;'zxcvnm,./`HNY", "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذأآإ"
_KEYBOARD = str.maketrans({**dict(zip(_LATIN, _ARABIC, strict=True)), "b": "لا", "B": "لآ", "G": "لأ", "T": "لإ"})


def neighbours(word: str) -> set[str]:
    """Return the spellings that a folded spelling may stand for, itself excluded: all that are one error away, and
    those two errors away by the likeliest errors (a letter replaced by one of similar sound, a long vowel added, a
    letter removed, two letters swapped). Return an empty set for words of fewer than 3 or more than LONGEST letters."""
    if not 2 < len(word) <= LONGEST:
        return set()
    near = set(_slips(word, _ANY, _LETTERS))
    for once in set(_slips(word, _CONFUSED, _VOWELS)):
        near.update(_slips(once, _CONFUSED, _VOWELS))
    return near - {word}


def distance(typed: str, meant: str) -> float:
    """Return the distance of two folded spellings: the mean of two edit distances (optimal string alignment: letters
    changed, added, left out or swapped), one of the letters and one of the sounds."""
    return (OSA.distance(typed, meant) + OSA.distance(_sounded(typed), _sounded(meant))) / 2


def parted(word: str) -> list[tuple[str, str]]:
    """Return all splits of a word into two words of at least two letters each; [] if it is longer than LONGEST."""
    return [(word[:at], word[at:]) for at in range(2, len(word) - 1)] if len(word) <= LONGEST else []


def in_arabic(text: str) -> str:
    """Return what the same keys type on an Arabic keyboard: hgsghl -> السلام."""
    return text.translate(_KEYBOARD)


def _slips(word: str, replacing: Mapping[str, str], adding: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield from (before + letter + after for letter in adding)
        if after:
            yield before + after[1:]
            yield before + after[1:2] + after[0] + after[2:]
            yield from (before + letter + after[1:] for letter in replacing.get(after[0], ""))


def _sounded(word: str) -> str:
    return _DOUBLED.sub(r"\1", word.translate(_SOUNDS))

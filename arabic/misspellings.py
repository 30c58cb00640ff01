"""A word that may be mistyped -> the spellings that may be meant, and how far each is from it.

All of it is folded spelling (arabic.spelling), in which alef forms, hamza seats, final ى/ي and ة/ه are no
slip. Candidates are made from the word and then looked up, as Norvig's corrector does (norvig.com/spell-correct.html):
the index of the vocabulary finds the few that exist, and no process holds the vocabulary in memory.
"""

import re
from collections.abc import Iterator, Mapping

from rapidfuzz.distance import OSA

LONGEST = 20
"""Letters of a word that is corrected: a longer stretch is no word, and has too many neighbours."""

_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويء"
_VOWELS = "اوي"
# Letters that sound alike in one region or another.
_ALIKE = ("ضظذزد", "تطث", "سصث", "غقكجخ", "هحخ", "اعء")
_CONFUSED = {
    letter: "".join(other for row in _ALIKE if letter in row for other in row if other != letter) for letter in _LETTERS
}
_ANY = dict.fromkeys(_LETTERS, _LETTERS)
_SOUNDS = str.maketrans("ضظذطثصقكجحخعء", "زززتتسغغغههاا", _VOWELS)
_DOUBLED = re.compile(r"(.)\1+")
# What each key of a Latin keyboard gives on an Arabic one (Arabic 101).
_LATIN, _ARABIC = "qwertyuiop[]asdfghjkl;'zxcvnm,./`HNY", "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذأآإ"
_KEYBOARD = str.maketrans({**dict(zip(_LATIN, _ARABIC, strict=True)), "b": "لا", "B": "لآ", "G": "لأ", "T": "لإ"})


def neighbours(word: str) -> set[str]:
    """What may be meant by a folded spelling: any one slip away, or two of the likeliest (letters that sound alike,
    long vowels, letters left out, added or swapped)."""
    if not 2 < len(word) <= LONGEST:
        return set()
    near = set(_slips(word, _ANY, _LETTERS))
    for once in set(_slips(word, _CONFUSED, _VOWELS)):
        near.update(_slips(once, _CONFUSED, _VOWELS))
    return near - {word}


def distance(typed: str, meant: str) -> float:
    """How far two folded spellings are apart: the mean of the letters changed, added, left out or swapped (optimal
    string alignment) and of those that change the sound."""
    return (OSA.distance(typed, meant) + OSA.distance(_sounded(typed), _sounded(meant))) / 2


def parted(word: str) -> list[tuple[str, str]]:
    """The pairs of words that may have run together: each has two letters at least."""
    return [(word[:at], word[at:]) for at in range(2, len(word) - 1)] if len(word) <= LONGEST else []


def in_arabic(text: str) -> str:
    """What the same keys give on an Arabic keyboard: hgsghl -> السلام."""
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

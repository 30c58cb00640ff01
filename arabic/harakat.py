"""The readings of a word that agree with the harakat (vowel marks) typed on it."""

from collections.abc import Iterable

from arabic import Reading, exact

SELDOM = 0.03
"""A reading with less than this share of the best reading's weight is not chosen by its harakat. علّم has .04 of the
weight of علم, أعال .004 of that of أعلن."""

_SHADDA = "\u0651"
_VOWELS = "\u064e\u064f\u0650\u0652"  # fatha, damma, kasra, sukun
_ALEFS = str.maketrans("أإآٱ", "اااا")


def agreeing(word: str, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Return the readings that agree with the harakat typed on `word`; `readings` come best first.

    First choice: readings whose lemma stands in the word letter by letter, with the typed harakat. Second: readings
    whose lemma does not stand there (broken plurals, conjugated verbs), so that nothing contradicts them. Else, or if
    no harakat were typed, all readings. Very rare readings are not chosen by their harakat: أُعلن is "it was
    announced", not a form of أعال "support dependants"."""
    typed = _letters(word)
    if not any(mark for _, mark in typed):
        return readings
    meant = [reading for reading in readings if reading.weight >= SELDOM * readings[0].weight]
    verdicts = [(reading, _verdict(typed, _letters(reading.lemma))) for reading in meant]
    agree = tuple(reading for reading, verdict in verdicts if verdict)
    open_ones = tuple(reading for reading, verdict in verdicts if verdict is None)
    return agree or open_ones or readings


def _letters(word: str) -> list[tuple[str, str]]:
    """Return each letter with the harakat over it; all forms of alef become ا."""
    found: list[tuple[str, str]] = []
    for char in word:
        if char in _VOWELS or char == _SHADDA:
            if found:
                found[-1] = (found[-1][0], found[-1][1] + char)
        elif exact(char):
            found.append((exact(char).translate(_ALEFS), ""))
    return found


def _verdict(typed: list[tuple[str, str]], lemma: list[tuple[str, str]]) -> bool | None:
    """Return whether the marks agree where the lemma's letters stand in the word; None if they do not stand there."""
    size = len(lemma)
    places = [
        at
        for at in range(len(typed) - size + 1)
        if all(_same_letter(typed[at + i][0], lemma[i][0], i == size - 1) for i in range(size))
    ]
    if not places or not size:
        return None
    return any(_agree(typed[at : at + size], lemma) for at in places)


def _same_letter(one: str, other: str, last: bool) -> bool:
    return one == other or (last and {one, other} <= {"ة", "ت"})


def _agree(typed: Iterable[tuple[str, str]], lemma: list[tuple[str, str]]) -> bool:
    """Return whether the marks agree. The last letter carries the case ending, which no lemma has, so only a shadda
    counts there."""
    for index, ((_, marks), (_, proper)) in enumerate(zip(typed, lemma, strict=True)):
        if _SHADDA in marks and _SHADDA not in proper:
            return False
        vowel, expected = set(marks) - {_SHADDA}, set(proper) - {_SHADDA}
        if index < len(lemma) - 1 and vowel and expected and vowel != expected:
            return False
    return True

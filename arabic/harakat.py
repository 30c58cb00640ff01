"""The readings of a word that agree with the harakat a reader typed on it."""

from collections.abc import Iterable

from arabic import Reading, exact

SELDOM = 0.03
"""The share of the best reading below which none is chosen for its harakat: علّم has .04 of علم, أعال .004 of أعلن."""

_SHADDA = "\u0651"
_VOWELS = "\u064e\u064f\u0650\u0652"  # fatha, damma, kasra, sukun
_ALEFS = str.maketrans("أإآٱ", "اااا")


def agreeing(word: str, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings whose lemma has the typed harakat, letter by letter; where none stands in the word letter by letter
    (broken plurals, conjugated verbs), those that do not contradict them; all of them where nothing was typed or fits.
    What hardly anybody means is not chosen for its harakat: of أُعلن "it was announced", not أعال of dependants.
    """
    typed = _letters(word)
    if not any(mark for _, mark in typed):
        return readings
    meant = [reading for reading in readings if reading.weight >= SELDOM * readings[0].weight]
    verdicts = [(reading, _verdict(typed, _letters(reading.lemma))) for reading in meant]
    agree = tuple(reading for reading, verdict in verdicts if verdict)
    open_ones = tuple(reading for reading, verdict in verdicts if verdict is None)
    return agree or open_ones or readings


def _letters(word: str) -> list[tuple[str, str]]:
    """The letters, each with the harakat over it; alefs alike."""
    found: list[tuple[str, str]] = []
    for char in word:
        if char in _VOWELS or char == _SHADDA:
            if found:
                found[-1] = (found[-1][0], found[-1][1] + char)
        elif exact(char):
            found.append((exact(char).translate(_ALEFS), ""))
    return found


def _verdict(typed: list[tuple[str, str]], lemma: list[tuple[str, str]]) -> bool | None:
    """Whether the marks agree where the lemma's letters stand in the word; None where they do not stand there."""
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
    """The last letter carries the case, which no lemma has: only a shadda counts there."""
    for index, ((_, marks), (_, proper)) in enumerate(zip(typed, lemma, strict=True)):
        if _SHADDA in marks and _SHADDA not in proper:
            return False
        vowel, expected = set(marks) - {_SHADDA}, set(proper) - {_SHADDA}
        if index < len(lemma) - 1 and vowel and expected and vowel != expected:
            return False
    return True

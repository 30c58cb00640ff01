"""Precision, recall and F1 over all pairs of words: held to be the same, and the same by their gold lemmas."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from benchmarks.intervals import Figure, Floats, draws
from benchmarks.treebank import Item

Terms = Callable[[str], Iterable[str]]
Pair = tuple[int, int]


@dataclass(frozen=True)
class Level:
    """How a system takes two words for the same: one asked for finds a term that the other holds."""

    asked: Terms
    held: Terms

    @classmethod
    def of(cls, keys: Terms) -> "Level":
        """Words are the same where they share a key."""
        return cls(keys, keys)


@dataclass(frozen=True)
class Judged:
    """Pairs counted by gold lemma: those there are, those found, and the lemmas of those wrongly found."""

    gold: Floats
    right: Floats
    wrong: tuple[list[int], list[int]]


def found(items: list[Item], level: Level) -> set[Pair]:
    """The pairs of items, by number, that the level takes for the same, whichever of them is asked for."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        for term in set(level.held(item.form)):
            holders[term].append(number)
    pairs: set[Pair] = set()
    for number, item in enumerate(items):
        others = {other for term in set(level.asked(item.form)) for other in holders.get(term, ())}
        pairs.update((min(number, other), max(number, other)) for other in others if other != number)
    return pairs


def judged(items: list[Item], pairs: Iterable[Pair]) -> Judged:
    """The pairs against the gold lemmas of the items."""
    numbers = {lemma: number for number, lemma in enumerate(dict.fromkeys(item.lemma for item in items))}
    lemmas = [numbers[item.lemma] for item in items]
    forms = np.bincount(lemmas, minlength=len(numbers))
    right = [lemmas[one] for one, other in pairs if lemmas[one] == lemmas[other]]
    wrong = [(lemmas[one], lemmas[other]) for one, other in pairs if lemmas[one] != lemmas[other]]
    return Judged(
        gold=forms * (forms - 1) / 2,
        right=np.bincount(right, minlength=len(numbers)).astype(np.float64),
        wrong=([one for one, _ in wrong], [other for _, other in wrong]),
    )


def scores(judged: Judged, drawn: Floats) -> Floats:
    """Precision, recall and F1, a row each, for each draw of lemmas.

    Forms of one lemma stand and fall together, so lemmas are drawn, with all their forms: a pair of one lemma counts
    as often as it was drawn, a pair of two as often as both were drawn together.
    """
    right, gold = drawn @ judged.right, drawn @ judged.gold
    both = Counter(zip(*judged.wrong, strict=True))
    wrong = sum((count * drawn[:, one] * drawn[:, other] for (one, other), count in both.items()), np.zeros(len(drawn)))
    precision = right / np.maximum(right + wrong, 1)
    recall = right / np.maximum(gold, 1)
    return np.array([precision, recall, 2 * precision * recall / np.maximum(precision + recall, 1e-9)])


def measured(judged: Judged) -> tuple[Figure, Figure, Figure]:
    """Precision, recall and F1 of the lemmas as they are, and of lemmas drawn anew."""
    (precision, recall, f1), drawn = point(judged), scores(judged, draws(len(judged.gold)))
    return Figure.of(precision, drawn[0]), Figure.of(recall, drawn[1]), Figure.of(f1, drawn[2])


def gain(judged: Judged, over: Judged) -> Figure:
    """How much F1 one system has over another, judged on the same items."""
    drawn = draws(len(judged.gold))
    return Figure.of(point(judged)[2] - point(over)[2], scores(judged, drawn)[2] - scores(over, drawn)[2])


def point(judged: Judged) -> tuple[float, float, float]:
    """Precision, recall and F1 of the lemmas as they are."""
    precision, recall, f1 = scores(judged, np.ones((1, len(judged.gold))))[:, 0]
    return float(precision), float(recall), float(f1)

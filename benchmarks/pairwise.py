"""Precision, recall and F1 over all pairs of words: taken for the same, compared with the gold lemmas."""

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
    """A rule for taking two words for the same: a term asked for one is among the terms held for the other."""

    asked: Terms
    held: Terms

    @classmethod
    def of(cls, keys: Terms) -> "Level":
        """Build the level at which words are the same if they share a key."""
        return cls(keys, keys)


@dataclass(frozen=True)
class Judged:
    """Pairs counted by gold lemma: the existing ones, the found ones, and the lemmas of the wrongly found ones."""

    gold: Floats
    right: Floats
    wrong: tuple[list[int], list[int]]


def found(items: list[Item], level: Level) -> set[Pair]:
    """Return the pairs of items, by number, that the level takes for the same, in either direction."""
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
    """Compare the pairs with the gold lemmas of the items."""
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
    """Return precision, recall and F1, one row each, for each sample of lemmas.

    Forms of one lemma are not independent, so lemmas are drawn, with all their forms. A pair of one lemma counts as
    often as the lemma was drawn, a pair of two lemmas as often as both were drawn together.
    """
    right, gold = drawn @ judged.right, drawn @ judged.gold
    both = Counter(zip(*judged.wrong, strict=True))
    wrong = sum((count * drawn[:, one] * drawn[:, other] for (one, other), count in both.items()), np.zeros(len(drawn)))
    precision = right / np.maximum(right + wrong, 1)
    recall = right / np.maximum(gold, 1)
    return np.array([precision, recall, 2 * precision * recall / np.maximum(precision + recall, 1e-9)])


def measured(judged: Judged) -> tuple[Figure, Figure, Figure]:
    """Return precision, recall and F1 of the lemmas, with intervals from resampled lemmas."""
    (precision, recall, f1), drawn = point(judged), scores(judged, draws(len(judged.gold)))
    return Figure.of(precision, drawn[0]), Figure.of(recall, drawn[1]), Figure.of(f1, drawn[2])


def gain(judged: Judged, over: Judged) -> Figure:
    """Return the difference in F1 between two systems that were judged on the same items."""
    drawn = draws(len(judged.gold))
    return Figure.of(point(judged)[2] - point(over)[2], scores(judged, drawn)[2] - scores(over, drawn)[2])


def point(judged: Judged) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the lemmas, without resampling."""
    precision, recall, f1 = scores(judged, np.ones((1, len(judged.gold))))[:, 0]
    return float(precision), float(recall), float(f1)

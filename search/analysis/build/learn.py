"""Weights without any annotated text: expectation-maximisation over word counts.

The model is that of weigh.py; each round shares a form's count among its readings by the weights so far, then counts
anew. After Dempster, Laird and Rubin (1977)."""

from collections.abc import Callable, Mapping

from ..weigh import DEPARTURE, affixes_name, lemma_name
from .words import Analyzed

ROUNDS = 10
_Item = tuple[float, list[tuple[int, int, float]]]


def learn(analyzed: Analyzed, counts: Mapping[str, float], each_round: Callable[[], object]) -> dict[str, float]:
    """The weights of lemma and affix names, from the candidates and the count of each form."""
    names: dict[str, int] = {}
    items = [_item(counts[form], found, names) for form, found in analyzed.items() if found]
    weights = [1.0] * len(names)
    groups = _groups(names)
    for _ in range(ROUNDS):
        weights = _normalised(_expected(items, weights), groups)
        each_round()
    return dict(zip(names, weights, strict=True))


def _item(count: float, found: list, names: dict[str, int]) -> _Item:  # type: ignore[type-arg]
    def number(name: str) -> int:
        return names.setdefault(name, len(names))

    return count, [(number(lemma_name(c)), number(affixes_name(c)), DEPARTURE[c.variant]) for c in found]


def _groups(names: Mapping[str, int]) -> list[str]:
    """What each weight is normalised among: all lemmas, or the affixes of one part of speech."""
    return [name.rsplit("\t", 1)[1] if name.startswith("+") else "" for name in names]


def _expected(items: list[_Item], weights: list[float]) -> list[float]:
    totals = [0.0] * len(weights)
    for count, readings in items:
        shares = [weights[lemma] * weights[affixes] * departure for lemma, affixes, departure in readings]
        whole = sum(shares)
        if whole <= 0:
            continue
        for (lemma, affixes, _), share in zip(readings, shares, strict=True):
            part = count * share / whole
            totals[lemma] += part
            totals[affixes] += part
    return totals


def _normalised(totals: list[float], groups: list[str]) -> list[float]:
    sums: dict[str, float] = {}
    for total, group in zip(totals, groups, strict=True):
        sums[group] = sums.get(group, 0.0) + total
    return [total / sums[group] if sums[group] else 0.0 for total, group in zip(totals, groups, strict=True)]

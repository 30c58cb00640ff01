"""How many of a question's articles each value of a filter has, adds or would bring back.

Up to EXACT articles are counted one by one. Of more a sample is, some EXACT articles large: a value of one article in a
hundred is then estimated within 9% in 95 questions of 100 (two standard deviations of 500 articles counted).
"""

from dataclasses import dataclass, replace

from search.backends import Backend
from search.backends.base import NO_BOUND, SAMPLES
from search.query.plan import Everything, Node, Sample, all_of, any_of, without
from search.retrieval.filters import Narrowing
from search.retrieval.params import FILTERS

EXACT = 50_000
"""Articles that are counted one by one; of more about so many are, and the rest is estimated."""
AT_ONCE = 500
"""Articles whose filters are counted while the results are waited for."""
SEARCHES = 6
"""Chosen filters and excluded values, each a search of its own, that are counted while the results are waited for."""

Pairs = tuple[tuple[int, int], ...]
"""A value as the engine counts it (a record's id, 2019, 201903) and the number of articles, most frequent first."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The values of a filter; where `estimated`, their numbers are rounded to two digits, and rare values missing."""

    pairs: Pairs
    estimated: bool = False

    @property
    def numbers(self) -> list[int]:
        """The values alone."""
        return [number for number, _count in self.pairs]


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of filters, of `total` results. Each says how the list changes that its value's link leads to:

    `held`: how many of the results have a value; choosing it leaves these.
    `further`: of a filter with a chosen value, how many articles another value would add to the results.
    `back`: how many articles an excluded value, no longer excluded, would bring back.
    """

    total: int
    held: dict[str, Counted]
    further: dict[str, Counted]
    back: dict[tuple[str, str], int]


class TooMany(Exception):
    """There is more to count than can be counted while a reader waits for the results."""


def count(backend: Backend, narrowing: Narrowing, question: Node) -> Counts:
    """Count all that the filters show of a question, whatever it takes."""
    total, held = counted(backend, narrowing.around(question), FILTERS)
    return _changes(backend, narrowing, question, Counts(total, held, {}, {}), NO_BOUND)


def count_values(backend: Backend, narrowing: Narrowing, question: Node, kind: str) -> Counts:
    """Count every value of one filter, exactly, however many articles the question finds."""
    tree = narrowing.around(question)
    if kind in _chosen(narrowing):
        total, tree = backend.search(tree, limit=0).total, _others(narrowing, question, kind)
        found = backend.search(tree, limit=0, facets=(kind,))
        return Counts(total, {}, {kind: Counted(found.facets[kind])}, {})
    found = backend.search(tree, limit=0, facets=(kind,))
    return Counts(found.total, {kind: Counted(found.facets[kind])}, {}, {})


def count_at_once(
    backend: Backend, narrowing: Narrowing, question: Node, total: int, held: dict[str, Pairs]
) -> Counts | None:
    """Count, for a question of whose results `total` and `held` are known, what the filters show; None where that takes
    long."""
    if not held or len(_chosen(narrowing)) + len(_excluded(narrowing)) > SEARCHES:
        return None
    try:
        exact = {kind: Counted(pairs) for kind, pairs in held.items()}
        return _changes(backend, narrowing, question, Counts(total, exact, {}, {}), AT_ONCE)
    except TooMany:
        return None


def counted(
    backend: Backend, tree: Node, kinds: tuple[str, ...], bound: int = NO_BOUND
) -> tuple[int, dict[str, Counted]]:
    """How many articles a tree finds, and the values of filters in them. Raises TooMany beyond `bound` articles."""
    found = backend.search(tree, limit=0, facets=kinds, facets_within=min(bound, EXACT))
    if found.total > bound:
        raise TooMany
    if found.total <= EXACT:
        return found.total, {kind: Counted(pairs) for kind, pairs in found.facets.items()}
    part = Sample(max(1, SAMPLES * EXACT // found.total))
    sample = backend.search(all_of((tree, part)), limit=0, facets=kinds)
    share = found.total / max(sample.total, 1)
    return found.total, {kind: Counted(_scaled(pairs, share), True) for kind, pairs in sample.facets.items()}


def _changes(backend: Backend, narrowing: Narrowing, question: Node, counts: Counts, bound: int) -> Counts:
    """The counts with those of what the chosen and excluded values change."""
    further = {
        kind: counted(backend, _others(narrowing, question, kind), (kind,), bound)[1][kind]
        for kind in _chosen(narrowing)
    }
    back = {
        (kind, value): backend.search(_returning(narrowing, question, kind, value), limit=0).total
        for kind, value in _excluded(narrowing)
    }
    return replace(counts, further=further, back=back)


def _chosen(narrowing: Narrowing) -> list[str]:
    return [kind for kind in FILTERS if narrowing.chosen(kind) != Everything()]


def _excluded(narrowing: Narrowing) -> list[tuple[str, str]]:
    return [(kind, value) for kind in FILTERS for value in narrowing.known(kind, narrowing.asked.excluded)]


def _scaled(pairs: Pairs, share: float) -> Pairs:
    return tuple((value, two_digits(number * share)) for value, number in pairs)


def two_digits(number: float) -> int:
    """A number rounded to its two first digits."""
    return int(round(number, min(0, 2 - len(str(round(number))))))


def _others(narrowing: Narrowing, question: Node, kind: str) -> Node:
    """The articles that only the chosen values of a filter keep from the results."""
    rest = without(Everything(), any_of([narrowing.chosen(kind), narrowing.excluded(kind)]))
    return narrowing.around(question, kind, rest)


def _returning(narrowing: Narrowing, question: Node, kind: str, value: str) -> Node:
    """The articles that an excluded value alone keeps from the results."""
    it = narrowing.any_of_values(kind, [value])
    kept = without(all_of([narrowing.chosen(kind), it]), narrowing.excluded(kind, but=value))
    return narrowing.around(question, kind, kept)

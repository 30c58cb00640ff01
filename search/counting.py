"""How many of a question's articles each value of a filter has, adds or would bring back."""

from dataclasses import dataclass

from search.backends import Backend
from search.forms import FILTERS
from search.narrowing import Narrowing
from search.query.resolved import Everything, Node, all_of, any_of, without

Pairs = tuple[tuple[int, int], ...]
"""A value as the engine counts it (a record's id, 2019, 201903) and the number of articles, most frequent first."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of all filters. Each says how the list changes that its value's link leads to:

    `held`: how many of the results have a value; choosing it leaves these.
    `further`: of a filter with a chosen value, how many articles another value would add to the results.
    `back`: how many articles an excluded value, no longer excluded, would bring back.
    """

    held: dict[str, Pairs]
    further: dict[str, Pairs]
    back: dict[tuple[str, str], int]


def count(backend: Backend, narrowing: Narrowing, question: Node, held: dict[str, Pairs]) -> Counts:
    """Count, for a question of whose results `held` is known, what the chosen and excluded values change."""
    chosen = [kind for kind in FILTERS if narrowing.chosen(kind) != Everything()]
    further = {
        kind: backend.search(_others(narrowing, question, kind), limit=0, facets=(kind,)).facets[kind]
        for kind in chosen
    }
    back = {
        (kind, value): backend.search(_returning(narrowing, question, kind, value), limit=0).total
        for kind in FILTERS
        for value in narrowing.known(kind, narrowing.asked.excluded)
    }
    return Counts(held, further, back)


def _others(narrowing: Narrowing, question: Node, kind: str) -> Node:
    """The articles that only the chosen values of a filter keep from the results."""
    rest = without(Everything(), any_of([narrowing.chosen(kind), narrowing.excluded(kind)]))
    return narrowing.around(question, kind, rest)


def _returning(narrowing: Narrowing, question: Node, kind: str, value: str) -> Node:
    """The articles that an excluded value alone keeps from the results."""
    it = narrowing.any_of_values(kind, [value])
    kept = without(all_of([narrowing.chosen(kind), it]), narrowing.excluded(kind, but=value))
    return narrowing.around(question, kind, kept)

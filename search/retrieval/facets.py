"""How many of a question's articles each value of a filter has, adds or would bring back.

Up to EXACT articles are counted one by one. Of more a sample is, some EXACT articles large: a value of one article in a
hundred is then estimated within 9% in 95 questions of 100 (two standard deviations of 500 articles counted).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import Value

from articles.models import NAMED_KINDS, NamedRecord
from search.backends import Backend
from search.backends.base import NO_BOUND, SAMPLES, ValueCount
from search.query.plan import AllArticles, Node, Sample, all_of, any_of, without
from search.retrieval.filters import ActiveFilters
from search.retrieval.params import FILTERS, SearchParams
from search.retrieval.periods import PERIODS

EXACT = 50_000
"""Articles that are counted one by one; of more about so many are, and the rest is estimated."""
AT_ONCE = 500
"""Articles whose filters are counted while the results are waited for."""
SEARCHES = 6
"""Chosen filters and excluded values, each a search of its own, that are counted while the results are waited for."""

MOST = 24
"""Values of a filter that stand beside the results, those behind its fold among them. All of a longer one stand on a
page of their own."""
_SHOWN_OF_RECORD = ("id", "name", "name_en", "slug")

Records = dict[tuple[str, int], NamedRecord]
"""Records by their kind and id."""


@dataclass(frozen=True, slots=True)
class FacetValues:
    """The values of a filter; where `estimated`, their numbers are rounded to two digits, and rare values missing."""

    values: tuple[ValueCount, ...]
    estimated: bool = False

    @property
    def numbers(self) -> list[int]:
        """The values alone, as the engine counts them."""
        return [number for number, _ in self.values]


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """The counts of filters, of `total` results. Each says how the list changes that its value's link leads to:

    `held`: how many of the results have a value; choosing it leaves these.
    `further`: of a filter with a chosen value, how many articles another value would add to the results.
    `back`: how many articles an excluded value, no longer excluded, would bring back.
    """

    total: int
    held: dict[str, FacetValues]
    further: dict[str, FacetValues]
    back: dict[tuple[str, str], int]


class TooManyResultsError(Exception):
    """There is more to count than can be counted while a reader waits for the results."""


def count_facets(backend: Backend, active_filters: ActiveFilters, question: Node) -> FacetCounts:
    """Count all that the filters show of a question, whatever it takes."""
    total, held = facet_counts(backend, active_filters.around(question), FILTERS)
    return _changes(backend, active_filters, question, FacetCounts(total, held, {}, {}), NO_BOUND)


def count_values(backend: Backend, active_filters: ActiveFilters, question: Node, kind: str) -> FacetCounts:
    """Count every value of one filter, exactly, however many articles the question finds."""
    tree = active_filters.around(question)
    if kind in _chosen(active_filters):
        total, tree = backend.search(tree, limit=0).total, _others(active_filters, question, kind)
        found = backend.search(tree, limit=0, facets=(kind,))
        return FacetCounts(total, {}, {kind: FacetValues(found.facets[kind])}, {})
    found = backend.search(tree, limit=0, facets=(kind,))
    return FacetCounts(found.total, {kind: FacetValues(found.facets[kind])}, {}, {})


def count_if_quick(
    backend: Backend, active_filters: ActiveFilters, question: Node, total: int, held: dict[str, tuple[ValueCount, ...]]
) -> FacetCounts | None:
    """Count, for a question of whose results `total` and `held` are known, what the filters show; None where that takes
    long."""
    if not held or len(_chosen(active_filters)) + len(_excluded(active_filters)) > SEARCHES:
        return None
    try:
        exact = {kind: FacetValues(values) for kind, values in held.items()}
        return _changes(backend, active_filters, question, FacetCounts(total, exact, {}, {}), AT_ONCE)
    except TooManyResultsError:
        return None


def facet_counts(
    backend: Backend, tree: Node, kinds: tuple[str, ...], bound: int = NO_BOUND
) -> tuple[int, dict[str, FacetValues]]:
    """How many articles a tree finds, and the values of filters in them. Raises TooMany beyond `bound` articles."""
    found = backend.search(tree, limit=0, facets=kinds, facets_within=min(bound, EXACT))
    if found.total > bound:
        raise TooManyResultsError
    if found.total <= EXACT:
        return found.total, {kind: FacetValues(values) for kind, values in found.facets.items()}
    part = Sample(max(1, SAMPLES * EXACT // found.total))
    sample = backend.search(all_of((tree, part)), limit=0, facets=kinds)
    share = found.total / max(sample.total, 1)
    return found.total, {kind: FacetValues(_scaled(values, share), True) for kind, values in sample.facets.items()}


def _changes(
    backend: Backend, active_filters: ActiveFilters, question: Node, counts: FacetCounts, bound: int
) -> FacetCounts:
    """The counts with those of what the chosen and excluded values change."""
    further = {
        kind: facet_counts(backend, _others(active_filters, question, kind), (kind,), bound)[1][kind]
        for kind in _chosen(active_filters)
    }
    back = {
        (kind, value): backend.search(_returning(active_filters, question, kind, value), limit=0).total
        for kind, value in _excluded(active_filters)
    }
    return replace(counts, further=further, back=back)


def _chosen(active_filters: ActiveFilters) -> list[str]:
    return [kind for kind in FILTERS if active_filters.chosen(kind) != AllArticles()]


def _excluded(active_filters: ActiveFilters) -> list[tuple[str, str]]:
    return [(kind, value) for kind in FILTERS for value in active_filters.known(kind, active_filters.params.excluded)]


def _scaled(values: tuple[ValueCount, ...], share: float) -> tuple[ValueCount, ...]:
    return tuple(ValueCount(value, two_digits(count * share)) for value, count in values)


def two_digits(number: float) -> int:
    """A number rounded to its two first digits."""
    return int(round(number, min(0, 2 - len(str(round(number))))))


def _others(active_filters: ActiveFilters, question: Node, kind: str) -> Node:
    """The articles that only the chosen values of a filter keep from the results."""
    rest = without(AllArticles(), any_of([active_filters.chosen(kind), active_filters.excluded(kind)]))
    return active_filters.around(question, kind, rest)


def _returning(active_filters: ActiveFilters, question: Node, kind: str, value: str) -> Node:
    """The articles that an excluded value alone keeps from the results."""
    it = active_filters.any_of_values(kind, [value])
    kept = without(all_of([active_filters.chosen(kind), it]), active_filters.excluded(kind, but=value))
    return active_filters.around(question, kind, kept)


def offered(counts: FacetCounts, kind: str) -> FacetValues:
    """Return the values of a filter that are left to choose, with their counts, the most frequent first."""
    if kind in counts.further:
        return counts.further[kind]
    # Of one article nothing is left to narrow.
    return counts.held[kind] if counts.total > 1 else FacetValues(())


def shown_values(params: SearchParams, counts: FacetCounts) -> dict[str, FacetValues]:
    """Return, for each filter beside the results, the values that it offers, in their order: years and months by time,
    the newest first, records by their counts. Months are those of one year, or of the chosen ones."""
    kinds = (kind for kind in FILTERS if kind != "month" or _months_fit(params, counts))
    return {kind: _shown(offered(counts, kind), kind) for kind in kinds}


def records_of(values: Mapping[str, FacetValues]) -> Records:
    """Return the records that values of several filters are of, with what a filter shows of them, by one query."""
    found = [
        NAMED_KINDS[kind]
        ._default_manager.order_by()
        .filter(pk__in=of_kind.numbers)
        .values_list(Value(kind), *_SHOWN_OF_RECORD)
        for kind, of_kind in values.items()
        if of_kind.values and kind not in PERIODS
    ]
    rows = found[0].union(*found[1:], all=True) if found else ()
    return {(kind, row[0]): NAMED_KINDS[kind].from_db(None, _SHOWN_OF_RECORD, row) for kind, *row in rows}


def _shown(found: FacetValues, kind: str) -> FacetValues:
    if kind in PERIODS:
        return replace(found, values=tuple(sorted(found.values, reverse=True)))
    return replace(found, values=found.values[:MOST])


def _months_fit(params: SearchParams, counts: FacetCounts) -> bool:
    chosen, excluded = params.chosen, params.excluded
    values = (*chosen.get("year", ()), *chosen.get("month", ()), *excluded.get("month", ()))
    return bool(values) or len(counts.held["year"].values) == 1

"""Count, for each filter value, the articles of a question that have it, that it would add, or that it would bring
back.

Up to EXACT articles are counted one by one. If there are more, a sample of about EXACT articles is counted. For a value
that one article in a hundred has, the estimate is then within 9% in 95 of 100 questions (two standard deviations of 500
counted articles).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import Value

from articles.models import NAMED_KINDS, Change, NamedRecord
from search.backends import Backend, SearchResult
from search.backends.base import NO_BOUND, SAMPLES, Search, ValueCount
from search.query.plan import AllArticles, Node, Sample, all_of, any_of, without
from search.retrieval.filters import ActiveFilters
from search.retrieval.params import FILTERS, SearchParams
from search.retrieval.periods import PERIODS

EXACT = 50_000
"""Largest number of articles counted one by one. If there are more, about this many are counted and the rest is
estimated."""
AT_ONCE = 500
"""Largest number of articles whose filters are counted before the results are shown."""
SEARCHES = 6
"""Largest number of filters with a chosen value, plus excluded values, counted before the results are shown. Each needs
a search of its own."""

MOST = 24
"""Largest number of values of a filter shown beside the results, including those in its folded part. If there are more,
a page of its own shows them all."""
_SHOWN_OF_RECORD = ("id", "name", "name_en", "slug")

Records = dict[tuple[str, int], NamedRecord]
"""Records by kind and id."""


@dataclass(frozen=True, slots=True)
class FacetValues:
    """The values of a filter. If `estimated`, the counts are rounded to two digits, and rare values may be missing."""

    values: tuple[ValueCount, ...]
    estimated: bool = False

    @property
    def numbers(self) -> list[int]:
        """Return the values without their counts, as the engine counts them."""
        return [number for number, _ in self.values]


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """The filter counts of a question with `total` results. Each count says how the link of a value changes the
    results.

    held: how many of the results have a value; they remain if the reader chooses it.
    further: for a filter with a chosen value, how many articles another value would add to the results.
    back: how many articles an excluded value would bring back if it were no longer excluded.
    """

    total: int
    held: dict[str, FacetValues]
    further: dict[str, FacetValues]
    back: dict[tuple[str, str], int]


class TooManyResultsError(Exception):
    """There are too many results to count while a reader waits for them."""


def count_facets(backend: Backend, active_filters: ActiveFilters, question: Node) -> FacetCounts:
    """Count everything that the filters show for a question, however long it takes."""
    total, held = facet_counts(backend, active_filters.around(question), FILTERS)
    return _changes(backend, active_filters, question, FacetCounts(total, held, {}, {}), NO_BOUND)


def count_values(backend: Backend, active_filters: ActiveFilters, question: Node, kind: str) -> FacetCounts:
    """Count every value of one filter exactly, however many articles the question finds."""
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
    """Count what the filters show for a question, whose `total` and `held` are known. Return None if that takes
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
    """Return how many articles a tree finds, and the filter values in them. Raise TooManyResultsError if there are more
    than `bound` articles."""
    found = backend.search(tree, limit=0, facets=kinds, facets_within=min(bound, EXACT))
    return found.total, _exact_or_sampled(backend, tree, kinds, bound, found)


def _exact_or_sampled(
    backend: Backend, tree: Node, kinds: tuple[str, ...], bound: int, found: SearchResult
) -> dict[str, FacetValues]:
    """Return the filter values in what a tree finds; `found` has them if they are at most EXACT articles. Raise
    TooManyResultsError if they are more than `bound`."""
    if found.total > bound:
        raise TooManyResultsError
    if found.total <= EXACT:
        return {kind: FacetValues(values) for kind, values in found.facets.items()}
    part = Sample(max(1, SAMPLES * EXACT // found.total))
    sample = backend.search(all_of((tree, part)), limit=0, facets=kinds)
    share = found.total / max(sample.total, 1)
    return {kind: FacetValues(_scaled(values, share), True) for kind, values in sample.facets.items()}


def _changes(
    backend: Backend, active_filters: ActiveFilters, question: Node, counts: FacetCounts, bound: int
) -> FacetCounts:
    """Return the counts together with the counts of the chosen filters (`further`) and of the excluded values
    (`back`)."""
    chosen, excluded = _chosen(active_filters), _excluded(active_filters)
    others = {kind: _others(active_filters, question, kind) for kind in chosen}
    found = backend.search_all(
        [
            *(Search(others[kind], facets=(kind,), facets_within=min(bound, EXACT)) for kind in chosen),
            *(Search(_returning(active_filters, question, kind, value)) for kind, value in excluded),
        ]
    )
    further = {kind: _exact_or_sampled(backend, others[kind], (kind,), bound, next(found))[kind] for kind in chosen}
    back = {value: next(found).total for value in excluded}
    return replace(counts, further=further, back=back)


def _chosen(active_filters: ActiveFilters) -> list[str]:
    return [kind for kind in FILTERS if active_filters.chosen(kind) != AllArticles()]


def _excluded(active_filters: ActiveFilters) -> list[tuple[str, str]]:
    return [(kind, value) for kind in FILTERS for value in active_filters.known(kind, active_filters.params.excluded)]


def _scaled(values: tuple[ValueCount, ...], share: float) -> tuple[ValueCount, ...]:
    return tuple(ValueCount(value, two_digits(count * share)) for value, count in values)


def two_digits(number: float) -> int:
    """Return a number rounded to its first two digits."""
    return int(round(number, min(0, 2 - len(str(round(number))))))


def _others(active_filters: ActiveFilters, question: Node, kind: str) -> Node:
    """Return the node of the articles that are not in the results only because they lack the chosen values of this
    filter."""
    rest = without(AllArticles(), any_of([active_filters.chosen(kind), active_filters.excluded(kind)]))
    return active_filters.around(question, kind, rest)


def _returning(active_filters: ActiveFilters, question: Node, kind: str, value: str) -> Node:
    """Return the node of the articles that are not in the results only because this value is excluded."""
    it = active_filters.any_of_values(kind, [value])
    kept = without(all_of([active_filters.chosen(kind), it]), active_filters.excluded(kind, but=value))
    return active_filters.around(question, kind, kept)


def offered(counts: FacetCounts, kind: str) -> FacetValues:
    """Return the values of a filter that can still be chosen, with their counts, the most frequent first."""
    if kind in counts.further:
        return counts.further[kind]
    # A single result cannot be narrowed further.
    return counts.held[kind] if counts.total > 1 else FacetValues(())


def shown_values(params: SearchParams, counts: FacetCounts) -> dict[str, FacetValues]:
    """Return, for each filter beside the results, its values in display order: years and months with the newest first,
    records by their counts. Months are shown only for chosen years or months, for excluded months, or if all results
    are of one year."""
    kinds = (kind for kind in FILTERS if kind != "month" or _months_fit(params, counts))
    return {kind: _shown(offered(counts, kind), kind) for kind in kinds}


def records_of(values: Mapping[str, FacetValues]) -> Records:
    """Return those records of the values of several filters that the public may see, with the columns that a filter
    shows. This takes two queries."""
    # An index that has all changes counts visible articles only; to ask for each name takes longer than all the rest.
    is_behind = Change.objects.exists()
    found = [
        (NAMED_KINDS[kind].objects.visible() if is_behind else NAMED_KINDS[kind].objects.all())
        .order_by()
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

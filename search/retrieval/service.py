"""Answer a question with everything chosen around it: interpret it, query the engine, read the records.

Nothing here makes markup. Every article comes from `Article.objects.visible()`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.paginator import Page, Paginator

from search.backends import default
from search.backends.base import Sort
from search.backends.deadline import in_time
from search.retrieval.ambiguity import Ambiguity, ambiguities
from search.retrieval.did_you_mean import Doubtful, doubtful_words
from search.retrieval.facets import (
    FacetCounts,
    FacetValues,
    Records,
    count_facets,
    count_if_quick,
    count_values,
    offered,
    records_of,
    shown_values,
)
from search.retrieval.fallbacks import Fallbacks, fallbacks
from search.retrieval.filters import ActiveFilters, load_filters
from search.retrieval.form_counts import FormCounts, count_forms, names_of
from search.retrieval.interpret import Interpretation, interpret, lexicon
from search.retrieval.pagination import ResultPage, fetch_page
from search.retrieval.params import SearchParams, fitting

VALUES_PER_PAGE = 500
COUNTING = 0.7
"""Seconds of processor time for the filters beside the results; if they take longer, the page comes without their
counts."""


@dataclass(frozen=True, slots=True)
class FilterState:
    """A question, the values chosen around it, and the counts of the filters; None if they are not counted yet.

    shown: the values of each filter that stand beside the results.
    records: the records of these values.
    """

    params: SearchParams
    active_filters: ActiveFilters
    counts: FacetCounts | None
    shown: Mapping[str, FacetValues] = field(default_factory=dict)
    records: Records = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AllValues:
    """One page of all values of a filter, with the parameters as they were read and the records of the values. `adds`
    says that a count is the number of articles that the value would add to the results."""

    params: SearchParams
    page: "Page[Any]"
    adds: bool
    records: Records


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of results.

    doubtful: words that no article or hardly any article holds.
    ambiguities: words that have several readings.
    fallbacks: similar questions that have results; None if this page has articles.
    """

    params: SearchParams
    interpretation: Interpretation
    form_counts: FormCounts
    filters: FilterState
    sort: Sort
    page: ResultPage
    doubtful: tuple[Doubtful, ...]
    ambiguities: tuple[Ambiguity, ...]
    fallbacks: Fallbacks | None

    @property
    def total(self) -> int:
        """Return how many articles there are on all pages."""
        return self.page.total


def ask(params: SearchParams, *, count_all: bool = False) -> Answer:
    """Answer a question. Count the filters if that is quick, or if `count_all` is true, but no longer than COUNTING.
    Raise SearchUnavailableError if the engine cannot be queried, TooLateError and TooManyDearError."""
    interpretation, active_filters, backend = interpret(params), load_filters(params), default()
    params = _as_read(params, interpretation)
    # Without a word to match, no article is more relevant than another.
    sort = params.sort if interpretation.highlighter.parts or params.sort != "relevance" else "newest"
    question = interpretation.plan.tree
    withdrawn, names = active_filters.withdrawn, names_of(interpretation.plan.search_terms)
    counted = map(withdrawn.left_out_of, names.values())
    page = fetch_page(backend, params, active_filters.around(question), sort, counted)
    counts = in_time(
        lambda: (
            count_if_quick(backend, active_filters, question, page.total, page.facets)
            or (count_facets(backend, active_filters, question) if count_all else None)
        ),
        COUNTING,
    )
    named = dict(zip(names, page.counted, strict=True))
    form_counts = count_forms(interpretation.plan.search_terms, named, lexicon(), backend, withdrawn)
    doubtful = tuple(doubtful_words(params, form_counts.words, withdrawn))
    return Answer(
        params,
        interpretation,
        form_counts,
        _filter_state(params, active_filters, counts),
        sort,
        page,
        doubtful,
        tuple(ambiguities(params, interpretation.plan, form_counts.keys)),
        None if page.articles else fallbacks(params, interpretation, doubtful),
    )


def ask_filters(params: SearchParams) -> FilterState:
    """Return the filters of a question with their counts, without its results. Raise SearchUnavailableError if the
    engine cannot be queried."""
    interpretation, active_filters = interpret(params), load_filters(params)
    counts = count_facets(default(), active_filters, interpretation.plan.tree)
    return _filter_state(_as_read(params, interpretation), active_filters, counts)


def ask_values(params: SearchParams, kind: str) -> AllValues:
    """Return a page of all values of one filter, with exact counts. Raise SearchUnavailableError if the engine cannot
    be queried."""
    interpretation = interpret(params)
    counts = count_values(default(), load_filters(params), interpretation.plan.tree, kind)
    per_page = max(1, fitting(params.address(), 2 * VALUES_PER_PAGE, 1) // 2)  # two links each
    page = Paginator(offered(counts, kind).values, per_page).get_page(params.page)
    records = records_of({kind: FacetValues(tuple(page))})
    return AllValues(_as_read(params, interpretation), page, kind in counts.further, records)


def _filter_state(params: SearchParams, active_filters: ActiveFilters, counts: FacetCounts | None) -> FilterState:
    if counts is None:
        return FilterState(params, active_filters, None)
    shown = shown_values(params, counts)
    return FilterState(params, active_filters, counts, shown, records_of(shown))


def _as_read(params: SearchParams, interpretation: Interpretation) -> SearchParams:
    """Return the parameters with the cleaned, truncated text that the parser read, so that links do not carry 10,000
    characters."""
    return replace(params, text=interpretation.question.text)

"""What a SearchQuerySet asks, and how it is answered.

Its conditions become our tree, resolved and asked as a question of the results page is, so that both find the same. No
result comes out of it but through `Article.objects.visible()`.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, NoReturn

from haystack.backends import BaseSearchQuery, SearchNode
from haystack.constants import DEFAULT_ALIAS
from haystack.models import SearchResult

from arabic import Level
from articles.models import Article
from search.backends.base import Hit, Sort
from search.query import plan
from search.query.tree import Node, all_of
from search.query.unparse import unparse
from search.retrieval.haystack import counts
from search.retrieval.haystack.comparisons import NOTHING
from search.retrieval.haystack.conditions import Conditions
from search.retrieval.haystack.errors import TooFarError, TooMuchError, UnsupportedError
from search.retrieval.haystack.question import AND, OR, checked, joined, narrowed, tree_of
from search.retrieval.haystack.results import ArticleResult, ResultBatch, check_fields, result
from search.retrieval.haystack.similar import similar
from search.retrieval.haystack.spelling import corrected
from search.retrieval.interpret import plan_tree
from search.retrieval.pagination import LAST_PAGE, PER_PAGE
from search.retrieval.withdrawn import load_withdrawn

FARTHEST = LAST_PAGE * PER_PAGE
"""Results that can be reached by their number: as far as the pages go."""

SORTS: dict[str, Sort] = {
    "-score": "relevance",
    **{f"-{name}": "newest" for name in ("published", "published_on", "published_at")},
    **dict.fromkeys(("published", "published_on", "published_at"), "oldest"),
}


def refused(method: str, instead: str) -> Callable[..., NoReturn]:
    """Return a method that raises UnsupportedError for one of Haystack's."""

    def refuse(self: Any, *args: Any, **kwargs: Any) -> NoReturn:
        raise UnsupportedError(f"{method}() is not supported: {instead}.")

    return refuse


class ArticleSearchQuery(BaseSearchQuery):  # type: ignore[misc]
    """The query of a SearchQuerySet. Raise UnsupportedError, where a method is called, for what the archive cannot do;
    UnreadableError and TooMuchError when it is asked, and SearchUnavailableError while the engine cannot be."""

    query_filter: SearchNode
    _facet_counts: dict[str, dict[str, Any]] | None

    def __init__(self, using: str = DEFAULT_ALIAS) -> None:
        super().__init__(using)
        self.result_class = ArticleResult
        self._plan: plan.Node | None = None
        self._hidden: list[int] = []

    def __getstate__(self) -> dict[str, Any]:
        """For pickling: the plan is made anew, by the lexicon there is then."""
        return {**super().__getstate__(), "_plan": None}

    # What is asked

    def add_filter(self, query_filter: Any, use_or: bool = False) -> None:
        """Add an SQ, joined to what there is before it."""
        added = checked(query_filter)
        if added.children:
            had = self.query_filter
            self.query_filter = joined(had, added, OR if use_or else AND) if had.children else added
        self._plan = None

    def combine(self, rhs: Any, connector: str = AND) -> None:
        """Join the conditions of another query to these; no conditions are those of every article."""
        for query in (self, rhs):
            if query._more_like_this or query.narrow_queries or query.models - {Article}:
                raise UnsupportedError("& and | join filters alone: narrow, models and more_like_this come after them.")
        either = self.query_filter, rhs.query_filter
        if connector == OR and not all(node.children for node in either):
            self.query_filter, self._plan = SearchNode(), None
        else:
            self.add_filter(rhs.query_filter, use_or=connector == OR)

    def add_model(self, model: Any) -> None:
        super().add_model(model)
        self._plan = None

    def add_narrow_query(self, query: str) -> None:
        super().add_narrow_query(query)
        self._plan = None

    def more_like_this(self, model_instance: Any) -> None:
        """Ask for articles like one. Raise UnsupportedError for anything but an article."""
        if not isinstance(model_instance, Article):
            raise UnsupportedError(f"more_like_this() takes an article, and not {model_instance!r}.")
        super().more_like_this(model_instance)
        self._plan = None

    def add_order_by(self, field: str) -> None:
        """Order the results. Raise UnsupportedError for an order that the archive has not."""
        if field not in SORTS:
            raise UnsupportedError(f"The order {field!r} is not supported: there are {', '.join(SORTS)}.")
        if self.order_by and SORTS[self.order_by[0]] != SORTS[field]:
            raise UnsupportedError(f"The results are ordered by {self.order_by[0]!r} already, and by one order alone.")
        super().add_order_by(field)

    def add_highlight(self, **kwargs: Any) -> None:
        """Have results show their marks. Raise UnsupportedError for options."""
        if kwargs:
            raise UnsupportedError("highlight() takes no options: the marks stand in <mark>.")
        super().add_highlight()

    def add_field_facet(self, field: str, **options: Any) -> None:
        self.facets[counts.facet_named(field, options)] = options
        self._facet_counts = None

    def add_date_facet(self, field: str, start_date: Any, end_date: Any, gap_by: str, gap_amount: int = 1) -> None:
        self.date_facets[field] = counts.periods(field, start_date, end_date, gap_by, gap_amount)
        self._check_searches()

    def add_query_facet(self, field: str, query: Any) -> None:
        self.query_facets.append((field, query))
        counts.query_facet(field, query)
        self._check_searches()

    def _check_searches(self) -> None:
        self._facet_counts = None
        if sum(map(len, self.date_facets.values())) + len(self.query_facets) > counts.MOST_SEARCHES:
            raise TooMuchError(f"Facets count {counts.MOST_SEARCHES} periods and queries together at most.")

    def set_result_class(self, klass: type[SearchResult] | None) -> None:
        """Have results be of a class; None is ArticleResult."""
        super().set_result_class(klass or ArticleResult)

    add_boost = refused("boost", "what a word weighs is the archive's to say")
    add_within = refused("within", "articles have places by name, filter(place=…)")
    add_dwithin = refused("dwithin", "articles have places by name, filter(place=…)")
    add_distance = refused("distance", "articles have places by name, filter(place=…)")
    add_stats_query = refused("stats", "use facet(), or Django's aggregates over the articles")
    get_stats = refused("stats_results", "use facet(), or Django's aggregates over the articles")
    raw_search = refused("query.raw_search", "use SearchQuerySet.raw_search() or auto_query(), which take a question")
    build_query_fragment = refused("narrow", "it takes a text such as 'source:daffa'; give an SQ to filter()")

    def question(self) -> tuple[Node, Level]:
        """Return the question and the level it is asked at."""
        conditions = Conditions()
        found = [tree_of(self.query_filter, conditions)]
        found += [narrowed(text, conditions) for text in sorted(self.narrow_queries)]
        return all_of(found if not self.models or Article in self.models else [NOTHING]), conditions.level

    def build_query(self) -> str:
        """Return the question as a reader would type it; as the tree stands where it cannot be typed."""
        question, _ = self.question()
        try:
            return unparse(question)
        except ValueError:
            return repr(question)

    @property
    def resolved(self) -> plan.Node:
        """The question in index terms, without withdrawn articles."""
        if self._plan is None:
            found = plan_tree(*self.question()).tree
            if self._more_like_this:
                found = plan.all_of((found, similar(self._mlt_instance, self.backend)))
            self._plan = load_withdrawn().left_out_of(found)
        return self._plan

    @property
    def sort(self) -> Sort:
        """The order, as the results page has it: where no words are asked for, nothing is more relevant than others."""
        sort = SORTS[self.order_by[0]] if self.order_by else "relevance"
        return "newest" if sort == "relevance" and not any(plan.wanted_leaves(self.resolved)) else sort

    # How it is answered

    def run(self, spelling_query: str | None = None, **kwargs: Any) -> None:
        """Fetch the results from `start_offset` to `end_offset`; all that are left without the latter."""
        check_fields(kwargs.pop("fields", ()))
        if kwargs:
            raise UnsupportedError(f"A query takes no options of an engine: {', '.join(kwargs)}.")
        end = self.get_count() if self.end_offset is None else self.end_offset
        hits, total = self._hits(self.start_offset, end)
        batch = ResultBatch([hit.article_id for hit in hits], self.resolved if self.highlight else None)
        self._results = [result(self.result_class, hit.article_id, hit.score, batch) for hit in hits]
        self._hit_count = total - len(self._hidden)

    def run_mlt(self, **kwargs: Any) -> None:
        self.run(**kwargs)

    def get_count(self) -> int:
        """Return how many articles are found."""
        if self._hit_count is None:
            self._hit_count = self.backend.search(self.resolved, limit=0).total - len(self._hidden)
            self._results = self._results if self._hit_count else []
        return self._hit_count

    def get_facet_counts(self) -> dict[str, dict[str, Any]]:
        """Return what facets were asked for: `fields`, `dates` and `queries`."""
        if self._facet_counts is None:
            self._facet_counts = self._counted() if self.facets or self.date_facets or self.query_facets else {}
        return self._facet_counts

    def get_spelling_suggestion(self, preferred_query: str | None = None) -> str | None:
        """Return the question with its first missing word corrected, as the results page offers it; None where no word
        is missing."""
        return corrected(preferred_query or self.spelling_query or self.build_query())

    def _counted(self) -> dict[str, dict[str, Any]]:
        asked: dict[str, list[tuple[date, date]]] = self.date_facets
        return {
            "fields": counts.field_facets(self.backend, self.resolved, self.facets),
            "dates": counts.date_facets(self.backend, self.resolved, asked),
            "queries": {f"{field}:{query}": self._how_many(field, query) for field, query in self.query_facets},
        }

    def _how_many(self, field: str, query: Any) -> int:
        part = plan_tree(counts.query_facet(field, query), Level.LEMMA).tree
        return int(self.backend.search(plan.all_of((self.resolved, part)), limit=0).total)

    def _hits(self, start: int, end: int) -> tuple[list[Hit], int]:
        """The hits from `start` to `end` that the public may see, and how many there are of all.

        What was withdrawn a moment ago, and is in the index yet, has no place among them: its own is remembered, so
        that nothing is given twice or passed over.
        """
        kept: list[Hit] = []
        place = self._place(start)
        wanted = end - start
        while True:
            limit = max(0, min(wanted, FARTHEST - place))
            found = self.backend.search(self.resolved, sort=self.sort, start=place if limit else 0, limit=limit)
            if start < found.total and min(end, found.total) > FARTHEST:
                raise TooFarError(f"The first {FARTHEST} results can be reached: filter by published__lt.")
            visible = seen(found.hits)
            for hit in found.hits:
                if hit.article_id in visible:
                    kept.append(hit)
                elif place not in self._hidden:
                    self._hidden.append(place)
                place += 1
                if len(kept) == end - start:
                    break
            if len(kept) == end - start or len(found.hits) < limit or not limit:
                return kept, found.total
            wanted *= 2

    def _place(self, number: int) -> int:
        """Where the engine has the result of this number, past those known to be hidden."""
        for hidden in sorted(self._hidden):
            number += hidden <= number
        return number


def seen(hits: tuple[Hit, ...]) -> set[int]:
    """Return the ids of the hits that the public may see."""
    found = Article.objects.visible().filter(pk__among=[hit.article_id for hit in hits])
    return set(found.values_list("pk", flat=True))

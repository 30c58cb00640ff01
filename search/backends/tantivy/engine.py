"""The Haystack backend for a tantivy index."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from tantivy import FieldType, Index, IndexWriter, Order, Query, Searcher

from search.backends.base import (
    NO_BOUND,
    ArticleVersion,
    BuiltWith,
    Hit,
    SearchResult,
    SearchUnavailableError,
    Sort,
    ValueCount,
    writing,
)
from search.backends.deadline import check, shared
from search.backends.document import Document
from search.backends.embedded import Embedded, engine_errors
from search.backends.tantivy.compiler import compiled, is_scored
from search.backends.tantivy.phrases import effort
from search.backends.tantivy.reader import Generation, readers
from search.backends.tantivy.related import raised
from search.backends.tantivy.schema import FORMAT, TEXTS, schema, to_json
from search.metrics import ENGINE_FAILURES, ENGINE_SECONDS
from search.query.budget import Placed, mapped, slots_of
from search.query.plan import ArticleIs, NoArticles, Node
from search.query.walk import Leaf

_NEWEST = {"order_by_field": "newest", "order": Order.Desc}
ORDERS: dict[Sort, dict[str, Any]] = {
    "newest": _NEWEST,
    "oldest": {"order_by_field": "oldest", "order": Order.Asc},
    "relevance": _NEWEST,  # for a plan without scores
}
WRITER_MEMORY = 200_000_000
"""Bytes of postings that a writer collects in memory before it writes a segment."""
DEAR, MOST_SETTLED = 200_000, 100_000
"""The effort from which a phrase or near pair is settled, and the largest number of articles it may then find."""
MOST_VALUES = 100_000
"""Values of one facet that are counted: more than an archive has records of one kind."""


class TantivyBackend(Embedded):
    """Searches and writes the index in the folder that the connection's PATH names."""

    FORMAT = FORMAT
    EFFORT_LIMIT = 10_000_000  # half a second

    @ENGINE_FAILURES.count_exceptions(SearchUnavailableError)
    @ENGINE_SECONDS.time()
    @engine_errors()
    def search(
        self,
        tree: Node,
        *,
        sort: Sort = "relevance",
        start: int = 0,
        limit: int = 10,
        facets: tuple[str, ...] = (),
        facets_within: int = NO_BOUND,
    ) -> SearchResult:
        generation = self._reader()
        searcher, rarity = generation.searcher, generation.rarity
        # No scores for hits that are not shown: for a question of ten words this halves the cost of each article.
        scored = sort == "relevance" and limit and is_scored(tree)
        check()
        if scored:
            query, order = raised(compiled(tree, rarity), tree, rarity), {}
        else:
            query, order = compiled(self._settled(tree, generation), rarity), ORDERS[sort]
        result: Any = searcher.search(query, limit=max(limit, 1), offset=start, **order)
        hits = result.hits[:limit]
        ids = searcher.fast_field_values("article", [address for _, address in hits])
        scores = [score if scored else 0.0 for score, _ in hits]
        total = result.count or 0
        values = {}
        if facets and total <= facets_within:
            check()
            unscored = compiled(self._settled(tree, generation), rarity) if scored else query
            values = counted(searcher.aggregate(unscored, wanted(facets)))
        return SearchResult(
            total, tuple(Hit(int(pk or 0), score) for pk, score in zip(ids, scores, strict=True)), values
        )

    @ENGINE_FAILURES.count_exceptions(SearchUnavailableError)
    @engine_errors()
    def frequencies(self, terms: Iterable[str], field: str = "text") -> dict[str, int]:
        generation = self._reader()
        searcher = generation.searcher
        values = {term: term if field in TEXTS else int(term) for term in terms}
        if not generation.has_deleted:
            return {term: generation.rarity.frequency(field, value) for term, value in values.items()}
        queries = {term: Query.term_query(schema(), field, value) for term, value in values.items()}
        return {term: _total(searcher, query) for term, query in queries.items()}

    def effort(self, placed: Iterable[Placed], held: Mapping[str, int]) -> int:
        return sum(effort(leaf, held) for leaf in placed)

    def built_with(self) -> BuiltWith:
        return self._reader().built_with

    @engine_errors()
    def versions(self, after: int = 0, limit: int = 1000) -> list[ArticleVersion]:
        searcher = self._reader().searcher
        beyond = Query.range_query(schema(), "article", FieldType.Unsigned, after, None, include_lower=False)
        found: Any = searcher.search(beyond, limit=limit, count=False, order_by_field="article", order=Order.Asc)
        addresses = [address for _, address in found.hits]
        columns = (searcher.fast_field_values(name, addresses) for name in ("article", "version"))
        return [ArticleVersion(int(pk or 0), int(version or 0)) for pk, version in zip(*columns, strict=True)]

    @staticmethod
    def prepare(document: Document) -> str:
        return to_json(document)

    def write(self, documents: Iterable[tuple[int, str]], replacing: Iterable[int]) -> None:
        with self._writer(self._reader().folder) as writer:
            writer.delete_documents_by_query(Query.term_set_query(schema(), "article", list(replacing)))
            for _, prepared in documents:
                with writing(ValueError):
                    writer.add_json(prepared)

    def _settled(self, tree: Node, generation: Generation) -> Node:
        """Return the tree with the articles that its dear phrases and near pairs find in place of these. All searches
        of one question share them; so only scores are found out from the phrases themselves. Raise TooLateError."""
        searcher, rarity = generation.searcher, generation.rarity

        def settled(leaf: Leaf) -> Node:
            if not isinstance(leaf, Placed):
                return leaf
            held = {term.text: rarity.frequency(leaf.field, term.text) for slot in slots_of(leaf) for term in slot}
            if effort(leaf, held) < DEAR:
                return leaf
            known, key = shared(), ("articles", generation.names, leaf)
            if key not in known:
                check()
                found: Any = searcher.search(compiled(leaf, rarity), MOST_SETTLED + 1, **ORDERS["newest"])
                ids = searcher.fast_field_values("article", [address for _, address in found.hits])
                known[key] = leaf if len(ids) > MOST_SETTLED else article_is(int(pk or 0) for pk in ids)
            node: Node = known[key]
            return node

        return mapped(tree, settled)

    def _reader(self) -> Generation:
        return readers.of(self.path, self.beside_name)

    def _make(self, folder: Path) -> None:
        with writing(ValueError):
            Index(schema(), str(folder))

    @contextmanager
    def _writer(self, folder: Path) -> Iterator[IndexWriter]:
        with engine_errors(), writing(ValueError):
            index = Index.open(str(folder))
        try:
            writer = index.writer(WRITER_MEMORY, 1)
        except ValueError as error:
            raise SearchUnavailableError(_("Another process is writing to the index: try again later.")) from error
        try:
            with writing(ValueError):
                # A killed writer leaves files under names that this writer would try to use again, and fail. Only an
                # index that was opened after the kill knows these files.
                writer.garbage_collect_files()
            yield writer
            with engine_errors(), writing(ValueError):
                writer.commit()
        except BaseException:
            with suppress(ValueError):  # the fault that prevented the write may prevent this too
                writer.rollback()
            raise
        finally:
            writer.wait_merging_threads()


def article_is(ids: Iterable[int]) -> Node:
    """Return the node of these articles, if any."""
    given = tuple(ids)
    return ArticleIs(given) if given else NoArticles()


def _total(searcher: Searcher, query: Query) -> int:
    found: Any = searcher.search(query, limit=1)
    return int(found.count or 0)


def wanted(facets: Iterable[str]) -> dict[str, Any]:
    """Return the aggregations that count the facets."""
    return {kind: {"terms": {"field": kind, "size": MOST_VALUES}} for kind in facets}


def counted(answer: dict[str, Any]) -> dict[str, tuple[ValueCount, ...]]:
    """Return the counts of each facet, the most frequent value first."""
    return {
        kind: tuple(
            sorted(
                (ValueCount(int(bucket["key"]), bucket["doc_count"]) for bucket in found["buckets"]),
                key=lambda found: (-found.articles, found.value),
            )
        )
        for kind, found in answer.items()
    }

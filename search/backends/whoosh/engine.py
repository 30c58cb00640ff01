"""The Haystack backend for a Whoosh index."""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from heapq import nlargest, nsmallest
from itertools import chain, starmap
from pathlib import Path
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from whoosh.index import FileIndex, LockError

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
from search.backends.document import Document
from search.backends.embedded import Embedded, engine_errors
from search.backends.whoosh.compiler import compiled
from search.backends.whoosh.leaf import Leaf, Ranked
from search.backends.whoosh.queries import ArchiveQuery
from search.backends.whoosh.ranking import ranking_of
from search.backends.whoosh.schema import FORMAT, NUMBERS, TEXTS, postings, schema
from search.backends.whoosh.snapshot import INDEX_NAME, Snapshot, readers
from search.backends.whoosh.storage import CheckedStorage
from search.backends.whoosh.writer import ArchiveWriter
from search.metrics import ENGINE_FAILURES, ENGINE_SECONDS
from search.query.budget import Placed, slots_of
from search.query.plan import Node

TERM_EFFORT = 200
"""To look up a term in a segment takes as long as to read so many postings."""

Matches = list[tuple[Leaf, set[int]]]


class WhooshBackend(Embedded):
    """Searches and writes the index in the folder that the connection's PATH names."""

    FORMAT = FORMAT
    EFFORT_LIMIT = 3_000_000  # half a second

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
        query = compiled(tree)
        snapshot = self._snapshot()
        matches = [(leaf, query.docs(leaf) - leaf.deleted) for leaf in snapshot.leaves]
        ranked = by_relevance(query, snapshot, matches) if sort == "relevance" else by_date(sort, matches)
        hits = nlargest(start + limit, ranked)[start:] if limit else []
        total = sum(len(docs) for _, docs in matches)
        return SearchResult(
            total=total,
            hits=tuple(Hit(abs(pk), score if sort == "relevance" else 0.0) for score, _, pk in hits),
            facets={kind: counted(kind, matches) for kind in facets if total <= facets_within},
        )

    @ENGINE_FAILURES.count_exceptions(SearchUnavailableError)
    @engine_errors()
    def frequencies(self, terms: Iterable[str], field: str = "text") -> dict[str, int]:
        snapshot = self._snapshot()
        return {term: snapshot.frequency(field, term) for term in terms}

    def effort(self, placed: Iterable[Placed], held: Mapping[str, int]) -> int:
        """Return the effort of reading every place of each slot once, in every segment."""
        each = TERM_EFFORT * len(self._snapshot().leaves)
        slots = {slot for leaf in placed for slot in slots_of(leaf)}
        return sum(each + held[term.text] for slot in slots for term in slot)

    def built_with(self) -> BuiltWith:
        return self._snapshot().built_with

    @engine_errors()
    def versions(self, after: int = 0, limit: int = 1000) -> list[ArticleVersion]:
        held = (
            ArticleVersion(pk, leaf.column("version")[doc])
            for leaf in self._snapshot().leaves
            for doc, pk in enumerate(leaf.column("article"))
            if pk > after and doc not in leaf.deleted
        )
        return nsmallest(limit, held)

    @staticmethod
    def prepare(document: Document) -> dict[str, Any]:
        numbers: dict[str, Any] = {name: document[name] for name in NUMBERS}
        return {**numbers, **document["records"], **{name: postings(document[name]) for name in TEXTS}}

    def write(self, documents: Iterable[tuple[int, dict[str, Any]]], replacing: Iterable[int]) -> None:
        with uncollected(), self._writer(self._snapshot().folder) as writer:
            with engine_errors():
                writer.delete_articles(set(replacing))
            writer.add_articles(prepared for _, prepared in documents)

    def _snapshot(self) -> Snapshot:
        return readers.of(self.path, self.beside_name)

    def _make(self, folder: Path) -> None:
        FileIndex.create(CheckedStorage(str(folder)), schema(), INDEX_NAME)

    @contextmanager
    def _writer(self, folder: Path) -> Iterator[ArchiveWriter]:
        try:
            with writing(), ArchiveWriter(FileIndex(CheckedStorage(str(folder)), indexname=INDEX_NAME)) as writer:
                yield writer
        except LockError as error:
            raise SearchUnavailableError(_("Another process is writing to the index: try again later.")) from error


@contextmanager
def uncollected() -> Iterator[None]:
    """Turn Python's cycle collector off inside the block. A commit makes no cycles but hundreds of thousands of
    objects, which the collector would scan over and over (a quarter of the time of indexing)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def by_relevance(query: ArchiveQuery, snapshot: Snapshot, matches: Matches) -> Iterator[Ranked]:
    """Yield the sort key of each match, with its score; on equal scores the newer comes first."""
    ranking = ranking_of(snapshot)
    for leaf, docs in matches:
        scores = np.zeros(leaf.size)
        query.score(leaf, ranking, docs, scores)
        orders, articles = leaf.column("order"), leaf.column("article")
        found = list(docs)
        yield from (
            (score, orders[doc], articles[doc]) for doc, score in zip(found, scores[found].tolist(), strict=True)
        )


def by_date(sort: Sort, matches: Matches) -> Iterator[Ranked]:
    """Yield the sort key of each match in time; the undated come last."""
    for leaf, docs in matches:
        yield from leaf.in_time(sort == "newest", docs)


def counted(kind: str, matches: Matches) -> tuple[ValueCount, ...]:
    """Return how many of the matches have each record of a kind (or year, or month), the most frequent first."""
    counts: Counter[int] = Counter()
    for leaf, docs in matches:
        counts.update(chain.from_iterable(map(leaf.records(kind).__getitem__, docs)))
    return tuple(sorted(starmap(ValueCount, counts.items()), key=lambda found: (-found.articles, found.value)))

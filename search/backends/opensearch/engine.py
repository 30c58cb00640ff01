"""The Haystack backend for an OpenSearch cluster."""

import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar
from uuid import uuid4
from zlib import crc32

from search.backends.base import (
    NO_BOUND,
    ArticleVersion,
    Backend,
    BuiltWith,
    IndexFormatError,
    IndexMissingError,
    Search,
    SearchResult,
    SearchUnavailableError,
    Sort,
)
from search.backends.deadline import check, remaining
from search.backends.document import Document
from search.backends.opensearch.cluster import ASKED, answers_of, articles_in, client, reached, send
from search.backends.opensearch.compiler import unscored
from search.backends.opensearch.request import bodies, result
from search.backends.opensearch.schema import CLUSTER, FORMAT, body, fields_of
from search.metrics import ENGINE_FAILURES, ENGINE_SECONDS
from search.query.plan import Node

Answer = TypeVar("Answer")

WHOLE = {"allow_partial_search_results": False}
"""An answer covers the whole index, or the request fails."""
LARGE, COUNTED = 50_000, 60.0
"""Number of articles from which each shard by itself estimates the rarity of a word well enough; seconds for which the
number of articles is cached."""


class OpenSearchBackend(Backend):
    """Searches and writes the index behind the alias INDEX_NAME, on the cluster at the connection's URL.

    URL is one address or several of the same cluster; USER, PASSWORD and CA are its credentials; SHARDS and REPLICAS
    are the numbers for a new index.
    """

    FORMAT = FORMAT
    EFFORT_LIMIT = None  # the cluster itself stops at the deadline

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.alias = str(options["INDEX_NAME"])
        self.parts = int(options["SHARDS"]), int(options["REPLICAS"])
        self.client = client(tuple(options["URL"]), options["USER"], options["PASSWORD"], options["CA"])

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
        return next(self.search_all([Search(tree, sort, start, limit, facets, facets_within)]))

    @ENGINE_FAILURES.count_exceptions(SearchUnavailableError)
    @ENGINE_SECONDS.time()
    def search_all(self, searches: Sequence[Search]) -> Iterator[SearchResult]:
        check()
        left = remaining()
        bound = {} if left is None else {"timeout": f"{max(1, round(left * 1000))}ms"}
        requests = [(search, [body | bound for body in bodies(search)]) for search in searches]
        lines = [line for search, parts in requests for body in parts for line in (self._header(search, body), body)]
        answers = iter(self._answers(lines))
        return iter([result(search, list(islice(answers, len(parts)))) for search, parts in requests])

    def _header(self, search: Search, body: dict[str, Any]) -> dict[str, Any]:
        """Return how the cluster executes a request. A large index is scored by each shard's own statistics, a small
        one by those of all shards.

        Replicas of a shard count deleted documents differently, and so their scores differ: `preference` sends all
        pages of a question to the same ones.
        """
        question = crc32(json.dumps(body["query"]).encode())
        scored = body["size"] and search.sort == "relevance"
        return {
            "search_type": "dfs_query_then_fetch" if scored and self._is_small() else "query_then_fetch",
            "preference": f"question-{question}",
            **WHOLE,
        }

    def _is_small(self) -> bool:
        return asked(lambda: articles_in(self.client, self.index, int(time.monotonic() // COUNTED))) < LARGE

    def frequencies(self, terms: Iterable[str], field: str = "text") -> dict[str, int]:
        held = list(terms)
        counting = {"size": 0, "track_total_hits": True}
        answers = self._answers(
            [line for term in held for line in (WHOLE, {"query": {"term": {field: term}}, **counting})]
        )
        return {term: answer["hits"]["total"]["value"] for term, answer in zip(held, answers, strict=True)}

    def _answers(self, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the cluster's answers to several requests, each of two lines, which it gets as one."""
        return asked(lambda: answers_of(self.client, self.index, lines)) if lines else []

    @property
    def index(self) -> str:
        """The name of the index on the cluster: the alias, or the name of an index that is not in use yet."""
        return self.beside_name or self.alias

    def built_with(self) -> BuiltWith:
        with reached():
            found = self.client.indices.get_mapping(index=self.index, request_timeout=ASKED)
        written = dict(next(iter(found.values()))["mappings"]["_meta"])
        if written.pop("format", None) != self.FORMAT:
            raise IndexFormatError
        return BuiltWith(**written)

    def versions(self, after: int = 0, limit: int = 1000) -> list[ArticleVersion]:
        request = {
            "query": unscored({"range": {"article": {"gt": after}}}),
            "size": limit,
            "sort": {"article": "asc"},
            "docvalue_fields": ["version"],
        }
        hits = asked(lambda: self.client.search(index=self.index, body=request, **WHOLE))["hits"]["hits"]
        return [ArticleVersion(int(hit["_id"]), hit["fields"]["version"][0]) for hit in hits]

    def begin(self, built_with: BuiltWith) -> str:
        name = f"{self.alias}-{uuid4().hex[:12]}"
        with reached():
            self.client.cluster.put_settings(body={"persistent": CLUSTER})
            self.client.indices.create(index=name, body=body(built_with, *self.parts))
        return name

    def publish(self, name: str) -> None:
        with reached():
            self.client.cluster.health(index=name, wait_for_status="yellow")
            former = [other for other in self._made() if other != name]
            dropped = [{"remove": {"index": other, "alias": self.alias, "must_exist": False}} for other in former]
            added = {"add": {"index": name, "alias": self.alias}}
            self.client.indices.update_aliases(body={"actions": [*dropped, added]})
            for other in former:
                self.client.indices.delete(index=other, ignore_unavailable=True)

    def unpublished(self) -> list[str]:
        with reached():
            return [name for name, found in self._made().items() if self.alias not in found["aliases"]]

    def discard(self, name: str) -> None:
        with reached():
            self.client.indices.delete(index=name, ignore_unavailable=True)

    def _made(self) -> dict[str, Any]:
        """Return the indexes created for this alias, without those of another alias that begins in the same way."""
        made = re.compile(re.escape(self.alias) + "-[0-9a-f]{12}")
        found = self.client.indices.get_alias(index=f"{self.alias}-*")
        return {name: aliases for name, aliases in found.items() if made.fullmatch(name)}

    @staticmethod
    def prepare(document: Document) -> dict[str, Any]:
        return fields_of(document)

    def write(self, documents: Iterable[tuple[int, dict[str, Any]]], replacing: Iterable[int]) -> None:
        """Delete the articles `replacing` and add `documents`. Raise SearchUnavailableError, or DocumentsRefusedError
        after all other documents are stored.

        A cluster has no commits. Searches see all changes after the refresh at the end, or earlier if a node refreshes
        by itself. Documents that were sent before a failure stay; they are sent again later.
        """
        gone = set(replacing)
        self.built_with()
        with reached():
            try:
                named = {} if self.beside_name else {"require_alias": True}
                send(self.client, self._actions(documents, gone), **named)
            finally:
                self.client.indices.refresh(index=self.index)

    def _actions(self, documents: Iterable[tuple[int, dict[str, Any]]], gone: set[int]) -> Iterator[dict[str, Any]]:
        """Yield the bulk actions: index each document, and delete each article in `gone` that no document replaces."""
        for pk, prepared in documents:
            gone.discard(pk)
            yield {"_index": self.index, "_id": pk, "_source": prepared}
        for pk in gone:
            yield {"_op_type": "delete", "_index": self.index, "_id": pk}


def asked(ask: Callable[[], Answer]) -> Answer:
    """Return the cluster's answer. Ask once more if the index was missing, because another may just have replaced it.

    Raise SearchUnavailableError.
    """
    try:
        with reached():
            return ask()
    except IndexMissingError:
        with reached():
            return ask()

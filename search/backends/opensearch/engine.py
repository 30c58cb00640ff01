"""The Haystack backend over an OpenSearch cluster."""

import json
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar
from uuid import uuid4
from zlib import crc32

from haystack.backends import BaseEngine, BaseSearchQuery
from opensearchpy.exceptions import NotFoundError

from search.backends.base import (
    NO_BOUND,
    ArticleVersion,
    Backend,
    BuiltWith,
    IndexFormatError,
    IndexMissingError,
    SearchResult,
    SearchUnavailableError,
    Sort,
)
from search.backends.opensearch.cluster import ASKED, articles_in, client, reached, send
from search.backends.opensearch.compiler import unscored
from search.backends.opensearch.request import counted, hits, request
from search.backends.opensearch.schema import CLUSTER, FORMAT, body, fields_of
from search.metrics import ENGINE_FAILURES, ENGINE_SECONDS
from search.query.plan import Node

Answer = TypeVar("Answer")

WHOLE = {"allow_partial_search_results": False}
"""An answer is of the whole index or there is none."""
LARGE, COUNTED = 50_000, 60.0
"""Articles from which on each shard knows well enough how rare a word is; seconds for which their number is kept."""


class OpenSearchBackend(Backend):
    """Asks and writes the index that the connection's INDEX_NAME, an alias, stands for on the cluster of its URL.

    URL is one address or several of the same cluster; USER, PASSWORD and CA open it; SHARDS and REPLICAS are what an
    index is made with.
    """

    FORMAT = FORMAT

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.alias = str(options["INDEX_NAME"])
        self.parts = int(options["SHARDS"]), int(options["REPLICAS"])
        self.client = client(tuple(options["URL"]), options["USER"], options["PASSWORD"], options["CA"])

    @ENGINE_FAILURES.count_exceptions(SearchUnavailableError)
    @ENGINE_SECONDS.time()
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
        counted_now = facets if facets_within == NO_BOUND else ()
        found = self._found(tree, sort, start, limit, counted_now)
        if counted_now == facets or found.total > facets_within:
            return found
        return replace(found, facets=self._found(tree, sort, 0, 0, facets).facets)

    def _found(self, tree: Node, sort: Sort, start: int, limit: int, facets: tuple[str, ...]) -> SearchResult:
        wanted = request(tree, sort, start, limit, facets)
        answer = asked(lambda: self._answer(wanted, sort == "relevance" and limit > 0))
        return SearchResult(answer["hits"]["total"]["value"], hits(answer, sort), counted(answer))

    def _answer(self, wanted: dict[str, Any], scored: bool) -> dict[str, Any]:
        """The cluster's answer. Each shard scores by what it holds itself, in a small index by what all shards hold.

        Copies of a shard count what is deleted differently, and so score: a question's pages are all of the same.
        """
        whole = scored and articles_in(self.client, self.index, int(time.monotonic() // COUNTED)) < LARGE
        kind = "dfs_query_then_fetch" if whole else "query_then_fetch"
        question = crc32(json.dumps(wanted["query"]).encode())
        answer: dict[str, Any] = self.client.search(
            index=self.index,
            body=wanted,
            search_type=kind,
            preference=f"question-{question}",
            request_timeout=ASKED,
            **WHOLE,
        )
        return answer

    def frequencies(self, terms: Iterable[str], field: str = "text") -> dict[str, int]:
        held = list(terms)
        if not held:
            return {}
        counting = {"size": 0, "track_total_hits": True}
        lines = [line for term in held for line in (WHOLE, {"query": {"term": {field: term}}, **counting})]
        answers = asked(lambda: self._many(lines))
        return {term: answer["hits"]["total"]["value"] for term, answer in zip(held, answers, strict=True)}

    def _many(self, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
        answers: list[dict[str, Any]] = self.client.msearch(index=self.index, body=lines, request_timeout=ASKED)[
            "responses"
        ]
        for answer in answers:
            if "error" in answer:
                raise NotFoundError(answer["status"], str(answer["error"]))
        return answers

    @property
    def index(self) -> str:
        """What the cluster knows the index by: the alias, or the name of the one beside."""
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
        """The indices that were made for the alias, and not those of an alias that begins like it."""
        made = re.compile(re.escape(self.alias) + "-[0-9a-f]{12}")
        found = self.client.indices.get_alias(index=f"{self.alias}-*")
        return {name: aliases for name, aliases in found.items() if made.fullmatch(name)}

    @staticmethod
    def prepare(document: dict[str, Any]) -> dict[str, Any]:
        return fields_of(document)

    def write(self, documents: Iterable[tuple[int, dict[str, Any]]], replacing: Iterable[int]) -> None:
        """Drop the articles `replacing` and add `documents`. Raises SearchUnavailable, and DocumentsRefused when all
        but the refused are in.

        A cluster has no commits: readers see all at once at the end unless a node refreshes of itself, and what was
        sent before a failure stays, to be sent again.
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
        """What to send for the documents, and for those of `gone` that none of them replaces."""
        for pk, prepared in documents:
            gone.discard(pk)
            yield {"_index": self.index, "_id": pk, "_source": prepared}
        for pk in gone:
            yield {"_op_type": "delete", "_index": self.index, "_id": pk}


class OpenSearchEngine(BaseEngine):
    """The engine as Haystack's settings name it."""

    backend = OpenSearchBackend
    query = BaseSearchQuery


def asked(ask: Callable[[], Answer]) -> Answer:
    """Return the cluster's answer, asked once more where the index was gone, as another had taken its place.

    Raises SearchUnavailable.
    """
    try:
        with reached():
            return ask()
    except IndexMissingError:
        with reached():
            return ask()

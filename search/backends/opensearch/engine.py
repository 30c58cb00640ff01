"""The Haystack backend over an OpenSearch cluster."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

from haystack.backends import BaseEngine, BaseSearchQuery
from opensearchpy.exceptions import NotFoundError

from search.backends.base import NO_BOUND, Backend, BuiltWith, DocumentsRefused, Found, Hit, SearchUnavailable, Sort
from search.backends.opensearch.cluster import ASKED, client, reached, send
from search.backends.opensearch.compiler import compiled
from search.backends.opensearch.schema import CLUSTER, MOST_HITS, MOST_VALUES, body, fields_of
from search.metrics import ENGINE_FAILURES, ENGINE_SECONDS
from search.query.resolved import Node

_ORDER = {"newest": "desc", "oldest": "asc"}


class OpenSearchBackend(Backend):
    """Asks and writes the index that the connection's INDEX_NAME, an alias, stands for on the cluster of its URL.

    URL is one address or several of the same cluster; USER, PASSWORD and CA open it; SHARDS and REPLICAS are what an
    index is made with.
    """

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.alias = str(options["INDEX_NAME"])
        self.parts = int(options["SHARDS"]), int(options["REPLICAS"])
        self.client = client(tuple(options["URL"]), options["USER"], options["PASSWORD"], options["CA"])

    @ENGINE_FAILURES.count_exceptions(SearchUnavailable)
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
    ) -> Found:
        past = start + limit > MOST_HITS
        counted_now = facets if facets_within == NO_BOUND else ()
        request = {
            "query": compiled(tree),
            "from": 0 if past else start,
            "size": 0 if past else limit,
            "track_total_hits": True,
            "sort": ordered(sort),
            "aggs": {kind: {"terms": {"field": kind, "size": MOST_VALUES}} for kind in counted_now},
        }
        with reached():
            answer = self.client.search(
                index=self.alias, body=request, search_type="dfs_query_then_fetch", request_timeout=ASKED
            )
        hits = tuple(Hit(int(hit["_id"]), hit["_score"] or 0.0) for hit in answer["hits"]["hits"])
        found = Found(answer["hits"]["total"]["value"], hits, counted(answer.get("aggregations", {})))
        if counted_now == facets or found.total > facets_within:
            return found
        return replace(found, facets=self.search(tree, limit=0, facets=facets).facets)

    def frequencies(self, terms: Iterable[str], field: str = "text") -> dict[str, int]:
        asked = list(terms)
        if not asked:
            return {}
        counting = {"size": 0, "track_total_hits": True}
        lines = [line for term in asked for line in ({}, {"query": {"term": {field: term}}, **counting})]
        with reached():
            answers = self.client.msearch(index=self.alias, body=lines, request_timeout=ASKED)["responses"]
            for answer in answers:
                if "error" in answer:
                    raise NotFoundError(answer["status"], str(answer["error"]))
        return {term: answer["hits"]["total"]["value"] for term, answer in zip(asked, answers, strict=True)}

    def built_with(self) -> BuiltWith:
        with reached():
            found = self.client.indices.get_mapping(index=self.alias, request_timeout=ASKED)
        return BuiltWith(**next(iter(found.values()))["mappings"]["_meta"])

    def create(self, built_with: BuiltWith) -> None:
        with reached():
            self._publish(self._begin(built_with))

    def write(self, documents: Iterable[dict[str, Any]], replacing: Iterable[int]) -> None:
        """Drop the articles `replacing` and add `documents`. Raises SearchUnavailable, and DocumentsRefused when all
        but the refused are in.

        A cluster has no commits: readers see all at once at the end unless a node refreshes of itself, and what was
        sent before a failure stays, to be sent again.
        """
        gone = set(replacing)
        self.built_with()
        with reached():
            try:
                send(self.client, self._actions(self.alias, documents, gone), require_alias=True)
            finally:
                self.client.indices.refresh(index=self.alias)

    def rewrite(self, documents: Iterable[dict[str, Any]], built_with: BuiltWith) -> None:
        with reached():
            name = self._begin(built_with)
            refused: DocumentsRefused | None = None
            try:
                send(self.client, self._actions(name, documents, set()))
            except DocumentsRefused as error:
                refused = error
            except BaseException:
                self.client.indices.delete(index=name)
                raise
            self.client.indices.refresh(index=name)
            self._publish(name)
        if refused:
            raise refused

    def _begin(self, built_with: BuiltWith) -> str:
        """Make an empty index that nobody asks yet; return its name."""
        name = f"{self.alias}-{uuid4().hex[:12]}"
        self.client.cluster.put_settings(body={"persistent": CLUSTER})
        self.client.indices.create(index=name, body=body(built_with, *self.parts))
        return name

    def _publish(self, name: str) -> None:
        """Have the alias stand for this index, and remove those it stood for."""
        former = [other for other in self._made() if other != name]
        actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": self.alias}}]
        actions += [{"remove_index": {"index": other}} for other in former]
        self.client.indices.update_aliases(body={"actions": actions})

    def _made(self) -> list[str]:
        """The indices that were made for the alias, and not those of an alias that begins like it."""
        made = re.compile(re.escape(self.alias) + "-[0-9a-f]{12}")
        return [name for name in self.client.indices.get(index=f"{self.alias}-*") if made.fullmatch(name)]

    def _actions(self, index: str, documents: Iterable[dict[str, Any]], gone: set[int]) -> Iterator[dict[str, Any]]:
        """What to send for the documents, and for those of `gone` that none of them replaces."""
        for document in documents:
            gone.discard(document["article"])
            yield {"_index": index, "_id": document["article"], "_source": fields_of(document)}
        for pk in gone:
            yield {"_op_type": "delete", "_index": index, "_id": pk}


class OpenSearchEngine(BaseEngine):
    """The engine as Haystack's settings name it."""

    backend = OpenSearchBackend
    query = BaseSearchQuery


def ordered(sort: Sort) -> list[dict[str, str]]:
    """Return the order of the hits: of two alike the newer first, by date the undated last."""
    if sort == "relevance":
        return [{"_score": "desc"}, {"order": "desc"}, {"article": "desc"}]
    return [{"dated": "desc"}, {"order": _ORDER[sort]}, {"article": _ORDER[sort]}]


def counted(answer: dict[str, Any]) -> dict[str, tuple[tuple[int, int], ...]]:
    """Return the counts of the filters, the most frequent first."""
    pairs = {
        kind: [(bucket["key"], bucket["doc_count"]) for bucket in found["buckets"]] for kind, found in answer.items()
    }
    return {kind: tuple(sorted(found, key=lambda item: (-item[1], item[0]))) for kind, found in pairs.items()}

"""The Haystack backend over an OpenSearch cluster."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.utils.translation import gettext as _
from haystack.backends import BaseEngine, BaseSearchQuery
from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError, OpenSearchException
from opensearchpy.helpers import streaming_bulk

from search.backends.base import Backend, BuiltWith, Found, Hit, IndexAbsent, SearchUnavailable, Sort
from search.backends.opensearch.compiler import compiled
from search.backends.opensearch.schema import body, fields_of
from search.query.resolved import Node

BULK_BYTES, BULK_DOCUMENTS = 5_000_000, 500
"""What one bulk request holds at most."""
TIMEOUT, RETRIES = 20.0, 2
"""Seconds that an answer is waited for, and how often it is asked for again, of another node if there is one."""
MOST_VALUES = 10_000
"""Values of one filter that are counted."""
CLAUSES = 65_536
"""Terms that a question may hold in all: words may stand for EXPANSION_LIMIT each, in two fields."""

_ORDER = {"newest": "desc", "oldest": "asc"}


class OpenSearchBackend(Backend):
    """Asks and writes the index that the connection's INDEX_NAME, an alias, stands for on the cluster of its URL."""

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.alias = str(options["INDEX_NAME"])
        self.client = client(str(options["URL"]))

    def search(
        self,
        tree: Node,
        *,
        sort: Sort = "relevance",
        start: int = 0,
        limit: int = 10,
        facets: tuple[str, ...] = (),
    ) -> Found:
        request = {
            "query": compiled(tree),
            "from": start,
            "size": limit,
            "track_total_hits": True,
            "sort": ordered(sort),
            "aggs": {kind: {"terms": {"field": kind, "size": MOST_VALUES}} for kind in facets},
        }
        with reached():
            answer = self.client.search(index=self.alias, body=request)
        hits = tuple(Hit(int(hit["_id"]), hit["_score"] or 0.0) for hit in answer["hits"]["hits"])
        return Found(answer["hits"]["total"]["value"], hits, counted(answer.get("aggregations", {})))

    def frequencies(self, terms: Iterable[str], field: str = "text") -> dict[str, int]:
        queries = {term: {"term": {field: term}} for term in terms}
        if not queries:
            return {}
        lines = [
            line for query in queries.values() for line in ({}, {"query": query, "size": 0, "track_total_hits": True})
        ]
        with reached():
            answers = self.client.msearch(index=self.alias, body=lines)["responses"]
        return {term: answer["hits"]["total"]["value"] for term, answer in zip(queries, answers, strict=True)}

    def built_with(self) -> BuiltWith:
        with reached():
            found = self.client.indices.get_mapping(index=self.alias)
        return BuiltWith(**next(iter(found.values()))["mappings"]["_meta"])

    def create(self, built_with: BuiltWith) -> None:
        with reached():
            self._publish(self._begin(built_with))

    def write(self, documents: Iterable[dict[str, Any]], replacing: Iterable[int]) -> None:
        gone = set(replacing)
        with reached():
            self._send(self.alias, documents, gone)
            self._send_actions({"_op_type": "delete", "_index": self.alias, "_id": pk} for pk in gone)
            self.client.indices.refresh(index=self.alias)

    def rewrite(self, documents: Iterable[dict[str, Any]], built_with: BuiltWith) -> None:
        with reached():
            name = self._begin(built_with)
            self._send(name, documents, set())
            self.client.indices.refresh(index=name)
            self._publish(name)

    def _begin(self, built_with: BuiltWith) -> str:
        """Make an empty index that nobody asks yet; return its name."""
        name = f"{self.alias}-{uuid4().hex[:12]}"
        self.client.cluster.put_settings(body={"persistent": {"indices.query.bool.max_clause_count": CLAUSES}})
        self.client.indices.create(
            index=name, body=body(built_with, settings.OPENSEARCH_SHARDS, settings.OPENSEARCH_REPLICAS)
        )
        return name

    def _publish(self, name: str) -> None:
        """Have the alias stand for this index, and remove those it stood for."""
        former = [other for other in self.client.indices.get(index=f"{self.alias}-*") if other != name]
        actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": self.alias}}]
        actions += [{"remove_index": {"index": other}} for other in former]
        self.client.indices.update_aliases(body={"actions": actions})

    def _send(self, index: str, documents: Iterable[dict[str, Any]], gone: set[int]) -> None:
        """Put documents into an index, in bulk requests of a bounded size, and take them out of `gone`."""

        def actions() -> Iterator[dict[str, Any]]:
            for document in documents:
                gone.discard(document["article"])
                yield {"_index": index, "_id": document["article"], "_source": fields_of(document)}

        self._send_actions(actions())

    def _send_actions(self, actions: Iterable[dict[str, Any]]) -> None:
        sent = streaming_bulk(
            self.client,
            actions,
            chunk_size=BULK_DOCUMENTS,
            max_chunk_bytes=BULK_BYTES,
            max_retries=RETRIES,
            raise_on_error=False,
        )
        refused = [answer for taken, answer in sent if not taken and answer.get("delete", {}).get("status") != 404]
        if refused:
            raise SearchUnavailable(_("The cluster refused documents: %(error)s") % {"error": refused[:3]})


class OpenSearchEngine(BaseEngine):
    """The engine as Haystack's settings name it."""

    backend = OpenSearchBackend
    query = BaseSearchQuery


@lru_cache(maxsize=4)
def client(url: str) -> OpenSearch:
    """Return this process's client of the cluster at an address."""
    return OpenSearch(url, timeout=TIMEOUT, max_retries=RETRIES, retry_on_timeout=True, sniff_on_connection_fail=False)


@contextmanager
def reached() -> Iterator[None]:
    """Say in the archive's words what keeps the cluster from answering."""
    try:
        yield
    except NotFoundError as error:
        raise IndexAbsent(_("There is no index yet: manage.py update_index makes it.")) from error
    except OpenSearchException as error:
        raise SearchUnavailable(_("The search cluster does not answer: %(error)s") % {"error": error}) from error


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

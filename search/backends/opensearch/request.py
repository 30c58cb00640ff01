"""Build the search request for the cluster, and read its answer."""

from typing import Any

from search.backends.base import Hit, Sort, ValueCount
from search.backends.opensearch.compiler import any_of, compiled, related
from search.backends.opensearch.schema import MOST_HITS, MOST_VALUES
from search.query.plan import Node

RESCORED = 50
"""Number of best hits on each shard to whose scores related words add. It is the same for every page, so that all pages
share one order."""
_ORDER = {"newest": "desc", "oldest": "asc"}


def request(tree: Node, sort: Sort, start: int, limit: int, facets: tuple[str, ...]) -> dict[str, Any]:
    """Return the request for these hits of what `tree` finds, with the total and the facets."""
    size = 0 if start + limit > MOST_HITS else limit
    return {
        "query": compiled(tree),
        "from": start if size else 0,
        "size": size,
        "track_total_hits": True,
        "stored_fields": "_none_",
        "docvalue_fields": ["article", "order"],
        "aggs": {kind: {"terms": {"field": kind, "size": MOST_VALUES}} for kind in facets},
        **(ranked(tree) if size and sort == "relevance" else {"sort": ordered(sort)}),
    }


def ranked(tree: Node) -> dict[str, Any]:
    """Return the part of the request that orders hits by relevance. The cluster cannot sort rescored hits: `hits`
    orders ties."""
    more = related(tree)
    if not more:
        return {"sort": ordered("relevance")}
    return {"rescore": {"window_size": RESCORED, "query": {"rescore_query": any_of(more)}}}


def ordered(sort: Sort) -> list[dict[str, str]]:
    """Return the sort order: on equal scores the newer article first; by date the undated last."""
    if sort == "relevance":
        return [{"_score": "desc"}, {"order": "desc"}, {"article": "desc"}]
    return [{"dated": "desc"}, {"order": _ORDER[sort]}, {"article": _ORDER[sort]}]


def hits(answer: dict[str, Any], sort: Sort) -> tuple[Hit, ...]:
    """Return the hits of a page; by relevance, those with equal scores newest first."""
    read = [
        (hit["_score"] or 0.0, hit["fields"]["order"][0], hit["fields"]["article"][0]) for hit in answer["hits"]["hits"]
    ]
    return tuple(
        Hit(article, score) for score, _, article in (sorted(read, reverse=True) if sort == "relevance" else read)
    )


def counted(answer: dict[str, Any]) -> dict[str, tuple[ValueCount, ...]]:
    """Return the counts of each facet, the most frequent value first."""
    values = {
        kind: [ValueCount(bucket["key"], bucket["doc_count"]) for bucket in found["buckets"]]
        for kind, found in answer.get("aggregations", {}).items()
    }
    return {kind: tuple(sorted(found, key=lambda v: (-v.articles, v.value))) for kind, found in values.items()}

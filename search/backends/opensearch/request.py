"""Build the requests of a search for the cluster, and read its answers."""

from collections.abc import Sequence
from typing import Any

from search.backends.base import NO_BOUND, Hit, Search, SearchResult, Sort, ValueCount
from search.backends.opensearch.compiler import any_of, compiled, related
from search.backends.opensearch.schema import MOST_HITS, MOST_VALUES
from search.query.plan import Node

RESCORED = 50
"""Number of best hits on each shard to whose scores related words add. It is the same for every page, so that all pages
share one order."""
_ORDER = {"newest": "desc", "oldest": "asc"}


def bodies(search: Search) -> list[dict[str, Any]]:
    """Return the requests of one search: the first for its hits, the total and all facets.

    If the facets are wanted only within a bound, a second request counts them, and ends on a shard with more articles
    than that. So it costs little where its answer is not used, and one round to the cluster is enough.
    """
    query, size = compiled(search.tree), 0 if search.start + search.limit > MOST_HITS else search.limit
    first: dict[str, Any] = {"query": query, "size": size, "track_total_hits": True}
    if size:
        first |= {"from": search.start, "stored_fields": "_none_", "docvalue_fields": ["article", "order"]}
        first |= ranked(search.tree) if search.sort == "relevance" else {"sort": ordered(search.sort)}
    facets = {"aggs": {kind: {"terms": {"field": kind, "size": MOST_VALUES}} for kind in search.facets}}
    if not search.facets or search.facets_within == NO_BOUND:
        return [first | facets] if search.facets else [first]
    return [first, {"query": query, "size": 0, "terminate_after": search.facets_within + 1, **facets}]


def result(search: Search, answers: Sequence[dict[str, Any]]) -> SearchResult:
    """Return the result of a search from the answers to its `bodies`."""
    total = answers[0]["hits"]["total"]["value"]
    facets = counted(answers[-1]) if total <= search.facets_within else {}
    return SearchResult(total, hits(answers[0], search.sort), facets)


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

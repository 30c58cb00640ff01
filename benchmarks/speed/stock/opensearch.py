"""OpenSearch with its own `arabic` analyzer, on the cluster that the archive's own index lies on."""

import time
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any

from opensearchpy import OpenSearch

from benchmarks.speed.questions import NEAR
from benchmarks.speed.run import HITS, Run
from benchmarks.speed.texts import Text, texts
from benchmarks.speed.timing import Question, measure
from search.backends import FACETS
from search.backends.opensearch import cluster

SHARDS = 3
CANNOT = {"root": "its stems are not roots"}
AGAIN = 100
"""Documents that are sent twice, for each shard to have something to merge: what is one segment keeps its sources."""
LEASE = 120.0
"""Seconds that a shard's lease on its history is waited for."""
WITH_SOURCE_UP_TO = 100_000
"""Articles up to which the index is also built with the stored source, for its size."""


def client(run: Run) -> OpenSearch:
    """The client that the archive uses too: one kept-alive connection a node."""
    return cluster.client(run.cluster, "", "", "")


def build(run: Run) -> dict[str, Any]:
    """Build the index from the texts, without their source as the archive's own; its size with it too."""
    name, found = f"{run.name}-arabic", {}
    for stored in (True, False) if (run.figures_of("texts") or {})["articles"] <= WITH_SOURCE_UP_TO else (False,):
        found["with_source" if stored else "without"] = built(run, name, stored)
    stored_size = found["with_source"]["size"] if "with_source" in found else None
    return {**found["without"], "size_with_source": stored_size}


def built(run: Run, name: str, stored: bool) -> dict[str, Any]:
    """The seconds it takes, and the bytes, of a new index in the place of the former of this name."""
    asked = client(run)
    asked.indices.delete(index=name, ignore_unavailable=True)
    asked.indices.create(index=name, body=body(stored))
    start = time.perf_counter()
    cluster.send(asked, actions(run, name))
    asked.indices.refresh(index=name)
    seconds = time.perf_counter() - start
    cluster.send(asked, islice(actions(run, name), AGAIN))
    merged(run, name)
    return {"seconds": seconds, "size": size(run, name)}


def body(stored: bool) -> dict[str, Any]:
    text = {"type": "text", "analyzer": "arabic"}
    return {
        "settings": {"number_of_shards": SHARDS, "number_of_replicas": 0},
        "mappings": {
            "_source": {"enabled": stored},
            "properties": {"headline": text, "text": text, **{kind: {"type": "long"} for kind in FACETS}},
        },
    }


def actions(run: Run, name: str) -> Iterator[dict[str, Any]]:
    for text in texts(run.texts):
        yield {"_index": name, "_id": text.number, "_source": source(text)}


def source(text: Text) -> dict[str, Any]:
    return {"headline": text.headline, "text": text.text, **text.values}


def merged(run: Run, name: str) -> None:
    """Merge an index to one segment a shard and keep no answers: the same for the archive's index and the stock one.

    Until a shard's lease on its history has gone on, a merge keeps the source of every document to copy shards from,
    the stored source being off or not: that is waited for.
    """
    asked = client(run)
    asked.indices.put_settings(index=name, body={"index.requests.cache.enable": False})
    end = time.monotonic() + LEASE
    while behind(asked, name) and time.monotonic() < end:
        time.sleep(1)
    asked.indices.flush(index=name, force=True)
    asked.indices.forcemerge(index=name, max_num_segments=1, request_timeout=3600)
    asked.indices.refresh(index=name)  # lets go of the segments that were merged
    asked.indices.flush(index=name, force=True)


def behind(asked: OpenSearch, name: str) -> bool:
    """Whether some shard still keeps history that all its copies have."""
    stats = asked.indices.stats(index=name, level="shards")["indices"]
    shards = [copy for index in stats.values() for copies in index["shards"].values() for copy in copies]
    return any(
        lease["retaining_seq_no"] <= shard["seq_no"]["max_seq_no"]
        for shard in shards
        for lease in shard["retention_leases"]["leases"]
    )


def size(run: Run, name: str) -> int:
    """The bytes of an index's segments, without copies of its shards; what its store says may be ten seconds old."""
    found = client(run).indices.segments(index=name)["indices"]
    copies = (copy for index in found.values() for shard in index["shards"].values() for copy in shard)
    segments = (segment for copy in copies if copy["routing"]["primary"] for segment in copy["segments"].values())
    return sum(segment["size_in_bytes"] for segment in segments)


class Arabic:
    """Questions to the stock index."""

    def __init__(self, run: Run) -> None:
        cluster.client.cache_clear()
        self._client, self._index = client(run), f"{run.name}-arabic"

    def ask(self, question: Question, counts: bool) -> int:
        request = {"query": query(*question), "size": HITS, "track_total_hits": True, "_source": False}
        if counts:
            request["aggs"] = {kind: {"terms": {"field": kind, "size": 100_000}} for kind in FACETS}
        answer = self._client.search(index=self._index, body=request, request_timeout=60)
        return int(answer["hits"]["total"]["value"])


def query(kind: str, words: list[str]) -> dict[str, Any]:
    """A question in the cluster's own language; the headline counts for more, as it does in every engine here."""
    if kind == "near":
        parts = [{"match": {"query": word}} for word in words]
        all_of = {"intervals": parts, "mode": "unordered", "max_gaps": NEAR - 1}
        return {"intervals": {"text": {"all_of": all_of}}}
    text = " ".join(words)
    if kind == "phrase":
        return weighed({"match_phrase": {"text": text}}, {"match_phrase": {"headline": {"query": text, "boost": 2}}})
    operator = "or" if kind == "any" else "and"
    match = {"match": {"text": {"query": text, "operator": operator}}}
    return weighed(match, {"match": {"headline": {"query": text, "boost": 2}}})


def weighed(must: dict[str, Any], should: dict[str, Any]) -> dict[str, Any]:
    return {"bool": {"must": [must], "should": [should]}}


def ask(run: Run, questions: dict[str, list[list[str]]]) -> dict[str, Any]:
    """The figures of the stock index."""
    return {"engine": measure(partial(Arabic, run), questions, CANNOT)}


def drop(run: Run) -> None:
    """Remove the run's indices, the archive's own too."""
    asked = client(run)
    for name in asked.indices.get(index=f"{run.name}-*", ignore_unavailable=True):
        asked.indices.delete(index=name)

"""OpenSearch with its own `arabic` analyzer, on the cluster of the archive's own index."""

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
"""Documents that are sent twice, so that each shard has something to merge: a single segment keeps its sources."""
LEASE = 120.0
"""Most seconds to wait for a shard's history retention lease."""
WITH_SOURCE_UP_TO = 100_000
"""Most articles for which the index is also built with the stored source, to measure its size."""


def client(run: Run) -> OpenSearch:
    """Return the client that the archive uses too: one keep-alive connection per node."""
    return cluster.client(run.cluster, "", "", "")


def build(run: Run) -> dict[str, Any]:
    """Build the index without stored source, as the archive does. Also measure its size with the source."""
    name, found = f"{run.name}-arabic", {}
    for stored in (True, False) if (run.figures_of("texts") or {})["articles"] <= WITH_SOURCE_UP_TO else (False,):
        found["with_source" if stored else "without"] = built(run, name, stored)
    stored_size = found["with_source"]["size"] if "with_source" in found else None
    return {**found["without"], "size_with_source": stored_size}


def built(run: Run, name: str, stored: bool) -> dict[str, Any]:
    """Build a new index in place of one with this name. Return the seconds and the bytes."""
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
    """Merge an index to one segment per shard and disable its request cache.

    This is the same for the archive's index and the stock index. Until a shard's history retention lease has advanced,
    a merge keeps the source of every document, to copy shards from, even if the stored source is off. So wait for the
    leases first.
    """
    asked = client(run)
    asked.indices.put_settings(index=name, body={"index.requests.cache.enable": False})
    end = time.monotonic() + LEASE
    while behind(asked, name) and time.monotonic() < end:
        time.sleep(1)
    asked.indices.flush(index=name, force=True)
    asked.indices.forcemerge(index=name, max_num_segments=1, request_timeout=3600)
    asked.indices.refresh(index=name)  # releases the merged segments
    asked.indices.flush(index=name, force=True)


def behind(asked: OpenSearch, name: str) -> bool:
    """Return whether a shard still retains history that all its copies have."""
    stats = asked.indices.stats(index=name, level="shards")["indices"]
    shards = [copy for index in stats.values() for copies in index["shards"].values() for copy in copies]
    return any(
        lease["retaining_seq_no"] <= shard["seq_no"]["max_seq_no"]
        for shard in shards
        for lease in shard["retention_leases"]["leases"]
    )


def size(run: Run, name: str) -> int:
    """Return the bytes of an index's segments, without replicas: the store statistics may be ten seconds old."""
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
    """Return a question in OpenSearch's query language. The headline has more weight, as in every engine here."""
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
    """Return the figures of the stock index."""
    return {"engine": measure(partial(Arabic, run), questions, CANNOT)}


def drop(run: Run) -> None:
    """Remove the run's indexes, including the archive's own."""
    asked = client(run)
    for name in asked.indices.get(index=f"{run.name}-*", ignore_unavailable=True):
        asked.indices.delete(index=name)

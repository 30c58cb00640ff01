"""The engines under test."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from haystack import connections

from arabic import sealed
from newsarchive.engines import connection
from search.backends import Backend, default, generations
from tests.support.services import missing

# Every engine passes the suite of this folder; a further one joins it by its line here.
ENGINES = ("whoosh", "tantivy", "opensearch")

# The cluster that `make opensearch` starts, as it says it: opensearch://127.0.0.1:9201,127.0.0.1:9202,…
CLUSTER = os.environ.get("OPENSEARCH_URL", "").rstrip("/")
OPTIONS = {"USER": "", "PASSWORD": "", "CA": "", "SHARDS": 3}


def options(engine: str, var: Path, replicas: int) -> dict[str, Any]:
    """The connection of an engine that has no index; skips the test that asks where its cluster is missing."""
    if engine != "opensearch":
        return connection({"whoosh": "", "tantivy": "tantivy:"}[engine], var)
    if not CLUSTER:
        missing("there is no OPENSEARCH_URL: `make opensearch` starts a cluster and says what it is")
    return connection(f"{CLUSTER}/suite-{os.getpid()}", var, **OPTIONS, REPLICAS=replicas)


@contextmanager
def chosen(engine: str, var: Path, settings: Any, *, replicas: int = 1) -> Iterator[Backend]:
    """Have the archive searched by an engine; what it kept outside `var` is gone afterwards. A cluster keeps so many
    copies of what is written."""
    before = settings.HAYSTACK_CONNECTIONS["default"]
    settings.HAYSTACK_CONNECTIONS["default"] = options(engine, var, replicas)
    connections.reload("default")
    backend: Any = default()
    try:
        yield backend
    finally:
        if engine == "opensearch":
            for index in backend.client.indices.get(index=f"{backend.alias}-*"):
                backend.client.indices.delete(index=index)
        settings.HAYSTACK_CONNECTIONS["default"] = before
        connections.reload("default")


def make_foreign(folder: Path) -> None:
    """Have the embedded index in a folder say that its documents have a format that no release writes."""
    path = folder / generations.BUILT_WITH
    sealed.write(path, {**sealed.read(path), "format": -1})


def write(backend: Backend, documents: Iterable[dict[str, Any]], replacing: Iterable[int]) -> None:
    """Write documents as they are made, each prepared for the engine first."""
    backend.write(((document["article"], backend.prepare(document)) for document in documents), replacing)

"""OpenSearch nodes killed under load: search goes on without one of them, saving and browsing without all."""

import pytest

from tests.support.faulty_archive import until
from tests.support.page_readers import BROWSED, PAGES, reading
from tests.support.servers import Cluster

ASKED = [page for page in PAGES if page not in BROWSED]


@pytest.fixture
def cluster(tmp_path, monkeypatch):
    # Nodes that live for a minute are not worth compiling twice.
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    nodes = Cluster(tmp_path / "cluster")
    try:
        nodes.start(0, 1, 2)
        yield nodes
    finally:
        nodes.kill(0, 1, 2)


@pytest.mark.slow(90)
def test_nodes_killed_under_load(cluster, archive_at):
    archive = archive_at(SEARCH_URL=f"{cluster.url}/faults")
    archive.serve()
    archive.index()
    archive.write("writer", pause=0.05)
    until(lambda: found(archive) > 10, archive.said("indexer")[-2000:])
    with reading(archive) as answered:
        cluster.kill(2)
        before = found(archive)
        until(lambda: found(archive) > before + 10, archive.said("indexer")[-2000:])
    assert set(answered) == {200}, answered
    cluster.start(2)
    until(lambda: all(archive.get(page).status_code == 200 for page in PAGES), "search does not recover")

    cluster.kill(0, 1, 2)
    assert {page: archive.get(page).status_code for page in BROWSED} == dict.fromkeys(BROWSED, 200)
    assert archive.get("/search/?q=خبر").status_code == 503
    saved = len(archive.saved("writer"))
    until(lambda: len(archive.saved("writer")) > saved, "editors cannot save while search is down")
    cluster.start(0, 1, 2)
    until(lambda: all(archive.get(page).status_code == 200 for page in ASKED), "search does not recover")
    archive.end("writer")
    until(lambda: not archive.changes(), archive.said("indexer")[-2000:])
    assert "Traceback" not in archive.said("indexer")
    archive.rested()
    assert not archive.lost("writer")


def found(archive) -> int:
    """How many articles the readers find, 0 while they are told that search is down."""
    page = archive.get("/search/")
    return int(page.text.partition('data-total="')[2].partition('"')[0]) if page.status_code == 200 else 0

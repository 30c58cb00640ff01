"""The indexer killed twenty times while editors save: nothing is lost, nothing is left over, no worker outlives it."""

import random
import time

import pytest

from tests.support.faulty_archive import killed, until

KILLS = 20


@pytest.mark.slow(90)
@pytest.mark.parametrize("search", ["", "tantivy:"])
def test_killed_twenty_times_while_editors_save(search, archive_at):
    archive = archive_at(SEARCH_URL=search)
    archive.write("writer", seed=1, pause=0.05)
    archive.write("another", seed=2, pause=0.05)
    at_work = 0
    for _ in range(KILLS):
        before = len(archive.said("indexer")) if archive.log("indexer").exists() else 0
        archive.index()
        until(lambda before=before: len(archive.said("indexer")) > before, "the indexer says nothing")
        time.sleep(random.uniform(0, 0.5))
        at_work += archive.processes["indexer"].poll() is None
        killed(archive.processes.pop("indexer"))
    assert at_work == KILLS, archive.said("indexer")
    archive.end("writer")
    archive.end("another")
    assert "not saved" not in archive.said("writer") + archive.said("another")
    archive.rested()
    assert not archive.lost("writer", "another")

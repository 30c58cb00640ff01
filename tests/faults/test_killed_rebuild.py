"""A rebuild killed again and again: readers have the former index meanwhile, and the next one brings it to its end."""

import random
import time

import pytest

from benchmarks.running import MANAGE
from tests.faults.archive import killed, until

KILLS = 3


@pytest.mark.slow
@pytest.mark.parametrize("search", ["", "tantivy:"])
def test_killed_halfway_it_goes_on(search, archive_at):
    archive = archive_at(SEARCH_URL=search)
    archive.write("writer", size=600, pause=0)
    until(lambda: len(archive.saved("writer")) > 600, archive.said("writer")[-2000:])
    archive.index()
    until(lambda: "Changes indexed" in archive.said("indexer"), archive.said("indexer"))
    archive.serve()
    for _ in range(KILLS):
        rebuilding = archive.start("rebuild", (*MANAGE, "rebuild_index"))
        time.sleep(random.uniform(1, 5))
        killed(archive.processes.pop("rebuild"))
        assert rebuilding.returncode in (0, -9), archive.said("rebuild")
        page = archive.get("/search/")
        assert page.status_code == 200
        assert 'data-total="0"' not in page.text, "a reader sees a half index"
    archive.end("writer")
    archive.manage("rebuild_index", within=300)
    archive.rested()
    assert not archive.lost("writer")

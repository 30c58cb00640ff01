"""No room left where the index lies: the indexer says so and waits, readers have the last commit, and it goes on."""

import os
from pathlib import Path

import pytest

from tests.support.faulty_archive import until

LEFT = 100_000
TOLD = "تعذّرت الكتابة في الفهرس"


@pytest.mark.slow(25)
@pytest.mark.parametrize("search", ["", "tantivy:"])
def test_a_full_disk_is_told_and_waited_out(search, small_disk, archive_at):
    archive = archive_at(SEARCH_URL=search, ARCHIVE_VAR=str(small_disk))
    archive.serve()
    archive.write("writer", size=400)
    archive.index()
    until(lambda: found(archive) > 20, "nothing is indexed")
    fill(small_disk)
    until(lambda: TOLD in archive.said("indexer"), "the indexer does not say that it has no room")
    before = found(archive)
    until(lambda: len(archive.saved("writer")) > before + 20, "editors cannot save while the index has no room")
    assert found(archive) == before > 20, "the last commit answers no more"
    assert archive.processes["indexer"].poll() is None, archive.said("indexer")
    for filler in small_disk.glob("filler*"):
        filler.unlink()
    archive.end("writer")
    until(lambda: not archive.changes(), archive.said("indexer"))
    assert "Traceback" not in archive.said("indexer")
    archive.rested()
    assert not archive.lost("writer")


def fill(folder: Path) -> None:
    """Leave LEFT bytes, less than a commit of the writers' texts needs sooner or later, and then nothing."""
    for number in range(1000):
        free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
        if free <= LEFT:
            return
        try:
            (folder / f"filler{number}").write_bytes(bytes(free - LEFT))
        except OSError:
            continue


def found(archive) -> int:
    """How many articles the readers find; fails where they are told that search is down."""
    page = archive.get("/search/")
    assert page.status_code == 200
    return int(page.text.partition('data-total="')[2].partition('"')[0])

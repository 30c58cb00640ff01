"""PostgreSQL restarted under saving, indexing and reading: pages say so, and nothing that was saved is lost."""

from contextlib import suppress

import pytest

from tests.support.faulty_archive import until
from tests.support.page_readers import PAGES, reading
from tests.support.servers import Postgres


@pytest.fixture
def postgres():
    server = Postgres.made()
    yield server
    with suppress(Exception):
        server.remove()


@pytest.mark.slow(50)
@pytest.mark.postgres
@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_restarted_under_load(mode, postgres, archive_at):
    archive = archive_at(DATABASE_URL=postgres.url, SEARCH_URL="tantivy:")
    archive.serve()
    archive.index()
    archive.write("writer")
    with reading(archive) as answered:
        for _ in range(3):
            before = len(archive.saved("writer"))
            postgres.stop(mode)
            until(lambda: archive.get("/").status_code == 503, "no page says that the database is away")
            page = archive.get("/dates/")
            assert (page.status_code, page.headers["Retry-After"]) == (503, "10")
            postgres.start()
            until(
                lambda: all(archive.get(page).status_code == 200 for page in PAGES), f"pages do not recover: {answered}"
            )
            until(lambda before=before: len(archive.saved("writer")) > before, archive.said("writer")[-2000:])
    assert set(answered) == {200, 503}, answered
    archive.end("writer")
    assert archive.processes["indexer"].poll() is None, archive.said("indexer")[-2000:]
    until(lambda: not archive.changes(), "the indexer does not go on")
    archive.rested()
    assert not archive.lost("writer")

"""No room left where everything lies, SQLite too: readers go on, editors are told, and all is well with room again."""

import re

import httpx
import pytest

from tests.support.faulty_archive import until
from tests.support.page_readers import PAGES, reading

ARTICLE = "from articles.models import Article; print(Article.objects.visible().first().get_absolute_url())"


@pytest.mark.slow(25)
@pytest.mark.parametrize("search", ["", "tantivy:"])
def test_readers_go_on(search, small_disk, archive_at):
    database = f"sqlite:///{small_disk / 'archive.sqlite3'}"
    archive = archive_at(SEARCH_URL=search, ARCHIVE_VAR=str(small_disk), DATABASE_URL=database)
    archive.write("writer", size=20)
    until(lambda: len(archive.saved("writer")) >= 20, "nothing is saved")
    archive.end("writer")
    archive.rested()
    address = archive.shell(ARTICLE).strip()
    archive.serve()
    fill(small_disk)
    pages = (*PAGES, address, "/health/ready", "/search/?q=خبر&counted=1")
    assert {page: archive.get(page).status_code for page in pages * 3} == dict.fromkeys(pages, 200)
    with reading(archive) as answered:
        assert [log_in(archive.address) for _ in range(3)] == [503] * 3, "who writes is told"
    assert set(answered) == {200}, answered
    for filler in small_disk.glob("filler*"):
        filler.unlink()
    archive.write("writer", size=20, seed=2)
    archive.end("writer")
    archive.rested()
    assert not archive.lost("writer")


def log_in(address):
    """Try to log in, which writes; return the status of the answer."""
    with httpx.Client(base_url=f"http://{address}", timeout=30) as client:
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', client.get("/login/").text)[1]
        return client.post("/login/", data={"csrfmiddlewaretoken": token, "username": "a", "password": "b"}).status_code


def fill(folder):
    """Leave not a byte."""
    with (folder / "filler").open("ab", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass

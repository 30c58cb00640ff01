"""The files of index and lexicon, damaged in every way: noticed, never answered from, and healed without a hand."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from arabic import sealed
from tests.support.damage import DAMAGES, files, flipped, halved
from tests.support.faulty_archive import until
from tests.support.processes import environment, made

ENGINES = {"whoosh": "", "tantivy": "tantivy:"}
ASKED = "/search/", "/search/?q=زلزال الشمال", "/search/?q=زلزلال", "/search/suggest/?q=زلز"
# With an account, `serve` loads no samples.
ARTICLES = """
from django.contrib.auth import get_user_model
from articles.models import Article
get_user_model().objects.create_user("editor")
for number in range(12):
    article = Article.objects.create(headline=f"زلزال الشمال {number}", body="هدنة في حلب", status="published")
print(article.get_absolute_url())
"""
SHOWN = 10
"""Results of a page."""


@pytest.mark.slow(40)
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("state", ["before", "serving"])
def test_every_file_of_an_index(engine, state, tmp_path, analyzer):
    """Before it is opened, and while it is open. The process lives: no map of a file is cut short under it."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.damage", state],
        cwd=settings.BASE_DIR,
        env=environment(made(tmp_path), SEARCH_URL=ENGINES[engine], INDEX_ON_COMMIT="0"),
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert {one["damage"] for one in found} == set(DAMAGES)
    assert [one for one in found if one["answered"] not in ("rightly", "refused")] == []
    assert [one for one in found if one["ready"] and not one["lock"]] == []
    assert [one for one in found if one["healed"] is not True] == []


@pytest.mark.slow(60)
@pytest.mark.parametrize("engine", ENGINES)
def test_pages_while_an_index_is_damaged(engine, archive_at):
    """Gunicorn in the embedded default: each page is right or says that search is down; a round later all is well."""
    archive = archive_at(SEARCH_URL=ENGINES[engine], INDEX_ON_COMMIT="1")
    address = archive.shell(ARTICLES).strip()
    archive.serve()
    pages = (*ASKED, "/", address, f"{address}?q=زلزال")
    until(lambda: is_ready(archive), archive.said("gunicorn")[-2000:])
    right = {page: shown(archive.get(page)) for page in pages}
    assert len(right["/search/?q=زلزال الشمال"]) == SHOWN
    home = archive.folder / {"whoosh": "index", "tantivy": "tantivy"}[engine]
    for number, kind in enumerate(sorted(set(map(kind_of, files(home))))):
        name = next(name for name in files(home) if kind_of(name) == kind)
        former = in_use(home)
        (halved, flipped(number))[number % 2](home / name)
        told_ready, answers = is_ready(archive), {page: archive.get(page) for page in pages * 2}
        assert not told_ready or in_use(home) != former, f"{name} is damaged, and no other index in use"
        assert {answer.status_code for answer in answers.values()} <= {200, 503}, name
        assert [
            page for page, answer in answers.items() if answer.status_code == 200 and shown(answer) != right[page]
        ] == []
        assert answers["/search/"].status_code == 200 or "يُبنى الآن من جديد" in answers["/search/"].text
        until(lambda: is_ready(archive), archive.said("gunicorn")[-2000:])
        assert {page: shown(archive.get(page)) for page in pages} == right


@pytest.mark.slow(200)
def test_a_lexicon_damaged_while_it_is_used(archive_at, tmp_path, monkeypatch):
    """Who serves goes on with what is in memory, says that it is not ready, and has the lexicon built anew. `serve` is
    run meanwhile: it waits for that and ends well."""
    folder = shutil.copytree(settings.LEXICON_DIR, tmp_path / "lexicon")
    monkeypatch.setenv("LEXICON_DIR", str(folder))
    archive = archive_at(INDEX_ON_COMMIT="1")
    address = archive.shell(ARTICLES).strip()
    archive.serve()
    pages = (*ASKED, address, f"{address}?q=زلزال")
    until(lambda: is_ready(archive), archive.said("gunicorn")[-2000:])
    right = {page: shown(archive.get(page)) for page in pages}
    for name in files(folder):
        flipped(3)(folder / name)
    assert not is_ready(archive)
    assert {page: shown(archive.get(page)) for page in pages} == right
    assert "Traceback" not in archive.manage("serve", "--prepare-only", within=900)
    until(lambda: is_ready(archive), archive.said("gunicorn")[-2000:])
    assert {page: shown(archive.get(page)) for page in pages} == right


def kind_of(name: str) -> str:
    """What a file of an index is for: the files of all segments have the same endings."""
    path = Path(name)
    return path.name if path.suffix == ".json" else path.suffix


def in_use(home: Path) -> str:
    """The name of the index in use, "" while none is."""
    try:
        return str(sealed.read(home / "current.json")["generation"])
    except (OSError, sealed.DamagedError):
        return ""


def is_ready(archive) -> bool:
    """Whether all workers say so; a few questions reach each of them."""
    return {archive.get("/health/ready").status_code for _ in range(8)} == {200}


def shown(page) -> set[str]:
    """The articles that a page leads to."""
    assert page.status_code == 200
    return set(re.findall(r"/articles/\w{10}", page.text))

"""The embedded default: what is committed is found at once, what is left behind is looked after."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from django.conf import settings as django_settings

from arabic import LexiconMissingError
from articles.models import Article, Change, Status
from articles.models.changes import told_once
from search.backends import SearchUnavailableError
from search.indexing import embedded
from search.indexing.indexer import Indexer
from search.query.plan import AnyTerm, Term
from tests.support.published import published


def total(backend, word):
    return backend.search(AnyTerm("text", (Term(f"={word}"),))).total


@pytest.mark.django_db(transaction=True)
def test_published_is_found_within_a_second(backend, settings):
    Indexer().run()
    settings.INDEX_ON_COMMIT = True
    start = time.perf_counter()
    made = published("زلزال في الشمال")
    assert total(backend, "زلزال") == 1
    Article.objects.filter(pk=made.pk).update(status=Status.DRAFT)
    assert total(backend, "زلزال") == 0
    assert time.perf_counter() - start < 1


@pytest.mark.django_db(transaction=True)
def test_an_import_is_indexed_whole(backend, settings, monkeypatch):
    monkeypatch.setattr("search.indexing.indexer.BATCH", 2)
    settings.INDEX_ON_COMMIT = True
    with told_once():
        for number in range(5):
            published(f"زلزال {number}")
        assert Change.objects.count() == 5
    assert total(backend, "زلزال") == 5


@pytest.mark.django_db(transaction=True)
def test_in_production_the_request_leaves_it_to_the_indexer(backend, settings):
    Indexer().run()
    settings.INDEX_ON_COMMIT = False
    published("زلزال")
    assert total(backend, "زلزال") == 0
    assert Change.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_lexicon_that_is_not_there_does_not_stop_an_editor(backend, settings, monkeypatch, caplog):
    def none():
        raise LexiconMissingError("No lexicon: build it.")

    settings.INDEX_ON_COMMIT = True
    with monkeypatch.context() as patch:
        patch.setattr("search.indexing.built.analyzer", none)
        published("زلزال")
    assert "build it" in caplog.text
    Indexer().run()
    assert total(backend, "زلزال") == 1


@pytest.mark.django_db
def test_what_stands_in_the_way_is_said_once(backend, monkeypatch, caplog):
    monkeypatch.setattr(embedded.connections, "close_all", lambda: None)

    def unavailable(self):
        raise SearchUnavailableError("the disk is full")

    published("زلزال")
    with monkeypatch.context() as patch:
        patch.setattr(Indexer, "run", unavailable)
        said = embedded.index_what_is_left(embedded.index_what_is_left())
    assert said == "the disk is full"
    assert caplog.text.count("the disk is full") == 1
    assert embedded.index_what_is_left(said) == ""
    assert total(backend, "زلزال") == 1


def test_a_web_process_looks_after_what_was_left_behind(backend, tmp_path):
    """A change whose process could not index it, and no request but one: the server indexes it all the same."""
    manage = [sys.executable, str(django_settings.BASE_DIR / "manage.py")]
    server_env = {**os.environ, "ARCHIVE_VAR": str(tmp_path), "LEXICON_DIR": str(django_settings.LEXICON_DIR)}
    server_env = {name: value for name, value in server_env.items() if name not in ("DATABASE_URL", "INDEX_ON_COMMIT")}
    editor_env = {**server_env, "INDEX_ON_COMMIT": "0"}
    subprocess.run([*manage, "migrate", "-v0"], env=editor_env, check=True, timeout=120)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen(
        [*manage, "runserver", "--noreload", address],
        env=server_env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until(lambda: answers(f"http://{address}/help/"))
        code = "from articles.models import Article; Article.objects.create(headline='زلزال', status='published')"
        subprocess.run([*manage, "shell", "-v0", "-c", code], env=editor_env, check=True, timeout=60)
        index = type(backend)("default", PATH=tmp_path / "index")
        until(lambda: total(index, "زلزال") == 1)
    finally:
        server.kill()
        server.wait()


def answers(address):
    try:
        urllib.request.urlopen(address, timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def until(true, seconds=30.0):
    end = time.monotonic() + seconds
    while True:
        try:
            if true():
                return
        except SearchUnavailableError:
            pass
        assert time.monotonic() < end, "it never came"
        time.sleep(0.1)

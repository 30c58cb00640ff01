"""Much is analyzed by several processes: to the same index, and nothing is lost with one of them."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from contextlib import closing

import pytest
from django.conf import settings as django_settings

from arabic import sealed
from articles.models import Article, Change, Place, Status
from articles.models.recording import record_change
from search import lexicon
from search.backends import SearchUnavailableError, default
from search.indexing import indexer, pipeline, workers
from search.indexing.built import wanted
from search.indexing.document_frequency import forget_counts
from search.indexing.indexer import Indexer
from search.models import Form, FormKey
from search.query.plan import AllArticles
from tests.support.engines import ENGINES, chosen
from tests.support.held import held
from tests.support.processes import environment, finish, made, manage, vocabulary

PIECES = ("كتب المراسل عن الهدنة", "القوات", "زلزال", "«هدنة» في حلب", "١٢٠٠ لاجئ", "رونزويك")


@pytest.fixture
def many(db, monkeypatch):
    """Articles enough for several chunks, a few of them hidden; each counts as much."""
    monkeypatch.setattr(pipeline, "cores", lambda: 2)
    monkeypatch.setattr(workers, "cores", lambda: 2)
    monkeypatch.setattr(indexer, "MUCH", 20)
    monkeypatch.setattr(indexer, "READ", 7)
    made = [
        Article(
            headline=f"خبر رقم {number}",
            body="\n\n".join(PIECES[number % 5 :]),
            status=Status.DRAFT if number % 11 == 0 else Status.PUBLISHED,
        )
        for number in range(60)
    ]
    Article.objects.load(made)
    made[3].places.add(Place.objects.create(name="حلب"))
    return made


def prepared(monkeypatch, backend):
    """What an engine was given to write, and the vocabulary, once all is indexed."""
    written, write = {}, backend.write
    backend.publish(backend.begin(wanted()))

    def kept(documents, replacing):
        documents = list(documents)
        written.update(documents)
        write(documents, replacing)

    with monkeypatch.context() as patch:
        patch.setattr(backend, "write", kept)
        Indexer(backend).run()
    assert not Change.objects.exists()
    forms = set(Form.objects.values_list("exact", "spelling", "sound", "count__articles"))
    return written, forms, set(FormKey.objects.values_list("key", "exact"))


@pytest.mark.parametrize("engine", ENGINES)
def test_several_processes_and_one_write_the_same(engine, many, analyzer, settings, tmp_path, monkeypatch):
    with chosen(engine, tmp_path / "several", settings) as backend:
        several = prepared(monkeypatch, backend)
        total = backend.search(AllArticles()).total
    assert not multiprocessing.active_children()
    monkeypatch.setattr(indexer, "MUCH", 1_000)
    monkeypatch.setattr(workers.Workers, "map", None)
    forget_counts()
    Form.objects.all().delete()
    FormKey.objects.all().delete()
    record_change(Article.objects.all(), [article.pk for article in many])
    with chosen(engine, tmp_path / "one", settings) as backend:
        one = prepared(monkeypatch, backend)
        assert backend.search(AllArticles()).total == total == len(one[0]) == 54
    assert several == one


def test_a_worker_killed_in_the_middle_loses_nothing(many, analyzer, monkeypatch):
    backend = default()

    def kill_one(count):
        for worker in multiprocessing.active_children()[:1]:
            os.kill(worker.pid, signal.SIGKILL)

    Indexer().run()
    record_change(Article.objects.all(), [article.pk for article in many])
    monkeypatch.setattr(pipeline, "document_of", None)  # what this process would analyze with
    with pytest.raises(SearchUnavailableError):
        Indexer(progress=kill_one).run()
    assert Change.objects.count() == len(many)
    assert not multiprocessing.active_children()
    assert backend.search(AllArticles()).total == 54
    Indexer().run()
    assert not Change.objects.exists()


def test_what_fails_in_a_worker_is_told_here(many, analyzer):
    with closing(workers.Workers()) as several, pytest.raises(AttributeError):
        list(pipeline.analyzed([["no content"]], default().prepare, several))
    assert not multiprocessing.active_children()


def test_few_articles_start_no_process(many, analyzer, monkeypatch):
    monkeypatch.setattr(workers, "ProcessPoolExecutor", None)
    monkeypatch.setattr(indexer, "MUCH", 100)
    Indexer().run()
    assert default().search(AllArticles()).total == 54


def test_processes_are_kept_from_batch_to_batch(many, analyzer, monkeypatch):
    Indexer().run()
    record_change(Article.objects.all(), [article.pk for article in many])
    monkeypatch.setattr(indexer, "BATCH", 30)
    mine, seen = Indexer(), []
    for _ in range(2):
        assert mine.run(batches=1) == 30
        seen.append({worker.pid for worker in multiprocessing.active_children()})
    assert seen[0] == seen[1] != set()
    mine.rest()
    assert not multiprocessing.active_children()


def test_what_was_analyzed_and_never_stored_is_analyzed_again(many, analyzer, monkeypatch):
    """A write fails while processes have sent their words: they are sent again to who tries again."""
    backend, mine = default(), Indexer()
    backend.publish(backend.begin(wanted()))
    write = backend.write

    def failing(documents, replacing):
        next(iter(documents))
        raise SearchUnavailableError("the disk is full")

    with monkeypatch.context() as patch, pytest.raises(SearchUnavailableError):
        patch.setattr(type(backend), "write", lambda self, *given: failing(*given))
        mine.run(batches=1)
    while mine.run(batches=1):
        pass
    mine.rest()
    assert backend.write == write
    forms = {terms[0][1:] for article in Article.objects.visible() for terms in words_in(analyzer, article)}
    assert set(Form.objects.values_list("exact", flat=True)) == forms


def words_in(analyzer, article):
    return map(analyzer.terms, analyzer.forms(f"{article.headline} {article.body}"))


def test_workers_read_the_lexicon_of_who_started_them(analyzer, tmp_path, settings, monkeypatch):
    """One that was made in between is for who reads the index that will be built with it."""
    known = django_settings.LEXICON_DIR
    (tmp_path / "former").symlink_to(known / lexicon.version())
    current = tmp_path / "current.json"
    sealed.write(current, {"version": "former"})
    settings.LEXICON_DIR = tmp_path
    monkeypatch.setenv("LEXICON_DIR", str(tmp_path))
    try:
        assert lexicon.renew()
        assert lexicon.version() == "former"
        sealed.write(current, {"version": "new"})
        with closing(workers.Workers()) as several:
            assert list(several.map(version_there, range(2))) == ["former", "former"]
    finally:
        lexicon.forget()


def version_there(_piece):
    return lexicon.version()


def test_where_many_wait_many_are_taken_at_once(many, analyzer, monkeypatch):
    Indexer().run()
    record_change(Article.objects.all(), [article.pk for article in many])
    for name, size in {"BATCH": 5, "BULK": 40, "MUCH": 1_000}.items():
        monkeypatch.setattr(indexer, name, size)
    assert [Indexer().run(batches=1) for _ in range(3)] == [40, 5, 5]


def test_pieces_are_fetched_no_further_than_is_bound():
    fetched, done = [], 0

    def pieces():
        for number in range(100):
            fetched.append(number)
            assert number - done <= workers.AHEAD * workers.cores() + 1
            yield number

    with closing(workers.Workers()) as several:
        for done, result in enumerate(several.map(abs, pieces()), 1):
            assert result == done - 1
    assert len(fetched) == done == 100


PARENT = """
import sys, time
from contextlib import closing
from search.indexing.workers import Workers
if __name__ == "__main__":
    with closing(Workers()) as several:
        list(several.map(abs, range(8)))
        import multiprocessing
        print(*[worker.pid for worker in multiprocessing.active_children()], flush=True)
        time.sleep(60)
"""


def test_workers_end_with_who_started_them(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    environment = {**os.environ, "PYTHONPATH": str(django_settings.BASE_DIR)}
    parent = subprocess.Popen([sys.executable, str(script)], env=environment, stdout=subprocess.PIPE, text=True)
    pids = [int(pid) for pid in parent.stdout.readline().split()]
    assert pids
    parent.kill()
    parent.wait()
    until = time.monotonic() + 30
    while any(alive(pid) for pid in pids):
        assert time.monotonic() < until, pids
        time.sleep(0.05)


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.slow(10)
def test_an_import_and_an_indexer_at_once(analyzer, tmp_path):
    """In the end each article is in the index once, and none waits."""
    var, records = tmp_path / "var", tmp_path / "articles.jsonl"
    lines = ({"external_id": str(n), "headline": f"خبر {n}", "body": PIECES[n % 5]} for n in range(6_000))
    records.write_text("".join(json.dumps(line) + "\n" for line in lines))
    made(var)
    environment_ = {**environment(var), "INDEX_ON_COMMIT": "0"}
    importing = subprocess.Popen(manage("import_articles", str(records), "--publish"), env=environment_)
    while importing.poll() is None:
        finish(var, "update_index")
    assert importing.returncode == 0
    finish(var, "update_index")
    assert len(held(str(var / "index"))) == 6_000
    assert vocabulary(var)[1] == [(0,)]

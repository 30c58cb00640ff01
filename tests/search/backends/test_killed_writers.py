"""An embedded engine's writer, killed at any moment, leaves the last commit, and the next writer goes on."""

import json
import os
import random
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from search.backends import BuiltWith
from search.query.plan import AllArticles, AnyTerm, Term
from tests.support.engines import chosen

KILLS, ARTICLES = 10, 300

# Writes all articles over and over, each time with another number in them.
WRITER = """
import django, sys
django.setup()
from haystack.utils.loading import load_backend
engine, path, start, articles = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
backend = load_backend(engine).backend("default", PATH=path)
print("ready", flush=True)
for turn in range(start, start + 1_000_000):
    text = [(place, (f"={word}",)) for place, word in enumerate(["كل", f"{turn}", *"ابتثجحخدذر" * 20])]
    ids = range(1, articles + 1)
    said = {"text": text, "headline": text[:1], "records": {}, "version": 1, "day": 1}
    documents = ({**said, "article": pk, "order": pk} for pk in ids)
    backend.write(((document["article"], backend.prepare(document)) for document in documents), ids)
    print(turn, flush=True)
"""


@pytest.mark.slow(10)
@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_killed_while_it_writes(engine, settings, tmp_path, own_index):
    turns = set()
    with chosen(engine, tmp_path, settings) as backend:
        backend.publish(backend.begin(BuiltWith("any", "UTC")))
        for kill in range(KILLS):
            killed(engine, backend.path, 1_000_000 * kill)
            total = backend.search(AllArticles()).total
            assert total in (0, ARTICLES), "a commit is whole or it is not there"
            if total:
                turns.add(turn := last(backend))
                assert backend.search(AnyTerm("text", (Term(f"={turn}"),))).total == ARTICLES
    assert len(turns) > KILLS / 4, "the writer came to no commit"


def test_files_that_a_killed_writer_left_stop_no_other(settings, tmp_path, own_index):
    """tantivy names the file of a segment's deletions by a number, which the next writer counts to as well."""
    with chosen("tantivy", tmp_path, settings) as backend:
        backend.publish(backend.begin(BuiltWith("any", "UTC")))
        with started("tantivy", backend.path, 0) as running:
            assert running.stdout.readline() == "0\n"
        (meta,) = Path(backend.path).glob("*/meta.json")
        segments = [segment["segment_id"].replace("-", "") for segment in json.loads(meta.read_text())["segments"]]
        left = [f"{segment}.{stamp}.del" for segment in segments for stamp in range(2_000)]
        for name in left:
            (meta.parent / name).touch()
        managed = meta.with_name(".managed.json")
        managed.write_text(json.dumps(sorted({*json.loads(managed.read_text()), *left})))
        with started("tantivy", backend.path, 1_000_000) as running:
            assert running.stdout.readline() == "1000000\n"
            assert running.stdout.readline() == "1000001\n"
        assert backend.search(AllArticles()).total == ARTICLES


def killed(engine, path, start):
    with started(engine, path, start) as running:
        for _ in range(random.choice((0, 1, 2))):
            running.stdout.readline()  # it has committed once more
        time.sleep(random.uniform(0, 0.5))


@contextmanager
def started(engine, path, start):
    """A writer that is ready; it is killed in the end."""
    name = django_settings.HAYSTACK_CONNECTIONS["default"]["ENGINE"]
    command = [sys.executable, "-c", WRITER, name, path, str(start), str(ARTICLES)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "newsarchive.settings"}
    running = subprocess.Popen(
        command, env=environment, cwd=django_settings.BASE_DIR, stdout=subprocess.PIPE, text=True
    )
    try:
        assert running.stdout.readline() == "ready\n"
        yield running
    finally:
        running.kill()
        running.wait()


def last(backend):
    """The number of the last turn that was committed."""
    kills = [f"={1_000_000 * kill + turn}" for kill in range(KILLS) for turn in range(200)]
    (held,) = [term[1:] for term, count in backend.frequencies(kills).items() if count]
    return held

"""A real archive, killed at random moments of its import and its indexing, ends as an undisturbed one does."""

import gzip
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from itertools import islice

import pytest
from django.conf import settings

from benchmarks.archive import ANT, mapped_keys
from tests.support.held import held
from tests.support.services import shared_data

LINES = 3_000


@pytest.mark.slow(50)
@pytest.mark.shared_data
def test_killed_five_times_it_is_the_same_archive_and_index(tmp_path, analyzer):
    disturbed, undisturbed = tmp_path / "disturbed", tmp_path / "undisturbed"
    beginning = tmp_path / "beginning.jsonl"
    with gzip.open(shared_data("ant-corpus.jsonl.gz"), "rt", encoding="utf-8") as whole:
        beginning.write_text("".join(islice(whole, LINES)), encoding="utf-8")
    importing = ["import_articles", str(beginning), "--publish", "--map", *mapped_keys(ANT)]
    for folder in (disturbed, undisturbed):
        finish(folder, "migrate", "-v0")
    start = time.monotonic()
    told = finish(undisturbed, *importing)
    took = time.monotonic() - start
    moments = [random.uniform(0.1, 0.3) * took for _ in range(5)]
    killed = sum(kill_after(disturbed, seconds, *importing) for seconds in moments)
    assert killed >= 3, (moments, took)
    finish(disturbed, *importing)
    assert records(disturbed) == records(undisturbed)
    expected = held(str(undisturbed / "index"))
    assert len(expected) > LINES * 0.9
    assert held(str(disturbed / "index")) == expected, moments
    assert vocabulary(disturbed) == vocabulary(undisturbed)
    assert str(LINES) in told.splitlines()[-1]
    assert str(len(expected)) in finish(disturbed, *importing).splitlines()[-1]
    assert len(records(disturbed)) == len(expected)


def manage(*arguments):
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]


def environment(folder):
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "INDEX_ON_COMMIT")}
    return {**kept, "ARCHIVE_VAR": str(folder), "LEXICON_DIR": str(settings.LEXICON_DIR)}


def finish(folder, *arguments):
    done = subprocess.run(
        manage(*arguments), env=environment(folder), check=True, timeout=400, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def kill_after(folder, seconds, *arguments):
    """Start the command, kill it, and say whether it was still at work."""
    running = subprocess.Popen(manage(*arguments), env=environment(folder), stdout=subprocess.DEVNULL)
    time.sleep(seconds)
    at_work = running.poll() is None
    running.send_signal(signal.SIGKILL)
    running.wait()
    return at_work


def records(folder):
    """The records as they are exported, but for the identifiers that chance gave them."""
    lines = map(json.loads, finish(folder, "export_articles").splitlines())
    articles = [record for record in lines if record["type"] == "article"]
    return [{key: value for key, value in record.items() if key != "id"} for record in articles]


def vocabulary(folder):
    database = sqlite3.connect(folder / "archive.sqlite3")
    try:
        tables = ("SELECT exact, spelling FROM search_form", "SELECT key, exact FROM search_formkey")
        left = database.execute("SELECT count(*) FROM articles_change").fetchall()
        return [set(database.execute(table)) for table in tables], left
    finally:
        database.close()

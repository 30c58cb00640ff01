"""The indexer of a real archive, killed at random moments, ends with the index that an undisturbed one makes."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from django.conf import settings

from tests.indexing.held import held
from tests.services import shared_data

LOAD = """
import gzip, json
from articles.models import Article, Section, Status
rows = [json.loads(line) for line in gzip.open({path!r}, "rt")]
names = {{row["cat"] for row in rows}}
sections = {{name: Section.objects.create(name=name or "-", slug="s%d" % n) for n, name in enumerate(names)}}
Article.objects.bulk_create(
    [Article(headline=r["title"] or "-", lead=r["abstract"], body=r["text"], section=sections[r["cat"]],
             external_id=str(n), status=Status.PUBLISHED) for n, r in enumerate(rows)],
    batch_size=1000,
)
"""


@pytest.mark.slow
@pytest.mark.shared_data
def test_killed_five_times_it_makes_the_same_index(tmp_path, analyzer):
    disturbed, undisturbed = tmp_path / "disturbed", tmp_path / "undisturbed"
    run(disturbed, "migrate", "-v0")
    run(disturbed, "shell", "-v0", "-c", LOAD.format(path=str(shared_data("ant-corpus.jsonl.gz"))))
    shutil.copytree(disturbed, undisturbed)
    run(undisturbed, "run_indexer", "--once")
    moments = [random.uniform(1.5, 7) for _ in range(5)]
    for seconds in moments:
        running = subprocess.Popen(manage("run_indexer"), env=environment(disturbed), stdout=subprocess.DEVNULL)
        time.sleep(seconds)
        assert running.poll() is None
        running.send_signal(signal.SIGKILL)
        running.wait()
    run(disturbed, "run_indexer", "--once")
    expected = held(str(undisturbed / "index"))
    assert len(expected) > 10_000
    assert held(str(disturbed / "index")) == expected, moments
    assert vocabulary(disturbed) == vocabulary(undisturbed)


def manage(*arguments):
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]


def environment(folder):
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "ARCHIVE_VAR": str(folder), "LEXICON_DIR": str(settings.LEXICON_DIR), "INDEX_ON_COMMIT": "0"}


def run(folder, *arguments):
    subprocess.run(manage(*arguments), env=environment(folder), check=True, timeout=300, stdout=subprocess.DEVNULL)


def vocabulary(folder):
    database = sqlite3.connect(folder / "archive.sqlite3")
    try:
        tables = ("SELECT exact, spelling FROM search_form", "SELECT key, exact FROM search_formkey")
        left = database.execute("SELECT count(*) FROM articles_change").fetchall()
        return [set(database.execute(table)) for table in tables], left
    finally:
        database.close()

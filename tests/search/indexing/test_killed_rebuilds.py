"""rebuild_index killed at random moments, the archive changed before it goes on: readers have the former index
meanwhile, and nothing differs at the end."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from opensearchpy import OpenSearch

from tests.support.engines import CLUSTER, ENGINES
from tests.support.processes import environment, finish, made
from tests.support.services import missing

KILLS, ARTICLES, CHUNK = 3, 600, 20
LATER = {"INDEX_ON_COMMIT": "0"}

# Publishes articles, many words long.
FILL = f"""
from articles.models import Article
Article.objects.load([
    Article(headline=f"خبر رقم{{n}}", body="قال المقاتلون إن الهدنة صامدة في الشمال. " * 40, status="published")
    for n in range({ARTICLES})
])
"""
# Changes, withdraws, deletes and adds a few, wherever the rebuild stands.
CHANGE = """
import random
from articles.models import Article
ids = random.sample(list(Article.objects.values_list("pk", flat=True)), 6)
for article in Article.objects.filter(pk__in=ids[:3]):
    article.headline = "زلزال"
    article.save()
Article.objects.filter(pk=ids[3]).update(status="withdrawn", withdrawal="خطأ")
Article.objects.filter(pk__in=ids[4:]).delete()
Article.objects.create(headline="زلزال جديد", status="published")
"""
# The command in small commits.
REBUILD = f"""
import django
django.setup()
from django.core.management import call_command
from search.indexing import indexer
indexer.CHUNK = {CHUNK}
call_command("rebuild_index")
"""


@pytest.mark.slow(40)
@pytest.mark.parametrize("engine", ENGINES)
def test_killed_and_run_again_nothing_differs(engine, tmp_path, analyzer, monkeypatch):
    monkeypatch.setenv("SEARCH_URL", url := url_of(engine))
    try:
        made(tmp_path)
        finish(tmp_path, "shell", "-v0", "-c", FILL, **LATER)
        finish(tmp_path, "update_index")
        killed = 0
        for _ in range(KILLS):
            whole = found(tmp_path)
            killed += killed_halfway(tmp_path)
            assert found(tmp_path) == whole > ARTICLES / 2
            finish(tmp_path, "shell", "-v0", "-c", CHANGE, **LATER)
            finish(tmp_path, "update_index")
        finish(tmp_path, "check_index")
        finish(tmp_path, "rebuild_index")
        finish(tmp_path, "check_index")
        finish(
            tmp_path, "shell", "-v0", "-c", "from search.backends import default; assert not default().unpublished()"
        )
        assert killed
    finally:
        removed(url)


def url_of(engine):
    if engine == "opensearch" and not CLUSTER:
        missing("there is no OPENSEARCH_URL: `make opensearch` starts a cluster and says what it is")
    return {"whoosh": "", "tantivy": "tantivy:", "opensearch": f"{CLUSTER}/killed-{os.getpid()}"}[engine]


def killed_halfway(folder):
    """Start a rebuild, kill it once it has come past a random article, and say whether it was still at work."""
    running, past = started(folder), random.randrange(ARTICLES - 2 * CHUNK)
    while running.poll() is None and reached(folder) < past:
        time.sleep(0.02)
    time.sleep(random.uniform(0, 0.2))
    at_work = running.poll() is None
    running.send_signal(signal.SIGKILL)
    running.wait()
    return at_work


def found(folder):
    """How many of the articles a reader finds by a word of theirs."""
    return json.loads(finish(folder, "search_articles", "الهدنة", "--json"))["total"]


def reached(folder):
    """The cursor of the rebuild, -1 where there is none."""
    database = sqlite3.connect(folder / "archive.sqlite3", timeout=30)
    try:
        return max((cursor for (cursor,) in database.execute("SELECT cursor FROM search_rebuild")), default=-1)
    finally:
        database.close()


def started(folder):
    command = [sys.executable, "-c", REBUILD]
    mine = environment(folder, DJANGO_SETTINGS_MODULE="newsarchive.settings", **LATER)
    return subprocess.Popen(command, env=mine, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL)


def removed(url):
    """Remove what was left on the cluster."""
    if url.startswith("opensearch"):
        parts = urlsplit(url)
        client = OpenSearch([f"http://{host}" for host in parts.netloc.split(",")])
        for index in client.indices.get(index=f"{parts.path.removeprefix('/')}-*"):
            client.indices.delete(index=index)

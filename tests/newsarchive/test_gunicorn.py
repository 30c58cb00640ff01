"""The archive under gunicorn, as in production: several processes that count together, and leave nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from django.conf import settings

from tests.support.services import missing

TOKEN = "a-token-of-twenty-characters-or-more"


@pytest.fixture
def server(tmp_path):
    """The address of two workers of production, and their process; ended with the test."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    environment = {
        "PATH": os.environ["PATH"],
        "ARCHIVE_VAR": str(tmp_path),
        "LEXICON_DIR": str(settings.LEXICON_DIR),
        "PRODUCTION": "1",
        "SECRET_KEY": "a key of a test, of fifty characters and a few more, no secret",
        "ALLOWED_HOSTS": "archive.example.org",
        "METRICS_TOKEN": TOKEN,
        "BIND": address,
        "WORKERS": "2",
    }
    command = [sys.executable, "-m", "gunicorn", "-c", "python:newsarchive.gunicorn", "newsarchive.wsgi"]
    with (tmp_path / "log").open("w") as log:
        running = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stderr=log)
    end = time.monotonic() + 60
    while not answers(address):
        assert running.poll() is None, (tmp_path / "log").read_text()
        assert time.monotonic() < end
        time.sleep(0.2)
    yield address, running, tmp_path / "log"
    running.terminate()
    running.wait(timeout=60)


def answers(address):
    try:
        return urlopen(f"http://{address}/health/live", timeout=5).status == 200
    except OSError:
        return False


def counted(address):
    """What /robots.txt was answered so far, by all workers."""
    asked = Request(f"http://{address}/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    lines = urlopen(asked, timeout=5).read().decode().splitlines()
    wanted = 'django_http_responses_total_by_status_view_method_total{method="GET",status="200",view="robots"} '
    return sum(float(line.removeprefix(wanted)) for line in lines if line.startswith(wanted))


def ask(address, times):
    headers = {"Host": "archive.example.org", "X-Forwarded-Proto": "https"}
    for _ in range(times):
        urlopen(Request(f"http://{address}/robots.txt", headers=headers), timeout=5).read()


def test_the_workers_count_together_and_go_on_where_one_is_replaced(server):
    address, running, log = server
    ask(address, 20)
    assert counted(address) == 20
    workers = subprocess.run(["pgrep", "-P", str(running.pid)], capture_output=True, text=True, check=True).stdout
    os.kill(int(workers.split()[0]), signal.SIGKILL)
    while log.read_text().count("Booting worker") < 3:
        time.sleep(0.1)
    ask(address, 20)
    assert counted(address) == 40
    figures = {path.name for path in folder_of(running.pid).iterdir()}
    assert figures <= {f"{kind}_{place}.db" for kind in ("counter", "histogram") for place in ("0", "1", "main")}


def test_a_long_question_is_named_in_a_header_too(server):
    """The script says which page it asks from: as long an address as the page's own."""
    headers = {"Host": "archive.example.org", "X-Forwarded-Proto": "https", "HX-Current-URL": "a" * 60_000}
    assert urlopen(Request(f"http://{server[0]}/robots.txt", headers=headers), timeout=5).status == 200


def folder_of(pid):
    """Where a server keeps its figures, found by what it has open."""
    opened = (Path(os.readlink(path)) for path in Path(f"/proc/{pid}/fd").iterdir() if path.exists())
    return next(path.parent for path in opened if path.parent.name.startswith("archive-figures-"))


def test_it_ends_clean(server):
    _address, running, log = server
    figures = folder_of(running.pid)
    running.terminate()
    assert running.wait(timeout=40) == 0
    assert not figures.exists()
    assert all(line.startswith("{") for line in log.read_text().splitlines())


@pytest.mark.postgres
def test_no_page_waits_for_a_statement_without_end(tmp_path):
    url = os.environ.get("POSTGRES_URL") or missing("POSTGRES_URL names no PostgreSQL")
    asked = (
        "import newsarchive.wsgi; from django.db import connection as c; k = c.cursor();"
        "k.execute('SHOW statement_timeout'); print(k.fetchone()[0], c.settings_dict['OPTIONS'])"
    )
    environment = {"PATH": os.environ["PATH"], "ARCHIVE_VAR": str(tmp_path), "DATABASE_URL": url}
    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split("\n")[0] == "30s {'connect_timeout': 5}"

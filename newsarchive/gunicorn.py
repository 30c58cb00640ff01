"""Configuration of gunicorn: `gunicorn -c python:newsarchive.gunicorn newsarchive.wsgi`."""

import gc
import os
import shutil
import tempfile
from itertools import count
from pathlib import Path
from typing import Any

import environ

from newsarchive.logs import logging_settings

environ.Env.read_env(Path(__file__).resolve().parent.parent / ".env")
env = environ.FileAwareEnv()
production = env.bool("PRODUCTION", default=False)

bind = env.str("BIND", default="127.0.0.1:8000")
worker_class = "gthread"
# Python runs one thread at a time, so there is one process per core. The threads are for requests that wait for the
# database or the engine, and so that a health check finds one free beside dear questions.
workers = env.int("WORKERS", default=min(8, max(2, len(os.sched_getaffinity(0)))))
threads = 8
# The workers share one copy of constant data, including the lexicon.
preload_app = True
# Keep the workers' heartbeat and metrics in memory: disks may be slow.
memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
worker_tmp_dir = memory
# A question of 10,000 Arabic letters makes a URL of 60,000 characters. gunicorn's highest limit is 8,190, so the limit
# is off here; the archive cuts a question that is too long, with a notice. The script sends the page's URL in a header
# of the same length. The proxy limits both to 128 kB (deploy/nginx.conf).
limit_request_line = 0
limit_request_field_size = 131_072
# This ends a worker only if it hangs completely. A question is stopped after QUESTION_SECONDS of processor time. The
# database and a cluster have time-outs of their own.
timeout = 60
graceful_timeout = 30
# Longer than the proxy keeps an unused connection (60 s), so that none is closed while a request is under way.
keepalive = 75
# No control socket: the server is stopped and reloaded with signals.
control_socket_disable = True
max_requests = 20_000
max_requests_jitter = 2_000
logconfig_dict = logging_settings(env.str("LOG_LEVEL", default="info" if production else "warning"), as_json=production)

# Thresholds of the garbage collector (gc.set_threshold): pages create few cycles.
COLLECTED = 50_000, 20, 50

# Each worker counts into its own files, and any worker can add up all of them. The files are named by the worker's
# place, not by its process, so that a worker continues the files of the one it replaces and their number is limited.
# This must come before the application is loaded, because a metric is bound to its file when it is created.
figures = tempfile.mkdtemp(prefix="archive-figures-", dir=memory)
os.environ["PROMETHEUS_MULTIPROC_DIR"] = figures
from prometheus_client import values  # noqa: E402

place = "main"
values.ValueClass = values.MultiProcessValue(lambda: place)  # type: ignore[no-untyped-call]


def when_ready(server: Any) -> None:
    """Load the data that all workers share and freeze it, so that its memory stays shared; print the archive's URL.

    Frozen objects are ignored by the garbage collectors of the workers.
    """
    from django.utils.translation import gettext  # noqa: PLC0415 - after the application is loaded

    from arabic import LexiconMissingError  # noqa: PLC0415
    from search.lexicon import analyzer  # noqa: PLC0415

    try:
        analyzer()
    except LexiconMissingError as error:
        server.log.warning("%s", error)
    gc.collect()
    gc.freeze()
    if not production:
        print(gettext("The archive is at http://%(address)s/ (Ctrl+C stops it)") % {"address": bind}, flush=True)


def pre_fork(server: Any, worker: Any) -> None:
    """Give the worker the first free place."""
    taken = {other.place for other in server.WORKERS.values()}
    worker.place = next(str(number) for number in count() if str(number) not in taken)


def post_fork(server: Any, worker: Any) -> None:
    """Count into the files of this place, and run the garbage collector less often."""
    global place  # noqa: PLW0603 - one per process
    place = worker.place
    gc.set_threshold(*COLLECTED)


def post_worker_init(worker: Any) -> None:
    """Keep a connection to an SQLite database open for the life of the worker.

    Readers need the two files beside the database (-wal and -shm). SQLite removes them with the last connection, and
    on a full disk nobody could make them anew: every page would fail."""
    from django.db import DatabaseError, connection  # noqa: PLC0415 - after the application is loaded

    if connection.vendor == "sqlite":
        try:
            connection.introspection.table_names()
        except DatabaseError as error:
            worker.log.warning("%s", error)


def on_exit(server: Any) -> None:
    """Remove the files of the metrics."""
    shutil.rmtree(figures, ignore_errors=True)

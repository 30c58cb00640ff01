"""How gunicorn serves the archive: `gunicorn -c python:newsarchive.gunicorn newsarchive.wsgi`."""

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
# Python runs one thread at a time, so a process for each core; the threads are for those who wait for the database or
# the engine.
workers = env.int("WORKERS", default=min(8, max(2, len(os.sched_getaffinity(0)))))
threads = 4
# One copy of what never changes, the memory-mapped lexicon included, is shared by the workers.
preload_app = True
# In memory: the workers' heartbeat and figures, kept off disks that may be slow.
memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
worker_tmp_dir = memory
# A question of 10,000 Arabic letters makes an address of 60,000 characters, more than the 8,190 that gunicorn can be
# told; what is too long is cut with a notice. The script names the page it asks from in a header as long. The proxy
# takes 128 kB and no more (deploy/nginx.conf).
limit_request_line = 0
limit_request_field_size = 131_072
# A worker is ended only when it hangs as a whole: what one request may take, the database's and the engine's own
# time-outs bound.
timeout = 60
graceful_timeout = 30
# Longer than the proxy keeps a connection unused (60 s), so that none is closed while a request is on its way.
keepalive = 75
# Nobody steers the server from beside: what ends and reloads it are signals.
control_socket_disable = True
max_requests = 20_000
max_requests_jitter = 2_000
logconfig_dict = logging_settings(env.str("LOG_LEVEL", default="info" if production else "warning"), as_json=production)

# New containers after which Python looks for cycles (gc.set_threshold), of which pages make few.
COLLECTED = 50_000, 20, 50

# Each worker counts into files of its own, which whichever of them is asked adds up. They are named by the worker's
# place and not by its process, so that a worker goes on with those of the one it replaces: their number is bounded.
# All this comes before the application is loaded, because a figure is bound to its file when it is made.
figures = tempfile.mkdtemp(prefix="archive-figures-", dir=memory)
os.environ["PROMETHEUS_MULTIPROC_DIR"] = figures
from prometheus_client import values  # noqa: E402

place = "main"
values.ValueClass = values.MultiProcessValue(lambda: place)


def when_ready(server: Any) -> None:
    """Load what all workers need, keep it out of their garbage collectors, so that its memory stays shared; and say
    where the archive is."""
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
    """Give the worker the first place that none has."""
    taken = {other.place for other in server.WORKERS.values()}
    worker.place = next(str(number) for number in count() if str(number) not in taken)


def post_fork(server: Any, worker: Any) -> None:
    """Count into the files of this place, and look for cycles of garbage seldom."""
    global place  # noqa: PLW0603 - one a process
    place = worker.place
    gc.set_threshold(*COLLECTED)


def on_exit(server: Any) -> None:
    """Take the figures away."""
    shutil.rmtree(figures, ignore_errors=True)

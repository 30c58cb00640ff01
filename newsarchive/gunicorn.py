"""How gunicorn serves the archive: `gunicorn -c python:newsarchive.gunicorn newsarchive.wsgi`."""

import environ

env = environ.Env()

bind = env.str("BIND", default="127.0.0.1:8000")
workers = env.int("WORKERS", default=2)
threads = 4
# One copy of what never changes, the memory-mapped lexicon included, is shared by the workers.
preload_app = True
# The workers' heartbeat, kept off disks that may be slow.
worker_tmp_dir = "/dev/shm"  # noqa: S108
# A question of 10,000 Arabic letters makes an address of 60,000 characters; what is too long is cut with a notice.
limit_request_line = 0
max_requests = 20_000
max_requests_jitter = 2_000
loglevel = env.str("LOG_LEVEL", default="warning")


def when_ready(server) -> None:
    """Say where the archive is, once it answers."""
    from django.utils.translation import gettext  # noqa: PLC0415 - after the application is loaded

    print(gettext("The archive is at http://%(address)s/ (Ctrl+C stops it)") % {"address": bind}, flush=True)

"""manage.py run_indexer: run the indexer of an archive in production.

It touches ARCHIVE_VAR/index.alive before each batch and after each chunk of articles read, and serves its metrics at
INDEXER_METRICS.
"""

import logging
import signal
import threading
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseError
from django.db import close_old_connections
from django.utils.translation import gettext as _
from prometheus_client import start_http_server

from arabic import LexiconMissingError
from search.backends import SearchUnavailableError
from search.indexing.indexer import Indexer
from search.metrics import DATABASE_FAILURES

logger = logging.getLogger(__name__)

# Seconds between two reads of the change log, and after an error that the indexer cannot correct itself.
PAUSE, LONG_PAUSE = 0.5, 10.0
# Seconds without work after which the analysis processes end. They wait for more, as large loads come in waves.
IDLE = 60.0


class Command(BaseCommand):
    help = "Bring every change of the archive to the index, until stopped by SIGTERM or Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="index what is due and end")

    def handle(self, *args: Any, **options: Any) -> None:
        indexer = Indexer(progress=alive)
        if options["once"]:
            try:
                self._say(indexer.run(wait=True))
            except (SearchUnavailableError, LexiconMissingError) as error:
                raise CommandError(str(error)) from error
            return
        if settings.INDEXER_METRICS:
            host, _colon, port = settings.INDEXER_METRICS.rpartition(":")
            start_http_server(int(port), host)
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        self._worked = time.monotonic()
        try:
            while not stopping.wait(self._turn(indexer)):
                if time.monotonic() - self._worked > IDLE:
                    indexer.rest()
        finally:
            indexer.rest()

    def _turn(self, indexer: Indexer) -> float:
        """Index one batch; return how many seconds to wait before the next."""
        alive()
        began = time.perf_counter()
        try:
            done = indexer.run(batches=1)
        except (SearchUnavailableError, LexiconMissingError) as error:
            logger.error("%s", error)
            return LONG_PAUSE
        except DatabaseError:
            DATABASE_FAILURES.inc()
            logger.exception("The database failed a round")
            return LONG_PAUSE
        finally:
            close_old_connections()
        if done:
            self._worked = time.monotonic()
            seconds = round(time.perf_counter() - began, 3)
            logger.info("Changes indexed: %s", done, extra={"changes": done, "seconds": seconds})
        return 0 if done else PAUSE

    def _say(self, done: int) -> None:
        if done:
            self.stdout.write(_("Changes indexed: %(count)s") % {"count": done})


def alive(*_read: int) -> None:
    """Touch the file that shows that the indexer is running."""
    settings.INDEX_DIR.with_suffix(".alive").touch()

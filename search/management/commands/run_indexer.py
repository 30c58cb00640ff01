"""manage.py run_indexer: the indexer of an archive in production."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseError
from django.db import close_old_connections
from django.utils.translation import gettext as _

from search.analysis import LexiconMissing
from search.backends import SearchUnavailable
from search.indexing.indexer import Indexer

# Seconds between two looks at the change log, and after something that cannot be helped from here.
PAUSE, LONG_PAUSE = 0.5, 10.0


class Command(BaseCommand):
    help = "Bring every change of the archive to the index, until stopped by SIGTERM or Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="index what is due and end")

    def handle(self, *args: Any, **options: Any) -> None:
        indexer = Indexer()
        if options["once"]:
            try:
                self._say(indexer.run(wait=True))
            except (SearchUnavailable, LexiconMissing) as error:
                raise CommandError(str(error)) from error
            return
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        while not stopping.wait(self._turn(indexer)):
            pass

    def _turn(self, indexer: Indexer) -> float:
        """Index one batch; return how many seconds to wait before the next."""
        try:
            done = indexer.run(batches=1)
        except (SearchUnavailable, LexiconMissing, DatabaseError) as error:
            self.stderr.write(str(error))
            return LONG_PAUSE
        finally:
            close_old_connections()
        self._say(done)
        return 0 if done else PAUSE

    def _say(self, done: int) -> None:
        if done:
            self.stdout.write(_("Changes indexed: %(count)s") % {"count": done})

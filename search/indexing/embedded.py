"""The embedded default: no indexer of its own to run, the processes of the archive do its work.

Whoever changes articles indexes them right after the commit. What that leaves behind (articles whose time has come, a
lock held by another, an index that was broken) every web process looks for every few seconds.
"""

import logging
import threading
import time
from typing import Any

from django.conf import settings
from django.db import connections
from django.utils.translation import gettext as _
from tqdm import tqdm

from arabic import LexiconMissingError
from search.backends import SearchUnavailableError
from search.indexing.indexer import Indexer

logger = logging.getLogger(__name__)

PAUSE = 3.0

# Taken by the first request of a process and never given back.
_looked_after = threading.Lock()


def index_now(*, whole: bool = False, **kwargs: Any) -> None:
    """Index what was just committed, one batch or the `whole` of it; what cannot be indexed now waits in its log."""
    if settings.INDEX_ON_COMMIT:
        try:
            with tqdm(desc=_("Indexing"), delay=2, leave=False, disable=None if whole else True) as bar:
                indexer = Indexer(progress=bar.update)
                try:
                    indexer.run(batches=None if whole else 1, wait=whole)
                finally:
                    indexer.rest()
        except (SearchUnavailableError, LexiconMissingError) as error:
            logger.warning("Not indexed yet: %s", error)


def look_after(**kwargs: Any) -> None:
    """Have this web process look after the index, from its first request on (threads do not outlive a fork)."""
    if settings.INDEX_ON_COMMIT and _looked_after.acquire(blocking=False):
        threading.Thread(target=_look_after, name="index", daemon=True).start()


def _look_after() -> None:
    said = ""
    while True:
        said = index_what_is_left(said)
        time.sleep(PAUSE)


def index_what_is_left(said: str = "") -> str:
    """Index what is due; return what stands in the way, or "", having logged it unless it is what was `said` before."""
    fault = ""
    try:
        Indexer().run()
    except Exception as error:  # whatever befalls one round, there is a next
        fault = str(error) or repr(error)
        if fault != said:
            logger.warning("Not indexed yet: %s", fault)
    finally:
        connections.close_all()
    return fault

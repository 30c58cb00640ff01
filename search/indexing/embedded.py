"""The default for embedded engines: there is no separate indexer; the processes of the archive do its work.

A process that changes articles indexes them right after the commit. Every web process looks every few seconds for work
that is left: articles whose time has come, changes made while another process held the lock or the index was broken. It
then builds anew what is missing or damaged, index or lexicon.
"""

import logging
import os
import subprocess
import sys
import threading
import time
from typing import Any

from django.conf import settings
from django.db import connections
from django.utils.translation import gettext as _
from tqdm import tqdm

from arabic import LexiconMissingError
from search import lexicon
from search.backends import SearchUnavailableError
from search.backends.base import STOPPING
from search.indexing.indexer import Indexer
from search.indexing.lock import alone

logger = logging.getLogger(__name__)

# Seconds between two rounds, and after a round that failed.
PAUSE, LONG_PAUSE = 3.0, 10.0

# Acquired by the first request of a process and never released.
_looked_after = threading.Lock()


def index_now(*, whole: bool = False, **kwargs: Any) -> None:
    """Index what was just committed: one batch, or everything if `whole`. What cannot be indexed now waits in the
    change log."""
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
    """Start this web process's indexing thread at its first request; called at every request. A thread started earlier
    would not survive the fork."""
    if settings.INDEX_ON_COMMIT and _looked_after.acquire(blocking=False):
        threading.Thread(target=_look_after, name="index", daemon=True).start()


def _look_after() -> None:
    said = ""
    while True:
        said = index_what_is_left(said)
        time.sleep(LONG_PAUSE if said else PAUSE)


def index_what_is_left(said: str = "") -> str:
    """Index what is due, with a lexicon and an index built anew where they are damaged. Return the error that prevented
    it, or ""; log the error unless it is the same as `said` before."""
    fault = ""
    try:
        mend_lexicon()
        Indexer().run()
    except STOPPING:
        raise
    except BaseException as error:  # no error may stop the rounds that follow, nor a panic of an engine
        fault = str(error) or repr(error)
        if fault != said:
            logger.warning("Not indexed yet: %s", fault)
    finally:
        connections.close_all()
    return fault


def mend_lexicon() -> None:
    """Have a lexicon that is missing or damaged on the disk built anew, by a process of its own: that takes minutes and
    memory. Meanwhile this process goes on with the lexicon that it holds, if it holds one.

    Do nothing while another process does it. Raise LexiconMissingError if it fails."""
    try:
        lexicon.check()
    except LexiconMissingError as missing:
        with alone() as got:
            if got:
                logger.warning("%s This is done now.", missing)
                _build_lexicon()
                lexicon.check()


def _build_lexicon() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PROMETHEUS_MULTIPROC_DIR"}
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "build_lexicon", "--verbosity", "0"]
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise LexiconMissingError(f"The lexicon cannot be built: {done.stderr.strip()[-1_000:]}")

"""The open readers of an embedded engine's indexes, in one process: opened once, and reopened after each commit."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from arabic.sealed import DamagedError
from search.backends.base import STOPPING, SearchUnavailableError, unusable
from search.backends.generations import in_use

# After the name of the index was read and before it is opened, another index may be published or a writer may remove a
# file. The libraries do not always raise FileNotFoundError then, so opening is retried (attempts, pause in seconds).
ATTEMPTS, PAUSE = 5, 0.02


class Reader(Protocol):
    """An open index, in the state of its last commit when it was opened."""

    @property
    def folder(self) -> Path: ...

    def is_current(self) -> bool:
        """Return whether there was no commit since, and no file was changed."""


Opened = TypeVar("Opened", bound=Reader)


class Readers(Generic[Opened]):
    """The readers of one engine: one for each index and process, reopened after a commit."""

    def __init__(self, opened: Callable[[Path, Opened | None], Opened]) -> None:
        """`opened` opens the index in a folder and may raise any exception. It also gets the reader from before the
        last commit."""
        self.opened = opened
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str | None], Opened] = {}

    def of(self, home: str, name: str | None) -> Opened:
        """Return the reader of the index of that name, or of the one in use if None. Raise SearchUnavailableError."""
        known = self._still_current(home, name)
        if known is None:
            with self._lock:
                known = self._still_current(home, name) or self._anew(home, name)
        return known

    def _still_current(self, home: str, name: str | None) -> Opened | None:
        known = self._known.get((home, name))
        if known is None or known.folder != Path(home, name or in_use(home)) or not known.is_current():
            return None
        return known

    def _anew(self, home: str, name: str | None) -> Opened:
        self._known = {key: reader for key, reader in self._known.items() if reader.folder.exists()}
        known = self._known.get((home, name))
        for attempt in range(1, ATTEMPTS + 1):
            folder = Path(home, name or in_use(home))
            try:
                reader = self.opened(folder, known if known and known.folder == folder else None)
            except (SearchUnavailableError, *STOPPING):
                raise
            except BaseException as error:
                if attempt == ATTEMPTS or isinstance(error, DamagedError):
                    raise unusable(error) from error
                time.sleep(PAUSE)
            else:
                self._known[home, name] = reader
                return reader
        raise AssertionError

    def forget(self) -> None:
        """Forget the open readers, so that the process is as if newly started."""
        self._known = {}

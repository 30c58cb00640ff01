"""What reads the index of an embedded engine, in one process: opened once, and anew after each commit."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from django.utils.translation import gettext as _

from search.backends.base import SearchUnavailableError, broken
from search.backends.generations import in_use

# Another index may be put into use, or a writer remove a file, between our reading its name and opening it; what the
# libraries raise then is not always that a file is not there.
ATTEMPTS, PAUSE = 5, 0.02


class Reader(Protocol):
    """An index as it was last committed when it was opened."""

    @property
    def folder(self) -> Path: ...

    def is_current(self) -> bool:
        """Whether nothing was committed since."""


Opened = TypeVar("Opened", bound=Reader)


class Readers(Generic[Opened]):
    """What reads the indexes of one engine: one reader an index and process, opened anew after a commit."""

    def __init__(self, opened: Callable[[Path, Opened | None], Opened]) -> None:
        """`opened` reads the index in a folder, given what read it before the last commit; it raises what it likes."""
        self._opened = opened
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str | None], Opened] = {}

    def of(self, home: str, name: str | None) -> Opened:
        """Return what reads the index of that name, or the one in use. Raises SearchUnavailable."""
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
                reader = self._opened(folder, known if known and known.folder == folder else None)
            except SearchUnavailableError:
                raise
            except Exception as error:
                if isinstance(error, OSError | MemoryError) and not isinstance(error, FileNotFoundError):
                    # For want of rights, files or memory: what lies there may be whole.
                    reason = str(error) or type(error).__name__
                    raise SearchUnavailableError(
                        _("The index could not be read: %(error)s") % {"error": reason}
                    ) from error
                if attempt == ATTEMPTS:
                    raise broken(error) from error
                time.sleep(PAUSE)
            else:
                self._known[home, name] = reader
                return reader
        raise AssertionError

    def forget(self) -> None:
        """Close what is open, as a process that starts has nothing open."""
        self._known = {}

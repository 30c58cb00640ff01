"""The common base of the engines that keep their indexes in a folder on this machine."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from search.backends import checksums, generations
from search.backends.base import (
    STOPPING,
    Backend,
    BuiltWith,
    SearchUnavailableError,
    UnknownNodeError,
    unusable,
    writing,
)

logger = logging.getLogger(__name__)

# Seconds between two readings of all files because of errors: an error may come of a question and not of a file.
PAUSE = 60.0
_read_again = 0.0


class Embedded(Backend):
    """A backend whose indexes are in the folder that the connection's PATH names."""

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.path = str(options["PATH"])

    def begin(self, built_with: BuiltWith) -> str:
        with writing():
            folder = generations.begin(self.path, built_with, self.FORMAT)
            self._make(folder)
        return folder.name

    def publish(self, name: str) -> None:
        with writing():
            generations.publish(self.path, name)

    def unpublished(self) -> list[str]:
        return generations.unpublished(self.path)

    def discard(self, name: str) -> None:
        generations.discard(self.path, name)

    def check(self) -> None:
        checksums.forget()
        super().check()

    def _make(self, folder: Path) -> None:
        """Create an empty index in a folder."""
        raise NotImplementedError


@contextmanager
def engine_errors() -> Iterator[None]:
    """Raise SearchUnavailableError for whatever the engine raises inside the block, or in the function that this
    decorates; have the files checked again then, as one may have been damaged without a trace."""
    global _read_again  # noqa: PLW0603 - one for each process
    try:
        yield
    except (SearchUnavailableError, UnknownNodeError, *STOPPING):
        raise
    except BaseException as error:
        logger.exception("The engine failed")
        if time.monotonic() >= _read_again:
            _read_again = time.monotonic() + PAUSE
            checksums.forget()
        raise unusable(error) from error

"""The lock that allows one indexer at a time, on one machine."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.files import locks


@contextmanager
def alone(wait: bool = False) -> Iterator[bool]:
    """Hold the indexers' lock; yield whether it was acquired (always true with `wait`). A killed process releases
    it."""
    with settings.INDEX_DIR.with_suffix(".lock").open("w") as file:
        got = locks.lock(file, locks.LOCK_EX if wait else locks.LOCK_EX | locks.LOCK_NB)
        try:
            yield got
        finally:
            if got:
                locks.unlock(file)

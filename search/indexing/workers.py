"""Do work in several processes and return the results in order.

Workers are spawned, never forked: the indexing process may hold threads, database connections and an open engine, which
a fork would copy only in part. Workers do not use the database; their work is sent to them. Only a limited number of
pieces is under way, so that memory does not grow with the amount of work.
"""

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from search import lexicon

Piece = TypeVar("Piece")
Result = TypeVar("Result")

# Pieces of work handed out for each process, so that the next one is ready when one is done.
AHEAD = 3
# Maximum number of processes: more would wait for the one process that reads the articles and writes the index.
MOST = 4
# A worker makes many small tuples but no cycles, so the cycle collector runs seldom (gc.set_threshold).
SELDOM = 50_000, 20, 50


def cores() -> int:
    """Return the number of processors that this process may use, at most MOST."""
    found = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST, found)


class Workers:
    """One process for each core, at most MOST, started with the first work and kept until `close`."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def close(self) -> None:
        """End the processes; work that is not finished is lost."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def map(self, work: Callable[[Piece], Result], pieces: Iterable[Piece]) -> Iterator[Result]:
        """Yield the result of `work` for each piece, in order. Pieces are fetched while others are processed.

        Raise what `work` raised, or BrokenProcessPool if a worker was ended; the other workers are ended then too.
        """
        try:
            yield from self._mapped(work, pieces)
        except BrokenProcessPool:
            self.close()
            raise

    def _mapped(self, work: Callable[[Piece], Result], pieces: Iterable[Piece]) -> Iterator[Result]:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(cores(), context, _begin, (lexicon.version(),))
        under_way: deque[Future[Result]] = deque()
        for piece in pieces:
            under_way.append(_handed_to(self._pool, work, piece))
            if len(under_way) > AHEAD * cores():
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def _handed_to(pool: ProcessPoolExecutor, work: Callable[[Piece], Result], piece: Piece) -> "Future[Result]":
    try:
        return pool.submit(work, piece)
    except OSError as error:  # submit had to start a process while the pool was breaking
        raise BrokenProcessPool(str(error)) from error


def _begin(version: str) -> None:
    """Make a spawned process a worker: it ends with its parent and reads the lexicon version that the parent reads."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole process group; the parent ends the workers
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)  # a worker has no metrics; these belong to a web process
    import django  # noqa: PLC0415 - must be set up before `work`, whose module imports models

    django.setup()
    lexicon.read(version)
    gc.freeze()
    gc.set_threshold(*SELDOM)


def _end_with_parent() -> None:
    parent: Any = multiprocessing.parent_process()
    parent.join()
    os._exit(1)

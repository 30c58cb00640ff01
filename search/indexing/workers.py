"""Work done by several processes, its results in order.

Workers are spawned, never forked: who indexes may hold threads, database connections and an open engine, which a fork
would copy half. They know nothing of the database; what they work on is handed to them, and a bounded number of pieces
is under way, so that memory does not grow with the work.
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

# Pieces of work handed out for each process: one is done while the next one waits.
AHEAD = 3
# Processes at most: more would wait for who reads the records for them and who writes, of whom there is one.
MOST = 4
# What a worker makes is many small tuples, and never a cycle: Python looks for them seldom (gc.set_threshold).
SELDOM = 50_000, 20, 50


def cores() -> int:
    """Return how many processors this process may use, MOST at most."""
    found = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST, found)


class Workers:
    """A process for each core, MOST at most, started with the first work and kept until `close`."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def close(self) -> None:
        """End the processes; what they had in hand is lost."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def map(self, work: Callable[[Piece], Result], pieces: Iterable[Piece]) -> Iterator[Result]:
        """Yield what `work` makes of each piece, in their order. Pieces are fetched while others are worked on.

        Raises what `work` raised, and BrokenProcessPool where a worker was ended; the others are ended then too.
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
    except OSError as error:  # a process was to be started in a pool that is just breaking
        raise BrokenProcessPool(str(error)) from error


def _begin(version: str) -> None:
    """Make a spawned process a worker that ends with who started it, and reads the lexicon that that one reads."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; who started us ends us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)  # it counts nothing; a web process's figures are its own
    import django  # noqa: PLC0415 - before the models that `work` is found beside

    django.setup()
    lexicon.read(version)
    gc.freeze()
    gc.set_threshold(*SELDOM)


def _end_with_parent() -> None:
    parent: Any = multiprocessing.parent_process()
    parent.join()
    os._exit(1)

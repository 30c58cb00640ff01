"""Time questions that are asked one after another, by one reader and by several at once."""

import multiprocessing
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Protocol

READERS = 8
WARMING, ASKING = 5.0, 8.0
"""Most seconds for one kind of question, in the round that is not counted and in the counted one."""

Question = tuple[str, list[str]]


class Asker(Protocol):
    """One reader's connection to an engine."""

    def ask(self, question: Question, counts: bool) -> int | None:
        """Return the number of articles that a question finds, or None if the engine gave up.

        The first 20 hits are fetched; `counts` asks for the filters' counts too.
        """


@dataclass(frozen=True, slots=True)
class Round:
    """The seconds per question and the number of articles found; `cut` if time ran out before the last question."""

    times: list[float]
    totals: list[int | None]
    cut: bool


def ask_all(asker: Asker, questions: Sequence[Question], counts: bool, seconds: float) -> Round:
    """Ask the questions one after another, as many as fit in `seconds`, but at least one."""
    times: list[float] = []
    totals: list[int | None] = []
    end = time.perf_counter() + seconds
    for question in questions:
        start = time.perf_counter()
        if times and start > end:
            return Round(times, totals, True)
        totals.append(asker.ask(question, counts))
        times.append(time.perf_counter() - start)
    return Round(times, totals, False)


def warmed(asker: Asker, questions: Sequence[Question], counts: bool) -> Round:
    """Ask the questions in a round that is not counted, then time the same ones."""
    first = ask_all(asker, questions, counts, WARMING)
    return ask_all(asker, questions[: len(first.times)], counts, ASKING)


def figures(done: Round, wanted: int) -> dict[str, Any]:
    """Return the stored figures of a round."""
    cuts = statistics.quantiles(done.times, n=100, method="inclusive") if len(done.times) > 1 else done.times * 99
    found = [total for total in done.totals if total is not None]
    return {
        "asked": len(done.times),
        "cut": done.cut or len(done.times) < wanted,
        "gave_up": done.totals.count(None),
        "median": statistics.median(done.times),
        "p95": cuts[94],
        "p99": cuts[98],
        "found": statistics.mean(found) if found else None,
        "nothing": found.count(0),
    }


class Readers:
    """Several processes that ask at once, each with its own asker. Create them before any connection is opened."""

    def __init__(self, asker: Callable[[], Asker]) -> None:
        context = multiprocessing.get_context("fork")
        self._barrier = context.Barrier(READERS)
        self._pipes: list[Connection] = []
        self._processes = []
        for number in range(READERS):
            mine, theirs = context.Pipe()
            process = context.Process(target=self._serve, args=(theirs, asker, number), daemon=True)
            process.start()
            self._pipes.append(mine)
            self._processes.append(process)

    def ask(self, questions: Sequence[Question], counts: bool) -> tuple[Round, float]:
        """Let all readers ask the questions, each in its own order. Return their joint round and its seconds."""
        for pipe in self._pipes:
            pipe.send((list(questions), counts))
        found: list[tuple[Round, float]] = [pipe.recv() for pipe in self._pipes]
        rounds = [each for each, _ in found]
        whole = Round(
            [second for each in rounds for second in each.times],
            [total for each in rounds for total in each.totals],
            any(each.cut for each in rounds),
        )
        return whole, max(seconds for _, seconds in found)

    def end(self) -> None:
        for pipe, process in zip(self._pipes, self._processes, strict=True):
            pipe.send(None)
            process.join(10)
            if process.is_alive():
                process.kill()

    def _serve(self, pipe: Connection, asker: Callable[[], Asker], number: int) -> None:
        made: Asker | None = None
        while asked := pipe.recv():
            questions, counts = asked
            made = made or asker()
            start = number * len(questions) // READERS
            turned = questions[start:] + questions[:start]
            first = ask_all(made, turned, counts, WARMING)
            self._barrier.wait(600)
            began = time.perf_counter()
            done = ask_all(made, turned[: len(first.times)], counts, ASKING)
            pipe.send((done, time.perf_counter() - began))


@contextmanager
def readers(asker: Callable[[], Asker]) -> Iterator[Readers]:
    """Yield readers that are ended with the block."""
    made = Readers(asker)
    try:
        yield made
    finally:
        made.end()


def alone(asker: Asker, questions: dict[str, list[list[str]]]) -> dict[str, Any]:
    """Return the figures of each kind of question, without counts, for one reader."""
    listed = {kind: [(kind, words) for words in each] for kind, each in questions.items()}
    return {kind: figures(warmed(asker, asked, False), len(asked)) for kind, asked in listed.items()}


def measure(
    asker: Callable[[], Asker], questions: dict[str, list[list[str]]], cannot: dict[str, str]
) -> dict[str, Any]:
    """Return the figures of each kind of question, with and without counts, for one reader and for READERS.

    `cannot` gives the reason for each kind that is not asked.
    """
    found: dict[str, Any] = {kind: {"cannot": reason} for kind, reason in cannot.items()}
    with readers(asker) as many:
        one = asker()
        kinds = {kind: [(kind, words) for words in listed] for kind, listed in questions.items() if kind not in cannot}
        for asked in kinds.values():  # a server that was just started still has to compile the code for the first kind
            ask_all(one, asked, False, WARMING)
        for kind, asked in kinds.items():
            for counts in (False, True):
                each = found.setdefault(kind, {}).setdefault("counts" if counts else "plain", {})
                each["alone"] = figures(warmed(one, asked, counts), len(asked))
                done, seconds = many.ask(asked, counts)
                each["readers"] = {
                    **figures(done, READERS * len(asked)),
                    "a_second": len(done.times) / seconds,
                }
    return found

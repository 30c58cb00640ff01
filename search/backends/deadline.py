"""The processor time that one question may take, and what the searches of one question share.

The views open a deadline around a question. Whatever runs long inside looks at it: the engines, the marks, the ways out
of an empty answer. Time is that of the processor, so that no plain question fails because the machine is busy. A
question that has taken DEAR seconds must wait for its turn, because few such questions run at once. Without a deadline
nothing is bounded, as for commands.
"""

import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from search.backends.base import SearchUnavailableError

DEAR = 0.25
"""Seconds of processor time after which a question is dear. A plain one takes a tenth of that."""

TURNS, WAITING, PATIENCE = 2, 1, 2.0
"""Dear questions that run at once in one process, and that wait for their turn; and for how many seconds they wait. One
of the server's eight threads is then always free for plain questions and health checks."""

Found = TypeVar("Found")


class QuestionTooDearError(SearchUnavailableError):
    """A question cannot be answered because of what it costs."""


class TooLateError(QuestionTooDearError):
    """The deadline has passed."""

    def __init__(self) -> None:
        super().__init__(_("The question takes too long."))


class TooManyDearError(QuestionTooDearError):
    """Too many dear questions run; the same question may be answered a little later."""

    def __init__(self) -> None:
        super().__init__(_("Too many questions that take long are being answered."))


@dataclass(slots=True)
class _Question:
    """What holds for all deadlines of one question: the processor time at which it is dear, whether it has its turn,
    and what its searches share."""

    dear: float
    has_turn: bool = False
    shared: dict[Hashable, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Deadline:
    """The end, on the clock of the thread's processor time, and the question."""

    end: float
    question: _Question


_deadline: ContextVar[_Deadline | None] = ContextVar("deadline", default=None)
_turns, _waiting = BoundedSemaphore(TURNS), BoundedSemaphore(WAITING)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Let `check` raise inside the block when it has taken `seconds` of processor time. A deadline inside another ends
    with it at the latest."""
    outer, now = _deadline.get(), time.thread_time()
    question = outer.question if outer else _Question(now + DEAR)
    token = _deadline.set(_Deadline(min(now + seconds, outer.end) if outer else now + seconds, question))
    try:
        yield
    finally:
        _deadline.reset(token)
        if not outer and question.has_turn:
            _turns.release()


def check() -> None:
    """Raise TooLateError if the deadline has passed, TooManyDearError if the question is dear and gets no turn. This
    takes a microsecond or two."""
    current = _deadline.get()
    if current is None:
        return
    now = time.thread_time()
    if now > current.end:
        raise TooLateError
    if now > current.question.dear and not current.question.has_turn:
        _wait_for_turn()
        current.question.has_turn = True


def in_time(find: Callable[[], Found], seconds: float) -> Found | None:
    """Return what `find` returns; None if that takes more than `seconds` of processor time. Raise TooLateError if the
    deadline around it has passed."""
    try:
        with deadline(seconds):
            return find()
    except TooLateError:
        check()
        return None


def remaining() -> float | None:
    """Return the seconds that are left, 0 if none; None without a deadline."""
    current = _deadline.get()
    return max(0.0, current.end - time.thread_time()) if current else None


def shared() -> dict[Hashable, Any]:
    """Return what the searches of one question share, such as positions that were read; a new dictionary without a
    deadline. It is gone with the outermost deadline."""
    current = _deadline.get()
    return current.question.shared if current else {}


def _wait_for_turn() -> None:
    if _turns.acquire(blocking=False):
        return
    if not _waiting.acquire(blocking=False):
        raise TooManyDearError
    try:
        if not _turns.acquire(timeout=PATIENCE):
            raise TooManyDearError
    finally:
        _waiting.release()

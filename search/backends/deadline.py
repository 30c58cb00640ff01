"""The time that one question may take, and what the searches of one question share.

The views open a deadline around a question. Whatever runs long inside looks at it: the engines, the marks, the ways out
of an empty answer. Without a deadline nothing is bounded, as for commands.
"""

import time
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from search.backends.base import SearchUnavailableError


class QuestionTooDearError(SearchUnavailableError):
    """A question takes longer than its deadline allows, or too many dear questions run. The message says what to do."""


class TooLateError(QuestionTooDearError):
    """The deadline has passed."""

    def __init__(self) -> None:
        super().__init__(_("The question takes too long."))


@dataclass(slots=True)
class _Deadline:
    """The end on the monotonic clock, in seconds, and what is shared until then."""

    end: float
    shared: dict[Hashable, Any] = field(default_factory=dict)


_deadline: ContextVar[_Deadline | None] = ContextVar("deadline", default=None)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Let `check` raise inside the block after `seconds`. A deadline inside another ends with it at the latest, and
    shares what the other shares."""
    outer, end = _deadline.get(), time.monotonic() + seconds
    token = _deadline.set(_Deadline(min(end, outer.end), outer.shared) if outer else _Deadline(end))
    try:
        yield
    finally:
        _deadline.reset(token)


def check() -> None:
    """Raise TooLateError if the deadline has passed. This takes a fraction of a microsecond."""
    current = _deadline.get()
    if current and time.monotonic() > current.end:
        raise TooLateError


def remaining() -> float | None:
    """Return the seconds that are left, 0 if none; None without a deadline."""
    current = _deadline.get()
    return max(0.0, current.end - time.monotonic()) if current else None


def shared() -> dict[Hashable, Any]:
    """Return what the searches of one question share, such as positions that were read; a new dictionary without a
    deadline. It is gone with the outermost deadline."""
    current = _deadline.get()
    return current.shared if current else {}

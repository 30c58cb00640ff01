"""Bound the processor time that one record may take to be read."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from types import FrameType

from django.utils.translation import gettext as _

from articles.readers.record import Read, RefusalError

RECORD_SECONDS = 30


def in_time(records: Read) -> Read:
    """Yield the records. Raise RefusalError if the next one takes more than RECORD_SECONDS of processor time.

    The sizes of records are bounded, but libraries may need time with the square of them. Nothing ends a call of a
    library but a signal, and only the main thread gets one: there commands read files.
    """
    while True:
        with _timer() if threading.current_thread() is threading.main_thread() else nullcontext():
            record = next(records, None)
        if record is None:
            return
        yield record


@contextmanager
def _timer() -> Iterator[None]:
    before = signal.signal(signal.SIGVTALRM, _over)
    # Again each second: a library that catches every exception may have swallowed the first one.
    signal.setitimer(signal.ITIMER_VIRTUAL, RECORD_SECONDS, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _over(number: int, frame: FrameType | None) -> None:
    reason = _(
        "it takes more than %(n)d seconds to be read; nothing behind it is read: make it smaller, or take it out."
    )
    raise RefusalError(reason % {"n": RECORD_SECONDS})

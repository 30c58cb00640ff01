"""The words the weights are learned from, and their analysis by camel-tools on every core."""

import multiprocessing
from collections.abc import Callable, Iterator
from pathlib import Path

import wordfreq

from ..camel import Candidate, camel
from ..unknown import is_arabic

_BATCH = 2_000
_analyze: Callable[[str], list[Candidate]]

Analyzed = dict[str, list[Candidate]]


def counted() -> dict[str, float]:
    """Arabic forms with their frequency: wordfreq's large list (582,000 forms), which keeps hamza."""
    return {f: share for f, share in wordfreq.get_frequency_dict("ar", "large").items() if is_arabic(f)}


def analyzed(forms: list[str], database: Path, home: Path) -> Iterator[Analyzed]:
    """The candidates of every form, in batches as they are ready."""
    batches = [forms[at : at + _BATCH] for at in range(0, len(forms), _BATCH)]
    context = multiprocessing.get_context("spawn")
    with context.Pool(initializer=_start, initargs=(database, home)) as pool:
        yield from pool.imap(_batch, batches)


def _start(database: Path, home: Path) -> None:
    global _analyze  # noqa: PLW0603  (one analyzer a worker process)
    _analyze = camel(database, home)


def _batch(forms: list[str]) -> Analyzed:
    return {form: _analyze(form) for form in forms}

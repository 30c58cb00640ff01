"""The words the weights are learned from, and their analysis by camel-tools on every core."""

import multiprocessing
import os
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import wordfreq

from ..camel import Candidate, LazyCamel
from ..out_of_vocabulary import is_arabic

_BATCH = 2_000
_analyze: LazyCamel

Analyzed = dict[str, list[Candidate]]


def counted() -> dict[str, float]:
    """Arabic forms with their frequency: wordfreq's large list (582,000 forms), which keeps hamza."""
    return {f: share for f, share in wordfreq.get_frequency_dict("ar", "large").items() if is_arabic(f)}


@dataclass(frozen=True)
class WordList:
    """Forms, each with its share of all words. Beside an archive's own text the list weighs as much as a text of so
    many words."""

    shares: Mapping[str, float]
    words: int = 10_000_000

    def combined(self, archive: Mapping[str, int]) -> dict[str, float]:
        """The frequency of each form in the list and an archive's text together, archive being how often the text holds
        it."""
        held = {form: count for form, count in archive.items() if is_arabic(form)}
        whole = self.words + sum(held.values())
        return {
            form: (self.shares.get(form, 0.0) * self.words + held.get(form, 0)) / whole
            for form in dict.fromkeys([*self.shares, *held])
        }


def analyzed(forms: list[str], folder: Path, home: Path) -> Iterator[Analyzed]:
    """The candidates of every form by the database whose parts lie in folder, in batches as they are ready."""
    batches = [forms[at : at + _BATCH] for at in range(0, len(forms), _BATCH)]
    context = multiprocessing.get_context("spawn")
    with context.Pool(initializer=_start, initargs=(folder, home)) as pool:
        yield from pool.imap(_batch, batches)


def _start(folder: Path, home: Path) -> None:
    # Loaded at the first batch: a worker that fails at its start is started again for ever.
    global _analyze  # noqa: PLW0603  (one analyzer a worker process)
    _analyze = LazyCamel(folder, home)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    """Ends a worker whose build was killed: it would wait for its next batch for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _batch(forms: list[str]) -> Analyzed:
    return {form: _analyze(form) for form in forms}

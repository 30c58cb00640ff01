"""The words from which the weights are learned, and their analysis by camel-tools on all cores."""

import multiprocessing
import os
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import wordfreq

from ..camel import Candidate, Database, LazyCamel
from ..out_of_vocabulary import is_arabic

_BATCH = 2_000
_analyze: LazyCamel

Analyzed = dict[str, list[Candidate]]


def counted() -> dict[str, float]:
    """Return the Arabic forms of wordfreq's large list (582,000 forms; it keeps hamza), each with its frequency as a
    share of all words."""
    return {f: share for f, share in wordfreq.get_frequency_dict("ar", "large").items() if is_arabic(f)}


@dataclass(frozen=True)
class WordList:
    """Forms with their frequency, as a share of all words. When an archive's text is added, the list counts as a text
    of `words` words."""

    shares: Mapping[str, float]
    words: int = 10_000_000

    def combined(self, archive: Mapping[str, int]) -> dict[str, float]:
        """Return the frequency of each form in the list and an archive's text together, as a share of all words.
        archive maps forms to counts in the text."""
        held = {form: count for form, count in archive.items() if is_arabic(form)}
        whole = self.words + sum(held.values())
        return {
            form: (self.shares.get(form, 0.0) * self.words + held.get(form, 0)) / whole
            for form in dict.fromkeys([*self.shares, *held])
        }


def analyzed(forms: list[str], database: Database) -> Iterator[Analyzed]:
    """Yield the candidates of every form, in batches, in the order of forms."""
    batches = [forms[at : at + _BATCH] for at in range(0, len(forms), _BATCH)]
    context = multiprocessing.get_context("spawn")
    with context.Pool(initializer=_start, initargs=(database,)) as pool:
        yield from pool.imap(_batch, batches)


def _start(database: Database) -> None:
    # Loaded at the first batch: a worker that fails while it starts would be restarted for ever.
    global _analyze  # noqa: PLW0603  (one analyzer a worker process)
    _analyze = LazyCamel(database)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    """End the worker when the build's process has ended: otherwise it would wait for its next batch for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _batch(forms: list[str]) -> Analyzed:
    return {form: _analyze(form) for form in forms}

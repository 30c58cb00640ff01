"""BM25F over the two texts of an article."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from search.backends.base import HEADLINE_WEIGHT
from search.backends.whoosh.leaf import Leaf
from search.backends.whoosh.snapshot import Snapshot

# The best values for every system that docs/quality.md compares, on 5,000 other headlines of the same archive: k1 from
# .7 to .9 and b from .65 to .75 differ by less than .001 in MRR@10, b .4 by .008.
K1, B = 0.9, 0.7

Scores: TypeAlias = NDArray[np.float64]
"""A score for each document of a segment."""
Counts: TypeAlias = tuple[NDArray[np.integer], NDArray[np.integer], float]
"""Documents, each once; how often each of them holds something; and the weight of one occurrence."""


class Ranking:
    """Scores the documents of one snapshot.

    Robertson, Zaragoza, Taylor, "Simple BM25 extension to multiple weighted fields" (CIKM 2004): in each field,
    occurrences are weighted and normalised by length; then they are added up and saturated once.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._norms: dict[tuple[str, str], Scores] = {}

    def rarity(self, fieldname: str, terms: Iterable[str]) -> float:
        """Return the inverse document frequency of a set of terms taken as one. A form stands at the same positions as
        its keys, so the two are counted apart and the higher count is used."""
        size = self._snapshot.size
        forms = keys = 0
        for term in terms:
            frequency = self._snapshot.frequency(fieldname, term)
            forms, keys = (forms + frequency, keys) if term[0] == "=" else (forms, keys + frequency)
        holding = min(size, max(forms, keys))
        return log(1 + (size - holding + 0.5) / (holding + 0.5))

    def add(self, scores: Scores, leaf: Leaf, weight: float, counts: Mapping[str, Iterable[Counts]]) -> None:
        """Add to `scores` the part of these occurrences, given by field. Those of "headline" get the headline's weight
        and are added to those of "text"."""
        occurrences = np.zeros(leaf.size)
        for fieldname, found in counts.items():
            boost = HEADLINE_WEIGHT if fieldname == "headline" else 1.0
            norms = self._norms_of(leaf, fieldname)
            for docs, numbers, each in found:
                occurrences[docs] += boost * (each * numbers) * norms[docs]
        scores += weight * occurrences / (K1 + occurrences)

    def _norms_of(self, leaf: Leaf, fieldname: str) -> Scores:
        key = leaf.name, fieldname
        if key not in self._norms:
            lengths = np.frombuffer(leaf.column(fieldname), np.int64)
            self._norms[key] = 1 / (1 - B + B / self._snapshot.average[fieldname] * lengths)
        return self._norms[key]


@lru_cache(maxsize=1)
def ranking_of(snapshot: Snapshot) -> Ranking:
    """Return the ranking of a snapshot. It is cached: its norms serve every question until the next commit."""
    return Ranking(snapshot)

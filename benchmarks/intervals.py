"""Confidence intervals by the bootstrap: resample the measured units many times, with replacement.

Efron, Tibshirani, "An introduction to the bootstrap" (1993): the middle 95% of the samples. SEED fixes the samples, so
that systems measured on the same units are compared sample by sample.
"""

from dataclasses import dataclass
from functools import cache
from typing import Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

SEED, DRAWS = 20190323, 2_000

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Figure:
    """A measured value, and the ends of its confidence interval."""

    value: float
    low: float
    high: float

    @classmethod
    def of(cls, value: float, drawn: Floats) -> Self:
        """Build a figure from the value and the middle 95% of the resampled values."""
        low, high = np.percentile(drawn, (2.5, 97.5))
        return cls(float(value), float(low), float(high))


@cache
def draws(units: int) -> Floats:
    """Return how often each unit is drawn: one row per sample, one column per unit."""
    shares = np.full(units, 1 / units)
    return np.random.default_rng(SEED).multinomial(units, shares, size=DRAWS).astype(np.float64)

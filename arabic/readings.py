"""The result of analysis: the readings of a form, best first."""

from dataclasses import dataclass

# A typed or indexed form stands for its best key and for every key with at least this share of the best one's weight.
# Measured on the treebank of docs/quality.md: a lower value costs precision, a higher one recall.
GOOD = 0.45
# A word in ه may be a spelling of one in ة if the key of that reading has at least this share of the best one's weight:
# مدرسه (.27) is, جامعه (.08) and كتابه (.05) are not.
MEANT = 0.1
# Prefix of the keys of words that the lexicon lacks (out_of_vocabulary.py).
UNKNOWN = "~"


@dataclass(frozen=True, slots=True)
class Reading:
    """A dictionary entry that a form may belong to: vocalised lemma (for display), key (stored in the index), root
    (bare letters or ""), part of speech, and weight: its share of the weight of all readings (0 to 1)."""

    lemma: str
    key: str
    root: str
    pos: str
    weight: float


@dataclass(frozen=True, slots=True)
class Analysis:
    """A form's exact and folded spelling, all its readings, best first, and the keys that the index stores."""

    exact: str
    spelling: str
    readings: tuple[Reading, ...]
    keys: tuple[str, ...]

    @property
    def roots(self) -> tuple[str, ...]:
        """Roots of the readings whose keys the index stores, best first."""
        return tuple(dict.fromkeys(r.root for r in self.readings if r.root and r.key in self.keys))


def good_keys(weighed: list[tuple[str, float]], good: float = GOOD) -> tuple[str, ...]:
    """Return the keys whose weight is at least `good` times that of the best key, best first. `weighed` holds (key,
    weight) of all readings; weights of the same key are added."""
    totals: dict[str, float] = {}
    for key, weight in weighed:
        totals[key] = totals.get(key, 0.0) + weight
    least = good * max(totals.values(), default=0.0)
    return tuple(sorted((k for k, w in totals.items() if w >= least), key=lambda k: (-totals[k], k)))

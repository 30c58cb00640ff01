"""What analysis says of a form: its readings, best first."""

from dataclasses import dataclass

# A typed or indexed form is asked by its best reading and by those at least this likely beside it. Measured on the
# treebank of docs/quality.md: lower loses precision, higher loses recall.
GOOD = 0.45
# A word that ends in ه may be meant for one in ة where that reading is at least this likely beside the best: مدرسه
# (.27) is, جامعه (.08) and كتابه (.05) are not.
MEANT = 0.1
# What the keys of words begin with that the lexicon lacks (out_of_vocabulary.py).
UNKNOWN = "~"


@dataclass(frozen=True, slots=True)
class Reading:
    """One dictionary entry a form may belong to: vocalised lemma (to show), key (what the index stores), root (bare
    letters or ""), part of speech, and its share of the weight of all readings."""

    lemma: str
    key: str
    root: str
    pos: str
    weight: float


@dataclass(frozen=True, slots=True)
class Analysis:
    """A form's exact and folded spelling, its readings (all of them, best first) and the keys the index stores."""

    exact: str
    spelling: str
    readings: tuple[Reading, ...]
    keys: tuple[str, ...]

    @property
    def roots(self) -> tuple[str, ...]:
        """The roots of the readings whose keys the index stores, best first."""
        return tuple(dict.fromkeys(r.root for r in self.readings if r.root and r.key in self.keys))


def good_keys(weighed: list[tuple[str, float]], good: float = GOOD) -> tuple[str, ...]:
    """The keys among (key, weight) of all readings that are at least `good` beside the best one, best first."""
    totals: dict[str, float] = {}
    for key, weight in weighed:
        totals[key] = totals.get(key, 0.0) + weight
    least = good * max(totals.values(), default=0.0)
    return tuple(sorted((k for k, w in totals.items() if w >= least), key=lambda k: (-totals[k], k)))

"""Learn weights without annotated text: expectation-maximisation over word counts (Dempster, Laird and Rubin, 1977).

The model is that of weights.py. Each round divides a form's count among its readings by the current weights, then
computes new weights from these counts. There are few rounds: with more, the commoner of two lemmas takes all their
forms. The constants were chosen on the treebank of docs/quality.md.
"""

from collections import Counter
from collections.abc import Callable, Mapping

from ..camel import Candidate
from ..weights import affixes_name, base, lemma_name, readiness, stem_name
from .words import Analyzed

ROUNDS = 6
# Exponent of p(stem, given lemma), for nouns only. It tells the plural of a rare noun from the singular of a common one
# (مقاتل). For verbs the exponent is 0: their affixes already tell the stems apart.
_STEM_POWER = 0.65
# The prior of a lemma's stems: four uses in five are of the stem that names the lemma, and the other stems share the
# rest equally. Its weight is that of this many uses in a million words.
_OWN_STEM, _STEM_PRIOR = 0.8, 200.0
_NOUNS = ("noun", "adj", "noun_prop")
_PER_MILLION = 1e6

_Reading = tuple[int, int, int, float]


class _Names:
    """Number the names of one kind, and store the group of each."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.groups: list[int] = []

    def number(self, name: str, group: int = 0) -> int:
        number = self.numbers.setdefault(name, len(self.numbers))
        if number == len(self.groups):
            self.groups.append(group)
        return number


class _Model:
    """The three kinds of weights, and the readings of every form as numbers."""

    def __init__(self, analyzed: Analyzed, counts: Mapping[str, float]) -> None:
        self._lemmas, self._stems, self._affixes, self._poses = _Names(), _Names(), _Names(), _Names()
        self._power: list[float] = []
        self._own: list[bool] = []
        self._forms = [
            (counts[form] * _PER_MILLION, [self._reading(candidate) for candidate in found])
            for form, found in analyzed.items()
            if found
        ]
        self._lemma_weights = [1.0] * len(self._lemmas.groups)
        self._expected = self._stems_expected()
        self._stem_weights = [share**power for share, power in zip(self._expected, self._power, strict=True)]
        self._affix_weights = [1.0] * len(self._affixes.groups)

    def _reading(self, candidate: Candidate) -> _Reading:
        lemma = self._lemmas.number(lemma_name(candidate))
        stem = self._stems.number(stem_name(candidate), lemma)
        if stem == len(self._power):
            self._power.append(_STEM_POWER if candidate.pos in _NOUNS else 0.0)
            self._own.append(_names(candidate))
        pos = self._poses.number(candidate.pos)
        return lemma, stem, self._affixes.number(affixes_name(candidate), pos), readiness(candidate)

    def round(self) -> None:
        """Divide every form's count among its readings, then set the weights to the result."""
        lemmas = [0.0] * len(self._lemma_weights)
        stems = [0.0] * len(self._stem_weights)
        affixes = [0.0] * len(self._affix_weights)
        of_lemma, of_stem, of_affixes = self._lemma_weights, self._stem_weights, self._affix_weights
        for count, readings in self._forms:
            shares = [of_lemma[one] * of_stem[two] * of_affixes[three] * ready for one, two, three, ready in readings]
            scale = count / whole if (whole := sum(shares)) > 0 else 0.0
            for (lemma, stem, affix, _), share in zip(readings, shares, strict=True):
                part = share * scale
                lemmas[lemma] += part
                stems[stem] += part
                affixes[affix] += part
        self._lemma_weights = _shares(lemmas, [0] * len(lemmas))
        self._stem_weights = self._stem_shares(stems, lemmas)
        self._affix_weights = _shares(affixes, self._affixes.groups)

    def _stem_shares(self, stems: list[float], lemmas: list[float]) -> list[float]:
        return [
            ((count + _STEM_PRIOR * share) / (lemmas[lemma] + _STEM_PRIOR)) ** power
            for count, lemma, share, power in zip(stems, self._stems.groups, self._expected, self._power, strict=True)
        ]

    def _stems_expected(self) -> list[float]:
        """Return the prior share of each stem in its lemma."""
        named = {lemma for lemma, own in zip(self._stems.groups, self._own, strict=True) if own}
        others = Counter(lemma for lemma, own in zip(self._stems.groups, self._own, strict=True) if not own)
        return [
            (_OWN_STEM if others[lemma] else 1.0)
            if own
            else (1.0 - _OWN_STEM if lemma in named else 1.0) / others[lemma]
            for lemma, own in zip(self._stems.groups, self._own, strict=True)
        ]

    def weights(self) -> dict[str, float]:
        """Return the weight of each stem (multiplied by its lemma's) and of each kind of affixes, by name."""
        stems = (
            self._lemma_weights[lemma] * share
            for lemma, share in zip(self._stems.groups, self._stem_weights, strict=True)
        )
        return {
            **dict(zip(self._stems.numbers, stems, strict=True)),
            **dict(zip(self._affixes.numbers, self._affix_weights, strict=True)),
        }


def learn(analyzed: Analyzed, counts: Mapping[str, float], each_round: Callable[[], object]) -> dict[str, float]:
    """Return the weights by name (weights.stem_name, weights.affixes_name). analyzed maps each form to its candidates,
    counts to its frequency as a share of all words; each_round is called after each of the ROUNDS rounds."""
    model = _Model(analyzed, counts)
    for _ in range(ROUNDS):
        model.round()
        each_round()
    return model.weights()


def _names(candidate: Candidate) -> bool:
    """Return whether the candidate's stem is the one that names its lemma, ignoring ة."""
    return base(candidate.stem) == base(candidate.lemma.removesuffix("ة"))


def _shares(counts: list[float], groups: list[int]) -> list[float]:
    """Return each count as a share of its group's sum."""
    sums: dict[int, float] = {}
    for count, group in zip(counts, groups, strict=True):
        sums[group] = sums.get(group, 0.0) + count
    return [count / sums[group] if sums[group] else 0.0 for count, group in zip(counts, groups, strict=True)]

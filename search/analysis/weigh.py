"""How likely each reading of a form is: p(lemma, part of speech) x p(affixes, given part of speech) x how readily
people write the form for the lexicon's spelling."""

from collections.abc import Mapping

from .camel import Candidate
from .normal import exact

# How readily people depart from the lexicon's spelling; see camel.variant for the kinds.
DEPARTURE = {"": 1.0, "bare": 0.3, "hamza": 0.1, "final": 0.02, "other": 0.05}
# What the word list has not shown is rarer than all it has.
RAREST_LEMMA, RAREST_AFFIXES = 1e-12, 1e-7


def lemma_name(candidate: Candidate) -> str:
    """The name under which the weight of a candidate's lemma is kept."""
    return f"{candidate.lemma}\t{candidate.pos}"


def affixes_name(candidate: Candidate) -> str:
    """The name under which the weight of a candidate's affixes is kept."""
    return f"+{candidate.affixes}\t{candidate.pos}"


def weight(candidate: Candidate, weights: Mapping[str, float]) -> float:
    """The weight of a candidate beside the other candidates of its form."""
    lemma = max(weights.get(lemma_name(candidate), 0.0), RAREST_LEMMA)
    affixes = max(weights.get(affixes_name(candidate), 0.0), RAREST_AFFIXES)
    return lemma * affixes * DEPARTURE[candidate.variant]


def entries(candidates: list[Candidate], weights: Mapping[str, float]) -> list[tuple[tuple[str, str, str, str], float]]:
    """The entries (lemma, key, root, part of speech) that the candidates of one form stand for, with their shares of
    the weight, best first."""
    totals: dict[tuple[str, str, str, str], float] = {}
    for candidate in candidates:
        entry = entry_of(candidate)
        totals[entry] = totals.get(entry, 0.0) + weight(candidate, weights)
    whole = sum(totals.values())
    return sorted(((entry, w / whole) for entry, w in totals.items()), key=lambda pair: (-pair[1], pair[0]))


def entry_of(candidate: Candidate) -> tuple[str, str, str, str]:
    """A candidate's entry: vocalised lemma, key, root as letters, part of speech."""
    return candidate.lemma, exact(candidate.lemma), candidate.root, candidate.pos

"""How likely each reading of a form is.

    p(lemma, part of speech) x p(stem, given lemma) x p(affixes, given part of speech)
    x readiness: how readily people write the form instead of the lexicon's spelling

arabic.lexicon.learn learns the three probabilities from word counts. Feminine ة is not an affix here: it belongs to the
lemma that ends in it. If a word takes both genders, half of its uses count as feminine. (Otherwise صغيرة would always
be read as the rare noun "a minor sin", and حرية as the feminine of حريّ.)

Word lists cannot show everything, so some forms get a fixed factor by their grammar. Without harakat, a passive, a
jussive (يصل of صلى, يحدد of حدّ), an "I" (أحدث) and the perfect of a verb in ت (تسيطر) look like much commoner forms of
other words, which the news uses more often.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from .camel import Candidate
from .normalize import exact
from .roots import kept

# How readily people write each kind of difference from the lexicon's spelling; for the kinds see camel.variant.
_DEPARTURE = {"": 1.0, "bare": 0.1, "hamza": 0.03, "madda": 0.003, "final": 0.003, "other": 0.03}
_PASSIVE, _FEMININE, _JUSSIVE, _I = 0.4, 0.5, 0.1, 0.18
_I_PASSIVE, _ME = 0.01, 0.02  # "I am said" (أقال), "to me"
# Stems of hollow, doubled and weak verbs that stand without an ending only in the jussive.
_SHORT = ("IV_C", "IV_0hwnyn")
_ENDING = "IVSUFF_SUBJ"
_HE_DID, _TA = re.compile("PVSUFF_SUBJ:3MS$"), 0.7
_SUBJECT = re.compile("^[^/]+(?=/PVSUFF_SUBJ)")
_FIRST = re.compile("IV1S|PVSUFF_SUBJ:1S")
# A preposition with a pronoun is a stem of its own. "To me" looks like "guardian" (ولي); "to you", said to women, looks
# like "but".
_TO_ME = re.compile("(?:ي|كُن)[َّ]+$")
_FEMININE_ENDING = ("ap/NSUFF_FEM_SG", "ةَ/NSUFF_FEM_SG", "َة/NSUFF_FEM_SG")
_ENDS = re.compile("(?:[ءأإؤئآ][ًٌٍَُِّْٰ]*|[ًٌٍَُِّْٰويىا]*)$")
# Least weight of a stem and of affixes, for those that the word list does not show: below all that it shows.
RAREST_STEM, RAREST_AFFIXES = 1e-12, 1e-7

Entry = tuple[str, str, str, str]


def lemma_name(candidate: Candidate) -> str:
    """Return the name under which the count of a candidate's lemma is stored."""
    return f"{candidate.lemma}\t{candidate.pos}"


def stem_name(candidate: Candidate) -> str:
    """Return the name under which the weight of a candidate's stem is stored: the same for أبو and أبي, and for بناء
    and بنائ."""
    return f"{candidate.lemma}\t{candidate.pos}\t{base(candidate.stem)}"


@lru_cache(100_000)
def base(stem: str) -> str:
    """Return a vocalised stem without the letters that an ending changes: the hamza or the weak letters at its end."""
    return _ENDS.sub("", stem)


def affixes_name(candidate: Candidate) -> str:
    """Return the name under which the weight of a candidate's affixes is stored."""
    kept = (_SUBJECT.sub("", affix) for affix in candidate.affixes.split("+") if affix not in _FEMININE_ENDING)
    return f"+{'+'.join(kept)}\t{candidate.pos}"


def readiness(candidate: Candidate) -> float:
    """Return the factor (0 to 1) by which a candidate loses weight whatever was learned: for a difference in spelling,
    a passive, a jussive, an "I", "to me", the "he" of a verb in ت, a feminine."""
    factor = _DEPARTURE[candidate.variant]
    if candidate.pos == "prep":
        return factor * (_ME if _TO_ME.search(candidate.stem) else 1.0)
    passive, first = "Pass" in candidate.category, _FIRST.search(candidate.affixes) is not None
    if passive or first:
        factor *= _I_PASSIVE if passive and first else _PASSIVE if passive else _I
    if candidate.category.startswith(_SHORT) and _ENDING not in candidate.affixes:
        factor *= _JUSSIVE
    if candidate.lemma.startswith("ت") and _HE_DID.search(candidate.affixes):
        factor *= _TA
    if not candidate.lemma.endswith("ة") and any(ending in candidate.affixes for ending in _FEMININE_ENDING):
        factor *= _FEMININE
    return factor


def likelihood(candidate: Candidate, weight: Callable[[str], float]) -> float:
    """Return how often a candidate's word is written this way, as a share of all words. weight(name) returns a learned
    weight, 0 if there is none."""
    stem = max(weight(stem_name(candidate)), RAREST_STEM)
    affixes = max(weight(affixes_name(candidate)), RAREST_AFFIXES)
    return stem * affixes * readiness(candidate)


def entry_of(candidate: Candidate) -> Entry:
    """Return a candidate's entry in the store: vocalised lemma, key, root, part of speech."""
    return candidate.lemma, exact(candidate.lemma), kept(candidate.root, candidate.lemma), candidate.pos


def entries(candidates: list[Candidate], weight: Callable[[str], float]) -> list[tuple[Entry, float]]:
    """Return the entries of the candidates of one form, best first, each with its share of the weight (the shares add
    up to 1). weight(name) returns a learned weight, 0 if there is none."""
    totals: dict[Entry, float] = {}
    for candidate in candidates:
        entry = entry_of(candidate)
        totals[entry] = totals.get(entry, 0.0) + likelihood(candidate, weight)
    whole = sum(totals.values())
    return sorted(((entry, share / whole) for entry, share in totals.items()), key=lambda pair: (-pair[1], pair[0]))

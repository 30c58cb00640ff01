"""How likely each reading of a form is.

    p(lemma, part of speech) x p(stem, given lemma) x p(affixes, given part of speech)
    x how readily people write the form for the lexicon's spelling

arabic.lexicon.learn learns the three from word counts. Feminine ة is no affix here: it belongs to the lemma
that ends in it, and of a word that takes both genders half the uses are feminine. (Else صغيرة would always be read as
the rare noun "a minor sin" and حرية as the feminine of حريّ.)

What word lists cannot tell is weighed by the grammar: without harakat a passive, a jussive (يصل of صلى, يحدد of حدّ), an
"I" (أحدث) and the perfect of a verb in ت (تسيطر) look like far commoner forms of other words, which news means oftener.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from .camel import Candidate
from .normalize import exact
from .roots import kept

# How readily people depart from the lexicon's spelling; see camel.variant for the kinds.
_DEPARTURE = {"": 1.0, "bare": 0.1, "hamza": 0.03, "madda": 0.003, "final": 0.003, "other": 0.03}
_PASSIVE, _FEMININE, _JUSSIVE, _I = 0.4, 0.5, 0.1, 0.18
_I_PASSIVE, _ME = 0.01, 0.02  # "I am said" (أقال), "to me"
# Stems of hollow, doubled and weak verbs that stand without an ending in the jussive alone.
_SHORT = ("IV_C", "IV_0hwnyn")
_ENDING = "IVSUFF_SUBJ"
_HE_DID, _TA = re.compile("PVSUFF_SUBJ:3MS$"), 0.7
_SUBJECT = re.compile("^[^/]+(?=/PVSUFF_SUBJ)")
_FIRST = re.compile("IV1S|PVSUFF_SUBJ:1S")
# Prepositions with a pronoun are stems of their own: "to me" looks like a guardian (ولي), "to you", women, like "but".
_TO_ME = re.compile("(?:ي|كُن)[َّ]+$")
_FEMININE_ENDING = ("ap/NSUFF_FEM_SG", "ةَ/NSUFF_FEM_SG", "َة/NSUFF_FEM_SG")
_ENDS = re.compile("(?:[ءأإؤئآ][ًٌٍَُِّْٰ]*|[ًٌٍَُِّْٰويىا]*)$")
# What the word list has not shown is rarer than all it has.
RAREST_STEM, RAREST_AFFIXES = 1e-12, 1e-7

Entry = tuple[str, str, str, str]


def lemma_name(candidate: Candidate) -> str:
    """The name under which the count of a candidate's lemma is kept."""
    return f"{candidate.lemma}\t{candidate.pos}"


def stem_name(candidate: Candidate) -> str:
    """The name under which the weight of a candidate's stem is kept, one for أبو and أبي, one for بناء and بنائ."""
    return f"{candidate.lemma}\t{candidate.pos}\t{base(candidate.stem)}"


@lru_cache(100_000)
def base(stem: str) -> str:
    """A vocalised stem without what its ending changes: the hamza or the weak letters at its end."""
    return _ENDS.sub("", stem)


def affixes_name(candidate: Candidate) -> str:
    """The name under which the weight of a candidate's affixes is kept."""
    kept = (_SUBJECT.sub("", affix) for affix in candidate.affixes.split("+") if affix not in _FEMININE_ENDING)
    return f"+{'+'.join(kept)}\t{candidate.pos}"


def readiness(candidate: Candidate) -> float:
    """What weighs against a candidate whatever was learned: a departure in spelling, a passive, a jussive, an "I", "to
    me", "he" of a verb in ت, a feminine."""
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
    """How often a candidate's word is written so, as a share of all words; weight gives the learned weight of a name,
    0 for none."""
    stem = max(weight(stem_name(candidate)), RAREST_STEM)
    affixes = max(weight(affixes_name(candidate)), RAREST_AFFIXES)
    return stem * affixes * readiness(candidate)


def entry_of(candidate: Candidate) -> Entry:
    """A candidate's entry in the store: vocalised lemma, key, root, part of speech."""
    return candidate.lemma, exact(candidate.lemma), kept(candidate.root, candidate.lemma), candidate.pos


def entries(candidates: list[Candidate], weight: Callable[[str], float]) -> list[tuple[Entry, float]]:
    """The entries that the candidates of one form stand for, each with its share of the weight, best first."""
    totals: dict[Entry, float] = {}
    for candidate in candidates:
        entry = entry_of(candidate)
        totals[entry] = totals.get(entry, 0.0) + likelihood(candidate, weight)
    whole = sum(totals.values())
    return sorted(((entry, share / whole) for entry, share in totals.items()), key=lambda pair: (-pair[1], pair[0]))

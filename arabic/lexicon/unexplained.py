"""Forms that the dictionary reads as words which nobody means: they are written far more often than those would be.

Either they are words of their own that look like a particle and another (فيسبوك is no "and they insult you") or like a
verb (كورونا): the word list has them behind the article or a particle where no such word follows. Or they are two words
run together (لايمكن is no "for a widow").
"""

import re
from collections.abc import Callable, Iterator, Mapping

from .. import run_on, weights
from ..affixes import ARTICLE, CONJUNCTIONS, PREPOSITIONS
from ..camel import Candidate

_PARTICLE = re.compile(r"[^+/]*/(?:CONJ|PREP|DET|FUT|EMPHATIC_PARTICLE|SUBJUNC|JUS|RESULT_CLAUSE_PARTICLE)\b")
# What stands before no particle, and before no verb. Dialects have a ب before the imperfect, and superlatives look like
# verbs.
_BEFORE_NONE, _BEFORE_NOUN = (ARTICLE, "و"), (ARTICLE, "ب", "بال")
_OTHERS = ("ب", "ل", "بال")
_BEFORE_LOAN = (*CONJUNCTIONS, *PREPOSITIONS)
_NO_LOAN = tuple("أاإتني")
# How many times as often as its readings say such a form is written, and what share of that at least behind particles.
# Looked through by hand: of those at twenty times hardly one is wrong, of those at three every fourth.
_TIMES, _SHARE = 20.0, 0.02

_Analyzed = Mapping[str, list[Candidate]]


def unexplained(analyzed: _Analyzed, counts: Mapping[str, float], weight: Callable[[str], float]) -> Iterator[str]:
    """Those of the analyzed forms; counts is how often forms are written, as a share of all, weight the learned weight
    of a name (weights.stem_name, weights.affixes_name)."""

    def best(form: str) -> Candidate:
        return max(analyzed[form], key=lambda candidate: weights.likelihood(candidate, weight))

    rare = [
        form
        for form, found in analyzed.items()
        if found and counts[form] > _TIMES * sum(weights.likelihood(candidate, weight) for candidate in found)
    ]
    loans = {form for form in rare if _is_loan(form, best(form), analyzed, counts)}
    for form in rare:
        rest, is_verb = run_on.behind(form) or ("", False)
        together = is_verb and bool(analyzed.get(rest)) and best(rest).pos == "verb"
        if together or form in loans or any(form.removeprefix(particle) in loans for particle in _BEFORE_LOAN):
            yield form


def _is_loan(form: str, best: Candidate, analyzed: _Analyzed, counts: Mapping[str, float]) -> bool:
    def behind(particles: tuple[str, ...]) -> list[str]:
        return [one for one in particles if one + form in counts and not analyzed.get(one + form)]

    found = []
    if _PARTICLE.match(best.affixes):
        sure = behind(_BEFORE_NONE) if not form.startswith(ARTICLE) else []
        if sure and not (form.startswith("ل") and sure == [ARTICLE]):  # which some write for لل: اللحث
            found = sure + behind(_OTHERS)
    elif best.pos == "verb" and not form.startswith(_NO_LOAN):
        found = behind(_BEFORE_NOUN)
    return sum(counts[particle + form] for particle in found) > _SHARE * counts[form]

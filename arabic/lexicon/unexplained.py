"""Find forms whose dictionary readings are wrong: the form is written far more often than those readings would be.

It is either a word of its own that looks like a particle with another word (فيسبوك is not "and they insult you") or
like a verb (كورونا): then the word list has it after the article or a particle that cannot precede such a word. Or it
is two words run together (لايمكن is not "for a widow").
"""

import re
from collections.abc import Callable, Iterator, Mapping

from .. import run_on, weights
from ..affixes import ARTICLE, CONJUNCTIONS, PREPOSITIONS
from ..camel import Candidate

_PARTICLE = re.compile(r"[^+/]*/(?:CONJ|PREP|DET|FUT|EMPHATIC_PARTICLE|SUBJUNC|JUS|RESULT_CLAUSE_PARTICLE)\b")
# What never precedes a particle, and what never precedes a verb.
_BEFORE_NONE, _BEFORE_NOUN = (ARTICLE, "و"), (ARTICLE, "ب", "بال")
_OTHERS = ("ب", "ل", "بال")
_BEFORE_LOAN = (*CONJUNCTIONS, *PREPOSITIONS)
# Not taken for loans: dialects write ب before an imperfect, and superlatives look like verbs.
_NO_LOAN = tuple("أاإتني")
# A form is reported if it is more than this many times as frequent as its readings predict; a loan's frequency after
# particles must also be more than this share of its own. Checked by hand: at twenty times hardly any form is wrong, at
# three every fourth.
_TIMES, _SHARE = 20.0, 0.02

_Analyzed = Mapping[str, list[Candidate]]


def unexplained(analyzed: _Analyzed, counts: Mapping[str, float], weight: Callable[[str], float]) -> Iterator[str]:
    """Yield the analyzed forms that their readings do not explain. counts maps forms to their frequency, as a share of
    all words; weight(name) returns a learned weight (weights.stem_name, weights.affixes_name), 0 if there is none."""

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

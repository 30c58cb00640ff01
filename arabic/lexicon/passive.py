"""Add the passive perfects that the dictionary lacks (حوكم, أدين, ألغي, اقتيد).

The dictionary has them for few verbs, and they are common in news. Sound verbs need none: their passive is spelled like
the active. Simple hollow verbs get none: too many nouns have the same letters (بيع, دين, عيد).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from .buckwalter import Entry, Row, arabic, unvocalised

# The verb, its passive and the category of its endings. The passive of a weak verb is spelled like the active in the
# plural and before an ending that begins with a consonant.
_PASSIVES = {
    "1A2a3": ("1uw2i3", "PV_Pass"),
    ">a1A3": (">u1iy3", "PV_V_Pass"),
    "{i1o4A3": ("{u1o4iy3", "PV_V_Pass"),
    "{isota1A3": ("{usotu1iy3", "PV_V_Pass"),
    "1a2aY": ("1u2iy", "PV_Pass-aAat"),
    "1a2A": ("1u2iy", "PV_Pass-aAat"),
    "1A2aY": ("1uw2iy", "PV_Pass-aAat"),
    "1a2~aY": ("1u2~iy", "PV_Pass-aAat"),
    ">a1o2aY": (">u1o2iy", "PV_Pass-aAat"),
    "{i1o4a2aY": ("{u1o4u2iy", "PV_Pass-aAat"),
    "{isota1o2aY": ("{usotu1o2iy", "PV_Pass-aAat"),
}
_SIMPLE = "1a2aY", "1a2A"
# These often have the letters of names (كوبر, مودي), nouns (أمير) and "I" forms (أعيش). If one is at least this
# frequent, it must also be written with the feminine ت, in more than this share of its uses.
_COMMON, _FEMININE = {"1A2a3": 2.5e-7, "1A2aY": 2.5e-7, ">a1A3": 2.5e-6}, 0.01
_RADICAL = "['>&}btvjHxd*rzs$SDTZEgfqklmnhwy]"
_HAMZA_AT_I = re.compile("[>&'](?=i)|(?<=i)[>&']$")


def give_passives(entries: list[Entry], counts: Mapping[str, float]) -> None:
    """Add the stem of the passive perfect, in place, to the verbs without one. counts maps forms to their frequency. A
    simple verb gets it only if the dictionary has its passive imperfect: few others have a passive (سعي)."""
    for entry in entries:
        entry.rows += list(_passives(entry, counts))


def _passives(entry: Entry, counts: Mapping[str, float]) -> Iterator[Row]:
    categories = {row.category for row in entry.rows}
    perfect = {category for category in categories if category.startswith("PV")}
    if not perfect or any("Pass" in category for category in perfect):
        return
    for pattern, (passive, category) in _PASSIVES.items():
        match = _EXPRESSIONS[pattern].fullmatch(entry.lemma)
        if match and (pattern not in _SIMPLE or "IV_0_Pass_yu" in categories):
            stem = _filled(passive, match)
            if _is_verb(arabic(unvocalised(stem)), counts, _COMMON.get(pattern, 1.0)):
                yield replace(entry.rows[0], form=unvocalised(stem), vocalised=stem, category=category)


def _is_verb(form: str, counts: Mapping[str, float], common: float) -> bool:
    if form.startswith("وو"):  # "and" before a word in و
        return False
    count = counts.get(form, 0.0)
    return count < common or counts.get(form + "ت", 0.0) > _FEMININE * count


def _filled(pattern: str, match: re.Match[str]) -> str:
    stem = re.sub("[1-4]", lambda digit: match[f"r{digit[0]}"], pattern)
    return _HAMZA_AT_I.sub("}", stem)


def _expression(pattern: str) -> re.Pattern[str]:
    text = re.escape(pattern).replace("4", "(?P<r4>[tTd])")  # the t of a form, as it is heard: ازداد
    return re.compile(re.sub("(?<!r)[1-3]", lambda digit: f"(?P<r{digit[0]}>{_RADICAL})", text))


_EXPRESSIONS = {pattern: _expression(pattern) for pattern in _PASSIVES}

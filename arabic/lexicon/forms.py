"""The verb forms of Arabic: from a verb's pattern to the patterns of its participles and verbal nouns.

Patterns are in Buckwalter's letters. Digits are radicals, V is a short vowel, ' a hamza on any seat. 2~ at the end
means a doubled root, no 2 a weak middle radical, Y or iy a weak last one.
"""

import re
from functools import cache
from itertools import chain, repeat
from typing import Literal, NamedTuple

# Verb, active participle, passive participle, verbal nouns. ? marks a pattern that other nouns have too. Verbal nouns
# of the simple form follow no pattern.
_TABLE = """
1a2V3 1A2i3 ma1o2uw3
1A3 1A}i3 ma1uw3 ?ma1iy3
1a2~ 1A2~ ma1o2uw2
1a2aY 1A2iy ma1o2iy~
1a2A 1A2iy ma1o2uw~
1a2iy 1A2iy ma1o2iy~
1a2~a3 mu1a2~i3 mu1a2~a3 ta1o2iy3 ?ta1o2i3ap ?ta1o2A3 ?ti1o2A3
1a2~aY mu1a2~iy mu1a2~aY ta1o2iyap
1A2a3 mu1A2i3 mu1A2a3 mu1A2a3ap ?1i2A3
1A2aY mu1A2iy mu1A2aY mu1A2Ap ?1i2A'
1A2~ mu1A2~ mu1A2~ mu1A2~ap
>a1o2a3 mu1o2i3 mu1o2a3 <i1o2A3
>a1A3 mu1iy3 mu1A3 <i1A3ap
>a1a2~ mu1i2~ mu1a2~ <i1o2A2
>a1o2aY mu1o2iy mu1o2aY <i1o2A'
|2a3 mu&o2i3 mu&o2a3 <iy2A3
|2aY mu&o2iy mu&o2aY <iy2A'
ta1a2~a3 muta1a2~i3 muta1a2~a3 ta1a2~u3
ta1a2~aY muta1a2~iy muta1a2~aY ta1a2~iy
ta1A2a3 muta1A2i3 muta1A2a3 ta1A2u3
ta1A2aY muta1A2iy muta1A2aY ta1A2iy
ta1A2~ muta1A2~ muta1A2~ ta1A2~
{ino1a2a3 muno1a2i3 muno1a2a3 {ino1i2A3
{ino1A3 muno1A3 muno1A3 {ino1iyA3
{ino1a2~ muno1a2~ muno1a2~ {ino1i2A2
{ino1a2aY muno1a2iy muno1a2aY {ino1i2A'
{i1ota2a3 mu1ota2i3 mu1ota2a3 {i1oti2A3
{i1otA3 mu1otA3 mu1otA3 {i1otiyA3
{i1ota2~ mu1ota2~ mu1ota2~ {i1oti2A2
{i1ota2aY mu1ota2iy mu1ota2aY {i1oti2A'
{i1~a2a3 mu1~a2i3 mu1~a2a3 {i1~i2A3
{i1~A3 mu1~A3 mu1~A3 {i1~iyA3
{i1~a2aY mu1~a2iy mu1~a2aY {i1~i2A'
{i1o2a3~ mu1o2a3~ - {i1o2i3A3
{isota1o2a3 musota1o2i3 musota1o2a3 {isoti1o2A3
{isota1A3 musota1iy3 musota1A3 {isoti1A3ap
{isota1a2~ musota1i2~ musota1a2~ {isoti1o2A2
{isota1o2aY musota1o2iy musota1o2aY {isoti1o2A'
1a2o3a4 mu1a2o3i4 mu1a2o3a4 1a2o3a4ap ?1i2o3A4
ta1a2o3a4 muta1a2o3i4 muta1a2o3a4 ta1a2o3u4
{i1o2a3a4~ mu1o2a3i4~ - {i1o2i3o4A4
"""
FORMS = [(verb, nouns) for verb, *nouns in (line.split() for line in _TABLE.split("\n")[1:-1])]
"""Each verb pattern with the patterns of its nouns: active participle, passive participle, verbal nouns; - for none."""

_Kind = Literal["active", "passive", "verbal"]
_PARTICIPLES: tuple[_Kind, ...] = ("active", "passive")
_VERBAL: _Kind = "verbal"
_RADICAL = "['btvjHxd*rzs$SDTZEgfqklmnhwyGPVJ]"
_SEATS = re.compile("[><&}]")
# The t of a form after its first radical, as it assimilates to some radicals (اصطدم, ازدهر).
_T_BESIDE = ("ot", "oT", "od")


class Derived(NamedTuple):
    """A noun of a verb form: its lemma in Buckwalter's letters, except for the seat of a radical hamza; its kind; and
    whether its pattern alone makes it certain."""

    lemma: str
    kind: _Kind
    sure: bool


def plain(lemma: str) -> str:
    """Return a lemma in Buckwalter's letters without the different spellings of one sound: seats of hamza, sukun,
    tanween, an alef's fatha, the alef of {."""
    lemma = _SEATS.sub("'", lemma.replace("|", "'A").replace("{", "A"))
    lemma = re.sub("[FNK]$", "", lemma).replace("o", "").replace("aA", "A")
    return re.sub("yA$", "yaY", lemma)


@cache
def derived(verb: str) -> tuple[Derived, ...]:
    """Return the participles and verbal nouns of a verb of any form, given its lemma in Buckwalter's letters; () if it
    has no known pattern."""
    sounds = plain(verb)
    matches = [(nouns, match) for expression, nouns in _patterns() if (match := expression.fullmatch(sounds))]
    return tuple(
        Derived(filled(noun.lstrip("?"), match), kind, noun[0] != "?")
        for nouns, match in matches
        for noun, kind in zip(nouns, chain(_PARTICIPLES, repeat(_VERBAL)), strict=False)
        if noun != "-"
    )


def is_simple(verb: str) -> bool:
    """Return whether a verb is of the simple form, whose verbal nouns follow no pattern."""
    return not any(noun.sure and noun.kind == "verbal" for noun in derived(verb))


def filled(pattern: str, match: re.Match[str]) -> str:
    """Return a pattern with the radicals of the match filled in; a w or y after a short u or i becomes their long
    vowel."""
    lemma = re.sub("[1-4]", lambda digit: match[f"r{digit[0]}"], pattern)
    return re.sub("u[wy]o", "uw", re.sub("i[wy]o", "iy", lemma))


@cache
def _patterns() -> list[tuple[re.Pattern[str], list[str]]]:
    found = []
    for verb, nouns in FORMS:
        for beside in _T_BESIDE if verb.startswith("{i1ot") else ("ot",):
            heard = [pattern.replace("1ot", "1" + beside) for pattern in nouns]
            found.append((_expression(verb.replace("1ot", "1" + beside)), heard))
    return found


def _expression(verb: str) -> re.Pattern[str]:
    text = re.escape(plain(verb)).replace("V", "[aiu]")
    # The first of four radicals is never a hamza: otherwise أعلن would be such a verb.
    text = text.replace("1", f"(?P<r1>(?!'){_RADICAL})") if "4" in text else text
    return re.compile(re.sub("[1-4](?!>)", lambda digit: f"(?P<r{digit[0]}>{_RADICAL})", text))

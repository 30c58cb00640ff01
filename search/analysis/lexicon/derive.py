"""Participles and verbal nouns that the dictionary does not list, of sound and hollow verbs (محترقة, متطايرة, اقتياد).

Of a simple verb those of its second form come too: the dictionary lacks many a verb like حفّز, but every letter of its
verbal noun (تحفيز) is given."""

import re
from collections.abc import Iterator, Mapping

from .buckwalter import Entry, Row, arabic, tag

_SOUND = "btvjHxd*rzs$SDTZEgfqklmnh"
# Verb -> active participle, passive participle, verbal noun; V is the second vowel of a simple verb.
_TABLE = """
1aFVL 1AFiL ma1oFuwL -
1aF~aL mu1aF~iL mu1aF~aL ta1oFiyL
1AFaL mu1AFiL mu1AFaL mu1AFaLap
>a1oFaL mu1oFiL mu1oFaL <i1oFAL
ta1aF~aL muta1aF~iL muta1aF~aL ta1aF~uL
ta1AFaL muta1AFiL muta1AFaL ta1AFuL
{ino1aFaL muno1aFiL - {ino1iFAL
{i1otaFaL mu1otaFiL mu1otaFaL {i1otiFAL
{isota1oFaL musota1oFiL musota1oFaL {isoti1oFAL
>a1AL mu1iyL mu1AL <i1ALap
{ino1AL muno1AL - {ino1iyAL
{i1otAL mu1otAL - {i1otiyAL
{isota1AL musota1iyL musota1AL {isoti1ALap
"""
_FORMS = {form: nouns for form, *nouns in (line.split() for line in _TABLE.split("\n")[1:-1])}
_SIMPLE, _SECOND = "1aFVL", "1aF~aL"
# A first or second radical that is weak stands in these as a sound one does.
_KEEPS_WEAK = {_SECOND, "1AFaL", "ta1aF~aL", "ta1AFaL"}
# Of a noun's uses without a particle at least this share has the article; less than the second no word list shows.
_DEFINITE, _UNSEEN = 0.02, 2e-8
_NOUNS = re.compile(r"ap$")
_HARAKAT = re.compile("[aiuo~]")


def missing(entries: list[Entry], counts: Mapping[str, float]) -> Iterator[Entry]:
    """The derived nouns of the entries' verbs whose letters no noun of the dictionary has: beside a listed مكتب, a
    participle of أكتب would take the readings of مكتبة. Nor those which the counts of forms show to be no nouns."""
    listed = {row.form for entry in entries for row in entry.rows if tag(row) != "VERB"}
    seen = set()
    for entry in entries:
        if tag(entry.rows[0]) == "VERB":
            for lemma, category in _derived(entry.lemma):
                made = _entry(lemma, category, entry.root)
                form = made.rows[0].form
                if lemma not in seen and form not in listed and _is_noun(arabic(form), counts):
                    seen.add(lemma)
                    yield made


def _is_noun(form: str, counts: Mapping[str, float]) -> bool:
    """Whether a form stands behind the article, with or without ة, as nouns do; one that is not written at all may.

    Else "forming" (تكوّن) would take the uses of "she is" (تكون), and a participle those of منهم, "of them"."""
    bare, definite = (sum(counts.get(before + form + after, 0.0) for after in ("", "ة")) for before in ("", "ال"))
    return _DEFINITE * bare <= max(definite, _UNSEEN)


def _derived(verb: str) -> Iterator[tuple[str, str]]:
    for form, nouns in _FORMS.items():
        match = _EXPRESSIONS[form].fullmatch(verb)
        if match:
            yield from _nouns(nouns, match)
            if form == _SIMPLE:
                yield from _nouns(_FORMS[_SECOND], match)
            return


def _nouns(patterns: list[str], radicals: re.Match[str]) -> Iterator[tuple[str, str]]:
    for noun, category in zip(patterns, ("Nall", "Nall", "NduAt"), strict=True):
        if noun != "-":
            yield _filled(noun, radicals), "NapAt" if noun.endswith("ap") else category


def _expression(form: str) -> re.Pattern[str]:
    text = re.escape(form).replace("V", "[aiu]")
    for radical in "1FL":
        weak = "wy" if form in _KEEPS_WEAK and radical != "L" else ""
        text = text.replace(radical, f"(?P<r{radical}>[{_SOUND}{weak}])")
    return re.compile(text)


_EXPRESSIONS = {form: _expression(form) for form in _FORMS}


def _filled(pattern: str, match: re.Match[str]) -> str:
    return "".join(match[f"r{sign}"] if sign in "1FL" else sign for sign in pattern)


def _entry(lemma: str, category: str, root: str) -> Entry:
    stem = _NOUNS.sub("", lemma)
    form = _HARAKAT.sub("", stem).replace("{", "A")
    tags = f"{stem}/ADJ" if category == "Nall" else ""
    return Entry(lemma, root, [Row(form, stem, category, "", tags)])

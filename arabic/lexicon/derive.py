"""Participles and verbal nouns that the dictionary does not list (محترقة, متطايرة, اقتياد, منقضية, إقصاء, مستفز).

A simple verb also gets those of its second form: the dictionary lacks many verbs like حفّز, but the pattern determines
every letter of the verbal noun (تحفيز).
"""

import re
from collections.abc import Iterator, Mapping

from ..affixes import ARTICLE
from .buckwalter import Entry, Row, arabic, tag, unvocalised
from .feminine import IN_TA
from .forms import FORMS, filled

_SOUND = "btvjHxd*rzs$SDTZEgfqklmnh"
_SIMPLE, _SECOND = "1a2V3", "1a2~a3"
# Verb forms whose radicals can be read letter by letter; those of the seventh form have no passive.
_READ = (
    f"{_SIMPLE} {_SECOND} 1A2a3 >a1o2a3 ta1a2~a3 ta1A2a3 {{ino1a2a3 {{i1ota2a3 {{i1~a2a3 {{isota1o2a3 "
    ">a1A3 {ino1A3 {i1otA3 {isota1A3 {ino1a2~ {i1ota2~ {isota1a2~"
).split()
_WEAK = [">a1o2aY", "ta1a2~aY", "ta1A2aY", "{ino1a2aY", "{i1ota2aY", "{isota1o2aY"]
_SEVENTH = "{ino"
_FORMS = dict(FORMS)
# In these forms a weak first or second radical is written like a sound one.
_KEEPS_WEAK = {_SECOND, "1A2a3", ">a1o2a3", "ta1a2~a3", "ta1A2a3", "{isota1o2a3", *_WEAK}
# A noun's uses with the article are at least this share of those without it. Below the second value, a frequency, the
# word list shows nothing.
_DEFINITE, _UNSEEN = 0.02, 2e-8
_FEMININE = {*IN_TA, "NAt"}
_NEARLY_ALWAYS = 20  # times as often
# Kind of noun -> its stems: the ending that its lemma loses, the one it gets, and the category of the suffixes.
_PARTICIPLES = {
    "Nall": (("", "", "Nall"),),
    "masculine": (("", "", "Ndu"), ("", "", "Nuwn_Niyn")),
    "weak": (
        *(("", "", category) for category in ("N0F_Nh", "NAn_Nayn", "NapAt")),
        *(("iy", "", category) for category in ("NK", "Nuwn_Niyn")),
    ),
}
_DOINGS = {
    "NduAt": (("", "", "NduAt"),),
    "NapAt": (("ap", "", "NapAt"),),
    # Only with its ي: without it, the letters would be those of other words (تدل, تدار).
    "in iy": (("", "", "N0_Nh"), ("", "", "NAt")),
    "in A'": (("", "", "N0_Nh"), ("'", "&", "Nh"), ("'", "}", "Nhy"), ("", "", "NAt")),
}
_BY_ENDING = {"ap": "NapAt", "iy": "in iy", "A'": "in A'"}


def missing(entries: list[Entry], counts: Mapping[str, float]) -> Iterator[Entry]:
    """Yield the entries of the derived nouns of the entries' verbs that the dictionary lacks. counts maps forms to
    their frequency.

    A noun spelled like one of the dictionary's nouns is left out: beside a listed مكتب, a participle of أكتب would take
    the readings of مكتبة. So is one that the counts show not to be a noun. A participle spelled like a noun in ة
    (مغادر, beside مغادرة) is added as masculine only, and only if its masculine plural is written."""
    nouns = [row for entry in entries for row in entry.rows if tag(row) != "VERB"]
    listed, masculine = {row.form for row in nouns}, {row.form for row in nouns if row.category not in _FEMININE}
    seen = set()
    for entry in entries:
        if tag(entry.rows[0]) == "VERB":
            for lemma, kind in _derived(entry.lemma):
                form = unvocalised(lemma.removesuffix("ap"))
                if lemma in seen or form in masculine or _is_misspelled(arabic(unvocalised(lemma)), counts):
                    continue
                if form not in listed and _is_noun(arabic(form), counts):
                    seen.add(lemma)
                    yield _entry(lemma, kind, entry.root)
                elif form in listed and kind == "Nall" and _is_masculine(arabic(form), counts):
                    masculine.add(form)
                    yield _entry(lemma, "masculine", entry.root)


def _is_noun(form: str, counts: Mapping[str, float]) -> bool:
    """Return whether a form is written with the article, with or without ة, as nouns are; also True for a very rare
    form.

    Without this check "forming" (تكوّن) would take the uses of "she is" (تكون), and a participle those of منهم, "of
    them"."""
    bare, definite = (sum(counts.get(before + form + after, 0.0) for after in ("", "ة")) for before in ("", ARTICLE))
    return _DEFINITE * bare <= max(definite, _UNSEEN)


def _is_misspelled(form: str, counts: Mapping[str, float]) -> bool:
    """Return whether a form in إ is, for nearly everyone who writes it, another word in أ (أثناء)."""
    return form.startswith("إ") and counts.get("أ" + form[1:], 0.0) > _NEARLY_ALWAYS * counts.get(form, 0.0)


def _is_masculine(form: str, counts: Mapping[str, float]) -> bool:
    """Return whether the masculine plural of a form is written."""
    return counts.get(form + "ين", 0.0) + counts.get(f"ال{form}ين", 0.0) > _UNSEEN


def _derived(verb: str) -> Iterator[tuple[str, str]]:
    for form, expression in _EXPRESSIONS.items():
        match = expression.fullmatch(verb)
        if match:
            for verb_form in (form, _SECOND) if form == _SIMPLE else (form,):
                yield from _nouns(verb_form, match)
            return


def _nouns(form: str, radicals: re.Match[str]) -> Iterator[tuple[str, str]]:
    """Yield the participles and the first verbal noun of a verb form, each with its kind; no passive one for a weak
    verb."""
    active, passive, *verbal = _FORMS[form]
    yield filled(active, radicals), "weak" if form in _WEAK else "Nall"
    if form not in _WEAK and not form.startswith(_SEVENTH):
        yield filled(passive, radicals), "Nall"
    for noun in verbal[:1]:
        kind = next((kind for ending, kind in _BY_ENDING.items() if noun.endswith(ending)), "NduAt")
        yield filled(noun, radicals), kind


def _expression(form: str) -> re.Pattern[str]:
    text = re.escape(form).replace("V", "[aiu]")
    for radical in "123":
        weak = "wy" if form in _KEEPS_WEAK and radical != "3" else ""
        text = text.replace(radical, f"(?P<r{radical}>[{_SOUND}{weak}])")
    return re.compile(text)


_EXPRESSIONS = {form: _expression(form) for form in (*_READ, *_WEAK)}


def _entry(lemma: str, kind: str, root: str) -> Entry:
    tags = f"{lemma}/ADJ" if kind in _PARTICIPLES else ""
    stems = [(lemma.removesuffix(off) + on, category) for off, on, category in (_PARTICIPLES | _DOINGS)[kind]]
    return Entry(lemma, root, [Row(unvocalised(stem), stem, category, "", tags) for stem, category in stems])

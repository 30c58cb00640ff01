"""Participles and verbal nouns that the dictionary does not list, of sound and hollow verbs (محترقة, متطايرة, اقتياد).

Of a simple verb those of its second form come too: the dictionary lacks many a verb like حفّز, but every letter of its
verbal noun (تحفيز) is given."""

import re
from collections.abc import Iterator, Mapping

from .buckwalter import Entry, Row, arabic, tag
from .forms import FORMS, filled

_SOUND = "btvjHxd*rzs$SDTZEgfqklmnh"
_SIMPLE, _SECOND = "1a2V3", "1a2~a3"
# The verb forms whose radicals are read off letter by letter; those of the seventh have no passive.
_READ = (
    f"{_SIMPLE} {_SECOND} 1A2a3 >a1o2a3 ta1a2~a3 ta1A2a3 {{ino1a2a3 {{i1ota2a3 {{isota1o2a3 "
    ">a1A3 {ino1A3 {i1otA3 {isota1A3"
).split()
_SEVENTH = "{ino"
_FORMS = dict(FORMS)
# A first or second radical that is weak stands in these as a sound one does.
_KEEPS_WEAK = {_SECOND, "1A2a3", "ta1a2~a3", "ta1A2a3"}
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
    for form, expression in _EXPRESSIONS.items():
        match = expression.fullmatch(verb)
        if match:
            for verb_form in (form, _SECOND) if form == _SIMPLE else (form,):
                yield from _nouns(verb_form, match)
            return


def _nouns(form: str, radicals: re.Match[str]) -> Iterator[tuple[str, str]]:
    """The participles and the first verbal noun of a verb form, each with the category of its endings."""
    active, passive, *verbal = _FORMS[form]
    patterns = (active, "-" if form.startswith(_SEVENTH) else passive, *verbal[:1])
    for noun, category in zip(patterns, ("Nall", "Nall", "NduAt"), strict=False):
        if noun != "-":
            yield filled(noun, radicals), "NapAt" if noun.endswith("ap") else category


def _expression(form: str) -> re.Pattern[str]:
    text = re.escape(form).replace("V", "[aiu]")
    for radical in "123":
        weak = "wy" if form in _KEEPS_WEAK and radical != "3" else ""
        text = text.replace(radical, f"(?P<r{radical}>[{_SOUND}{weak}])")
    return re.compile(text)


_EXPRESSIONS = {form: _expression(form) for form in _READ}


def _entry(lemma: str, category: str, root: str) -> Entry:
    stem = _NOUNS.sub("", lemma)
    form = _HARAKAT.sub("", stem).replace("{", "A")
    tags = f"{stem}/ADJ" if category == "Nall" else ""
    return Entry(lemma, root, [Row(form, stem, category, "", tags)])

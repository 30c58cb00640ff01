"""Participles and verbal nouns of sound verbs that the dictionary does not list (محترقة, تحفيز)."""

import re
from collections.abc import Iterator

from .buckwalter import Entry, Row, tag

_SOUND = "[btvjHxd*rzs$SDTZEgfqklmnh]"
# Verb -> active participle, passive participle, verbal noun; V is the second vowel of a simple verb.
_FORMS = """
1aFVL 1AFiL ma1oFuwL -
1aF~aL mu1aF~iL mu1aF~aL ta1oFiyL
1AFaL mu1AFiL mu1AFaL mu1AFaLap
>a1oFaL mu1oFiL mu1oFaL <i1oFAL
ta1aF~aL muta1aF~iL muta1aF~aL ta1aF~uL
ta1AFaL muta1AFiL muta1AFaL ta1AFuL
{ino1aFaL muno1aFiL - {ino1iFAL
{i1otaFaL mu1otaFiL mu1otaFaL {i1otiFAL
{isota1oFaL musota1oFiL musota1oFaL {isoti1oFAL
"""
_NOUNS = re.compile(r"ap$")
_HARAKAT = re.compile("[aiuo~]")


def missing(entries: list[Entry]) -> Iterator[Entry]:
    """The derived nouns of the entries' verbs whose letters no noun of the dictionary has: beside a listed مكتب, a
    participle of أكتب would take the readings of مكتبة."""
    listed = {row.form for entry in entries for row in entry.rows if tag(row) != "VERB"}
    seen = set()
    for entry in entries:
        if tag(entry.rows[0]) == "VERB":
            for lemma, category in _derived(entry.lemma):
                made = _entry(lemma, category, entry.root)
                if lemma not in seen and made.rows[0].form not in listed:
                    seen.add(lemma)
                    yield made


def _derived(verb: str) -> Iterator[tuple[str, str]]:
    for line in _FORMS.split("\n")[1:-1]:
        form, *nouns = line.split()
        match = _expression(form).fullmatch(verb)
        if match:
            for noun, category in zip(nouns, ("Nall", "Nall", "NduAt"), strict=True):
                if noun != "-":
                    yield _filled(noun, match), "NapAt" if noun.endswith("ap") else category
            return


def _expression(form: str) -> re.Pattern[str]:
    text = re.escape(form).replace("V", "[aiu]")
    for radical in "1FL":
        text = text.replace(radical, f"(?P<r{radical}>{_SOUND})")
    return re.compile(text)


def _filled(pattern: str, match: re.Match[str]) -> str:
    return "".join(match[f"r{sign}"] if sign in "1FL" else sign for sign in pattern)


def _entry(lemma: str, category: str, root: str) -> Entry:
    stem = _NOUNS.sub("", lemma)
    form = _HARAKAT.sub("", stem).replace("{", "A")
    tags = f"{stem}/ADJ" if category == "Nall" else ""
    return Entry(lemma, root, [Row(form, stem, category, "", tags)])

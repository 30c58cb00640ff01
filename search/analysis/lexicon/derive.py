"""Participles and verbal nouns of verbs that the dictionary does not list (محترقة, معتدٍ, تحفيز)."""

import re
from collections.abc import Iterator

from . import forms
from .buckwalter import Entry, Row, tag

_WEAK = re.compile("[wyY]|[A~]$|^.A.$")
_LIKE_A_PRESENT = re.compile("ta.a.~(?:u.|iy)|ta.A(?:.u.|.iy|.~)")
_HARAKAT = re.compile("[aiuo~]")
# The stems of a noun by the end of its lemma: what takes the end's place, and the category of each.
_PARTICIPLES = {
    "iy": (("iy", "N0F_Nh"), ("", "NK"), ("iy", "NAn_Nayn"), ("", "Nuwn_Niyn"), ("iy", "NapAt")),
    "aY": (("aY", "N0"), ("A", "Nhy"), ("ay", "NAn_Nayn"), ("A", "Napdu")),
    "": (("", "Nall"),),
}
_VERBAL_NOUNS = {
    "iy": (("iy", "N0_Nh"), ("", "NK"), ("iy", "NAn_Nayn"), ("iy", "NAt")),
    "A'": (("A'", "N0_Nh"), ("A&", "Nh"), ("A}", "Nhy"), ("A'", "NAn_Nayn"), ("A'", "NAt")),
    "Ap": (("A", "Napdu"), ("ay", "NAt")),
    "ap": (("", "NapAt"),),
    "": (("", "NduAt"),),
}


def missing(entries: list[Entry]) -> Iterator[Entry]:
    """The derived nouns of the entries' verbs whose letters no noun of the dictionary has: beside a listed مكتب, a
    participle of أكتب would take the readings of مكتبة."""
    listed = {row.form for entry in entries for row in entry.rows if tag(row) != "VERB"}
    seen = set()
    for entry in entries:
        if tag(entry.rows[0]) == "VERB":
            for noun in forms.derived(entry.lemma):
                made = _entry(noun, entry.root)
                if _is_safe(noun, entry.lemma) and noun.lemma not in seen and made.rows[0].form not in listed:
                    seen.add(noun.lemma)
                    yield made


def _is_safe(noun: forms.Derived, verb: str) -> bool:
    """Whether a noun is sure, its letters known (the seat of a radical hamza follows rules of its own), and is not
    spelled like what is commoner: a name (سالي) or the present of a weak verb (تحوي, تحاول)."""
    if not noun.sure or "'" in noun.lemma.removesuffix("A'"):
        return False
    weak = _WEAK.search(forms.plain(verb)) is not None
    return not weak or not (forms.is_simple(verb) or _LIKE_A_PRESENT.fullmatch(noun.lemma))


def _entry(noun: forms.Derived, root: str) -> Entry:
    stems = _VERBAL_NOUNS if noun.kind == "verbal" else _PARTICIPLES
    end = next(end for end in stems if noun.lemma.endswith(end))
    begin = noun.lemma.removesuffix(end)
    return Entry(noun.lemma, root, [_row(begin + new, category, noun.kind) for new, category in stems[end]])


def _row(stem: str, category: str, kind: str) -> Row:
    form = _HARAKAT.sub("", stem).replace("{", "A")
    return Row(form, stem, category, "", "" if kind == "verbal" else f"{stem}/ADJ")

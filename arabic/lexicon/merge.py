"""Give entries that are only forms of another entry's lemma the name of that lemma.

These are plurals listed separately (جزر, ضرائب; إمدادات), feminine superlatives (أخرى, أولى, كبرى), adverbs in tanween
(مؤخرا), nouns in ة that are rarely written so (ملفة), and verbs joined to their negation (لايزال). Broken plurals and
superlatives are found by their gloss, among the entries with the same consonants.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from .buckwalter import Entry, arabic, tag
from .feminine import IN_TA, SELDOM, written

_STRONG = re.compile(r"[btvjHxd*rzs$SDTZEgfqklmnh]")
_FEMININE_SUPERLATIVE = re.compile(r"(?!mu)(.u.o.|>uw.)aY")
_SUPERLATIVE = re.compile(r">a.o.a.|\|.a.|>a.~a.|>a.a.~")
_PLENTY = 5
_SHORT, _PLURAL = re.compile(r"[^aiuo~]{3}"), re.compile(">a.o.A.")
_ADVERB = re.compile(r"A?F$")
_NEGATED = re.compile(r"NEG_PART\+(?:[^+]*\+)?([^+/]+)/VERB")


def merge(entries: list[Entry], counts: Mapping[str, float]) -> None:
    """Rename the entries that belong to another entry's lemma, in place. counts maps forms to their frequency."""
    beside: dict[str, list[Entry]] = defaultdict(list)
    names = {entry.lemma for entry in entries}
    entries_of: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        entries_of[entry.lemma].append(entry)
        beside[_skeleton(entry.lemma)].append(entry)
    superlatives = {
        entry.lemma: name
        for entry in entries
        if _FEMININE_SUPERLATIVE.fullmatch(entry.lemma)
        and (name := _superlative(entry, beside[_skeleton(entry.lemma)])) != entry.lemma
    }
    renamed = [(entry, _proper(entry, beside[_skeleton(entry.lemma)], names)) for entry in entries]
    for entry, name in renamed:
        entry.lemma = superlatives.get(name, name)
    for entry in entries:
        entry.lemma = (
            _of_plural(entry, names)
            or _of_feminine(entry, entries_of, counts)
            or _as_written(entry, counts)
            or _of_short(entry, beside[_skeleton(entry.lemma)], counts)
            or entry.lemma
        )
    _merge_negated(entries)


def _of_plural(entry: Entry, names: set[str]) -> str:
    """Return the lemma whose plural in ات is all that the entry contains (إمدادات, أولويات); "" if there is none, or
    two. The plural of an adjective is a word of its own (رياضيات, معدّات)."""
    if not entry.lemma.endswith("At") or any(row.category != "NAt" for row in entry.rows):
        return ""
    one = entry.lemma[:-2]
    found = set() if one.startswith(("mu", "ma")) else {one + "ap", *([] if one.endswith("iy~") else [one])} & names
    return found.pop() if len(found) == 1 else ""


def _of_feminine(entry: Entry, entries_of: Mapping[str, list[Entry]], counts: Mapping[str, float]) -> str:
    """Return the masculine noun of which a noun in ة is a rare spelling (ملفة, of ملف); "" if the noun is a word of its
    own."""
    if not entry.lemma.endswith("ap"):
        return ""
    for other in entries_of.get(entry.lemma[:-2], []):
        word = arabic(other.rows[0].form)
        seldom = counts.get(word + "ة", 0.0) < SELDOM * counts.get(word, 0.0)
        if seldom and tag(other.rows[0]) == "NOUN" and _glosses(entry) & _glosses(other):
            return other.lemma
    return ""


def _as_written(entry: Entry, counts: Mapping[str, float]) -> str:
    """Return the usual spelling of a noun in ة if its lemma's spelling is rarely written (كلية, for كلوة); "" for all
    other entries."""
    if not entry.lemma.endswith("ap"):
        return ""
    uses = {row.vocalised + "ap": written(row.form + "p", counts) for row in entry.rows if row.category in IN_TA}
    best = max(uses, key=lambda lemma: uses[lemma], default="")
    return best if entry.lemma in uses and uses[entry.lemma] < SELDOM * uses[best] else ""


def _of_short(entry: Entry, others: Iterable[Entry], counts: Mapping[str, float]) -> str:
    """Return the noun of three letters and the same meaning whose plural is listed under an entry that is rarely
    written (أسماك under سماك, of سمك); "" if there is none."""
    if not any(_PLURAL.fullmatch(row.vocalised) for row in entry.rows):
        return ""
    for other in others:
        alone = len({row.form for row in other.rows}) == 1 and _SHORT.fullmatch(other.rows[0].form)
        same = other.lemma != entry.lemma and _glosses(entry) == _glosses(other)
        if alone and same and _PLENTY * written(entry.rows[0].form, counts) < written(other.rows[0].form, counts):
            return other.lemma
    return ""


def _merge_negated(entries: list[Entry]) -> None:
    """Give an entry of لا or ما joined to a verb the lemma of the verb whose stem it contains."""
    verbs: dict[str, str] = {}
    for entry in entries:
        for row in entry.rows:
            if tag(row) == "VERB":
                verbs.setdefault(row.vocalised, entry.lemma)
    for entry in entries:
        negated = _NEGATED.search(entry.rows[0].tags)
        if negated:
            entry.lemma = verbs.get(negated[1], entry.lemma)


def _proper(entry: Entry, others: list[Entry], names: set[str]) -> str:
    if entry.lemma.endswith("F"):
        stripped = _ADVERB.sub("", entry.lemma)
        return stripped if stripped in names else entry.lemma
    return _singular(entry, others)


def _superlative(entry: Entry, others: Iterable[Entry]) -> str:
    for other in others:
        if _SUPERLATIVE.fullmatch(other.lemma) and _glosses(entry) & _glosses(other):
            return other.lemma
    return entry.lemma


def _singular(entry: Entry, others: Iterable[Entry]) -> str:
    """Return the lemma of which every stem of the entry is a plural (its gloss is "islands", the other's "island");
    else the entry's own lemma."""
    if entry.lemma.endswith("iy~"):
        return entry.lemma
    plurals = _glosses(entry)
    if any(tag(row) not in ("NOUN", "ADJ") for row in entry.rows) or not all(_ones(gloss) for gloss in plurals):
        return entry.lemma
    ones = {one for gloss in plurals for one in _ones(gloss)}
    found = {o.lemma for o in others if o.lemma != entry.lemma and tag(o.rows[0]) == "NOUN" and ones & _glosses(o)}
    return min(found) if len(found) == 1 else entry.lemma


def _glosses(entry: Entry) -> set[str]:
    return {gloss.strip() for row in entry.rows for gloss in re.split("[;/]", row.gloss) if gloss.strip()}


def _ones(plural: str) -> list[str]:
    """Return the possible singulars of an English plural; [] for a word that is not a plural."""
    if not plural.endswith("s") or plural.endswith("ss"):
        return []
    return [plural[:-1], plural[:-2]] + ([plural[:-3] + "y"] if plural.endswith("ies") else [])


def _skeleton(lemma: str) -> str:
    return "".join(_STRONG.findall(lemma))

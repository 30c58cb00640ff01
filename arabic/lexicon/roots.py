"""Find the roots of the dictionary's entries: from its root lines if they fit the lemma, else from the lemma's pattern.

Roots are stored as in the dictionary but without numbers: a doubled root in two letters (حر), hamza as ء. Names and
loans have none.
"""

import re
from collections import defaultdict

from . import forms
from .buckwalter import Entry, tag

_STRONG = re.compile(r"[btvjHxd*rzs$SDTZEgfqklmnh]")
_SEATS = re.compile("[A|>&<}]")
_RADICAL = "['|>&<}btvjHxd*rzs$SDTZEgfqklmnhwy]"

# Patterns that only Arabic roots have: verbs, participles, verbal nouns. Digits are radicals, V is a short vowel. 2~ at
# the end means a doubled root, no 2 a weak middle radical, Y a weak last one, no 1 a و assimilated to the t.
_SURE = """
1a2V3 1a2~a3 1A2a3 >a1o2a3 ta1a2~a3 ta1A2a3 {ino1a2a3 {i1ota2a3 {isota1o2a3 {it~a2a3
1a2~ >a1a2~ {ino1a2~ {i1ota2~ {isota1a2~ >a1A3 {ino1A3 {i1otA3 {isota1A3
1a2Y 1a2aY 1a2~aY 1A2aY >a1o2aY ta1a2~aY ta1A2aY {ino1a2aY {i1ota2aY {isota1o2aY
mu1a2~V3 mu1A2V3 mu1o2V3 muta1a2~V3 muta1A2V3 muno1a2V3 mu1ota2V3 musota1o2V3 mut~a2V3 1A2i3 ma1o2uw3
mu1iy3 musota1iy3 mu1otA3 1A2~ mu1a2~aY mu1ota2aY
ta1A2i3 ta1a2~i3 ta1o2iy3 <i1o2A3 {ino1i2A3 {i1oti2A3 {isoti1o2A3 ta1a2~u3 ta1A2u3 mu1A2a3ap {it~i2A3 ta1o2iYap
<i1A3ap {isoti1A3ap
"""
# Patterns that loans have too: used only if the root is known from another entry.
_LIKELY = """
1V2o3 1V2V3 1V2iy3 1V2uw3 1V2A3 1a2~A3 1V2~ ma1o2V3 ma1A2i3 mi1o2A3 mi1o2a3 >a1o2a3 >a1o2A3 1V2o3An 1V2a3An 1u2ayo3
ta1o2A3 1A2uw3 ma1A3 mu1A3 1iy3 1uw3 1A3 ma1a2~ >a1i2~ <i1o2a3
"""
# Roots of four letters. Tried last, because their patterns look like derived patterns of three letters.
_FOUR = "1a2o3a4 ta1a2o3a4 mu1a2o3i4 1a2o3a4ap ta1a2o3u4 muta1a2o3i4"


class _Pattern:
    def __init__(self, written: str) -> None:
        self._written = written
        expression = ""
        for sign in written:
            if sign in "1234":
                expression += f"(?P<r{sign}>{_RADICAL})"
            elif sign == "V":
                expression += "[aiu]"
            elif sign == "Y":
                expression += "[YAy]"
            else:
                expression += re.escape(sign)
        self._expression = re.compile(expression + ("" if written.endswith("ap") else "(?:ap)?"))

    def roots(self, lemma: str) -> list[str]:
        match = self._expression.fullmatch(lemma)
        if match is None:
            return []
        radicals = {name: _SEATS.sub("'", letter) for name, letter in match.groupdict().items()}
        first = radicals.get("r1", "w")
        second, third, fourth = (radicals.get(name, "") for name in ("r2", "r3", "r4"))
        if "2" not in self._written:
            return [first + weak + third for weak in "yw"]
        if "Y" in self._written:
            # A simple verb in ى has the radical ي (بنى), one in ا has و (دعا).
            return [first + second + weak for weak in ("yw" if self._written == "1a2aY" else "wy")]
        if second == third:
            third = ""
        return [first + second + last + fourth for last in _may_be(third, self._written)]


def _may_be(last: str, pattern: str) -> list[str]:
    """Return what a last radical may stand for, in the order to try: a hamza after a long alef may hide a weak radical,
    and each weak radical may stand for the other."""
    if last == "'" and pattern.endswith("A3"):
        return ["y", "w", "'"]
    return {"y": ["w", "y"], "w": ["y", "w"]}.get(last, [last])


_SURE_PATTERNS = [_Pattern(written) for written in _SURE.split()]
_FOUR_PATTERNS = [_Pattern(written) for written in _FOUR.split()]
_LIKELY_PATTERNS = [_Pattern(written) for written in _LIKELY.split()]


def clean(root: str) -> str:
    """Return the letters of a root line: without its number, with the first of two endings (Elw/y), hamza as "'".
    Return "" for the heading of names and loans."""
    letters = re.sub(r"\(\d\)|/.*", "", root)
    return _SEATS.sub("'", letters) if re.fullmatch("[AbtvjHxd*rzs$SDTZEgfqklmnhwy']{2,4}", letters) else ""


def fits(root: str, lemma: str) -> bool:
    """Return whether the lemma (Buckwalter's letters) has the root's strong consonants in order, and a hamza if the
    root has one."""
    letters = iter(_STRONG.findall(lemma))
    if not all(consonant in letters for consonant in _STRONG.findall(root)):
        return False
    return "'" not in root or _SEATS.search(lemma) is not None or "'" in lemma


def assign(entries: list[Entry]) -> None:
    """Replace the root line of each entry by its root, in place; "" if it has none."""
    found = [_lined(entry) for entry in entries]
    known = set(found) - {""}
    for patterns, believed in (
        (_SURE_PATTERNS, False),
        (_SURE_PATTERNS, True),
        (_LIKELY_PATTERNS, False),
        (_FOUR_PATTERNS, True),
    ):
        found = [root or _read(patterns, entry, known, believed) for root, entry in zip(found, entries, strict=True)]
        known = set(found) - {""}
    for entry, root in zip(entries, found, strict=True):
        entry.root = root
    _share(entries)


def _share(entries: list[Entry]) -> None:
    """Give a noun that only a verb's form can make the verb's root, if its own root is unknown or differs in a weak
    letter (إجراء from أجرى: جرو, not جري)."""
    verbs: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.root and tag(entry.rows[0]) == "VERB" and not forms.is_simple(entry.lemma):
            for noun in forms.derived(entry.lemma):
                if noun.sure:
                    verbs[forms.plain(noun.lemma)].add(entry.root)
    for entry in entries:
        roots = verbs.get(forms.plain(entry.lemma), set())
        if entry.root not in roots and tag(entry.rows[0]) in ("NOUN", "ADJ"):
            alike = sorted(root for root in roots if not entry.root or _weakly(entry.root) == _weakly(root))
            # "'" sorts before letters: if a weak root is possible, it wins, because the hamza then comes from the
            # verbal noun's pattern.
            entry.root = alike[-1] if alike else entry.root


def _weakly(root: str) -> str:
    return re.sub("[y']", "w", root)


def _lined(entry: Entry) -> str:
    root = clean(entry.root)
    return root if root and not _is_name(entry) and fits(root, entry.lemma) else ""


def _read(patterns: list[_Pattern], entry: Entry, known: set[str], believed: bool) -> str:
    """Return the first root that the patterns find if they are `believed`, else the first one that is known; "" if
    there is none."""
    if _is_name(entry):
        return ""
    lemma = re.sub(r"iy~(?:ap)?$|(?:ap)?A?F$", "", entry.lemma).replace("|", "'A")
    roots = [root for pattern in patterns for root in pattern.roots(lemma)]
    given = roots[:1] if believed else []
    return next((root for root in [*roots, *given] if root in known or root in given), "")


def _is_name(entry: Entry) -> bool:
    return all(tag(row) == "NOUN_PROP" for row in entry.rows)

"""Families of derivation: the verb, verbal nouns and participles of one verb form, among the entries of a lexicon.

The pattern decides where it is unambiguous. A noun whose pattern other nouns share (verbal nouns of the simple form)
must have the English meaning of the verb. So must a participle that has become a word of its own (شارع, مستقبل).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ..weights import Entry
from . import buckwalter, forms, glosses

# A participle at least this common, relative to its verb and verbal nouns together, may have become a word of its own.
# Chosen by hand: it separates شارع from شرع and مسؤول from سأل. Adjectives of the derived forms are regular even if
# common.
_OWN_WORD = 0.35
_R = "['btvjHxd*rzs$SDTZEgfqklmnhwy]"
# Verbal nouns of the simple form, in the letters of forms.plain(). Those of _OTHERS are more often places (مكتب) and
# people (قتيل): their gloss must name an action.
_SIMPLE = re.compile(
    rf"{_R}[aiu]{_R}{{1,2}}(?:ap|An|~|~ap)?|{_R}[aiu]{_R}[aiu]{_R}(?:ap|An)?|{_R}[aiu]{_R}A{_R}(?:ap)?|{_R}u{_R}uw{_R}"
    rf"|{_R}(?:A|uw|iy){_R}(?:ap)?|{_R}[aiu]{_R}(?:A'|Ap|aY|uw~|iy~|A{_R}iyap)"
)
_OTHERS = re.compile(rf"ma{_R}{{1,2}}[ai]{_R}(?:ap)?|ma{_R}(?:A|iy){_R}(?:ap)?|{_R}[aiu]{_R}(?:iy|uw){_R}(?:ap)?")
_DOING = re.compile(r"\w+(?:ings?|ure)")
_STRONG = re.compile("['btvjHxd*rzs$SDTZEgfqklmnh]")


def keys(common: Mapping[Entry, float], dictionary: Iterable[buckwalter.Entry]) -> dict[Entry, set[str]]:
    """Return, for each entry, the keys of all members of the families it belongs to; entries without a family are left
    out. common maps each entry to its frequency; dictionary provides the glosses."""
    lexicon = _Lexicon(common, dictionary)
    found: defaultdict[Entry, set[str]] = defaultdict(set)
    for verb in common:
        if verb[3] == "verb":
            family = lexicon.family(verb)
            for member in family:
                found[member] |= {key for _, key, _, _ in family}
    return found


class _Lexicon:
    """Finder of the family of each verb."""

    def __init__(self, common: Mapping[Entry, float], dictionary: Iterable[buckwalter.Entry]) -> None:
        self._common = common
        self._glosses = _glosses(dictionary)
        self._nouns: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
        self._rooted: defaultdict[str, list[Entry]] = defaultdict(list)
        self._written: defaultdict[str, float] = defaultdict(float)
        for entry in common:
            lemma, key, root, pos = entry
            if pos in ("noun", "adj"):
                self._nouns[forms.plain(buckwalter.letters(lemma)), root].append(entry)
                self._rooted[root].append(entry)
                self._written[key] += common[entry]

    def family(self, verb: Entry) -> set[Entry]:
        """Return the verb, its verbal nouns and its participles."""
        nouns = {verb, *self._verbal_nouns(verb)}
        return nouns | set(self._participles(verb, nouns))

    def _verbal_nouns(self, verb: Entry) -> Iterator[Entry]:
        lemma, _, root, _ = verb
        said = self._said(verb)
        for noun, kind, sure in forms.derived(buckwalter.letters(lemma)):
            if kind == "verbal":
                found = self._nouns.get((forms.plain(noun), root), ())
                yield from (entry for entry in found if sure or glosses.says_what(self._said(entry), said))
        if root and forms.is_simple(buckwalter.letters(lemma)):
            yield from (entry for entry in self._rooted[root] if self._is_doing(entry, said))

    def _is_doing(self, noun: Entry, said: frozenset[str]) -> bool:
        """Return whether a noun is a verbal noun of a simple verb of its root with this meaning."""
        if noun[3] != "noun":
            return False
        lemma, says = forms.plain(buckwalter.letters(noun[0])), self._said(noun)
        if not _SIMPLE.fullmatch(lemma):
            doing = frozenset(filter(_DOING.fullmatch, says)) if _OTHERS.fullmatch(lemma) else frozenset()
            says = doing if 2 * len(doing) >= len(says) else frozenset()
        return _of_root(lemma, buckwalter.letters(noun[2])) and glosses.says_what(says, said)

    def _participles(self, verb: Entry, nouns: set[Entry]) -> Iterator[Entry]:
        lemma, _, root, _ = verb
        said = frozenset(word for entry in nouns for word in self._said(entry))
        simple = forms.is_simple(buckwalter.letters(lemma))
        own_word = _OWN_WORD * sum(self._common[entry] for entry in nouns)
        for noun, kind, sure in forms.derived(buckwalter.letters(lemma)):
            if kind != "verbal":
                for entry in self._nouns.get((forms.plain(noun), root), ()):
                    says = self._said(entry)
                    regular = self._written[entry[1]] < own_word or (entry[3] == "adj" and not simple)
                    if (sure and regular) or not says or glosses.says_what(says, said):
                        yield entry

    def _said(self, entry: Entry) -> frozenset[str]:
        return self._glosses.get((entry[0], entry[3] == "verb"), frozenset())


def _of_root(lemma: str, root: str) -> bool:
    """Return whether a noun has only the consonants of its root, plus at most an m before them, or an n, a hamza or the
    last one again after them."""
    strong, radicals = "".join(_STRONG.findall(lemma)), "".join(_STRONG.findall(root))
    return strong in (radicals, "m" + radicals, radicals + "n", radicals + "'", radicals + radicals[-1:])


def _glosses(dictionary: Iterable[buckwalter.Entry]) -> dict[tuple[str, bool], frozenset[str]]:
    """Return the gloss words of each lemma, separately for its verbs (True) and its nouns (False)."""
    found: defaultdict[tuple[str, bool], list[str]] = defaultdict(list)
    for entry in dictionary:
        for row in entry.rows:
            found[buckwalter.arabic(entry.lemma), buckwalter.tag(row) == "VERB"].append(row.gloss)
    return {name: glosses.words(said) for name, said in found.items()}

"""Count the kinds of errors of the keys on the treebank, and check that lemmas agree with their roots."""

import re
from collections import Counter
from collections.abc import Iterable

from arabic import Analyzer
from benchmarks.pairwise import Pair
from benchmarks.treebank import Item

_STRONG = re.compile("[^وياىءأإآؤئةٱ]")


def kinds(items: list[Item], found: set[Pair], analyzer: Analyzer) -> Counter[str]:
    """Return the numbers of wrongly found and of missed pairs, by the cause of the error."""
    counts: Counter[str] = Counter()
    keys = [analyzer.terms(item.form)[1:] for item in items]
    for one, other in found:
        if items[one].lemma != items[other].lemma:
            best = keys[one][:1] == keys[other][:1]
            counts["wrong: both read best as one lemma" if best else "wrong: a further reading joins them"] += 1
    for one, other in _gold(items) - found:
        unknown = [key for number in (one, other) for key in keys[number][:1] if key.startswith("~")]
        counts["missed: a form is not in the lexicon" if unknown else "missed: other lemmas were read"] += 1
    return counts


def _gold(items: list[Item]) -> set[Pair]:
    numbers: dict[str, list[int]] = {}
    for number, item in enumerate(items):
        numbers.setdefault(item.lemma, []).append(number)
    return {(one, other) for same in numbers.values() for one in same for other in same if one < other}


def rooted(analyzer: Analyzer, items: Iterable[Item]) -> set[tuple[str, str]]:
    """Return the (lemma, root) pairs of the words, by their best readings."""
    found = (reading for item in items for reading in analyzer.analyze(item.form).readings[:1])
    return {(reading.key, reading.root) for reading in found if reading.root}


def holds(lemma: str, root: str) -> bool:
    """Return whether all strong consonants of the root occur in the lemma, in order."""
    letters = iter(lemma)
    return all(consonant in letters for consonant in _STRONG.findall(root))

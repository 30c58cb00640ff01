"""Foreign names that writers spell in different ways: غوتيريش = جوتيريس, غوغل = جوجل, كلاشنيكوف = كلاشينكوف.

One foreign sound is written with one of several letters, and a vowel is written or omitted. sound() returns what all
spellings of a name have in common: use it to find candidates. same_sound() then decides. It is strict, because Arabic
names differ by exactly such letters (قاسم, جاسم). docs/names.md lists what it joins in real articles.
"""

import re

from .affixes import ARTICLE
from .normalize import spelling

# Folded words that have only one spelling: those with a sound that only Arabic has, and adjectives from the name of a
# place or a family.
_ARABIC_ONLY = re.compile("[عحضظذ]|^ال.+(?:ي|يه|يات|يون|يين)$")
_FOLDED_WORD = re.compile("[ءا-غف-ي]{3,}")
_ARTICLE = re.compile(f"^{ARTICLE}(?=...)")
_SYLLABLE = re.compile("(^.|[^اويء])([اويء]*)")
_CLASSES = str.maketrans("غجقطثص", "كككتتس")
# Pairs of letters that may write the same sound; ج and ك never do.
_PAIRS = frozenset(map(frozenset, ("غج", "غق", "غك", "جق", "قك", "تط", "تث", "سص", "سش")))
_OF_THREE = frozenset(map(frozenset, ("غج", "غق")))
FEWEST, _MOST = 3, 2


def sound(form: str) -> str:
    """Return the consonants of a name, each as its class of similar letters; "" if the name has only one spelling or
    fewer than three consonants."""
    consonants = [consonant.translate(_CLASSES) for consonant, _ in _syllables(form)]
    if len(consonants) < FEWEST:
        return ""
    # The last sound of Guterres has two spellings: غوتيريس, غوتيريش.
    return "".join(consonants[:-1]) + consonants[-1].replace("ش", "س")


def same_sound(one: str, other: str) -> bool:
    """Return whether two forms are different spellings of one foreign name. Names of three consonants may differ only
    in غ for ج or ق; names of four in letters, or in one vowel; longer names in two places at most. False for two equal
    spellings."""
    if not sound(one) or sound(one) != sound(other):
        return False
    pairs = list(zip(_syllables(one), _syllables(other), strict=True))
    letters = [frozenset(a + b) for (a, _), (b, _) in pairs if a != b]
    vowels = [(a, b) for (_, a), (_, b) in pairs if a != b]
    if pairs[-1][0][1] != pairs[-1][1][1] or not all(_dropped(*sorted(both, key=len)) for both in vowels):
        return False
    if len(pairs) == FEWEST:
        return not vowels and bool(letters) and _OF_THREE.issuperset(letters)
    if not _PAIRS.issuperset(letters) or not (letters or vowels):
        return False
    if len(pairs) == FEWEST + 1:
        return len(vowels) <= (0 if letters else 1)
    return len(letters) + len(vowels) <= _MOST


def _dropped(short: str, long: str) -> bool:
    """Return whether the longer spelling adds one vowel, or an alef before another vowel: ميركل, ميركيل; فيسبوك,
    فايسبوك."""
    return (len(long) == 1 and not short) or long == "ا" + short


def _syllables(form: str) -> list[tuple[str, str]]:
    """Return each consonant (or the first letter) with the long vowels after it, without the article; [] if the word
    has only one spelling."""
    folded = spelling(form)
    if not _FOLDED_WORD.fullmatch(folded) or _ARABIC_ONLY.search(folded):
        return []
    bare = _ARTICLE.sub("", folded)
    return _SYLLABLE.findall(bare[:-1] + "ا" if bare.endswith("ه") else bare)

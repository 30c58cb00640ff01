"""Foreign names as several writers spell them: غوتيريش = جوتيريس, غوغل = جوجل, كلاشنيكوف = كلاشينكوف.

One foreign sound is written with one of several letters, and a vowel is written or left out. sound() gives what the
spellings of a name have in common, to find candidates by; same_sound() decides, and is strict, as the names of Arabic
itself are told apart by just such letters (قاسم, جاسم). What it joins in real articles is in docs/names.md.
"""

import re

from .affixes import ARTICLE
from .normalize import spelling

# Folded words with a sound that only Arabic has, or an adjective made of a place or a family, are written in one way.
_ARABIC_ONLY = re.compile("[عحضظذ]|^ال.+(?:ي|يه|يات|يون|يين)$")
_FOLDED_WORD = re.compile("[ءا-غف-ي]{3,}")
_ARTICLE = re.compile(f"^{ARTICLE}(?=...)")
_SYLLABLE = re.compile("(^.|[^اويء])([اويء]*)")
_CLASSES = str.maketrans("غجقطثص", "كككتتس")
# The letters that one sound is written with; ج and ك never stand for the same.
_PAIRS = frozenset(map(frozenset, ("غج", "غق", "غك", "جق", "قك", "تط", "تث", "سص", "سش")))
_OF_THREE = frozenset(map(frozenset, ("غج", "غق")))
FEWEST, _MOST = 3, 2


def sound(form: str) -> str:
    """The consonants of a name by their classes; "" where it is not written in several ways, or has too few."""
    consonants = [consonant.translate(_CLASSES) for consonant, _ in _syllables(form)]
    if len(consonants) < FEWEST:
        return ""
    # The last sound of Guterres: غوتيريس, غوتيريش.
    return "".join(consonants[:-1]) + consonants[-1].replace("ش", "س")


def same_sound(one: str, other: str) -> bool:
    """Whether two forms are one foreign name spelled in two ways: of three consonants they differ in غ for ج or ق
    alone, of four in letters or in one vowel, of more in two places at most."""
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
    """Whether a vowel was left out, or an alef before another: ميركل, ميركيل; فيسبوك, فايسبوك."""
    return (len(long) == 1 and not short) or long == "ا" + short


def _syllables(form: str) -> list[tuple[str, str]]:
    """Each consonant (and whatever begins the name) with the long vowels behind it; the article is left out."""
    folded = spelling(form)
    if not _FOLDED_WORD.fullmatch(folded) or _ARABIC_ONLY.search(folded):
        return []
    bare = _ARTICLE.sub("", folded)
    return _SYLLABLE.findall(bare[:-1] + "ا" if bare.endswith("ه") else bare)

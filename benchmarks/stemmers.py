"""What stock search engines make of an Arabic word, to measure the archive's own levels against.

Each takes and returns one word without harakat.
"""

from collections.abc import Callable

import Stemmer
from nltk.stem.isri import ISRIStemmer

# Larkey, Ballesteros, Connell, "Light stemming for Arabic information retrieval" (2007), as Lucene has it: its
# ArabicNormalizer, then its ArabicStemmer, in this order of affixes. Its list of stop words is left out.
_FOLDED = str.maketrans("آأإىة", "ااايه", "ـ\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")
_PREFIXES = ("ال", "وال", "بال", "كال", "فال", "لل", "و")
_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي")


def light10(word: str) -> str:
    """The stem of the `arabic` analyzer of Lucene, Elasticsearch and OpenSearch: one prefix at most comes off, and
    each suffix in turn."""
    stem = word.translate(_FOLDED)
    for prefix in _PREFIXES:
        # Three letters stay behind a lone و, else two.
        if stem.startswith(prefix) and len(stem) >= max(4, len(prefix) + 2):
            stem = stem[len(prefix) :]
            break
    for suffix in _SUFFIXES:
        if stem.endswith(suffix) and len(stem) >= len(suffix) + 2:
            stem = stem[: -len(suffix)]
    return stem


STEMMERS: dict[str, Callable[[str], str]] = {
    "light10": light10,
    "Snowball": Stemmer.Stemmer("arabic").stemWord,
    "ISRI": ISRIStemmer().stem,
}

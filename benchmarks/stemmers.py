"""Stock stemmers for Arabic words, to compare with the archive's own levels.

Each takes and returns one word without harakat.
"""

from collections.abc import Callable

import Stemmer
from nltk.stem.isri import ISRIStemmer

# Larkey, Ballesteros, Connell, "Light stemming for Arabic information retrieval" (2007), in Lucene's implementation:
# its ArabicNormalizer, then its ArabicStemmer, with the affixes in this order. Its stop words are left out.
_FOLDED = str.maketrans("آأإىة", "ااايه", "ـ\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")
_PREFIXES = ("ال", "وال", "بال", "كال", "فال", "لل", "و")
_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي")


def light10(word: str) -> str:
    """Return the stem by the `arabic` analyzer of Lucene, Elasticsearch and OpenSearch.

    It removes at most one prefix, then each suffix in turn.
    """
    stem = word.translate(_FOLDED)
    for prefix in _PREFIXES:
        # At least three letters must remain after a single و, otherwise two.
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

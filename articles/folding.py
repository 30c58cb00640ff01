"""How editors find records by words: each word at the spelling level, so that a hamza's seat hides nothing.

A record keeps its words folded in one column, parted by spaces, and a question asks it for its own words folded.
"""

from collections.abc import Iterable
from functools import lru_cache

from django.db.models import Q

from arabic import spelling
from arabic.affixes import PROCLITICS
from arabic.tokens import forms

# Most words are common ones.
_spelling = lru_cache(maxsize=32_768)(spelling)


def fold(texts: Iterable[str]) -> str:
    """Return the words of `texts` folded to the spelling level, each between spaces; "" where there is none."""
    words = [_spelling(form) for text in texts for form in forms(text)]
    return f" {' '.join(words)} " if words else ""


def begins_with_words(column: str, asked: str) -> Q:
    """Return the condition that a folded `column` holds a beginning of every word asked for, in any order."""
    condition = Q()
    for word in dict.fromkeys(fold([asked]).split()):
        beginnings = Q()
        for proclitic in PROCLITICS:
            beginnings |= Q(**{f"{column}__contains": f" {proclitic}{word}"})
        # The plain test comes first: it is cheap, and spares most rows the many.
        condition &= Q(**{f"{column}__contains": word}) & beginnings
    return condition

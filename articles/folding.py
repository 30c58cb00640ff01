"""Word search for editors at the spelling level, so that hamza spelling does not matter.

A record stores its folded words in one column, separated by spaces. A search compares its own folded words with it.
"""

from collections.abc import Iterable
from functools import lru_cache

from django.db.models import Q

from arabic import spelling
from arabic.affixes import PROCLITICS
from arabic.tokens import forms

# Most words are common ones, so a cache pays.
_spelling = lru_cache(maxsize=32_768)(spelling)


def fold(texts: Iterable[str]) -> str:
    """Return the words of `texts` folded to the spelling level, with a space around each; "" if there are none."""
    words = [_spelling(form) for text in texts for form in forms(text)]
    return f" {' '.join(words)} " if words else ""


def begins_with_words(column: str, asked: str) -> Q:
    """Return the condition that each word of `asked` begins a word in the folded `column`, in any order."""
    condition = Q()
    for word in dict.fromkeys(fold([asked]).split()):
        beginnings = Q()
        for proclitic in PROCLITICS:
            beginnings |= Q(**{f"{column}__contains": f" {proclitic}{word}"})
        # The simple test comes first: it is cheap, and spares most rows the many others.
        condition &= Q(**{f"{column}__contains": word}) & beginnings
    return condition

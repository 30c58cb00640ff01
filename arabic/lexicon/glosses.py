"""Whether a noun has the meaning of a verb of its root, judged by the dictionary's English glosses (write; writing)."""

import re
from collections.abc import Iterable
from itertools import takewhile

_WORDS = re.compile("[a-z]{3,}")
# Words that occur in glosses of every kind.
_EMPTY = frozenset(
    _WORDS.findall(
        """the and for with from off out away down over into about become becoming get getting have having has come
        coming let cause one another each other oneself self someone something very not being person place used such its
        their than that them who which what"""
    )
)
# English nouns that do not begin like their verb.
_VERBS_OF = {
    "death": ("die",),
    "sale": ("sell",),
    "fear": ("afraid", "frightened"),
    "sight": ("see",),
    "vision": ("see",),
    "view": ("see", "think"),
    "opinion": ("think", "believe"),
    "thought": ("think",),
    "victory": ("win",),
    "gift": ("give",),
    "choice": ("choose",),
    "birth": ("bear", "born"),
    "flight": ("flee", "fly"),
    "manufacture": ("make", "build"),
    "strength": ("strong",),
    "length": ("long",),
    "joy": ("rejoice", "glad"),
    "anger": ("angry",),
    "hunger": ("hungry",),
    "sadness": ("grieve",),
    "scarcity": ("diminish", "less"),
}
# An English noun and its verb begin with the same letters, except for the last _CHANGED letters of the verb (marry,
# marriage; decide, decision). _LEAST letters must be equal, and _PLENTY are always enough (necessary, necessity).
_CHANGED, _LEAST, _PLENTY = 2, 3, 5


def words(glosses: Iterable[str]) -> frozenset[str]:
    """Return the words of the glosses (in lower case) that have a meaning of their own."""
    return frozenset(word for gloss in glosses for word in _WORDS.findall(gloss.lower())) - _EMPTY


def says_what(noun: Iterable[str], verb: Iterable[str]) -> bool:
    """Return whether a gloss word of the noun is derived from one of the verb's. A short common beginning is enough,
    because the nouns compared all have the verb's own root."""
    doing = set(verb)
    return any(
        not doing.isdisjoint(_VERBS_OF.get(word, ())) or any(_made_of(word, other) for other in doing) for word in noun
    )


def _made_of(noun: str, verb: str) -> bool:
    begin = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(noun, verb, strict=False)))
    return begin >= min(_PLENTY, max(_LEAST, len(verb) - _CHANGED))

"""Roots as people and databases write them, and as the lexicon stores them: doubled ones in two letters, hamza as ء."""

import re
from collections.abc import Iterator
from itertools import product

from .normalize import exact

_LETTERS = re.compile("[ء-غف-ي]{2,5}")
# A root of this many letters repeats its last letter (حر = حرر).
DOUBLED = 2
_SEATS = re.compile("[أإآؤئ]")
# Hamza has many seats; a long alef in a root hides a hamza or a weak letter; ى stands for ي or و.
_MAY_BE = {**dict.fromkeys("أإآؤئء", "ء"), "ا": "ءوي", "ى": "يو"}


def written(text: str) -> Iterator[str]:
    """Yield the lexicon's spellings of a root that a person typed, likeliest first: ك.ت.ب, ك ت ب, حرر -> حر, سأل ->
    سءل, قال -> قول, قيل."""
    letters = [letter for letter in exact(text) if letter.isalpha()]
    for spelled in product(*(_MAY_BE.get(letter, letter) for letter in letters)):
        root = "".join(spelled)
        yield root
        if len(root) == 3 and root[1] == root[2]:
            yield root[:2]


def shown(root: str) -> str:
    """Return a root of the lexicon as people write it: حر -> حرر, سءل -> سأل."""
    return (root + root[1:] if len(root) == DOUBLED else root).replace("ء", "أ")


def kept(root: str, lemma: str) -> str:
    """Return a database's root as the lexicon stores it; "" if there is none. camel-tools' databases separate radicals
    by dots and write # for a weak one: here it becomes ي if the lemma contains ي or ى, else و."""
    root = root.replace(".", "").replace("#", "ي" if re.search("[يى]", lemma) else "و")
    if not _LETTERS.fullmatch(root):
        return ""
    root = _SEATS.sub("ء", root)
    return root[:2] if len(root) == 3 and root[1] == root[2] else root

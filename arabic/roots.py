"""Roots as people and databases write them, and as the lexicon keeps them: doubled ones in two letters, hamza as ء."""

import re
from collections.abc import Iterator
from itertools import product

from .normalize import exact

_LETTERS = re.compile("[ء-غف-ي]{2,5}")
# A root of so many letters repeats its last.
DOUBLED = 2
_SEATS = re.compile("[أإآؤئ]")
# A hamza has many seats; a long alef in a root hides a hamza or a weak letter, ى is ي.
_MAY_BE = {**dict.fromkeys("أإآؤئء", "ء"), "ا": "ءوي", "ى": "يو"}


def written(text: str) -> Iterator[str]:
    """The lexicon's spellings of a root as a person may type it, likeliest first: ك.ت.ب, ك ت ب, حرر -> حر, سأل -> سءل,
    قال -> قول, قيل."""
    letters = [letter for letter in exact(text) if letter.isalpha()]
    for spelled in product(*(_MAY_BE.get(letter, letter) for letter in letters)):
        root = "".join(spelled)
        yield root
        if len(root) == 3 and root[1] == root[2]:
            yield root[:2]


def shown(root: str) -> str:
    """A root of the lexicon as people write it: حر -> حرر, سءل -> سأل."""
    return (root + root[1:] if len(root) == DOUBLED else root).replace("ء", "أ")


def kept(root: str, lemma: str) -> str:
    """A database's root as the lexicon keeps it; "" for none. Camel's databases part radicals by dots and write # for a
    weak one: it is ي where the lemma holds a ي, else و."""
    root = root.replace(".", "").replace("#", "ي" if re.search("[يى]", lemma) else "و")
    if not _LETTERS.fullmatch(root):
        return ""
    root = _SEATS.sub("ء", root)
    return root[:2] if len(root) == 3 and root[1] == root[2] else root

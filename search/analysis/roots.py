"""Roots as people write them and as the lexicon does."""

from collections.abc import Iterator
from itertools import product

from .normal import exact

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

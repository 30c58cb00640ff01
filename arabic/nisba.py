"""Adjectives of belonging (nisba) and what they are made of: تونس, تونسي, تونسية; ثقافة, ثقافي; بورقيبة, بورقيبي.

Made by letters alone, on keys: whether there is such a word nobody says.
"""

import re

from .normalize import spelling
from .readings import UNKNOWN

# A stem, and the ending that gives way to ي or is it.
_PARTS = re.compile("(~?)([ء-غف-ي]{3,}?)(ي|ي[ةه]|اء|[اةه])?")
_ADJECTIVES = ("ي", "ية")
_NOUNS = ("", "ة", "ا", "يا", "اء")


def nisba(key: str) -> tuple[str, ...]:
    """The keys of the adjectives of a noun's key; of an adjective's, its other gender and the nouns it may be made of.
    Each is given as the lexicon would have it and as a word that the lexicon lacks."""
    parts = _PARTS.fullmatch(key)
    if parts is None:
        return ()
    stem, ending = parts[2], parts[3] or ""
    endings = _ADJECTIVES + (_NOUNS if ending.startswith("ي") else ())
    made = [stem + other for other in endings if other != ending]
    unknown = (UNKNOWN + spelling(word) for word in made)
    return (*made, *(other for other in unknown if other != key))

"""Relative adjectives (nisba) and the nouns they come from: تونس, تونسي, تونسية; ثقافة, ثقافي; بورقيبة, بورقيبي.

It works on keys, and on their letters alone: nothing checks that a result is a real word.
"""

import re

from .normalize import spelling
from .readings import UNKNOWN

# A stem, and an ending that ي replaces or that is ي already.
_PARTS = re.compile("(~?)([ء-غف-ي]{3,}?)(ي|ي[ةه]|اء|[اةه])?")
_ADJECTIVES = ("ي", "ية")
_NOUNS = ("", "ة", "ا", "يا", "اء")


def nisba(key: str) -> tuple[str, ...]:
    """Return keys related to a noun's key: those of its adjectives. For an adjective's key, return its other gender and
    the nouns it may come from. Each key comes in two versions: as the lexicon would have it, and as for a word that the
    lexicon lacks. Return () for a key with other than Arabic letters, or with a stem of fewer than three."""
    parts = _PARTS.fullmatch(key)
    if parts is None:
        return ()
    stem, ending = parts[2], parts[3] or ""
    endings = _ADJECTIVES + (_NOUNS if ending.startswith("ي") else ())
    made = [stem + other for other in endings if other != ending]
    unknown = (UNKNOWN + spelling(word) for word in made)
    return (*made, *(other for other in unknown if other != key))

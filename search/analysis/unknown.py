"""Keys of what no lexicon holds: names, loans, Latin words, numbers, abbreviations, mentions, addresses.

They begin with "~", so that none collides with a lemma.
"""

import re

from .normal import spelling

_ARABIC = re.compile("[ء-غف-ي]+")
_ARTICLE = re.compile("[وف]?(?:[بك]?ال|لل)(?=..)")
_PROCLITIC = re.compile("(?:[وف][بكل]?|[بكل])(?=...)")
_SCHEME = re.compile(r"(?:https?://)?(?:www\.)?")


def is_arabic(form: str) -> bool:
    """Whether an exact form is a word of Arabic letters alone."""
    return _ARABIC.fullmatch(form) is not None


def keys(form: str) -> tuple[str, ...]:
    """The keys of an exact form that the lexicon lacks."""
    folded = spelling(form)
    if is_arabic(folded):
        return _word(folded)
    if "." in folded and not folded[0].isdigit() and all(len(part) == 1 for part in folded.split(".")):
        return ("~" + folded.replace(".", ""),)
    if "/" in folded or folded.startswith("www."):
        folded = _SCHEME.sub("", folded, count=1).split("/")[0]
    return ("~" + folded.replace("|", "").replace("=", ""),)


def _word(folded: str) -> tuple[str, ...]:
    """A name with its article and particles taken off; where only the reader could tell a particle from the name's
    own letter, the key of either."""
    bare = _ARTICLE.sub("", folded, count=1)
    if bare != folded:
        return ("~" + bare,)
    other = _PROCLITIC.sub("", folded, count=1)
    return ("~" + folded,) if other == folded else ("~" + folded, "~" + other)

"""Keys of what no lexicon holds: names, loans, Latin words, numbers, abbreviations, mentions, addresses.

They begin with UNKNOWN, so that none collides with a lemma.
"""

import re

from .affixes import ARTICLE, CONJUNCTION, PREPOSITION
from .normalize import spelling
from .readings import UNKNOWN

_ARABIC = re.compile("[ء-غف-ي]+")
_PARTICLES = re.compile(f"({CONJUNCTION}?)({PREPOSITION}?)")
_ARTICLE = re.compile(f"{ARTICLE}(?=..)")
# What would mean something else in the index, or be lost there.
_UNSAFE = re.compile(r"[\s|=]")
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
        return (UNKNOWN + folded.replace(".", ""),)
    if "/" in folded or folded.startswith("www."):
        folded = _SCHEME.sub("", folded, count=1).split("/")[0]
    folded = _UNSAFE.sub("", folded)
    return (UNKNOWN + folded,) if folded else ()


def _word(folded: str) -> tuple[str, ...]:
    """A name as it is and without what may be particles and the article: only a reader could tell a particle from the
    name's own letter, so each possibility is a key. An article alone is always taken off."""
    stems = dict.fromkeys(
        _ARTICLE.sub("", stem, count=1) if stem.startswith(ARTICLE) else stem for stem in _stems(folded)
    )
    return tuple(UNKNOWN + stem for stem in stems)


def _stems(folded: str) -> list[str]:
    match = _PARTICLES.match(folded)
    ends = sorted({0, *match.span(1), *match.span(2)}) if match else [0]
    stems = [folded[end:] for end in ends if end == 0 or len(folded) - end > 2]
    if folded[: ends[-1]].endswith("ل") and folded[ends[-1] :].startswith("ل") and len(stems[-1]) > 3:
        stems.append(stems[-1][1:])
    return stems

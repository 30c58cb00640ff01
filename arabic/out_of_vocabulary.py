"""Keys of forms that the lexicon lacks: names, loans, Latin words, numbers, abbreviations, mentions, addresses.

They begin with UNKNOWN, so none is equal to the key of a lemma.
"""

import re

from .affixes import ARTICLE, CONJUNCTION, PREPOSITION
from .normalize import spelling
from .readings import UNKNOWN

_ARABIC = re.compile("[ء-غف-ي]+")
_PARTICLES = re.compile(f"({CONJUNCTION}?)({PREPOSITION}?)")
_ARTICLE = re.compile(f"{ARTICLE}(?=..)")
# Characters that have another meaning in the index, or would be lost there.
_UNSAFE = re.compile(r"[\s|=]")
_SCHEME = re.compile(r"(?:https?://)?(?:www\.)?")


def is_arabic(form: str) -> bool:
    """Return whether an exact form consists of Arabic letters only."""
    return _ARABIC.fullmatch(form) is not None


def keys(form: str) -> tuple[str, ...]:
    """Return the keys of an exact form that the lexicon lacks; () if nothing remains of it."""
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
    """Return the keys of a word: one for the whole word and one for each way to remove possible particles. Only a
    reader can tell a particle from the first letter of a name, so every possibility is a key. A leading article is
    always removed."""
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

"""The items that the scanner hands to the parser; the cleaning of the text before, the balancing of brackets after."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from arabic import Level
from arabic.normalize import INVISIBLE
from search.query.fields import Prefix
from search.query.question import DEPTH_LIMIT, QUESTION_LIMIT, Code, Notice, notice

_CLEAN = re.compile(f"[{INVISIBLE}]")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class ItemKind(Enum):
    """The kind of an item, by which the parser handles it."""

    WORD = auto()
    PHRASE = auto()
    BEGINNING = auto()
    OPEN = auto()
    CLOSE = auto()
    OR = auto()
    AND = auto()  # has no effect: all words are required anyway
    NOT = auto()
    NEAR = auto()
    PREFIX = auto()


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a question: `text` as typed, `words` as the tokenizer splits it, the level that its marks ask for."""

    kind: ItemKind
    start: int
    end: int
    text: str
    words: tuple[str, ...] = ()
    level: Level | None = None
    prefix: Prefix | None = None
    distance: int = 0


def clean(text: str) -> tuple[str, list[Notice]]:
    """Return the text without invisible marks, on one line, cut between words at QUESTION_LIMIT characters; and
    notices."""
    seen = _UNPRINTABLE.sub(" ", _CLEAN.sub("", text)).strip()
    if len(seen) <= QUESTION_LIMIT:
        return seen, []
    cut = seen[: QUESTION_LIMIT + 1]
    whole = cut.rsplit(None, 1)[0] if re.search(r"\s", cut) else cut
    return whole[:QUESTION_LIMIT], [notice(Code.TOO_LONG, limit=QUESTION_LIMIT)]


def balanced(items: list[Item], end: int) -> tuple[list[Item], list[Notice]]:
    """Return the items with balanced brackets, and notices. Stray closing brackets and brackets deeper than DEPTH_LIMIT
    are dropped; open brackets are closed at `end`."""
    kept: list[Item] = []
    depth, unbalanced, deep = 0, False, False
    for item in items:
        depth += {ItemKind.OPEN: 1, ItemKind.CLOSE: -1}.get(item.kind, 0)
        outside = depth + (item.kind is ItemKind.CLOSE) > DEPTH_LIMIT
        deep = deep or outside
        if depth < 0:
            depth, unbalanced = 0, True
        elif not outside or item.kind not in (ItemKind.OPEN, ItemKind.CLOSE):
            kept.append(item)
    kept.extend([Item(ItemKind.CLOSE, end, end, ")")] * min(depth, DEPTH_LIMIT))
    notices = [notice(Code.BRACKET_UNBALANCED)] if unbalanced or depth else []
    return kept, notices + ([notice(Code.BRACKETS_TOO_DEEP, limit=DEPTH_LIMIT)] if deep else [])

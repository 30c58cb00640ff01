"""Read the unfinished end of a question: the words that suggestions complete, and the text that they would replace."""

from dataclasses import dataclass

from arabic.tokens import tokens
from search.query.items import Item, ItemKind, clean
from search.query.scan import scan
from search.query.tree import Field, RecordKind

LONGEST_RUN = 4
"""Number of words at the end of a question that may belong to one name, at most."""

_QUOTES = '"“”„‟＂«»'
_SIGNS = "=~"


@dataclass(frozen=True, slots=True)
class NameRun:
    """The last words of a question, read as the beginning of one name. A suggestion replaces the text from `start` to
    the end.

    `kind` is the kind of record that the name must have; None allows any kind. `quoted` says that the suggestion must
    be written as a phrase, because the words stand in open quotation marks or after NEAR.
    """

    start: int
    words: tuple[str, ...]
    kind: RecordKind | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Completion:
    """A question that is still being typed: its cleaned text and the runs at its end, longest first.

    `headline` holds the question's words if they may be words of a headline; it is empty if the question holds anything
    else. `ended` says that a space follows the last word.
    """

    line: str
    runs: tuple[NameRun, ...] = ()
    headline: tuple[str, ...] = ()
    ended: bool = False


def read_completion(text: str) -> Completion:
    """Read a question that may be unfinished. Never raises; a text that is too long has no runs."""
    line, too_long = clean(text)
    if too_long:
        return Completion(line)
    ended = text[-1:].isspace()
    items, notices = scan(line)
    items = [item for item in items if item.start < item.end]  # without the closing brackets that `scan` adds
    opened = _open_quotation(line, items) if notices else None
    if opened is not None:
        return Completion(line, _quoted_run(line, opened), (), ended)
    words = _last_words(line, items)
    runs = tuple(run for number in range(len(words)) if (run := _run(items, words[number:])))
    return Completion(line, runs[-LONGEST_RUN:], _headline(items, words), ended)


def _open_quotation(line: str, items: list[Item]) -> int | None:
    """Return the offset of the last quotation mark that is not closed yet; None if there is none."""
    closed = [(item.start, item.end) for item in items if item.kind is ItemKind.PHRASE]
    places = (at for at in range(len(line) - 1, -1, -1) if line[at] in _QUOTES)
    return next((at for at in places if not any(start <= at < end for start, end in closed)), None)


def _quoted_run(line: str, opened: int) -> tuple[NameRun, ...]:
    words = tuple(token.text for token in tokens(line[opened + 1 :]))
    head = line[:opened].rstrip(_SIGNS)
    items, _ = scan(head + '"x"')
    prefix = _prefix_before(items, items[-1]) if items else None
    if not words or not (prefix is None or isinstance(prefix.prefix, Field | RecordKind)):
        return ()
    if prefix and isinstance(prefix.prefix, RecordKind):
        return (NameRun(prefix.start, words, prefix.prefix),)
    return (NameRun(opened, words, None, quoted=True),)


def _last_words(line: str, items: list[Item]) -> list[Item]:
    """Return the plain words at the end of a question, with only spaces between them."""
    found: list[Item] = []
    end = len(line)
    for item in reversed(items):
        if not _is_plain(item) or line[item.end : end].strip():
            break
        found.insert(0, item)
        end = item.start
    return found


def _run(items: list[Item], words: list[Item]) -> NameRun | None:
    texts = tuple(word.text for word in words)
    prefix = _prefix_before(items, words[0])
    if prefix is None:
        # NEAR joins words only, not records: the name becomes a phrase.
        near = any(item.kind is ItemKind.NEAR and item.end <= words[0].start for item in items[-len(words) - 1 :])
        return NameRun(words[0].start, texts, None, quoted=near)
    return NameRun(prefix.start, texts, prefix.prefix) if isinstance(prefix.prefix, RecordKind) else None


def _headline(items: list[Item], words: list[Item]) -> tuple[str, ...]:
    """Return the words of a question of plain words only, or of one word behind the headline field; else ()."""
    rest = [item for item in items if item not in words]
    if rest and not (len(words) == len(rest) == 1 and rest[0].prefix is Field.HEADLINE):
        return ()
    return tuple(word.text for word in words)


def _prefix_before(items: list[Item], item: Item) -> Item | None:
    at = items.index(item)
    before = items[at - 1] if at else None
    return before if before and before.kind is ItemKind.PREFIX and before.end == item.start else None


def _is_plain(item: Item) -> bool:
    return item.kind is ItemKind.WORD and item.level is None and item.words == (item.text,)

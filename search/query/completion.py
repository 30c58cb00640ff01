"""What is being typed at the end of a question: the words that suggestions complete, and what they would replace."""

from dataclasses import dataclass

from arabic.tokens import tokens
from search.query.items import Item, Kind, clean
from search.query.scan import scan
from search.query.tree import Field, RecordKind

LONGEST_RUN = 4
"""Words before the end that may belong to one name."""

_QUOTES = '"“”„‟＂«»'
_SIGNS = "=~"


@dataclass(frozen=True, slots=True)
class NameRun:
    """The last words of a question, taken as the beginning of one name of a kind (None: any), which would replace all
    from `start` on; in open quotation marks, and behind NEAR, it would be a phrase."""

    start: int
    words: tuple[str, ...]
    kind: RecordKind | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Completion:
    """A question while it is typed: the runs at its end, the longest first, and the words of a headline that it may be,
    none where it holds more than words. `ended` says that a space stands behind the last word."""

    line: str
    runs: tuple[NameRun, ...] = ()
    headline: tuple[str, ...] = ()
    ended: bool = False


def read_completion(text: str) -> Completion:
    """Read a question that may not be finished. Raises nothing, whatever the text; one too long has no runs."""
    line, too_long = clean(text)
    if too_long:
        return Completion(line)
    ended = text[-1:].isspace()
    items, notices = scan(line)
    items = [item for item in items if item.start < item.end]  # but for brackets closed at the end
    opened = _open_quotation(line, items) if notices else None
    if opened is not None:
        return Completion(line, _quoted_run(line, opened), (), ended)
    words = _last_words(line, items)
    runs = tuple(run for number in range(len(words)) if (run := _run(items, words[number:])))
    return Completion(line, runs[-LONGEST_RUN:], _headline(items, words), ended)


def _open_quotation(line: str, items: list[Item]) -> int | None:
    """Where the quotation mark stands that nobody has closed yet."""
    closed = [(item.start, item.end) for item in items if item.kind is Kind.PHRASE]
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
    """The plain words at the end of a question, with nothing but spaces between them."""
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
        # Words stand near words: a record is none.
        near = any(item.kind is Kind.NEAR and item.end <= words[0].start for item in items[-len(words) - 1 :])
        return NameRun(words[0].start, texts, None, quoted=near)
    return NameRun(prefix.start, texts, prefix.prefix) if isinstance(prefix.prefix, RecordKind) else None


def _headline(items: list[Item], words: list[Item]) -> tuple[str, ...]:
    """The words of a question that holds nothing else, or one word of a headline."""
    rest = [item for item in items if item not in words]
    if rest and not (len(words) == len(rest) == 1 and rest[0].prefix is Field.HEADLINE):
        return ()
    return tuple(word.text for word in words)


def _prefix_before(items: list[Item], item: Item) -> Item | None:
    at = items.index(item)
    before = items[at - 1] if at else None
    return before if before and before.kind is Kind.PREFIX and before.end == item.start else None


def _is_plain(item: Item) -> bool:
    return item.kind is Kind.WORD and item.level is None and item.words == (item.text,)

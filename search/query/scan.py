"""The text of a question -> items: words, phrases, brackets, operators, prefixes.

Each kind of item is one rule: a pattern, tried at a place in the order of `_RULES`, and a method that makes the item.
What counts as a word is the tokenizer's affair, so that a typed text and an article's agree.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from search.analysis import Level, exact
from search.analysis.normal import INVISIBLE
from search.analysis.tokens import tokens
from search.query.fields import Prefix, is_reserved, prefix_named
from search.query.question import DEPTH_LIMIT, QUESTION_LIMIT, Code, Notice, notice

_STRAIGHT = '"“”„‟＂'
_QUOTES = _STRAIGHT + "«»"
_BREAK = r"\s،؛,;!?؟|"
_OPERAND = rf"[=~]?(?:[^\W_]|[{_QUOTES}(])"
_NO_CLOSING = r"(?!(?<=\w).\s)"  # one behind a letter and before a space closes what nobody opened
_CLEAN = re.compile(f"[{INVISIBLE}]")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_NEAR = re.compile(r"(?:قرب|NEAR)/?\d+")


class Kind(Enum):
    """What an item is for the parser."""

    WORD = auto()
    PHRASE = auto()
    OPEN = auto()
    CLOSE = auto()
    OR = auto()
    AND = auto()  # asks for nothing: all words are wanted as it is
    NOT = auto()
    PREFIX = auto()


_KEYWORDS = {"أو": Kind.OR, "او": Kind.OR, "OR": Kind.OR, "و": Kind.AND, "AND": Kind.AND, "NOT": Kind.NOT}


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a question: `text` as typed, `words` as the tokenizer has them, the level that its marks ask for."""

    kind: Kind
    start: int
    end: int
    text: str
    words: tuple[str, ...] = ()
    level: Level | None = None
    prefix: Prefix | None = None


def clean(text: str) -> tuple[str, list[Notice]]:
    """The text without marks that nobody sees, in one line, cut between words at QUESTION_LIMIT characters."""
    seen = _UNPRINTABLE.sub(" ", _CLEAN.sub("", text)).strip()
    if len(seen) <= QUESTION_LIMIT:
        return seen, []
    cut = seen[: QUESTION_LIMIT + 1]
    whole = cut.rsplit(None, 1)[0] if re.search(r"\s", cut) else cut
    return whole[:QUESTION_LIMIT], [notice(Code.TOO_LONG, limit=QUESTION_LIMIT)]


def scan(text: str) -> tuple[list[Item], list[Notice]]:
    """The items of a cleaned text, brackets balanced and no deeper than DEPTH_LIMIT, and what was passed over."""
    scanner = _Scanner(text)
    items = scanner.run()
    balanced, notices = _balance(items, len(text))
    return balanced, scanner.notices + notices


class _Scanner:
    """One pass over a text. A rule's method takes its match and the item before; None where there is no item."""

    def __init__(self, text: str) -> None:
        self.notices: list[Notice] = []
        self._text = text
        self._tokens = tokens(text)
        self._starts = [token.start for token in self._tokens]
        self._ends = [token.end for token in self._tokens]

    def run(self) -> list[Item]:
        items: list[Item] = []
        at = 0
        while at < len(self._text):
            matches = ((make, pattern.match(self._text, at)) for pattern, make in _RULES)
            make, match = next(((make, match) for make, match in matches if match), (None, None))
            item = make(self, match, items[-1] if items else None) if make and match else None
            if item:
                items.append(item)
            at = item.end if item else match.end() if match else at + 1
        return items

    def bracket(self, match: re.Match[str], _: Item | None) -> Item:
        return Item(Kind.OPEN if match[0] == "(" else Kind.CLOSE, match.start(), match.end(), match[0])

    def phrase(self, match: re.Match[str], _: Item | None) -> Item:
        level = {"=": Level.EXACT, "~": None}.get(match[1], Level.SPELLING)
        start, end = match.span(2 if match[2] is not None else 3)
        return Item(Kind.PHRASE, match.start(), match.end(), self._text[start:end], self._words(start, end), level)

    def stray_quote(self, _: re.Match[str], __: Item | None) -> None:
        self._note(Code.QUOTE_UNCLOSED)

    def sign(self, match: re.Match[str], _: Item | None) -> Item:
        return Item(Kind.NOT, match.start(), match.end(), "-")

    def chunk(self, match: re.Match[str], before: Item | None) -> Item | None:
        """A run without spaces: a prefix at its head, an operator, or a word with its marks."""
        named = self._prefix(match.start())
        if named:
            return named
        start, end = match.start(), self._reach(match.end())
        raw, words = self._text[start:end], self._words(start, end)
        glued = before and before.end == start and (before.kind is Kind.PREFIX or before.text == "-")
        keyword = None if glued else _KEYWORDS.get(raw) or _KEYWORDS.get(exact(raw))
        if keyword:
            return Item(keyword, start, end, raw, (raw,))
        if not words:
            return None
        if raw.endswith("*") or _NEAR.fullmatch(raw):
            self._note(Code.NOT_YET, word=raw)
        return Item(Kind.WORD, start, end, raw, words, Level.EXACT if self._is_exact(start, end) else None)

    def _prefix(self, at: int) -> Item | None:
        match = _PREFIX.match(self._text, at)
        if not match:
            return None
        prefix = prefix_named(match[1])
        if prefix is not None:
            return Item(Kind.PREFIX, at, match.end(), match[1], (match[1],), None, prefix)
        if not is_reserved(match[1]):
            return None
        self._note(Code.NOT_YET, word=match[0])
        return Item(Kind.WORD, at, match.end(), match[1], (match[1],))

    def _words(self, start: int, end: int) -> tuple[str, ...]:
        low, high = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return tuple(token.text for token in self._tokens[low:high])

    def _reach(self, end: int) -> int:
        """The end of a chunk, or of its last token where that reaches beyond it (أ ف ب)."""
        last = bisect_left(self._starts, end) - 1
        return max(end, self._tokens[last].end) if last >= 0 else end

    def _is_exact(self, start: int, end: int) -> bool:
        """Whether an = stands right before the first letter or right behind the last."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end) - 1
        before = self._text[start] == "=" and self._tokens[low].start == start + 1
        return before or (self._text[end - 1] == "=" and self._tokens[high].end == end - 1)

    def _note(self, code: Code, **params: str | int) -> None:
        said = notice(code, **params)
        if said not in self.notices:
            self.notices.append(said)


_PREFIX = re.compile(rf"([^\W\d_]+):(?={_OPERAND}|\.\.)")
_RULES: tuple[tuple[re.Pattern[str], Callable[[_Scanner, re.Match[str], Item | None], Item | None]], ...] = (
    (re.compile(r"[()]"), _Scanner.bracket),
    (
        re.compile(rf"([=~]?){_NO_CLOSING}(?:[{_STRAIGHT}]([^{_STRAIGHT}]*)[{_STRAIGHT}]|[«»]([^«»]*)[«»])"),
        _Scanner.phrase,
    ),
    (re.compile(rf"[=~]?[{_QUOTES}]"), _Scanner.stray_quote),
    (re.compile(rf"(?<![^{_BREAK}()])-(?=[=~]?(?:[^\W\d_]|[{_QUOTES}(]))"), _Scanner.sign),
    (
        # Two dots and an ellipsis part words, but not the two ends of a range of dates.
        re.compile(rf"(?:[^{_BREAK}(){_QUOTES}….]|\.(?!\.)|(?<=\d)[،,;…](?=\d)|(?<=[\d:])\.\.+|\.\.+(?=\d))+"),
        _Scanner.chunk,
    ),
)


def _balance(items: list[Item], end: int) -> tuple[list[Item], list[Notice]]:
    """Stray closing brackets and those too deep taken out, and what is left open closed at the end."""
    kept: list[Item] = []
    depth, unbalanced, deep = 0, False, False
    for item in items:
        depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(item.kind, 0)
        outside = depth + (item.kind is Kind.CLOSE) > DEPTH_LIMIT
        deep = deep or outside
        if depth < 0:
            depth, unbalanced = 0, True
        elif not outside or item.kind not in (Kind.OPEN, Kind.CLOSE):
            kept.append(item)
    kept.extend([Item(Kind.CLOSE, end, end, ")")] * min(depth, DEPTH_LIMIT))
    notices = [notice(Code.BRACKET_UNBALANCED)] if unbalanced or depth else []
    return kept, notices + ([notice(Code.BRACKETS_TOO_DEEP, limit=DEPTH_LIMIT)] if deep else [])

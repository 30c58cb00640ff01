"""Split the text of a question into items: words, phrases, brackets, operators, prefixes.

Each kind of item has one rule: a pattern and a method that makes the item. The rules are tried at each place, in the
order of `_RULES`. The tokenizer decides what a word is, so that questions and articles are split in the same way.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from arabic import Level, exact
from arabic.tokens import Token, tokens
from search.query.fields import prefix_named
from search.query.items import Item, ItemKind, balanced
from search.query.question import Code, Notice, notice

QUOTES_ALIKE = '"“”„‟＂'
"""Quotation marks that close one another; guillemets only close guillemets."""

_QUOTES = QUOTES_ALIKE + "«»"
_BREAK = r"\s،؛,;!?؟|"
_PREFIX = re.compile(rf"([=~]?)([^\W\d_]+):(?=[=~]?(?:[^\W_]|[{_QUOTES}(])|\.\.)")
_NO_CLOSING = r"(?!(?<=\w).\s)"  # after a letter and before a space it can only be a closing mark
_KEYWORDS = {
    "أو": ItemKind.OR,
    "او": ItemKind.OR,
    "OR": ItemKind.OR,
    "و": ItemKind.AND,
    "AND": ItemKind.AND,
    "NOT": ItemKind.NOT,
}
_NEAR_NAMES = "قرب", "near"
_NEAR = re.compile(rf"(?:{'|'.join(_NEAR_NAMES)})/?(\d+)")
_OF_LETTERS = ("word", "latin", "number")  # the kinds of tokens that a star may follow


def scan(text: str) -> tuple[list[Item], list[Notice]]:
    """Return the items of a cleaned text, with balanced brackets, and notices about what was ignored."""
    scanner = _Scanner(text)
    items, notices = balanced(scanner.run(), len(text))
    return items, scanner.notices + notices


class _Scanner:
    """One pass over a text. A rule's method takes its match and the item before; it returns an item or None."""

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
        return Item(ItemKind.OPEN if match[0] == "(" else ItemKind.CLOSE, match.start(), match.end(), match[0])

    def phrase(self, match: re.Match[str], _: Item | None) -> Item:
        level = {"=": Level.EXACT, "~": None}.get(match[1], Level.SPELLING)
        start, end = match.span(2 if match[2] is not None else 3)
        inside = self._inside(start, end)
        if self._stars(start, end, inside):
            self._note(Code.STAR_IGNORED, word=self._text[start:end])
        return Item(ItemKind.PHRASE, match.start(), match.end(), self._text[start:end], _texts(inside), level)

    def stray_quote(self, _: re.Match[str], __: Item | None) -> None:
        self._note(Code.QUOTE_UNCLOSED)

    def sign(self, match: re.Match[str], _: Item | None) -> Item:
        return Item(ItemKind.NOT, match.start(), match.end(), "-")

    def idle_sign(self, match: re.Match[str], _: Item | None) -> None:
        self._note(Code.SIGN_IGNORED, sign=match[0])

    def chunk(self, match: re.Match[str], before: Item | None) -> Item | None:
        """Read a run without spaces: the prefix at its start, an operator, a beginning, or a word with its marks."""
        named = self._prefix(match.start())
        if named:
            return named
        start, end = match.start(), self._reach(match.end())
        raw, inside = self._text[start:end], self._inside(start, end)
        glued = before and before.end == start and (before.kind is ItemKind.PREFIX or before.text == "-")
        operator = None if glued else _operator(raw, start, end, _texts(inside))
        if operator:
            return operator
        stars = self._stars(start, end, inside)
        if stars == 1 and self._has_beginning(raw, inside):
            return Item(ItemKind.BEGINNING, start, end, raw, _texts(inside))
        if stars:
            self._note(Code.STAR_IGNORED, word=raw)
        level = Level.EXACT if inside and self._is_exact(start, end, inside) else None
        return Item(ItemKind.WORD, start, end, raw, _texts(inside), level) if inside else None

    def _prefix(self, at: int) -> Item | None:
        match = _PREFIX.match(self._text, at)
        prefix = prefix_named(match[2]) if match else None
        if not match or prefix is None:
            return None
        if match[1]:
            self._note(Code.SIGN_IGNORED, sign=match[1])
        words = _texts(self._inside(*match.span(2)))
        return Item(ItemKind.PREFIX, at, match.end(), match[2], words, None, prefix)

    def _inside(self, start: int, end: int) -> list[Token]:
        return self._tokens[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def _reach(self, end: int) -> int:
        """Return the end of a chunk, or that of its last token if the token goes on after the chunk (أ ف ب)."""
        last = bisect_left(self._starts, end) - 1
        return max(end, self._tokens[last].end) if last >= 0 else end

    def _stars(self, start: int, end: int, inside: list[Token]) -> int:
        """Return how many stars stand outside the tokens of a range; an address may hold some inside."""
        return self._text.count("*", start, end) - sum(token.text.count("*") for token in inside)

    def _has_beginning(self, raw: str, inside: list[Token]) -> bool:
        """Return whether the chunk is one word of at least two letters with a star right after it."""
        if len(inside) != 1 or inside[0].kind not in _OF_LETTERS or "=" in raw:
            return False
        return self._text.startswith("*", inside[0].end) and len(exact(inside[0].text)) > 1

    def _is_exact(self, start: int, end: int, inside: list[Token]) -> bool:
        """Return whether an = stands right before the first letter or right after the last."""
        before = self._text[start] == "=" and inside[0].start == start + 1
        return before or (self._text[end - 1] == "=" and inside[-1].end == end - 1)

    def _note(self, code: Code, **params: str | int) -> None:
        said = notice(code, **params)
        if said not in self.notices:
            self.notices.append(said)


def _texts(found: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.text for token in found)


def near_named(word: str) -> bool:
    """Return whether a word before a number is the operator NEAR."""
    return exact(word) in _NEAR_NAMES


def _operator(raw: str, start: int, end: int, words: tuple[str, ...]) -> Item | None:
    keyword = _KEYWORDS.get(raw) or _KEYWORDS.get(exact(raw))
    if keyword:
        return Item(keyword, start, end, raw, words or (raw,))  # a lone و is not a token
    near = _NEAR.fullmatch(exact(raw))
    return Item(ItemKind.NEAR, start, end, raw, words, distance=int(near[1])) if near else None


_Make = Callable[[_Scanner, re.Match[str], Item | None], Item | None]
_RULES: tuple[tuple[re.Pattern[str], _Make], ...] = (
    (re.compile(r"[()]"), _Scanner.bracket),
    (
        re.compile(rf"([=~]?){_NO_CLOSING}(?:[{QUOTES_ALIKE}]([^{QUOTES_ALIKE}]*)[{QUOTES_ALIKE}]|[«»]([^«»]*)[«»])"),
        _Scanner.phrase,
    ),
    (re.compile(rf"[=~]?[{_QUOTES}]"), _Scanner.stray_quote),
    (re.compile(rf"[=~](?=[=~]*[{_QUOTES}(])"), _Scanner.idle_sign),
    (re.compile(rf"(?<![^{_BREAK}()])-(?=[=~]?(?:[#@]?[^\W\d_]|[{_QUOTES}(]))"), _Scanner.sign),
    (
        # Two dots or an ellipsis separate words, except between the two ends of a range of dates.
        re.compile(rf"(?:[^{_BREAK}(){_QUOTES}….]|\.(?!\.)|(?<=\d)[,…](?=\d)|(?<=[\d:])\.\.+|\.\.+(?=\d))+"),
        _Scanner.chunk,
    ),
)

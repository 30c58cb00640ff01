"""What a person typed -> a question. Any text is taken; what is not understood becomes plain words, with a notice.

all      := either either …                all of them (any of them, where the reader asked for that)
either   := operand (أو operand)*          binds closer than standing side by side
operand  := (- | NOT) operand | prefix:value | "phrase" | word | ( all )
value    := word | "phrase" | ( all ) | level:value after a field
"""

from collections.abc import Callable

from search.analysis import Level
from search.analysis.tokens import tokens
from search.query.dates import Days, read_period, read_range
from search.query.fields import DateBound, Prefix
from search.query.question import Code, Notice, Question, Records, notice
from search.query.scan import Item, Kind, clean, scan
from search.query.tree import (
    Everything,
    Field,
    InField,
    Node,
    Not,
    OfRecord,
    Phrase,
    Published,
    RecordKind,
    Word,
    all_of,
    any_of,
    map_leaves,
    without,
)

_DATE_PIECES = 4  # a date typed with spaces: 23 كانون الثاني 2019


def parse(text: str, *, records: Records, plain: bool = False, any_word: bool = False) -> Question:
    """The question that a text asks; an empty one asks for Everything(). Raises nothing, whatever the text.

    plain takes the whole line as words only; any_word joins what stands side by side by "or" instead of "and".
    """
    line, notices = clean(text)
    if plain:
        words = [Word(token.text) for token in tokens(line)]
        return Question(any_of(words) if any_word else all_of(words), tuple(notices), line)
    items, passed_over = scan(line)
    parser = _Parser(items, records, any_word)
    tree = parser.question()
    return Question(tree, (*notices, *passed_over, *parser.notices), line)


class _Parser:
    """Recursive descent; it goes no deeper than the brackets, whose depth the scanner limits."""

    def __init__(self, items: list[Item], records: Records, any_word: bool) -> None:
        self.notices: list[Notice] = []
        self._items = items
        self._at = 0
        self._records = records
        self._any_word = any_word

    def question(self) -> Node:
        found = self._all()
        if found is None:  # nothing but a lone و
            return all_of(Word(item.text) for item in self._items if item.kind is Kind.AND)
        return found

    def _all(self) -> Node | None:
        parts = []
        while (item := self._peek()) and item.kind is not Kind.CLOSE:
            part = self._either()
            if part is not None:
                parts.append(part)
        return self._join(parts) if parts else None

    def _join(self, parts: list[Node]) -> Node:
        if not self._any_word:
            return all_of(parts)
        restricting = [part for part in parts if isinstance(part, Not | OfRecord | Published)]
        return all_of([any_of(part for part in parts if part not in restricting), *restricting])

    def _either(self) -> Node | None:
        first = self._operand()
        parts = [] if first is None else [first]
        while parts and (item := self._peek()) and item.kind is Kind.OR:
            before = self._at
            while (item := self._peek()) and item.kind is Kind.OR:
                self._at += 1
            second = self._operand()
            if second is None:
                self._at = before
                break
            parts.append(second)
        return any_of(parts) if parts else None

    def _operand(self) -> Node | None:
        item = self._peek()
        if item is None or item.kind is Kind.CLOSE:
            return None
        self._at += 1
        return _OPERANDS[item.kind](self, item)

    def _negation(self, item: Item) -> Node | None:
        signs = [item]
        while (following := self._peek()) and following.kind is Kind.NOT:
            signs.append(following)
            self._at += 1
        operand = None if following and following.kind is Kind.OR else self._operand()
        if operand is None:
            words = [self._plain_word(sign) for sign in signs if sign.text != "-"]
            if len(words) < len(signs):
                self._note(Code.SIGN_IGNORED, sign="-")
            return all_of(words) if words else None
        return without(operand) if len(signs) % 2 else operand

    def _group(self, _: Item) -> Node | None:
        found = self._all()
        self._at += 1  # its closing bracket: the scanner has balanced them
        return found

    def _words(self, item: Item) -> Node | None:
        """A word, or the words that the tokenizer parts it into, side by side; a phrase of one word but at the
        spelling level is that word."""
        if not item.words:
            return None
        if len(item.words) > 1 or item.level is Level.SPELLING:
            return Phrase(item.words, item.level)
        return Word(item.words[0], item.level)

    def _plain_word(self, item: Item) -> Node:
        self._note(Code.TAKEN_AS_WORD, word=item.text)
        return Word(item.words[0])

    def _prefixed(self, item: Item) -> Node | None:
        value = self._items[self._at] if self._at < len(self._items) else None
        if value is None or value.start != item.end or not _may_follow(item.prefix, value):
            return self._plain_word(item)
        match item.prefix:
            case DateBound() as bound:
                return self._date(item, value, bound)
            case RecordKind() as kind:
                return self._record(item, value, kind)
        operand = self._operand()
        match item.prefix:
            case Field() as field if operand:
                return InField(field, operand)
            case Level() as level if operand:
                return map_leaves(operand, _at_level(level))
        return self._plain_word(item)

    def _record(self, item: Item, value: Item, kind: RecordKind) -> Node:
        """The records that the value names, in a group each word or phrase; an unknown name is plain words."""
        operand = self._operand()
        if operand is None:
            return self._plain_word(item)
        if value.kind is Kind.OPEN:
            return map_leaves(operand, lambda leaf: self._named(kind, item, _leaf_text(leaf)) or leaf)
        return self._named(kind, item, value.text) or all_of((Word(item.words[0]), operand))

    def _named(self, kind: RecordKind, item: Item, label: str) -> OfRecord | None:
        ids = tuple(self._records.lookup(kind, label.replace("_", " ").strip()))
        if not ids:
            self._note(Code.UNKNOWN_VALUE, field=item.text, value=label)
        return OfRecord(kind, ids, label) if ids else None

    def _date(self, item: Item, value: Item, bound: DateBound) -> Node:
        read = read_range if bound is DateBound.WITHIN else read_period
        for count in range(1, 1 + _DATE_PIECES if value.kind is Kind.WORD else 2):
            pieces = self._items[self._at : self._at + count]
            days = read(" ".join(piece.text for piece in pieces))
            if days and (len(pieces) == 1 or all(piece.kind is Kind.WORD for piece in pieces)):
                self._at += len(pieces)
                return self._published(days, bound, value)
        self._note(Code.UNREADABLE_DATE, field=item.text, value=value.text)
        return all_of((Word(item.words[0]), self._operand() or Everything()))

    def _published(self, days: Days, bound: DateBound, value: Item) -> Published:
        if days.swapped:
            self._note(Code.DATES_SWAPPED, value=value.text)
        first = None if bound is DateBound.TO else days.first
        return Published(first, None if bound is DateBound.FROM else days.last)

    def _peek(self) -> Item | None:
        """The next item that asks for something."""
        while self._at < len(self._items) and self._items[self._at].kind is Kind.AND:
            self._at += 1
        return self._items[self._at] if self._at < len(self._items) else None

    def _note(self, code: Code, **params: str | int) -> None:
        said = notice(code, **params)
        if said not in self.notices:
            self.notices.append(said)


_OPERANDS: dict[Kind, Callable[[_Parser, Item], Node | None]] = {
    Kind.WORD: _Parser._words,
    Kind.PHRASE: _Parser._words,
    Kind.OPEN: _Parser._group,
    Kind.NOT: _Parser._negation,
    Kind.PREFIX: _Parser._prefixed,
    Kind.OR: _Parser._plain_word,
}


def _may_follow(prefix: Prefix | None, value: Item) -> bool:
    if value.kind is Kind.PREFIX:
        return isinstance(prefix, Field) and isinstance(value.prefix, Level)
    return value.kind in (Kind.WORD, Kind.PHRASE, Kind.OPEN)


def _at_level(level: Level) -> Callable[[Word | Phrase], Node]:
    """Words and phrases at this level, but for those whose own marks say another."""

    def change(leaf: Word | Phrase) -> Node:
        if leaf.level is not None and not (isinstance(leaf, Phrase) and leaf.level is Level.SPELLING):
            return leaf
        words = (leaf.text,) if isinstance(leaf, Word) else leaf.words
        if level is Level.ROOT and all(len(word) == 1 and "ء" <= word <= "ي" for word in words):
            words = ("".join(words),)  # ك-ت-ب
        return Phrase(words, level) if len(words) > 1 else Word(words[0], level)

    return change


def _leaf_text(leaf: Word | Phrase) -> str:
    return leaf.text if isinstance(leaf, Word) else " ".join(leaf.words)

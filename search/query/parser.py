"""Parse what a person typed. Every text is accepted; parts that are not understood become plain words, with a notice.

all      := near near …                    all of them (any of them, if the reader chose that)
near     := either (قرب/5 either)*         each two neighbours of a chain near each other
either   := operand (أو operand)*          binds closest
operand  := (- | NOT) operand | prefix:value | "phrase" | word | beginning* | ( all )
value    := word | "phrase" | ( all ) | beginning* after a field or level | level:value after a field
"""

from collections.abc import Callable
from typing import TypeGuard

from arabic import Level
from arabic.tokens import tokens
from search.query.cursor import Cursor, leaf
from search.query.fields import DateBound
from search.query.items import Item, ItemKind, clean
from search.query.prefix_values import at_level, has_its_own, may_follow, read_date, record_named
from search.query.question import NEAR_LIMIT, Code, Question, Records
from search.query.scan import scan
from search.query.tree import (
    Beginning,
    Everything,
    Field,
    InField,
    Near,
    Node,
    Not,
    OfRecord,
    Or,
    Phrase,
    Published,
    RecordKind,
    Word,
    all_of,
    any_of,
    map_leaves,
    without,
)
from search.query.walk import text_of


def parse(text: str, *, records: Records, plain: bool = False, any_word: bool = False) -> Question:
    """Return the question that a text asks. An empty text asks for Everything(). Never raises, whatever the text.

    `plain` reads the whole line as words only; `any_word` joins parts that stand side by side by "or" instead of "and".
    """
    line, notices = clean(text)
    if plain:
        words = [Word(token.text) for token in tokens(line)]
        return Question(any_of(words) if any_word else all_of(words), tuple(notices), line)
    items, passed_over = scan(line)
    parser = _Parser(items, records, any_word)
    tree = parser.question()
    return Question(tree, (*notices, *passed_over, *parser.notices), line)


class _Parser(Cursor):
    """A recursive-descent parser. Its depth follows that of the brackets, which the scanner limits."""

    def __init__(self, items: list[Item], records: Records, any_word: bool) -> None:
        super().__init__(items)
        self._records = records
        self._any_word = any_word

    def question(self) -> Node:
        found = self._all()
        if found is None:  # only و or AND
            return all_of(leaf(item) for item in self.items if item.kind is ItemKind.AND)
        return found

    def _all(self) -> Node | None:
        parts: list[Node] = []
        while (item := self.peek()) and item.kind is not ItemKind.CLOSE:
            parts += self._near()
        return self._join(parts) if parts else None

    def _join(self, parts: list[Node]) -> Node:
        if not self._any_word:
            return all_of(parts)
        restricting = [part for part in parts if isinstance(part, Not | OfRecord | Published)]
        return all_of([any_of(part for part in parts if part not in restricting), *restricting])

    def _near(self) -> list[Node]:
        """Parse one part, or a chain of parts joined by NEAR. NEAR without words on both sides becomes a plain word."""
        parts: list[Node | None] = []
        chain: list[Node] = []
        left = self._either()
        while (item := self.peek()) and item.kind is ItemKind.NEAR:
            self.at += 1
            right = self._either()
            if _is_wordy(left) and _is_wordy(right):
                chain.append(Near(left, right, self._distance(item)))
            else:
                parts += [all_of(chain) if chain else left, self.plain_words(item)]
                chain = []
            left = right
        parts.append(all_of(chain) if chain else left)
        return [part for part in parts if part is not None]

    def _distance(self, item: Item) -> int:
        taken = min(max(item.distance, 1), NEAR_LIMIT)
        if taken != item.distance:
            self.note(Code.DISTANCE_CUT, word=item.text, limit=taken)
        return taken

    def _either(self) -> Node | None:
        first = self._operand()
        parts = [] if first is None else [first]
        while parts and self.follows(ItemKind.OR):
            before = self.at
            while self.follows(ItemKind.OR):
                self.at += 1
            second = self._operand()
            if second is None:
                self.at = before
                break
            parts.append(second)
        return any_of(parts) if parts else None

    def _operand(self) -> Node | None:
        item = self.peek()
        if item is None or item.kind is ItemKind.CLOSE:
            return None
        self.at += 1
        return _OPERANDS[item.kind](self, item)

    def _negation(self, item: Item) -> Node | None:
        signs = [item]
        while (following := self.peek()) and following.kind is ItemKind.NOT:
            signs.append(following)
            self.at += 1
        operand = None if following and following.kind is ItemKind.OR else self._operand()
        if operand is None:
            words = [self.plain_words(sign) for sign in signs if sign.text != "-"]
            if len(words) < len(signs):
                self.note(Code.SIGN_IGNORED, sign="-")
            return all_of(words) if words else None
        return without(operand) if len(signs) % 2 else operand

    def _group(self, _: Item) -> Node | None:
        found = self._all()
        self.at += 1  # its closing bracket: the scanner has balanced the brackets
        return found

    def _leaf(self, item: Item) -> Node | None:
        return leaf(item) if item.words else None

    def _beginning(self, item: Item) -> Node:
        return Beginning(item.words[0])

    def _prefixed(self, item: Item) -> Node | None:
        value, start = self.next(), self.at
        if value is None or value.start != item.end or not may_follow(item.prefix, value):
            return self.plain_words(item)
        if isinstance(item.prefix, DateBound):
            days = read_date(self, item, value, item.prefix)
            return days or all_of((leaf(item), self._operand() or Everything()))
        operand = self._operand()
        if operand is None:
            return self.plain_words(item)
        match item.prefix:
            case RecordKind() as kind:
                return self._record(item, kind, self.items[start : self.at], operand)
            case Field() as field:
                operand = InField(field, operand)
            case Level() as level:
                operand = map_leaves(operand, at_level(level))
        for inner in self.items[start : self.at]:
            if has_its_own(item.prefix, inner):
                self.note(Code.PREFIX_IDLE, field=item.text, word=inner.text)
        return operand

    def _record(self, item: Item, kind: RecordKind, value: list[Item], operand: Node) -> Node:
        """Return the records that the value names; in a group each word or phrase is a name. An unknown name becomes
        plain words."""

        def named(label: str) -> OfRecord | None:
            return record_named(self, self._records, item, kind, label)

        strange = next((inner.text for inner in value if inner.kind in _NO_NAMES), None)
        if strange:
            self.note(Code.UNKNOWN_VALUE, field=item.text, value=strange)
        elif value[0].kind is ItemKind.OPEN:
            return map_leaves(operand, lambda inner: named(text_of(inner)) or inner)
        elif found := named(value[0].text):
            return found
        return all_of((leaf(item), operand))


_NO_NAMES = (ItemKind.NEAR, ItemKind.BEGINNING, ItemKind.PREFIX)
_OPERANDS: dict[ItemKind, Callable[[_Parser, Item], Node | None]] = {
    ItemKind.WORD: _Parser._leaf,
    ItemKind.PHRASE: _Parser._leaf,
    ItemKind.BEGINNING: _Parser._beginning,
    ItemKind.OPEN: _Parser._group,
    ItemKind.NOT: _Parser._negation,
    ItemKind.PREFIX: _Parser._prefixed,
    ItemKind.OR: _Parser.plain_words,
    ItemKind.NEAR: _Parser.plain_words,
}


def _is_wordy(node: Node | None) -> TypeGuard[Node]:
    """Return whether a part has positions in a text: a word, a phrase, a beginning, or an Or of these."""
    return isinstance(node, Word | Phrase | Beginning) or (isinstance(node, Or) and all(map(_is_wordy, node.parts)))

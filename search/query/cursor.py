"""Where the parser stands among the items of a question, and what it has to tell the reader."""

from arabic import Level
from search.query.items import Item, Kind
from search.query.question import Code, Notice, notice
from search.query.tree import Node, Phrase, Word


class Cursor:
    """The items of a question, the place of the next one, and the notices given so far."""

    def __init__(self, items: list[Item]) -> None:
        self.notices: list[Notice] = []
        self.items = items
        self.at = 0

    def peek(self) -> Item | None:
        """The next item that asks for something."""
        while self.at < len(self.items) and self.items[self.at].kind is Kind.AND:
            self.at += 1
        return self.next()

    def next(self) -> Item | None:
        """The next item, whatever it is."""
        return self.items[self.at] if self.at < len(self.items) else None

    def follows(self, kind: Kind) -> bool:
        """Whether the next item that asks for something is of this kind."""
        item = self.peek()
        return item is not None and item.kind is kind

    def note(self, code: Code, **params: str | int) -> None:
        """Tell the reader, once."""
        said = notice(code, **params)
        if said not in self.notices:
            self.notices.append(said)

    def plain_words(self, item: Item) -> Node:
        """An operator or a field's name as the words it is written with, which the reader is told."""
        self.note(Code.TAKEN_AS_WORD, word=item.text)
        return leaf(item)


def leaf(item: Item) -> Word | Phrase:
    """A word, or the words that the tokenizer parts it into, side by side; a phrase of one word but at the spelling
    level is that word."""
    if len(item.words) > 1 or item.level is Level.SPELLING:
        return Phrase(item.words, item.level)
    return Word(item.words[0], item.level)

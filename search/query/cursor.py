"""The position of the parser among the items of a question, and the notices it collects."""

from arabic import Level
from search.query.items import Item, ItemKind
from search.query.question import Code, Notice, notice
from search.query.tree import Node, Phrase, Word


class Cursor:
    """The items of a question, the index of the next one, and the notices so far."""

    def __init__(self, items: list[Item]) -> None:
        self.notices: list[Notice] = []
        self.items = items
        self.at = 0

    def peek(self) -> Item | None:
        """Skip AND items and return the next item; None at the end."""
        while self.at < len(self.items) and self.items[self.at].kind is ItemKind.AND:
            self.at += 1
        return self.next()

    def next(self) -> Item | None:
        """Return the next item of any kind, without skipping; None at the end."""
        return self.items[self.at] if self.at < len(self.items) else None

    def follows(self, kind: ItemKind) -> bool:
        """Return whether the next item that is not AND is of this kind."""
        item = self.peek()
        return item is not None and item.kind is kind

    def note(self, code: Code, **params: str | int) -> None:
        """Add a notice for the reader, unless it is there already."""
        said = notice(code, **params)
        if said not in self.notices:
            self.notices.append(said)

    def plain_words(self, item: Item) -> Node:
        """Return an operator or a field's name as plain words, and add a notice."""
        self.note(Code.TAKEN_AS_WORD, word=item.text)
        return leaf(item)


def leaf(item: Item) -> Word | Phrase:
    """Return an item as a word, or as a phrase if the tokenizer splits it into several words. A phrase of one word is
    that word, except at the spelling level."""
    if len(item.words) > 1 or item.level is Level.SPELLING:
        return Phrase(item.words, item.level)
    return Word(item.words[0], item.level)

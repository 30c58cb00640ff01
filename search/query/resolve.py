"""A question's tree -> index terms, by the lexicon and by the forms that the archive holds."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from search.analysis import Analyzer, Level
from search.query import resolved, tree
from search.query.expand import Expander
from search.query.question import Notice
from search.query.resolved import Term


class Vocabulary(Protocol):
    """The forms that the archive has held."""

    def forms_spelled(self, spelling: str) -> tuple[str, ...]:
        """The exact forms with this folded spelling."""
        ...


@dataclass(frozen=True, slots=True)
class Searched:
    """A word that was looked for (not one that was excluded), the level it was taken at, and its terms."""

    word: str
    level: Level
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A tree ready for an engine, what its words stand for, and what a reader should know of the expansion."""

    tree: resolved.Node
    searched: tuple[Searched, ...]
    notices: tuple[Notice, ...]


def resolve(node: tree.Node, *, analyzer: Analyzer, vocabulary: Vocabulary, level: Level = Level.LEMMA) -> Resolved:
    """The tree in index terms. `level` is the reader's choice, for words and phrases that name none of their own."""
    resolver = _Resolver(Expander(analyzer, vocabulary.forms_spelled), level)
    found = resolver.node(node, "text", True)
    return Resolved(found, tuple(resolver.searched), tuple(resolver.expander.notices))


class _Resolver:
    def __init__(self, expander: Expander, level: Level) -> None:
        self.expander = expander
        self.searched: list[Searched] = []
        self._level = level

    def node(self, node: tree.Node, field: resolved.FieldName, wanted: bool) -> resolved.Node:
        """The node in index terms; `field` is what stands around it, `wanted` false under a negation."""
        match node:
            case tree.Word():
                found: resolved.Node = resolved.AnyTerm(field, self._word(node, wanted), node.text)
            case tree.Phrase():
                found = self._phrase(node, field, wanted)
            case tree.And(parts):
                found = resolved.all_of([self.node(part, field, wanted) for part in parts])
            case tree.Or(parts):
                found = resolved.any_of([self.node(part, field, wanted) for part in parts])
            case tree.Not(part):
                found = resolved.without(resolved.Everything(), self.node(part, field, not wanted))
            case tree.InField(inner, part):
                found = self.node(part, inner.value, wanted)
            case tree.OfRecord(kind, ids):
                found = resolved.RecordIs(kind.value, ids)
            case tree.Published(first, last):
                found = _between(first, last)
            case tree.Everything():
                found = resolved.Everything()
        return found

    def _word(self, node: tree.Word, wanted: bool) -> tuple[Term, ...]:
        level = node.level or self._level
        terms = (
            self.expander.root_terms(node.text) if node.level is Level.ROOT else self.expander.terms(node.text, level)
        )
        return self._noted(node.text, level, terms, wanted)

    def _phrase(self, node: tree.Phrase, field: resolved.FieldName, wanted: bool) -> resolved.Node:
        level = node.level or self._level
        slots = []
        for place, word in enumerate(node.words):
            joined = place == 0 and level is Level.SPELLING
            terms = self.expander.terms_with_proclitics(word) if joined else self.expander.terms(word, level)
            slots.append(self._noted(word, level, terms, wanted))
        asked = " ".join(node.words)
        if len(slots) == 1:
            return resolved.AnyTerm(field, slots[0], asked)
        return resolved.Sequence(field, tuple(slots), asked)

    def _noted(self, word: str, level: Level, terms: tuple[Term, ...], wanted: bool) -> tuple[Term, ...]:
        searched = Searched(word, level, terms)
        if wanted and searched not in self.searched:
            self.searched.append(searched)
        return terms


def _between(first: date | None, last: date | None) -> resolved.Node:
    if first is None and last is None:
        return resolved.Everything()
    if first and last and first > last:
        return resolved.Nothing()
    return resolved.PublishedBetween(first, last)

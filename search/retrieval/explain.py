"""Why an article answers a question, or does not: for each part of the question where it stands, and by which level."""

from dataclasses import dataclass, replace

from arabic import Level
from articles.models import Article
from search.indexing.vocabulary import ArchiveVocabulary
from search.query import plan, tree
from search.query.planner import resolve
from search.query.unparse import write
from search.query.walk import Condition, Leaf, Thing, conditions, pieces, things
from search.retrieval.matcher import Matcher, Piece, Stretch
from search.retrieval.params import Asked
from search.retrieval.service import lexicon, read


@dataclass(frozen=True, slots=True)
class Place:
    """Words that the question matched, text[start:end] of a piece, and the narrowest level at which they are what was
    typed; None where they are another name of it, or begin so."""

    piece: Piece
    start: int
    end: int
    level: Level | None


@dataclass(frozen=True, slots=True)
class Part:
    """A word, phrase or `pair` of the question as it was `asked`, or a `condition` on records or days.

    `left_out` says that it must not be there, `found` that it is. Of words that are not there: `would` is the narrowest
    level that finds them, `named` that another name of them is there, `dropped` that it is a form left out of the
    question, `apart` that all the words are there, but not together.
    """

    left_out: bool
    found: bool
    asked: str = ""
    condition: Condition | None = None
    headline_only: bool = False
    pair: bool = False
    places: tuple[Place, ...] = ()
    would: Level | None = None
    named: bool = False
    dropped: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """Whether an article answers a question, and what of it each part of the question finds."""

    article: Article
    answers: bool
    parts: tuple[Part, ...]


def explain(asked: Asked, article: Article) -> Explanation:
    """Explain one article by a question, its level and the forms dropped from it; the filters around it are no part of
    this. Raises SearchUnavailable where there is no lexicon."""
    return _Explainer(article).explanation(asked)


class _Explainer:
    def __init__(self, article: Article) -> None:
        self._analyzer, self._vocabulary = lexicon(), ArchiveVocabulary()
        self._article, self._matcher = article, Matcher(article, self._analyzer)

    def explanation(self, asked: Asked) -> Explanation:
        reading, whole = read(asked), read(replace(asked, dropped=()))
        kept = things(reading.resolved.tree)
        words = [
            self._words(thing, kept.get(thing, []), before) for thing, before in things(whole.resolved.tree).items()
        ]
        held_to = [
            Part(left_out, self._matcher.holds(self._resolved(node)), condition=node)
            for left_out, node in conditions(reading.question.tree)
        ]
        return Explanation(self._article, self._matcher.holds(reading.resolved.tree), (*words, *held_to))

    def _words(self, thing: Thing, kept: list[Leaf], before: list[Leaf]) -> Part:
        """What the article holds of one thing asked for: its leaves, those `before` any form was dropped."""
        left_out, asked, field = thing
        found = self._matcher.stretches(plan.any_of(kept))
        pair = isinstance(before[0], plan.Near)
        levels = {} if pair or asked.endswith("*") else self._levels(asked, field)
        part = Part(left_out, bool(found), asked, headline_only=field == "headline", pair=pair)
        if found:
            return replace(part, places=tuple(_place(at, levels) for at in found))
        if self._matcher.stretches(plan.any_of(before)):
            return replace(part, dropped=True)
        would = next((level for level, places in levels.items() if places), None)
        return replace(
            part,
            would=would,
            named=bool(levels) and self._named(asked, field),
            apart=all(map(self._matcher.stretches, pieces(before[0]))),
        )

    def _levels(self, asked: str, field: plan.FieldName) -> dict[Level, list[Stretch]]:
        """Where each level, the narrowest first, would find what was typed."""
        typed = self._typed(asked, field)
        return {level: self._matcher.stretches(self._resolved(typed, level)) for level in Level}

    def _named(self, asked: str, field: plan.FieldName) -> bool:
        """Whether the article holds what was typed by any of the names that the archive knows of it."""
        return bool(self._matcher.stretches(read(Asked(text=write(self._typed(asked, field)))).resolved.tree))

    def _typed(self, asked: str, field: plan.FieldName) -> tree.Node:
        """What was typed, at no level of its own."""
        words = tuple(token.text for token in self._analyzer.tokens(asked))
        typed = tree.all_of(map(tree.Word, words)) if len(words) < 2 else tree.Phrase(words, None)
        return tree.InField(tree.Field(field), typed)

    def _resolved(self, node: tree.Node, level: Level = Level.LEMMA) -> plan.Node:
        """A node in index terms, names of the archive aside."""
        return resolve(node, analyzer=self._analyzer, vocabulary=self._vocabulary, level=level).tree


def _place(at: Stretch, levels: dict[Level, list[Stretch]]) -> Place:
    """A place with the first level that finds something beginning there."""
    piece, start, end = at
    starts = {level: {(other, begin) for other, begin, _ in places} for level, places in levels.items()}
    return Place(piece, start, end, next((level for level, begins in starts.items() if (piece, start) in begins), None))

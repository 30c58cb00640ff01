"""Why an article answers a question, or does not: for each part of the question where it stands, and by which level."""

from dataclasses import dataclass, replace

from arabic import Level
from articles.models import Article
from search.indexing.vocabulary import ArchiveVocabulary
from search.query import plan, tree
from search.query.planner import plan_query
from search.query.unparse import unparse
from search.query.walk import Condition, Leaf, Thing, conditions, pieces, things
from search.retrieval.interpret import interpret, lexicon
from search.retrieval.matcher import ArticlePart, Matcher, MatchSpan
from search.retrieval.params import SearchParams


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Words that the question matched, text[start:end] of a piece, and the narrowest level at which they are what was
    typed; None where they are another name of it, or begin so."""

    piece: ArticlePart
    start: int
    end: int
    level: Level | None


@dataclass(frozen=True, slots=True)
class Part:
    """A word, phrase or `pair` of the question as it was typed (`as_typed`), or a `condition` on records or days.

    `left_out` says that it must not be there, `found` that it is. Of words that are not there: `would` is the narrowest
    level that finds them, `named` that another name of them is there, `dropped` that it is a form left out of the
    question, `apart` that all the words are there, but not together.
    """

    left_out: bool
    found: bool
    as_typed: str = ""
    condition: Condition | None = None
    headline_only: bool = False
    pair: bool = False
    places: tuple[Occurrence, ...] = ()
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


def explain(params: SearchParams, article: Article) -> Explanation:
    """Explain one article by a question, its level and the forms dropped from it; the filters around it are no part of
    this. Raises SearchUnavailable where there is no lexicon."""
    return _Explainer(article).explanation(params)


class _Explainer:
    def __init__(self, article: Article) -> None:
        self._analyzer, self._vocabulary = lexicon(), ArchiveVocabulary()
        self._article, self._matcher = article, Matcher(article, self._analyzer)

    def explanation(self, params: SearchParams) -> Explanation:
        read, whole = interpret(params), interpret(replace(params, dropped=()))
        kept = things(read.plan.tree)
        words = [self._words(thing, kept.get(thing, []), before) for thing, before in things(whole.plan.tree).items()]
        held_to = [
            Part(left_out, self._matcher.holds(self._planned(node)), condition=node)
            for left_out, node in conditions(read.question.tree)
        ]
        return Explanation(self._article, self._matcher.holds(read.plan.tree), (*words, *held_to))

    def _words(self, thing: Thing, kept: list[Leaf], before: list[Leaf]) -> Part:
        """What the article holds of one thing asked for: its leaves, those `before` any form was dropped."""
        left_out, as_typed, field = thing
        found = self._matcher.stretches(plan.any_of(kept))
        pair = isinstance(before[0], plan.NearSpans)
        levels = {} if pair or as_typed.endswith("*") else self._levels(as_typed, field)
        part = Part(left_out, bool(found), as_typed, headline_only=field == "headline", pair=pair)
        if found:
            return replace(part, places=tuple(_place(at, levels) for at in found))
        if self._matcher.stretches(plan.any_of(before)):
            return replace(part, dropped=True)
        would = next((level for level, places in levels.items() if places), None)
        return replace(
            part,
            would=would,
            named=bool(levels) and self._named(as_typed, field),
            apart=all(map(self._matcher.stretches, pieces(before[0]))),
        )

    def _levels(self, as_typed: str, field: plan.FieldName) -> dict[Level, list[MatchSpan]]:
        """Where each level, the narrowest first, would find what was typed."""
        typed = self._typed(as_typed, field)
        return {level: self._matcher.stretches(self._planned(typed, level)) for level in Level}

    def _named(self, as_typed: str, field: plan.FieldName) -> bool:
        """Whether the article holds what was typed by any of the names that the archive knows of it."""
        return bool(
            self._matcher.stretches(interpret(SearchParams(text=unparse(self._typed(as_typed, field)))).plan.tree)
        )

    def _typed(self, as_typed: str, field: plan.FieldName) -> tree.Node:
        """What was typed, at no level of its own."""
        words = tuple(token.text for token in self._analyzer.tokens(as_typed))
        typed = tree.all_of(map(tree.Word, words)) if len(words) < 2 else tree.Phrase(words, None)
        return tree.InField(tree.Field(field), typed)

    def _planned(self, node: tree.Node, level: Level = Level.LEMMA) -> plan.Node:
        """A node in index terms, names of the archive aside."""
        return plan_query(node, analyzer=self._analyzer, vocabulary=self._vocabulary, level=level).tree


def _place(at: MatchSpan, levels: dict[Level, list[MatchSpan]]) -> Occurrence:
    """A place with the first level that finds something beginning there."""
    piece, start, end = at
    starts = {level: {(other, begin) for other, begin, _ in places} for level, places in levels.items()}
    return Occurrence(
        piece, start, end, next((level for level, begins in starts.items() if (piece, start) in begins), None)
    )

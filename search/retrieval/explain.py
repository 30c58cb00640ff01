"""Explain why an article answers a question or not: where each part of the question stands, and at which level."""

from dataclasses import dataclass, replace

from arabic import Level
from articles.models import Article
from search.indexing.vocabulary import ArchiveVocabulary
from search.query import plan, tree
from search.query.planner import plan_query
from search.query.unparse import unparse
from search.query.walk import Condition, Leaf, QuestionPart, conditions, leaves_by_part, pieces
from search.retrieval.interpret import interpret, lexicon
from search.retrieval.matcher import ArticlePart, Matcher, MatchSpan
from search.retrieval.params import SearchParams


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Words that the question matched, text[start:end] of `piece`.

    level: the narrowest level at which they match the typed words. None if they are another name of these, if they
    match a prefix (`word*`), or if the part is a pair.
    """

    piece: ArticlePart
    start: int
    end: int
    level: Level | None


@dataclass(frozen=True, slots=True)
class Part:
    """A word, phrase or `pair` of the question as it was typed (`as_typed`), or a `condition` on records or days.

    left_out: the question excludes it.
    found: the article holds it.
    For words that the article does not hold, one of these may be set:
    would: the narrowest level that finds them.
    named: the article holds another name of them.
    dropped: the article holds a form of them that was dropped from the question.
    apart: the article holds all the words, but not together.
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
    """Whether an article answers a question, and what each part of the question finds in it."""

    article: Article
    answers: bool
    parts: tuple[Part, ...]


def explain(params: SearchParams, article: Article) -> Explanation:
    """Explain one article for a question, its level and its dropped forms. The filters are not taken into account.
    Raise SearchUnavailableError if there is no lexicon."""
    return _Explainer(article).explanation(params)


class _Explainer:
    def __init__(self, article: Article) -> None:
        self._analyzer, self._vocabulary = lexicon(), ArchiveVocabulary()
        self._article, self._matcher = article, Matcher(article, self._analyzer)

    def explanation(self, params: SearchParams) -> Explanation:
        read, whole = interpret(params), interpret(replace(params, dropped=()))
        kept = leaves_by_part(read.plan.tree)
        words = [
            self._words(thing, kept.get(thing, []), before) for thing, before in leaves_by_part(whole.plan.tree).items()
        ]
        held_to = [
            Part(left_out, self._matcher.holds(self._planned(node)), condition=node)
            for left_out, node in conditions(read.question.tree)
        ]
        return Explanation(self._article, self._matcher.holds(read.plan.tree), (*words, *held_to))

    def _words(self, thing: QuestionPart, kept: list[Leaf], before: list[Leaf]) -> Part:
        """Build the Part of one thing in the question. `kept` are its leaves in the plan, `before` its leaves in the
        plan without dropped forms."""
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
        """Return where each level, the narrowest first, finds the typed words."""
        typed = self._typed(as_typed, field)
        return {level: self._matcher.stretches(self._planned(typed, level)) for level in Level}

    def _named(self, as_typed: str, field: plan.FieldName) -> bool:
        """Return whether the article holds any name that the archive knows for the typed words."""
        return bool(
            self._matcher.stretches(interpret(SearchParams(text=unparse(self._typed(as_typed, field)))).plan.tree)
        )

    def _typed(self, as_typed: str, field: plan.FieldName) -> tree.Node:
        """Return the typed words as a tree node that names no level."""
        words = tuple(token.text for token in self._analyzer.tokens(as_typed))
        typed = tree.all_of(map(tree.Word, words)) if len(words) < 2 else tree.Phrase(words, None)
        return tree.InField(tree.Field(field), typed)

    def _planned(self, node: tree.Node, level: Level = Level.LEMMA) -> plan.Node:
        """Return the plan of a node, without the names of the archive."""
        return plan_query(node, analyzer=self._analyzer, vocabulary=self._vocabulary, level=level).tree


def _place(at: MatchSpan, levels: dict[Level, list[MatchSpan]]) -> Occurrence:
    """Build the occurrence of a span, with the first level that finds something with the same beginning."""
    piece, start, end = at
    starts = {level: {(other, begin) for other, begin, _ in places} for level, places in levels.items()}
    return Occurrence(
        piece, start, end, next((level for level, begins in starts.items() if (piece, start) in begins), None)
    )

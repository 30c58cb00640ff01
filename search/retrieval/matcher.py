"""Find where the words of a query plan stand in one article, and decide whether the plan finds the article.

The article is read by the analyzer that indexed it, and its words are marked as on the pages. So all three agree.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from arabic import Analyzer
from arabic.tokens import CharSpan
from articles.models import Article
from search.indexing.documents import ArticleIndex
from search.query import plan
from search.query.walk import leaves
from search.retrieval.highlight import Highlighter, Mark

_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class ArticlePart:
    """A text of an article: its "headline", "subheadline", "lead", or the "block" with a number from 1."""

    kind: str
    text: str
    number: int = 0


class MatchSpan(NamedTuple):
    """The characters from `start` to `end` of a piece."""

    piece: ArticlePart
    start: int
    end: int


class Matcher:
    """Reads one article as the index does."""

    def __init__(self, article: Article, analyzer: Analyzer) -> None:
        self._analyzer, self._pieces, self._day = analyzer, _pieces(article), article.published_on
        self._document = ArticleIndex().full_prepare(article)

    def stretches(self, node: plan.Node) -> list[MatchSpan]:
        """Return where the words of a plan node stand. The words of a phrase are one span."""
        highlighter, found = Highlighter(node, self._analyzer), []
        phrases = any(isinstance(leaf, plan.Sequence) for _, leaf in leaves(node))
        for piece in self._pieces:
            marks = highlighter.marks(piece.text, headline=piece.kind == "headline")
            found += [MatchSpan(piece, start, end) for start, end in _joined(piece.text, marks, phrases)]
        return found

    def holds(self, node: plan.Node) -> bool:
        """Return whether a plan node finds the article."""
        holds = False
        match node:
            case plan.AnyTerm() | plan.Sequence() | plan.NearSpans():
                holds = bool(self.stretches(node))
            case plan.AllOf(parts):
                holds = all(map(self.holds, parts))
            case plan.AnyOf(parts):
                holds = any(map(self.holds, parts))
            case plan.Without(kept, dropped):
                holds = self.holds(kept) and not self.holds(dropped)
            case plan.RecordIs(kind, ids):
                holds = not set(ids).isdisjoint(self._document["records"].get(kind, ()))
            case plan.PublishedBetween():
                holds = _within(self._day, node)
            case plan.AllArticles():
                holds = True
        return holds


def _pieces(article: Article) -> list[ArticlePart]:
    texts = [(kind, getattr(article, kind)) for kind in ("headline", "subheadline", "lead")]
    blocks = [ArticlePart("block", block.text, number) for number, block in enumerate(article.blocks, 1)]
    return [*(ArticlePart(kind, text) for kind, text in texts if text), *blocks]


def _within(day: date | None, period: plan.PublishedBetween) -> bool:
    return day is not None and (period.first or day) <= day <= (period.last or day)


def _joined(text: str, marks: Iterable[Mark], phrases: bool) -> list[CharSpan]:
    """Return the start and end of each marked word. Marked words of a phrase are joined into one stretch."""
    found: list[CharSpan] = []
    for mark in marks:
        if phrases and found and not _WORD.search(text, found[-1].end, mark.start):
            found[-1] = CharSpan(found[-1].start, mark.end)
        else:
            found.append(CharSpan(mark.start, mark.end))
    return found

"""Present one result: an article's headline and the snippet of its text, with the marks."""

from dataclasses import dataclass

from articles.models import Article
from articles.presenters.segments import Segment
from search.presenters.snippets import snippet
from search.retrieval.highlight import Highlighter
from search.retrieval.service import Answer


@dataclass(frozen=True, slots=True)
class ResultItem:
    """An article in the results. Its address carries the question with everything chosen around it, so that the
    article's page shows the marks too and leads back to the same results."""

    article: Article
    address: str
    headline: tuple[Segment, ...]
    snippet: tuple[Segment, ...]


def hits(answer: Answer) -> list[ResultItem]:
    """Return the results of one page, in their order."""
    highlighter = answer.interpretation.highlighter
    carried = answer.params.query_string() if highlighter.parts else ""
    return [_hit(article, carried, highlighter) for article in answer.page.articles]


def _hit(article: Article, carried: str, highlighter: Highlighter) -> ResultItem:
    return ResultItem(
        article,
        article.get_absolute_url() + carried,
        highlighter.headline_segments(article.headline),
        snippet(_pieces(article), highlighter),
    )


def _pieces(article: Article) -> list[str]:
    return [piece for piece in (article.lead, *(block.text for block in article.blocks), article.subheadline) if piece]

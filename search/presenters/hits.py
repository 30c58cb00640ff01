"""One result: an article's headline and the stretches of its text that were found, with their marks."""

from dataclasses import dataclass

from articles.models import Article
from articles.presenters.segments import Segment
from search.retrieval.highlight import Marker
from search.retrieval.service import Answer
from search.retrieval.snippets import pieces, snippet


@dataclass(frozen=True, slots=True)
class Hit:
    """An article as the results show it; its address carries the question with all that is chosen around it, so that
    its page shows the marks too, and leads back to the same results."""

    article: Article
    address: str
    headline: tuple[Segment, ...]
    snippet: tuple[Segment, ...]


def hits(answer: Answer) -> list[Hit]:
    """The results of one page, in their order."""
    marker = answer.reading.marker
    carried = answer.asked.query_string() if marker.parts else ""
    return [_hit(article, carried, marker) for article in answer.listed.articles]


def _hit(article: Article, carried: str, marker: Marker) -> Hit:
    return Hit(
        article,
        article.get_absolute_url() + carried,
        marker.headline_segments(article.headline),
        snippet(pieces(article), marker),
    )

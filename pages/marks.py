"""Mark, on an article's page, the words of the question that led to it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from articles.models import Article
from articles.presenters.article_page import ArticleText, read
from articles.presenters.segments import Segment
from search.backends import SearchUnavailableError
from search.backends.deadline import QuestionTooDearError, deadline
from search.retrieval.interpret import interpret
from search.retrieval.params import read_params

MOST = 5_000
"""Largest number of marks in an article. More tell a reader nothing, and make a page of megabytes."""


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article's text with its marks; the query string of the results that led to it, or ""; a sentence for the
    reader if not all words are marked, or ""."""

    reading: ArticleText
    results: str = ""
    notice: str = ""


class _Limited:
    """Segmenters that mark MOST segments at most."""

    def __init__(self) -> None:
        self.left = MOST

    def over(self, segmenter: Callable[[str], tuple[Segment, ...]]) -> Callable[[str], tuple[Segment, ...]]:
        return lambda text: tuple(map(self._limited, segmenter(text))) if self.left else (Segment(text, False),)

    def _limited(self, segment: Segment) -> Segment:
        if segment.marked and self.left:
            self.left -= 1
            return segment
        return segment._replace(marked=False)


def marked(article: Article, parameters: QueryDict) -> MarkedArticle:
    """Mark the words of the question in a URL. Mark nothing if there is none, if it cannot be read, or if marking takes
    longer than a question may."""
    params = read_params(parameters)
    if not params.text.strip():
        return MarkedArticle(read(article))
    limited, results = _Limited(), params.query_string()
    try:
        with deadline(settings.QUESTION_SECONDS):
            highlighter = interpret(params).highlighter
            text, headline = map(limited.over, (highlighter.segments, highlighter.headline_segments))
            reading = read(article, text, headline)
    except QuestionTooDearError:
        return MarkedArticle(read(article), results, _("The words of the question are not marked: it takes too long."))
    except SearchUnavailableError:
        return MarkedArticle(read(article), results)
    notice = "" if limited.left else _("Only the first %(count)s words of the question are marked.") % {"count": MOST}
    return MarkedArticle(reading, results, notice)

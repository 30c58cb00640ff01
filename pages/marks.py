"""Mark, on an article's page, the words of the question that led to it."""

from typing import NamedTuple

from django.http import QueryDict

from articles.presenters.segments import Segmenter, unmarked
from search.backends import SearchUnavailableError
from search.retrieval.interpret import interpret
from search.retrieval.params import read_params


class Marks(NamedTuple):
    """The functions that split texts and headline at the question's words; the results' query string, or ""."""

    text: Segmenter
    headline: Segmenter
    results: str


def marks_of(parameters: QueryDict) -> Marks:
    """Read the question in a URL. Mark nothing if there is none, or no lexicon to read it."""
    params = read_params(parameters)
    if not params.text.strip():
        return Marks(unmarked, unmarked, "")
    try:
        highlighter = interpret(params).highlighter
    except SearchUnavailableError:
        return Marks(unmarked, unmarked, params.query_string())
    return Marks(highlighter.segments, highlighter.headline_segments, params.query_string())

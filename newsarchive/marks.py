"""The marks an article's page shows of the question that led to it."""

from typing import NamedTuple

from django.http import QueryDict

from articles.presenters.segments import Mark, unmarked
from search.backends import SearchUnavailable
from search.retrieval.params import read_asked
from search.retrieval.service import read


class Marks(NamedTuple):
    """What cuts texts and headline at the question's words; the results' query string, "" where nothing was asked."""

    text: Mark
    headline: Mark
    results: str


def marks_of(parameters: QueryDict) -> Marks:
    """Read the question an address carries. Without one, or without a lexicon to read it by, nothing is marked."""
    asked = read_asked(parameters)
    if not asked.text.strip():
        return Marks(unmarked, unmarked, "")
    try:
        marker = read(asked).marker
    except SearchUnavailable:
        return Marks(unmarked, unmarked, asked.query_string())
    return Marks(marker.segments, marker.headline_segments, asked.query_string())

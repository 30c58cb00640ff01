"""The spelling suggestion of a SearchQuerySet: what the results page asks whether it was meant."""

from urllib.parse import parse_qs

from search.retrieval.params import SearchParams
from search.retrieval.service import ask


def corrected(text: str) -> str | None:
    """Return a question with its first word that hardly an article holds corrected; None where none need be. Raise
    SearchUnavailableError while the engine cannot be asked."""
    corrections = (way for word in ask(SearchParams(text=text)).doubtful for way in word.corrections)
    return next((parse_qs(way.address.removeprefix("?"))["q"][0] for way in corrections), None)

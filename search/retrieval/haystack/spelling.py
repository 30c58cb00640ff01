"""The spelling suggestion of a SearchQuerySet: what the results page asks whether it was meant."""

from urllib.parse import parse_qs

from search.presenters.search_terms import searched
from search.retrieval.did_you_mean import doubtful
from search.retrieval.params import Asked
from search.retrieval.service import ask


def corrected(text: str) -> str | None:
    """Return a question with its first word that hardly an article holds corrected; None where none need be. Raises
    SearchUnavailable."""
    answer = ask(Asked(text=text))
    ways = (way for word in doubtful(answer.asked, searched(answer)) for way in word.ways)
    return next((parse_qs(way.address.removeprefix("?"))["q"][0] for way in ways), None)

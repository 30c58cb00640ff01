"""What every engine offers to the pages and to the indexer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from haystack import connections
from haystack.backends import BaseSearchBackend

Sort = Literal["relevance", "newest", "oldest"]
FACETS = ("year", "source", "agency", "section", "place", "person", "organisation", "subject")


class SearchUnavailable(Exception):
    """The index cannot be asked now: it is absent, broken, or its server does not answer."""


class UnknownNode(TypeError):
    """A resolved tree holds a node that an engine cannot compile."""

    def __init__(self, node: object, engine: str) -> None:
        super().__init__(f"{engine} cannot compile the node {type(node).__name__}: {node!r}")


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found, by its id, and its score (0 when the results are sorted by date)."""

    article_id: int
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """One page of results: how many there are in all, the hits asked for, and the counts of the filters asked for.

    `facets` maps a filter's name to pairs (record id or year, articles), the most frequent first.
    """

    total: int
    hits: tuple[Hit, ...] = ()
    facets: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)


class Backend(BaseSearchBackend):
    """A Haystack backend that takes resolved trees."""

    def search(
        self,
        tree: Any,
        *,
        sort: Sort = "relevance",
        start: int = 0,
        limit: int = 10,
        facets: tuple[str, ...] = (),
        **kwargs: Any,
    ) -> Found:
        """Return hits `start` to `start + limit` of the articles that `tree` finds; past the last there are none.

        Raises SearchUnavailable, and UnknownNode for a node the engine does not know.
        """
        raise NotImplementedError

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """Return, for each of the index terms, how many articles hold it."""
        raise NotImplementedError


def default() -> Backend:
    """Return this thread's backend of the engine that the settings name."""
    return connections["default"].get_backend()

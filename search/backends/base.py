"""What every engine offers to the pages and to the indexer."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any, Literal, NamedTuple, Self

from django.utils.translation import gettext as _
from haystack import connections
from haystack.backends import BaseSearchBackend

from search.query.plan import Node

Sort = Literal["relevance", "newest", "oldest"]
FACETS = ("year", "month", "source", "agency", "section", "place", "person", "organisation", "subject")

GAP = 100
"""Positions left free between two blocks of a text, so that a phrase never crosses from one into the next."""

HEADLINE_WEIGHT = 2.0
"""What an occurrence in the headline counts for: tantivy and OpenSearch hold it so often in `text`, Whoosh adds this to
the one that is there."""

SAMPLES = 256
"""Equal parts that `sample_of` makes of the archive."""

NO_BOUND = sys.maxsize


class SearchUnavailableError(Exception):
    """The index cannot be asked now: it is absent, broken, or its server does not answer. Says what to do."""


class IndexMissingError(SearchUnavailableError):
    """There is no index yet."""


class IndexBrokenError(SearchUnavailableError):
    """There is an index and it cannot be read."""


class IndexFormatError(IndexBrokenError):
    """There is an index of another version of the archive, older or newer."""

    def __init__(self) -> None:
        super().__init__(
            _("The index was made by another version of the archive: manage.py rebuild_index makes it anew.")
        )


def broken(error: Exception) -> IndexBrokenError:
    """What to raise for whatever a file that is gone or spoiled has raised."""
    return IndexBrokenError(
        _("The index is broken, manage.py rebuild_index makes it anew: %(error)s") % {"error": error}
    )


class DocumentsRefusedError(SearchUnavailableError):
    """The engine took every document but these; `reasons` says why not, by the article's id."""

    def __init__(self, reasons: dict[int, str]) -> None:
        super().__init__(str(reasons))
        self.reasons = reasons


@contextmanager
def writing(said: type[Exception] = OSError) -> Iterator[None]:
    """Say in the archive's words what keeps an index from being written, as a full disk does; `said` is how the engine
    says so. The last commit stands."""
    try:
        yield
    except (OSError, said) as error:
        raise SearchUnavailableError(
            _("The index cannot be written, so the changes wait: %(error)s") % {"error": error}
        ) from error


class UnknownNodeError(TypeError):
    """A resolved tree holds a node that an engine cannot compile."""

    def __init__(self, node: object, engine: str) -> None:
        super().__init__(f"{engine} cannot compile the node {type(node).__name__}: {node!r}")


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found, by its id, and its score (0 when the results are sorted by date)."""

    article_id: int
    score: float


class ValueCount(NamedTuple):
    """A value of a filter as engines count it (a record's id, 2019, 201903 for a month), and how many articles have
    it."""

    value: int
    articles: int


class ArticleVersion(NamedTuple):
    """An article by its id, and the version of it that an index holds."""

    article_id: int
    version: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of results: how many there are in all, the hits asked for, and the counts of the filters asked for (none
    where more are found than were to be counted).

    `facets` maps a filter's name to the counts of its values, the most frequent first.
    """

    total: int
    hits: tuple[Hit, ...] = ()
    facets: dict[str, tuple[ValueCount, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BuiltWith:
    """What the terms and days of an index depend on: the version of the lexicon, and TIME_ZONE."""

    lexicon: str
    time_zone: str


class Backend(BaseSearchBackend):
    """A Haystack backend that takes resolved trees and writes documents (see search/indexing/documents.py).

    `beside_name` is the name of the index it asks and writes, where that is not the one in use. FORMAT says what the
    engine's documents hold: it is written with an index, and one of another FORMAT is refused (IndexForeign). Raise it
    with every change to what `prepare` gives or the index keeps; tests/search/backends/test_formats.py says when.
    """

    FORMAT: int
    beside_name: str | None = None

    def search(
        self,
        tree: Node,
        *,
        sort: Sort = "relevance",
        start: int = 0,
        limit: int = 10,
        facets: tuple[str, ...] = (),
        facets_within: int = NO_BOUND,
    ) -> SearchResult:
        """Return hits `start` to `start + limit` of the articles that `tree` finds; past the last there are none.

        By date, the undated come last either way. `facets` are counted where no more than `facets_within` articles are
        found. Raises SearchUnavailable, and UnknownNode for a node that the engine does not know.
        """
        raise NotImplementedError

    def frequencies(self, terms: Iterable[str], field: str = "text") -> dict[str, int]:
        """Return, for each of the index terms, how many articles hold it. Raises SearchUnavailable.

        The terms of a kind of record are its ids.
        """
        raise NotImplementedError

    def built_with(self) -> BuiltWith:
        """Return what the index was built with. Raises IndexAbsent, IndexBroken or SearchUnavailable."""
        raise NotImplementedError

    def begin(self, built_with: BuiltWith) -> str:
        """Make an empty index beside the one in use, which nobody asks yet; return its name."""
        raise NotImplementedError

    def beside(self, name: str) -> Self:
        """Return a backend that asks and writes the index of this name, which `begin` made."""
        other = copy(self)
        other.beside_name = name
        return other

    def publish(self, name: str) -> None:
        """Put the index of this name in place of the one in use, in one step; remove that and every other."""
        raise NotImplementedError

    def unpublished(self) -> list[str]:
        """Return the names of the indexes that `begin` made and that are not in use."""
        raise NotImplementedError

    def discard(self, name: str) -> None:
        """Remove an index that is not in use."""
        raise NotImplementedError

    @staticmethod
    def prepare(document: dict[str, Any]) -> Any:
        """Return what `write` takes of a document: all that can be done to it in another process, picklable."""
        raise NotImplementedError

    def write(self, documents: Iterable[tuple[int, Any]], replacing: Iterable[int]) -> None:
        """In one commit, drop the articles `replacing` and add documents: pairs of an article's id and what `prepare`
        made of it. Raises SearchUnavailable, and DocumentsRefused once the others are in."""
        raise NotImplementedError

    def versions(self, after: int = 0, limit: int = 1000) -> list[ArticleVersion]:
        """Return the versions of what the index holds, in the order of the ids: the first `limit` of those
        beyond `after`. Raises SearchUnavailable."""
        raise NotImplementedError

    def update(self, index: Any, iterable: Iterable[Any], commit: bool = True) -> None:
        """Index articles, as Haystack asks for it."""
        articles = list(iterable)
        prepared = ((article.pk, self.prepare(index.full_prepare(article))) for article in articles)
        self.write(prepared, [article.pk for article in articles])

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:
        """Drop one article, as Haystack asks for it: the article, or "articles.article.<id>"."""
        pk = obj_or_string.rpartition(".")[2] if isinstance(obj_or_string, str) else obj_or_string.pk
        self.write((), [int(pk)])

    def clear(self, models: Any = None, commit: bool = True) -> None:
        """Drop everything, as Haystack asks for it."""
        self.publish(self.begin(self.built_with()))


def periods(day: int) -> dict[str, int]:
    """Return the year of a day and its month, as 201903; nothing for 0, which is no day."""
    if not day:
        return {}
    published = date.fromordinal(day)
    return {"year": published.year, "month": published.year * 100 + published.month}


def sample_of(article: int) -> int:
    """Return which of SAMPLES equal parts of the archive an article is of: by a hash of its id, so that nothing else of
    the article decides."""
    return blake2b(article.to_bytes(8), digest_size=1).digest()[0]


def default() -> Backend:
    """Return this thread's backend of the engine that the settings name."""
    backend: Backend = connections["default"].get_backend()
    return backend

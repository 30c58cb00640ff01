"""The interface of every engine, for the pages and the indexer."""

import errno
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any, Literal, NamedTuple, Self

from django.utils.translation import gettext as _
from haystack import connections
from haystack.backends import BaseSearchBackend

from articles.kinds import RECORD_KINDS
from search.backends.document import Document
from search.query.budget import Placed
from search.query.plan import Node

Sort = Literal["relevance", "newest", "oldest"]
FACETS = ("year", "month", *(kind.name for kind in RECORD_KINDS))

GAP = 100
"""Positions left free between two blocks of a text, so that no phrase matches across them."""

HEADLINE_WEIGHT = 2.0
"""Weight of an occurrence in the headline. tantivy and OpenSearch store it this many times in `text`; Whoosh adds this
weight to the one occurrence in `text`."""

SAMPLES = 256
"""Number of equal parts into which `sample_of` divides the archive."""

NO_BOUND = sys.maxsize


class SearchUnavailableError(Exception):
    """The index cannot be searched now: it is missing or broken, or its server does not answer. The message says what
    to do. `is_rebuilt` tells whether an archive that indexes for itself builds anew what is missing, without a hand."""

    is_rebuilt = False


class IndexMissingError(SearchUnavailableError):
    """There is no index yet."""

    is_rebuilt = True


class IndexBrokenError(SearchUnavailableError):
    """There is an index, but it cannot be read."""

    is_rebuilt = True


class LexiconUnavailableError(SearchUnavailableError):
    """There is no lexicon to read a question with."""

    is_rebuilt = True


class IndexFormatError(IndexBrokenError):
    """There is an index of another version of the archive, older or newer."""

    is_rebuilt = False

    def __init__(self) -> None:
        super().__init__(
            _("The index was made by another version of the archive: manage.py rebuild_index makes it anew.")
        )


STOPPING = (KeyboardInterrupt, SystemExit, GeneratorExit)
"""What is no failure of an engine. All else is, whatever its class: a panic of tantivy is a BaseException."""

# The machine lacks something that it may have again in a moment; the index itself may be intact.
_SHORT_OF = {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOBUFS}


def unusable(error: BaseException) -> SearchUnavailableError:
    """Return the error for whatever was raised while an index was read: IndexBrokenError, unless the machine was only
    short of memory or of open files."""
    reason = str(error) or type(error).__name__
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno in _SHORT_OF):
        return SearchUnavailableError(_("The index could not be read: %(error)s") % {"error": reason})
    return IndexBrokenError(
        _("The index is broken, manage.py rebuild_index makes it anew: %(error)s") % {"error": reason}
    )


class DocumentsRefusedError(SearchUnavailableError):
    """The engine refused some documents and stored all others; `reasons` maps the id of each refused article to the
    reason."""

    def __init__(self, reasons: dict[int, str]) -> None:
        super().__init__(str(reasons))
        self.reasons = reasons


@contextmanager
def writing(said: type[Exception] = OSError) -> Iterator[None]:
    """Raise SearchUnavailableError if the index cannot be written inside the block, because the disk is full for
    example. `said` is the engine's own exception for this, beside OSError. The last commit stays valid."""
    try:
        yield
    except (OSError, said) as error:
        raise SearchUnavailableError(
            _("The index cannot be written, so the changes wait: %(error)s") % {"error": error}
        ) from error


class UnknownNodeError(TypeError):
    """A query plan holds a node that an engine cannot compile."""

    def __init__(self, node: object, engine: str) -> None:
        super().__init__(f"{engine} cannot compile the node {type(node).__name__}: {node!r}")


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found: its id and its score (0 if the results are sorted by date)."""

    article_id: int
    score: float


class ValueCount(NamedTuple):
    """A value of a facet in the engines' form (the id of a record, 2019 for a year, 201903 for a month), and the number
    of articles that have it."""

    value: int
    articles: int


class ArticleVersion(NamedTuple):
    """The id of an article, and its version in an index."""

    article_id: int
    version: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of results: the total number of articles found, the hits of the page, and the facets that were asked
    for.

    `facets` maps the name of a facet to the counts of its values, the most frequent first. It is empty if more articles
    were found than `facets_within`.
    """

    total: int
    hits: tuple[Hit, ...] = ()
    facets: dict[str, tuple[ValueCount, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Search:
    """One search, with what `Backend.search` takes: the hits from `start` up to `start + limit` of what `tree` finds,
    and its facets. Without a limit it only counts."""

    tree: Node
    sort: Sort = "relevance"
    start: int = 0
    limit: int = 0
    facets: tuple[str, ...] = ()
    facets_within: int = NO_BOUND


@dataclass(frozen=True, slots=True)
class BuiltWith:
    """What the terms and days of an index depend on: the version of the lexicon, and TIME_ZONE."""

    lexicon: str
    time_zone: str


class Backend(BaseSearchBackend):  # type: ignore[misc]
    """A Haystack backend that runs query plans and writes documents (see search/indexing/documents.py).

    `beside_name` is the name of the index to search and write, if it is not the one in use. FORMAT is the version of
    the engine's documents: it is stored with an index, and an index of another FORMAT is refused (IndexFormatError).
    Raise it with every change to the result of `prepare` or to what the index stores;
    tests/search/backends/test_formats.py says when. EFFORT_LIMIT is the sum of `effort` that one question may cost;
    None for an engine that can be stopped in the middle of a search.
    """

    FORMAT: int
    EFFORT_LIMIT: int | None
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
        """Return the hits from `start` up to `start + limit` (not included) of the articles that `tree` finds; there
        are none past the last.

        Sorted by date, undated articles come last in both directions. `facets` are counted if at most `facets_within`
        articles are found. Raise SearchUnavailableError, and UnknownNodeError for a node that the engine does not know.
        """
        raise NotImplementedError

    def search_all(self, searches: Sequence[Search]) -> Iterator[SearchResult]:
        """Yield the result of each search. An engine that is reached over a network answers all in one request; the
        others search as the results are taken."""
        for each in searches:
            yield self.search(
                each.tree,
                sort=each.sort,
                start=each.start,
                limit=each.limit,
                facets=each.facets,
                facets_within=each.facets_within,
            )

    def frequencies(self, terms: Iterable[str], field: str = "text") -> dict[str, int]:
        """Return how many articles hold each of the index terms. Raise SearchUnavailableError.

        If `field` is a kind of record, the terms are the ids of its records.
        """
        raise NotImplementedError

    def effort(self, placed: Iterable[Placed], held: Mapping[str, int]) -> int:
        """Return about how many postings are read to find the phrases and near pairs of a question. `held` says how
        many articles hold each of their terms."""
        raise NotImplementedError

    def built_with(self) -> BuiltWith:
        """Return what the index was built with. Raise IndexMissingError, IndexBrokenError or SearchUnavailableError."""
        raise NotImplementedError

    def begin(self, built_with: BuiltWith) -> str:
        """Create an empty index beside the one in use, which is not searched yet; return its name."""
        raise NotImplementedError

    def beside(self, name: str) -> Self:
        """Return a backend that searches and writes the index of this name, which `begin` created."""
        other = copy(self)
        other.beside_name = name
        return other

    def publish(self, name: str) -> None:
        """Replace the index in use by the index of this name, in one step; then remove the former one and all
        others."""
        raise NotImplementedError

    def unpublished(self) -> list[str]:
        """Return the names of the indexes that `begin` created and that are not in use."""
        raise NotImplementedError

    def discard(self, name: str) -> None:
        """Remove an index that is not in use."""
        raise NotImplementedError

    @staticmethod
    def prepare(document: Document) -> Any:
        """Return what `write` takes of a document: all that can be done to it in another process, picklable."""
        raise NotImplementedError

    def write(self, documents: Iterable[tuple[int, Any]], replacing: Iterable[int]) -> None:
        """In one commit, delete the articles `replacing` and add documents: pairs of an article's id and the result of
        `prepare`. Raise SearchUnavailableError, or DocumentsRefusedError after all other documents are stored."""
        raise NotImplementedError

    def check(self) -> None:
        """Check the index in use as far as it can be checked without the records: an embedded engine reads every file.
        Raise IndexMissingError, IndexBrokenError or SearchUnavailableError."""
        self.built_with()

    def versions(self, after: int = 0, limit: int = 1000) -> list[ArticleVersion]:
        """Return the versions of the articles in the index, in the order of their ids: the first `limit` of those with
        an id above `after`. Raise SearchUnavailableError."""
        raise NotImplementedError

    def update(self, index: Any, iterable: Iterable[Any], commit: bool = True) -> None:
        """Index articles; called by Haystack."""
        articles = list(iterable)
        prepared = ((article.pk, self.prepare(index.full_prepare(article))) for article in articles)
        self.write(prepared, [article.pk for article in articles])

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:
        """Delete one article, given as an object or as "articles.article.<id>"; called by Haystack."""
        pk = obj_or_string.rpartition(".")[2] if isinstance(obj_or_string, str) else obj_or_string.pk
        self.write((), [int(pk)])

    def clear(self, models: Any = None, commit: bool = True) -> None:
        """Delete everything; called by Haystack. Where there is no index there is nothing to delete."""
        with suppress(IndexMissingError):
            self.publish(self.begin(self.built_with()))


def periods(day: int) -> dict[str, int]:
    """Return the year and the month (as 201903) of a day, given as an ordinal; nothing for 0, which means no day."""
    if not day:
        return {}
    published = date.fromordinal(day)
    return {"year": published.year, "month": published.year * 100 + published.month}


def sample_of(article: int) -> int:
    """Return the part (0 to SAMPLES - 1) of the archive that an article belongs to. It is a hash of the id, so that it
    depends on nothing else of the article."""
    return blake2b(article.to_bytes(8), digest_size=1).digest()[0]


def default() -> Backend:
    """Return this thread's backend of the engine that the settings name."""
    backend: Backend = connections["default"].get_backend()
    return backend

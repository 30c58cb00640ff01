"""Build the document of an article: what the index holds of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from hashlib import blake2b
from itertools import count
from typing import Any, NamedTuple

from haystack import indexes

from arabic import Analyzer
from articles.body import read_body
from articles.folding import fold
from articles.kinds import AUTHOR, BY_NUMBER, LISTS
from articles.models import Article
from articles.models.queries import ArticleQuerySet
from search.backends.base import GAP
from search.backends.document import Document, Placed
from search.lexicon import analyzer


class Content(NamedTuple):
    """What of an article its document is made of, as the database holds it; `records` has the ids of each kind that it
    refers to. Unlike an article it is cheap to read and to hand to another process."""

    pk: int
    headline: str
    subheadline: str
    lead: str
    body: str
    byline: str
    published_on: date | None
    ordered_at: datetime
    version: int
    records: dict[str, tuple[int, ...]]


COLUMNS = Content._fields[:-1]
SINGLE = {f"{kind.field}_id": kind.name for kind in BY_NUMBER if not kind.is_many}
"""The columns of an article that hold the id of one record -> their kinds."""


class ArticleIndex(indexes.SearchIndex, indexes.Indexable):  # type: ignore[misc]
    """Articles as documents of analyzed terms, record ids and numbers; names of records are never stored."""

    text = indexes.CharField(document=True)

    def get_model(self) -> type[Article]:
        return Article

    def index_queryset(self, using: str | None = None) -> ArticleQuerySet:
        """Return the articles that the public may see."""
        return Article.objects.visible()

    def full_prepare(self, obj: Article) -> Document:
        """Return the document of one article, as Haystack asks for it."""
        return self.documents([obj])[0]

    def documents(self, articles: Sequence[Article]) -> list[Document]:
        """Return the documents of articles."""
        rows = [tuple(getattr(article, name) for name in (*COLUMNS, *SINGLE)) for article in articles]
        return [document_of(content) for content in _contents(rows)]


def contents(articles: ArticleQuerySet) -> list[Content]:
    """Read what the documents of articles are made of: one query, and one for each kind that an article has many of."""
    return _contents(list(articles.values_list(*COLUMNS, *SINGLE)))


def _contents(rows: list[tuple[Any, ...]]) -> list[Content]:
    """Return the contents of rows of COLUMNS and SINGLE."""
    linked = linked_ids([row[0] for row in rows])
    return [Content._make([*row[: len(COLUMNS)], _single(row[len(COLUMNS) :]) | linked[row[0]]]) for row in rows]


def _single(ids: Iterable[int | None]) -> dict[str, tuple[int, ...]]:
    return {kind: known(pk) for kind, pk in zip(SINGLE.values(), ids, strict=True)}


def document_of(content: Content) -> Document:
    """Return the document of an article; nothing is read from the database."""
    text = placed(analyzer(), parts(content))
    return {
        "text": text,
        "headline": text[: len(analyzer().forms(content.headline))],
        "records": {AUTHOR: known(byline_id(content.byline)), **content.records},
        "article": content.pk,
        "version": content.version,
        "day": content.published_on.toordinal() if content.published_on else 0,
        "order": moment(content),
    }


def parts(article: Article | Content) -> tuple[str, ...]:
    """Return the parts of an article's text, in order."""
    return article.headline, article.subheadline, article.lead, *(block.text for block in read_body(article.body))


def moment(article: Article | Content) -> int:
    """Return the time by which an article is sorted, in microseconds since 1970."""
    return int(article.ordered_at.timestamp() * 1_000_000)


def linked_ids(articles: Sequence[int]) -> defaultdict[int, dict[str, tuple[int, ...]]]:
    """Return the ids of the records of which an article may have several, by article and kind; one query for each
    kind."""
    found: defaultdict[int, dict[str, tuple[int, ...]]] = defaultdict(dict)
    for name, kind in LISTS.items():
        through = getattr(Article, name).through
        links = through.objects.filter(article__pk__among=articles).order_by("pk")
        for article, record in links.values_list("article_id", f"{kind}_id"):
            found[article][kind] = (*found[article].get(kind, ()), record)
    return found


def placed(analyzer: Analyzer, parts: Iterable[str]) -> Placed:
    """Return the terms of the parts of a text with their positions; GAP positions are left free between two parts."""
    found: Placed = []
    start = 0
    for part in parts:
        forms = analyzer.forms(part)
        found += zip(count(start), map(analyzer.terms, forms), strict=False)
        start += len(forms) + GAP if forms else 0
    return found


def byline_id(byline: str) -> int | None:
    """Return the id of a byline in the index, or None if it is empty. No record stands for a byline, so the id is a
    hash of its words at the spelling level."""
    words = fold([byline])
    return int.from_bytes(blake2b(words.encode(), digest_size=7).digest()) if words else None


def known(pk: int | None) -> tuple[int, ...]:
    """Return one id, or none, as a tuple of ids."""
    return () if pk is None else (pk,)

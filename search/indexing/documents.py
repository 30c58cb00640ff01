"""What of an article is indexed: its document."""

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
from articles.models import Article
from articles.models.queries import ArticleQuerySet
from search.backends.base import GAP
from search.lexicon import analyzer

# The records that an article may have many of, by the field that holds them.
LINKS = {"places": "place", "people": "person", "organisations": "organisation", "subjects": "subject"}

Placed = list[tuple[int, tuple[str, ...]]]


class Content(NamedTuple):
    """What of an article its document is made of, as the database holds it; `linked` has the ids of each kind of record
    that it may have many of. Unlike an article it is cheap to read and to hand to another process."""

    pk: int
    headline: str
    subheadline: str
    lead: str
    body: str
    byline: str
    source_id: int | None
    agency_id: int | None
    section_id: int | None
    published_on: date | None
    ordered_at: datetime
    version: int
    linked: dict[str, tuple[int, ...]]


COLUMNS = Content._fields[:-1]


class ArticleIndex(indexes.SearchIndex, indexes.Indexable):
    """Articles as documents of analyzed terms, record ids and numbers; never names."""

    text = indexes.CharField(document=True)

    def get_model(self) -> type[Article]:
        return Article

    def index_queryset(self, using: str | None = None) -> ArticleQuerySet:
        """What the public may see."""
        return Article.objects.visible()

    def load_all_queryset(self) -> ArticleQuerySet:
        """What results are loaded from: what the public may see."""
        return Article.objects.visible()

    def should_update(self, instance: Article, **kwargs: Any) -> bool:
        """Whether an article may be in the index, as Haystack's update_object asks for it."""
        return instance.is_visible

    def full_prepare(self, obj: Article) -> dict[str, Any]:
        """Return the document of one article, as Haystack asks for it."""
        return self.documents([obj])[0]

    def documents(self, articles: Sequence[Article]) -> list[dict[str, Any]]:
        """Return the documents of articles.

        `text` and `headline` are (position, terms) pairs; each kind of record a tuple of ids; `article` the article's
        id, `version` its own; `day` the ordinal of its day, 0 where it has none; `order` its moment in microseconds.
        """
        linked = linked_ids([article.pk for article in articles])
        values = ([getattr(article, name) for name in COLUMNS] for article in articles)
        return [document_of(Content._make([*row, linked[row[0]]])) for row in values]


def contents(articles: ArticleQuerySet) -> list[Content]:
    """Read what the documents of articles are made of, in five queries."""
    rows = list(articles.values_list(*COLUMNS))
    linked = linked_ids([row[0] for row in rows])
    return [Content._make([*row, linked[row[0]]]) for row in rows]


def document_of(content: Content) -> dict[str, Any]:
    """Return the document of an article; nothing is read from the database."""
    text = placed(analyzer(), parts(content))
    return {
        "text": text,
        "headline": text[: len(analyzer().forms(content.headline))],
        "source": known(content.source_id),
        "agency": known(content.agency_id),
        "author": known(byline_id(content.byline)),
        "section": known(content.section_id),
        "article": content.pk,
        "version": content.version,
        "day": content.published_on.toordinal() if content.published_on else 0,
        "order": moment(content),
        **content.linked,
    }


def parts(article: Article | Content) -> tuple[str, ...]:
    """The parts of an article's text, in order."""
    return article.headline, article.subheadline, article.lead, *(block.text for block in read_body(article.body))


def moment(article: Article | Content) -> int:
    """What an article is ordered by in time: microseconds since 1970."""
    return int(article.ordered_at.timestamp() * 1_000_000)


def linked_ids(articles: Sequence[int]) -> defaultdict[int, dict[str, tuple[int, ...]]]:
    """The records each article has many of, in one query a kind."""
    found: defaultdict[int, dict[str, tuple[int, ...]]] = defaultdict(dict)
    for name, kind in LINKS.items():
        through = getattr(Article, name).through
        links = through.objects.filter(article__pk__among=articles).order_by("pk")
        for article, record in links.values_list("article_id", f"{kind}_id"):
            found[article][kind] = (*found[article].get(kind, ()), record)
    return found


def placed(analyzer: Analyzer, parts: Iterable[str]) -> Placed:
    """Return the terms of the parts of a text with their positions, GAP between one part and the next."""
    found: Placed = []
    start = 0
    for part in parts:
        forms = analyzer.forms(part)
        found += zip(count(start), map(analyzer.terms, forms), strict=False)
        start += len(forms) + GAP if forms else 0
    return found


def byline_id(byline: str) -> int | None:
    """What stands in the index for a byline, as no record does: a number made of its words at the spelling level."""
    words = fold([byline])
    return int.from_bytes(blake2b(words.encode(), digest_size=7).digest()) if words else None


def known(pk: int | None) -> tuple[int, ...]:
    """One id or none, as the ids of a kind."""
    return () if pk is None else (pk,)

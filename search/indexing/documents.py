"""What of an article is indexed: its document."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

from haystack import indexes

from articles.folding import fold
from articles.models import Article
from articles.models.queries import ArticleQuerySet
from search.analysis import Analyzer
from search.backends.base import GAP
from search.lexicon import analyzer

# The records that an article may have many of, by the field that holds them.
LINKS = {"places": "place", "people": "person", "organisations": "organisation", "subjects": "subject"}

Placed = list[tuple[int, tuple[str, ...]]]


class ArticleIndex(indexes.SearchIndex, indexes.Indexable):
    """Articles as documents of analyzed terms, record ids and numbers; never names."""

    text = indexes.CharField(document=True)

    def get_model(self) -> type[Article]:
        return Article

    def index_queryset(self, using: str | None = None) -> ArticleQuerySet:
        """What the public may see."""
        return Article.objects.visible()

    def full_prepare(self, obj: Article) -> dict[str, Any]:
        """Return the document of one article, as Haystack asks for it."""
        return self.documents([obj])[0]

    def documents(self, articles: Sequence[Article]) -> list[dict[str, Any]]:
        """Return the documents of articles.

        `text` and `headline` are (position, terms) pairs; each kind of record a tuple of ids; `article` the article's
        id; `day` the ordinal of its day, 0 where it has none; `order` its moment in microseconds.
        """
        linked = linked_ids([article.pk for article in articles])
        return [{**own_values(article), **linked[article.pk]} for article in articles]


def own_values(article: Article) -> dict[str, Any]:
    """What a document takes from the article's own row."""
    return {
        "text": placed(analyzer(), parts(article)),
        "headline": placed(analyzer(), [article.headline]),
        "source": known(article.source_id),
        "agency": known(article.agency_id),
        "author": known(byline_id(article.byline)),
        "section": known(article.section_id),
        "article": article.pk,
        "day": article.published_on.toordinal() if article.published_on else 0,
        "order": moment(article),
    }


def parts(article: Article) -> tuple[str, ...]:
    """The parts of an article's text, in order."""
    return article.headline, article.subheadline, article.lead, *(block.text for block in article.blocks)


def moment(article: Article) -> int:
    """What an article is ordered by in time: microseconds since 1970."""
    return int(article.ordered_at.timestamp() * 1_000_000)


def linked_ids(articles: Sequence[int]) -> defaultdict[int, dict[str, tuple[int, ...]]]:
    """The records each article has many of, in one query a kind."""
    found: defaultdict[int, dict[str, tuple[int, ...]]] = defaultdict(dict)
    for name, kind in LINKS.items():
        through = getattr(Article, name).through
        links = through.objects.filter(article_id__in=articles).order_by("pk").values_list("article_id", f"{kind}_id")
        for article, record in links:
            found[article][kind] = (*found[article].get(kind, ()), record)
    return found


def placed(analyzer: Analyzer, parts: Iterable[str]) -> Placed:
    """Return the terms of the parts of a text with their positions, GAP between one part and the next."""
    found: Placed = []
    start = 0
    for part in parts:
        tokens = analyzer.tokens(part)
        found += [(start + token.position, analyzer.terms(token.text)) for token in tokens]
        start += tokens[-1].position + 1 + GAP if tokens else 0
    return found


def byline_id(byline: str) -> int | None:
    """What stands in the index for a byline, as no record does: a number made of its words at the spelling level."""
    words = fold([byline])
    return int.from_bytes(blake2b(words.encode(), digest_size=7).digest()) if words else None


def known(pk: int | None) -> tuple[int, ...]:
    """One id or none, as the ids of a kind."""
    return () if pk is None else (pk,)

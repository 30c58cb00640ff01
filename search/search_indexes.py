"""What of an article is indexed, in the place where Haystack looks for it."""

from collections.abc import Iterable
from typing import Any

from haystack import indexes

from articles.models import Article
from articles.models.article import ArticleQuerySet
from search.analysis import Analyzer
from search.lexicon import analyzer

# Positions left free between two blocks, so that a phrase never crosses from one into the next.
GAP = 100

Placed = list[tuple[int, tuple[str, ...]]]


class ArticleIndex(indexes.SearchIndex, indexes.Indexable):
    """Articles as documents of analyzed terms, record ids and numbers; never names."""

    text = indexes.CharField(document=True)

    def get_model(self) -> type[Article]:
        return Article

    def index_queryset(self, using: str | None = None) -> ArticleQuerySet:
        """What the public may see, with all that a document is made of."""
        return Article.objects.visible().prefetch_related("subjects", "places", "people", "organisations")

    def full_prepare(self, obj: Article) -> dict[str, Any]:
        """Return the document of an article.

        `text` and `headline` are (position, terms) pairs; each kind of record a tuple of ids; `article` the article's
        id; `day` the ordinal of its day, 0 where it has none; `order` its moment in microseconds.
        """
        parts = (obj.headline, obj.subheadline, obj.lead, *(block.text for block in obj.blocks))
        return {
            "text": placed(analyzer(), parts),
            "headline": placed(analyzer(), [obj.headline]),
            "source": ids(obj.source_id),
            "agency": ids(obj.agency_id),
            "section": ids(obj.section_id),
            "place": tuple(place.pk for place in obj.places.all()),
            "person": tuple(person.pk for person in obj.people.all()),
            "organisation": tuple(organisation.pk for organisation in obj.organisations.all()),
            "subject": tuple(subject.pk for subject in obj.subjects.all()),
            "article": obj.pk,
            "day": obj.published_on.toordinal() if obj.published_on else 0,
            "order": int(obj.ordered_at.timestamp() * 1_000_000),
        }


def placed(analyzer: Analyzer, parts: Iterable[str]) -> Placed:
    """Return the terms of the parts of a text with their positions, GAP between one part and the next."""
    found: Placed = []
    start = 0
    for part in parts:
        tokens = analyzer.tokens(part)
        found += [(start + token.position, analyzer.terms(token.text)) for token in tokens]
        start += tokens[-1].position + 1 + GAP if tokens else 0
    return found


def ids(pk: int | None) -> tuple[int, ...]:
    """One id or none, as the ids of a kind."""
    return () if pk is None else (pk,)

"""The results of a SearchQuerySet: ids and scores, their articles loaded together when the first is asked for."""

from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from haystack.models import SearchResult

from articles.kinds import FIELDS, LISTS
from articles.models import Article
from articles.presenters.segments import Segment
from search.indexing.documents import parts
from search.query.plan import Node
from search.retrieval.haystack.conditions import IDENTIFIER
from search.retrieval.haystack.errors import UnsupportedError
from search.retrieval.highlight import Highlighter
from search.retrieval.interpret import lexicon
from search.retrieval.periods import counted_value
from search.retrieval.snippets import pieces, snippet

Highlighted = dict[str, list[SafeString]]


def _period(name: str, article: Article) -> str | None:
    day = article.published_on
    if day is None:
        return None
    return counted_value(name, 100 * day.year + day.month if name == "month" else day.year)


def _slug(field: str, article: Article) -> str | None:
    record = getattr(article, field)
    return record.slug if record else None


def _slugs(field: str, article: Article) -> list[str]:
    return [record.slug for record in getattr(article, field).all()]


_TEXTS = ("headline", "subheadline", "lead", "body", "dateline", "byline")
_OTHERS = ("published_on", "published_at", "public_id", "url", "external_id", "rights", "correction")

STORED: dict[str, Callable[[Article], Any]] = {
    "id": lambda article: f"{IDENTIFIER}{article.pk}",
    "django_id": lambda article: str(article.pk),
    "django_ct": lambda article: article._meta.label_lower,
    "text": lambda article: "\n\n".join(filter(None, parts(article))),
    **{name: attrgetter(name) for name in (*_TEXTS, *_OTHERS)},
    "author": attrgetter("byline"),
    "published": attrgetter("published_on"),
    "day": attrgetter("published_on"),
    **{name: partial(_period, name) for name in ("month", "year")},
    **{kind: partial(_slugs if field in LISTS else _slug, field) for kind, field in FIELDS.items()},
}
"""The fields of a result, each read from its article; a record is its slug, as in conditions and facets."""

OF_RESULT = ("pk", "score", "app_label", "model_name", "object", "highlighted")
"""What else a result says of itself."""


class ResultBatch:
    """Results that were fetched together. `marked` is the question whose words are marked, None where none are."""

    def __init__(self, ids: Sequence[int], marked: Node | None) -> None:
        self._ids, self._marked = ids, marked
        self._articles: dict[int, Article] | None = None
        self._marker: Highlighter | None = None

    def __getstate__(self) -> dict[str, Any]:
        """For pickling: a marker reads the lexicon's files."""
        return {**self.__dict__, "_marker": None}

    def article(self, pk: int) -> Article | None:
        """Return an article, if the public may still see it."""
        if self._articles is None:
            self._articles = Article.objects.visible().defer("folded").in_bulk(self._ids)
        return self._articles.get(pk)

    def value(self, pk: int, name: str) -> Any:
        """Return a field of an article; None where it is gone."""
        article = self.article(pk)
        if article and name in FIELDS and self._articles:
            prefetch_related_objects(list(self._articles.values()), FIELDS[name])
        return STORED[name](article) if article else None

    def highlighted(self, pk: int) -> Highlighted | None:
        """Return an article's headline and the stretches of its text that were found, escaped, their words marked."""
        article = self.article(pk)
        if self._marked is None or article is None:
            return None
        self._marker = self._marker or Highlighter(self._marked, lexicon())
        return {
            "headline": [written(self._marker.headline_segments(article.headline))],
            "text": [written(snippet(pieces(article), self._marker))],
        }


def written(segments: Sequence[Segment]) -> SafeString:
    """Return segments as HTML, the marked ones in <mark>."""
    marked = (format_html("<mark>{}</mark>", text) if is_marked else text for text, is_marked, _ in segments)
    return format_html_join("", "{}", ((text,) for text in marked))


class ArticleResult(SearchResult):  # type: ignore[misc]
    """One article found. Its fields are read from the article, as the index keeps none of them."""

    _object: Article | None

    def __init__(self, app_label: str, model_name: str, pk: int, score: float, **kwargs: Any) -> None:
        self._batch: ResultBatch = kwargs.pop("_batch", None) or ResultBatch([pk], None)
        super().__init__(app_label, model_name, pk, score, **kwargs)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name.startswith("_"):
            return None  # as Haystack has it of its own
        if name == "highlighted":
            return self._batch.highlighted(self.pk)
        if name in STORED:
            return self._batch.value(self.pk, name)
        raise AttributeError(f"A result has no field {name!r}: it has {', '.join(STORED)}.")

    def _get_object(self) -> Article | None:
        if self._object is None:
            self._object = self._batch.article(self.pk)
        return self._object

    def _set_object(self, article: Article | None) -> None:
        self._object = article

    object = property(_get_object, _set_object)

    def get_stored_fields(self) -> dict[str, Any]:
        """Return every field with its value."""
        return {name: getattr(self, name) for name in STORED}


def result(made: type[SearchResult], pk: int, score: float, batch: ResultBatch) -> Any:
    """Return a result of a class: of ours, or of another that is given every field at once, as it can load none."""
    names = Article._meta.app_label, str(Article._meta.model_name)
    if issubclass(made, ArticleResult):
        return made(*names, pk, score, _batch=batch)
    fields = {name: batch.value(pk, name) for name in STORED}
    return made(*names, pk, score, **fields, highlighted=batch.highlighted(pk))


def check_fields(names: Sequence[str]) -> None:
    """Raise UnsupportedError for a field that no result has: values() would say None of it."""
    if unknown := sorted(set(names) - {*STORED, *OF_RESULT}):
        raise UnsupportedError(
            f"A result has no field {', '.join(unknown)}: it has {', '.join((*OF_RESULT, *STORED))}."
        )

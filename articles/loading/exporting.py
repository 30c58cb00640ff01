"""Export the archive as JSON lines: named records first, then the groups, then the articles, which refer by slug."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from articles.kinds import LISTS, SINGLE_FIELDS
from articles.models import NAMED_KINDS, Article, NamedRecord, NameGroup
from articles.models.groups import KIND as GROUP
from articles.readers.record import ARTICLE_KEYS, GROUP_KEYS, named_keys

_CHUNK = 500
# The keys whose value is the article's field of that name.
_PLAIN = tuple(key for key in ARTICLE_KEYS if key not in {"id", "body", "published_at", *SINGLE_FIELDS, *LISTS})


def count_records() -> int:
    """Return the number of lines of an export."""
    named = sum(model._default_manager.count() for model in NAMED_KINDS.values())
    return named + NameGroup.objects.count() + Article.objects.count()


def export_lines() -> Iterator[str]:
    """Yield every record of the archive as a line without line end, all from one snapshot."""
    with _one_moment():
        yield from _lines()


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read everything inside the block from one snapshot, without blocking writers."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:  # not atomic(): it takes SQLite's only write lock
        connection.cursor().execute("BEGIN")
        try:
            yield
        finally:
            connection.cursor().execute("COMMIT")


def _lines() -> Iterator[str]:
    for kind, model in NAMED_KINDS.items():
        for record in model._default_manager.order_by("pk").iterator(_CHUNK):
            yield _line(named_values(kind, record))
    for group in NameGroup.objects.order_by("pk").iterator(_CHUNK):
        yield _line({"type": GROUP, **{key: value for key in GROUP_KEYS if (value := getattr(group, key))}})
    articles = Article.objects.select_related(*SINGLE_FIELDS).prefetch_related(*LISTS).order_by("pk")
    for article in articles.iterator(_CHUNK):
        yield _line(article_values(article))


def named_values(kind: str, record: NamedRecord) -> dict[str, Any]:
    """Return a named record under the keys of docs/record-format.md; empty ones are left out."""
    keys = named_keys(kind)
    return {"type": kind, **{key: value for key in keys if (value := getattr(record, key))}}


def article_values(article: Article) -> dict[str, Any]:
    """Return an article with the keys of docs/record-format.md, without empty values."""
    values: dict[str, Any] = {"id": article.public_id, **{key: getattr(article, key) for key in _PLAIN}}
    values |= {key: getattr(article, key).slug for key in SINGLE_FIELDS if getattr(article, key)}
    values |= {key: [record.slug for record in getattr(article, key).all()] for key in LISTS}
    values["body"] = [{"type": block.type.value, "text": block.text} for block in article.blocks]
    values["published_at"] = _published_at(article)
    return {"type": "article", **{key: values[key] for key in ARTICLE_KEYS if values.get(key)}}


def _published_at(article: Article) -> str:
    if article.published_at:
        return timezone.localtime(article.published_at, timezone.get_default_timezone()).isoformat()
    return article.published_on.isoformat() if article.published_on else ""


def _line(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False)

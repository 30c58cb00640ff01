"""The FORMAT of each engine is raised with what it makes of a document."""

import hashlib
import json
from datetime import date, datetime
from typing import Any

import pytest
from django.utils import timezone

from arabic import Analyzer
from articles.models import Article, Place, Source
from search.backends import Backend
from search.backends.opensearch.engine import OpenSearchBackend
from search.backends.opensearch.schema import body
from search.backends.tantivy.engine import TantivyBackend
from search.backends.whoosh.engine import WhooshBackend
from search.backends.whoosh.schema import schema
from search.indexing.built import wanted
from search.indexing.documents import ArticleIndex

FORMATS: dict[type[Backend], tuple[int, str]] = {
    WhooshBackend: (1, "6456490966cf7c83"),
    TantivyBackend: (3, "d11de4cb4fdd5490"),
    OpenSearchBackend: (2, "77ee0a5a06f32bc9"),
}
"""FORMAT of each engine, and the digest of what it makes of the documents under it."""


@pytest.fixture
def documents(db: None, analyzer: Analyzer) -> list[dict[str, Any]]:
    source, place = Source(pk=7, name="صحيفة"), Place(pk=9, name="الباغوز")
    source.save()
    place.save()
    at = datetime(2019, 3, 23, 12, 30, tzinfo=timezone.get_default_timezone())
    texts = {"headline": "سقوط الباغوز", "lead": "قال وقالت", "body": "كلمة\n\n> والكتب كتب\n\nأ ف ب 2019"}
    made = [
        Article.objects.create(pk=11, source=source, published_at=at, byline="سعاد مراد", **texts),
        Article.objects.create(pk=12, published_on=date(1998, 1, 2), **texts),
        Article.objects.create(pk=13, headline="هدنة"),
    ]
    made[0].places.add(place)
    return [ArticleIndex().full_prepare(article) for article in made]


@pytest.mark.parametrize("engine", FORMATS, ids=lambda engine: engine.__name__)
def test_a_change_to_a_document_raises_the_format(engine: Any, documents: list[dict[str, Any]]) -> None:
    of_index = {
        WhooshBackend: lambda: sorted(schema().names()),
        TantivyBackend: lambda: "",
        OpenSearchBackend: lambda: {**body(wanted(), 3, 1)["mappings"], "_meta": ""},
    }[engine]()
    made_of = json.dumps([of_index, *map(engine.prepare, documents)], ensure_ascii=False, sort_keys=True)
    made = (engine.FORMAT, hashlib.sha256(made_of.encode()).hexdigest()[:16])
    assert made == FORMATS[engine], (
        f"Documents of {engine.__name__} are others. Raise FORMAT in its schema.py, unless the lexicon changed "
        f"instead; then write here {made}"
    )

"""The engines under test, and a small archive that each of them is asked about."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from arabic import Analyzer, Level
from articles.models import Agency, Article, Organisation, Person, Place, Section, Source, Status, Subject
from articles.models.listings import followed_once
from search.backends import Backend, SearchResult
from search.indexing.indexer import Indexer
from search.indexing.vocabulary import ArchiveVocabulary
from search.query.parser import parse
from search.query.planner import plan_query
from search.retrieval.record_lookup import ArchiveRecords
from tests.support.engines import ENGINES, chosen

ARTICLES: dict[str, dict[str, Any]] = {
    "baghouz": {
        "headline": "سقوط الباغوز آخر جيوب التنظيم",
        "lead": "أعلنت قوات سوريا الديموقراطية السيطرة على آخر جيب شرق الفرات.",
        "body": "قال المقاتلون إنهم رأوا خيمة محترقة.\n\n> استخدم التنظيم المدنيين دروع بشرية في المعركة.",
        "published_on": date(2019, 3, 23),
    },
    "shields": {
        "headline": "تحقيق في الانتهاكات",
        "body": "وصف الشهود ما جرى: بشرية دروع كانت هناك.\n\nدروع\n\nبشرية",
        "published_on": date(2018, 5, 1),
    },
    "books": {
        "headline": "معرض الكتاب يفتح أبوابه",
        "body": "جاء القراء إلى المعرض واشتروا كتبا كثيرة.",
        "published_on": date(2018, 12, 31),
    },
    "library": {
        "headline": "مكتبة قديمة في القاهرة",
        "body": "قرأ الباحث كتابا واحدا عن مسئول كبير، ثم زار مدرسه.",
        "published_on": date(2019, 1, 1),
    },
    "official": {
        "headline": "مسؤول يزور مدرسة",
        "body": "زار مسؤول حكومي مدرسة في سوريا وعددا من القرى.",
        "published_at": datetime(2019, 6, 1, 9, tzinfo=timezone.get_default_timezone()),
    },
    "undated": {"headline": "هدنة بلا تاريخ", "body": "لا يعرف متى وقع هذا الاتفاق على هدنة في سوريا."},
    "truce": {
        "headline": "هدنة في الجنوب",
        "body": "هدنة ثم هدنة ثم تهدئة.",
        "published_on": date(2020, 2, 2),
    },
}


@pytest.fixture(params=ENGINES)
def backend(request: pytest.FixtureRequest, settings: Any, tmp_path: Path, own_index: None) -> Iterator[Backend]:
    """An engine without an index. A file that asks the cluster for nothing but what it finds says REPLICAS = 0."""
    with chosen(request.param, tmp_path, settings, replicas=getattr(request.module, "REPLICAS", 1)) as engine:
        yield engine


@pytest.fixture
def archive(db: None, backend: Backend, analyzer: Analyzer) -> dict[str, Article]:
    """The published articles by name, indexed; beside them one of each kind that nobody may find."""
    with followed_once(Article.objects.all()):
        made = {name: Article.objects.create(status=Status.PUBLISHED, **values) for name, values in ARTICLES.items()}
        soon = timezone.now() + timedelta(hours=1)
        for values in (
            {"status": Status.DRAFT},
            {"status": Status.SCHEDULED, "published_at": soon},
            {"status": Status.WITHDRAWN, "withdrawal": "سُحب الخبر"},
        ):
            Article.objects.create(headline="كتاب عن هدنة في سوريا", **values)
        daffa, nahr = Source.objects.create(name="الضفة"), Source.objects.create(name="النهر")
        agency, section = Agency.objects.create(name="وكالة"), Section.objects.create(name="أخبار")
        for name, source in (("baghouz", daffa), ("truce", daffa), ("official", nahr)):
            Article.objects.filter(pk=made[name].pk).update(source=source, agency=agency, section=section)
            made[name].refresh_from_db()
        place, other = Place.objects.create(name="سوريا"), Place.objects.create(name="الفرات")
        made["baghouz"].places.set([place, other])
        made["official"].places.set([place])
        made["baghouz"].people.set([Person.objects.create(name="سعاد")])
        made["baghouz"].organisations.set([Organisation.objects.create(name="الهلال")])
        made["truce"].subjects.set([Subject.objects.create(name="الحرب")])
    Indexer().run()
    return made


@pytest.fixture
def names(archive: dict[str, Article]) -> Callable[[SearchResult], list[str]]:
    """The names of the articles found, in their order."""
    return lambda found: [name for hit in found.hits for name in archive if archive[name].pk == hit.article_id]


@pytest.fixture
def find(backend: Backend, analyzer: Analyzer, names: Callable[[SearchResult], list[str]]) -> Callable[..., list[str]]:
    """Ask a question as a reader types it; returns the names of the articles found, in their order."""

    def ask(text: str, level: Level = Level.LEMMA, **options: Any) -> list[str]:
        tree = parse(text, records=ArchiveRecords()).tree
        resolved = plan_query(tree, analyzer=analyzer, vocabulary=ArchiveVocabulary(), level=level)
        return names(backend.search(resolved.tree, **{"limit": 50, **options}))

    return ask

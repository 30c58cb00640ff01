"""Names typed in a question name the archive's records."""

import pytest

from articles.models import Article, Place, Source
from search.query.tree import RecordKind
from search.retrieval.record_lookup import MOST, ArchiveRecords
from tests.support.browsed import HIDDEN, with_names, write_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def records():
    source = Source.objects.create(name="صحيفة الضفّة", name_en="Al-Daffa", other_spellings=["الضفة", "daffa daily"])
    places = [Place.objects.create(name=name) for name in ("حلب", "ريف حلب", "أم الفحم")]
    write_article("خبر", source=source, places=places)
    return {"source": source.pk, **{place.name: place.pk for place in places}}


@pytest.mark.parametrize("value", ["صحيفة الضفّة", "صحيفه الضفه", "الضفة", "al-daffa", "Daffa Daily", "صَحيفة  الضفة"])
def test_any_spelling_of_any_name(records, value):
    assert ArchiveRecords().lookup(RecordKind("source"), value) == (records["source"],)


@pytest.mark.parametrize("value", ["ضفة", "daily", "الضفة daffa", "صحيفة", "", "؟", "ب" * 500])
def test_a_part_of_a_name_is_no_name(records, value):
    assert ArchiveRecords().lookup(RecordKind("source"), value) == ()


def test_a_name_inside_another_and_the_kind_count(records):
    lookup = ArchiveRecords().lookup
    assert lookup(RecordKind("place"), "حلب") == (records["حلب"],)
    assert lookup(RecordKind("place"), "ام الفحم") == (records["أم الفحم"],)
    assert lookup(RecordKind("source"), "حلب") == ()


@pytest.mark.parametrize("status", HIDDEN)
def test_a_name_that_hidden_articles_alone_refer_to_is_no_name(db, status):
    article = with_names(status, **HIDDEN[status])
    lookup = ArchiveRecords().lookup
    assert lookup(RecordKind("source"), str(article.source)) == ()
    assert lookup(RecordKind("place"), str(article.places.get())) == ()


def test_a_renamed_record_is_known_by_its_new_name_at_once(records):
    place = Place.objects.get(pk=records["حلب"])
    place.name = "حلب الشهباء"
    place.save()
    assert ArchiveRecords().lookup(RecordKind("place"), "حلب") == ()
    assert ArchiveRecords().lookup(RecordKind("place"), "حلب الشهباء") == (place.pk,)


def test_of_many_names_the_first_are_looked_up(records, django_assert_max_num_queries):
    lookup = ArchiveRecords().lookup
    with django_assert_max_num_queries(MOST):
        for number in range(100):
            lookup(RecordKind("place"), f"بلدة رقم{number}")
            lookup(RecordKind("place"), "بلدة رقم1")
    assert lookup(RecordKind("place"), "حلب") == ()
    assert ArchiveRecords().lookup(RecordKind("place"), "حلب") == (records["حلب"],)


def test_bylines_are_read_once_for_all_names(records, django_assert_num_queries):
    lookup = ArchiveRecords().lookup
    with django_assert_num_queries(1):
        for name in ("سعاد", "نزار", "مراد"):
            assert lookup(RecordKind("author"), name) == ()


def test_writers_are_known_by_their_bylines(db):
    for byline, status in (("تحقيق: سعاد مراد", "published"), ("سعاد مراد", "published"), ("نزار مراد", "draft")):
        Article.objects.create(headline="خبر", byline=byline, status=status)
    lookup = ArchiveRecords().lookup
    assert len(lookup(RecordKind("author"), "سعاد مراد")) == 2
    assert set(lookup(RecordKind("author"), "سعاد مراد")) < set(lookup(RecordKind("author"), "مراد"))
    assert lookup(RecordKind("author"), "سعا") == lookup(RecordKind("author"), "نزار") == ()

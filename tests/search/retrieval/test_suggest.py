"""What is suggested while a question is typed, and that it is read as meant."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from articles.models import Article, Organisation, Person, Place, Status
from search.backends import default
from search.query.parser import parse
from search.query.tree import Not, OfRecord, Or, Phrase, RecordKind
from search.retrieval.record_lookup import ArchiveRecords
from search.retrieval.suggest import suggest
from tests.support.result_pages import search

pytestmark = pytest.mark.django_db


def names(text, **options) -> list[str]:
    return [str(name.record) for name in suggest(text, **options).names]


def headlines(text) -> list[str]:
    return [article.headline for article in suggest(text).headlines]


def question(text, name) -> str:
    return next(found.question for found in suggest(text).names if str(found.record) == name)


def meant(text, name):
    return parse(question(text, name), records=ArchiveRecords()).tree


@pytest.mark.parametrize("typed", ["الهل", "هلا", "الأحم", "احم", "الهلال الا", "هلال أحمر", "خبر الهلال ال", "هِلا"])
def test_a_name_from_the_beginning_of_any_word_in_any_spelling(archive, typed):
    assert "الهلال الأحمر" in names(typed)


@pytest.mark.parametrize(
    "typed", ["", "ا", "ال", "لال", "هلال احمرر", "الهلال بب", "=هلا", "جذر:هلا", '"هلال"', "من:هلا", "،", "\0"]
)
def test_nothing_where_nothing_begins_so(archive, typed):
    assert "الهلال الأحمر" not in names(typed)


def test_a_field_of_any_length_is_answered_at_once(archive):
    assert suggest("a." * 60_000, kind=RecordKind("person")).count == 0


def test_a_name_is_read_as_the_record_it_was_taken_for(archive):
    place = Place.objects.get(slug="halab")
    record = OfRecord(meant("حل", "حلب").kind, (place.pk,), "حلب")
    assert meant("حل", "حلب") == meant("مكان:حل", "حلب") == meant('مكان:"حل', "حلب") == record
    assert meant("-حل", "حلب") == Not(record)
    assert meant("(هجوم أو حل", "حلب").parts[1] == record
    assert isinstance(meant("(هجوم أو حل", "حلب"), Or)
    assert question("هجوم خبر الهلا", "الهلال الأحمر") == 'هجوم خبر جهة:"الهلال الأحمر"'
    assert meant('"الهلا', "الهلال الأحمر") == Phrase(("الهلال", "الأحمر"))
    assert search(question("حل", "حلب")).total == suggest("حل").names[0].count == 2


def test_a_field_completes_names_of_its_kind(archive):
    assert names("مكان:ال") == names("شخص:با") == []
    assert names("مكان:با") == ["الباغوز"]
    assert names("سعا", kind=RecordKind("person")) == ["سعاد مراد"]
    assert [name.question for name in suggest("سعا", kind=RecordKind("person")).names] == ["سعاد مراد"]
    assert names("سعا", kind=RecordKind("place")) == []


def test_the_most_frequent_first_and_of_more_words_before_all(archive):
    Place.objects.create(name="حلبة", slug="halaba").articles.add(Article.objects.visible().first())
    assert names("حل") == ["حلب", "حلبة"]
    Person.objects.create(name="حلب سعاد", slug="hs").articles.add(Article.objects.visible().first())
    assert names("حلب سعا")[0] == "حلب سعاد"


def test_headlines_hold_every_word_and_a_beginning_of_the_last(archive):
    assert headlines("الهجوم على الباغ") == headlines("باغوز") == ["انتهاء الهجوم على الباغوز"]
    assert headlines("رقم") == [f"خبر عن هجوم رقم {number}" for number in (5, 4, 3, 2)]
    assert headlines("على هجو") == ["انتهاء الهجوم على الباغوز"]
    assert headlines("عنوان:هدن") == ["هدنة في حلب"]
    assert headlines("هدن ") == headlines("-هدن") == headlines("مكان:هدن") == headlines("هد") == []


def hidden_articles():
    soon = timezone.now() + timedelta(days=1)
    yield {"status": Status.DRAFT}
    yield {"status": Status.SCHEDULED, "published_at": soon}
    yield {"status": Status.WITHDRAWN, "withdrawal": "سُحب"}


def test_nothing_unpublished_ever(archive, index):
    for number, values in enumerate(hidden_articles()):
        article = Article.objects.create(headline="سريّة مكتومة", **values)
        article.people.add(Person.objects.create(name=f"مكتوم {number}", slug=f"secret-{number}"))
        article.organisations.add(Organisation.objects.create(name=f"منظمة مكتومة {number}", slug=f"o-{number}"))
    Person.objects.create(name="مكتوم بلا مقالات", slug="nobody")
    index()
    assert suggest("مكتوم").count == suggest("سرية").count == 0
    assert names("مكت", kind=RecordKind("person")) == []
    Article.objects.filter(headline__startswith="انتهاء").update(status=Status.WITHDRAWN, withdrawal="سُحب")
    assert headlines("انتهاء") == []  # before the index has heard of it


def test_while_the_engine_is_down_names_come_uncounted(archive, monkeypatch):
    monkeypatch.setattr(default(), "path", "/nowhere")
    assert names("حل") == ["حلب"]
    assert headlines("هدنة") == []


def test_the_options_as_a_browser_gets_them(archive):
    response = Client().get("/search/suggest/", {"q": "حل"})
    page = html.fromstring(response.content.decode())
    assert page.cssselect("[data-told]")[0].get("data-told") == "اقتراح واحد"
    (name,) = page.cssselect("[role=option]")
    assert name.get("data-question") == 'مكان:"حلب"'
    assert "المكان · مقالان" in name.text_content()
    hostile = Client().get("/search/suggest/", {"q": "script"}).content.decode()
    assert "<script" not in hostile
    assert 'data-address="/articles/' in hostile
    assert Client().get("/search/suggest/", {"kind": "place", "place": "حل"}).status_code == 200
    assert Client().get("/search/suggest/", {"kind": "nothing"}).status_code == 200


def test_a_closed_archive_suggests_to_nobody(archive, settings):
    settings.REQUIRE_LOGIN = True
    assert Client().get("/search/suggest/", {"q": "حل"}).status_code == 302


def test_queries_do_not_grow_with_what_is_found(archive, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        suggest("خبر عن حل")

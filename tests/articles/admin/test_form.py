"""The form of an article: what is typed is what is kept, and nothing a person types breaks it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.kinds import FIELDS
from articles.models import NAMED_KINDS, Article, Source, Status
from tests.support.admin_pages import ADD, LIST, change

pytestmark = pytest.mark.django_db


def test_add_page_has_the_record_in_its_order(editor):
    page = editor.get(ADD).content.decode()
    names = [
        "headline",
        "subheadline",
        "source",
        "agency",
        "dateline",
        "byline",
        "published_on",
        "published_time",
        "lead",
    ]
    names += [
        "body",
        "section",
        "subjects",
        "places",
        "people",
        "organisations",
        "status",
        "correction",
        "url",
        "rights",
    ]
    places = [page.index(f'name="{name}"') for name in names if name != "status"]
    assert places == sorted(places)
    assert "Asia/Riyadh" in page


def test_date_without_a_time_stays_one(editor, fields):
    editor.post(ADD, fields(editor, ADD, headline="خبر", published_on="2019-03-23"))
    article = Article.objects.get()
    assert (article.published_on, article.published_at) == (date(2019, 3, 23), None)
    editor.post(change(article), fields(editor, change(article), byline="مراسل"))
    article.refresh_from_db()
    assert (article.byline, article.published_on, article.published_at) == ("مراسل", date(2019, 3, 23), None)


def test_day_and_time_are_in_the_archives_zone(editor, fields):
    editor.post(ADD, fields(editor, ADD, headline="خبر", published_on="2019-03-23", published_time="01:30"))
    article = Article.objects.get()
    assert article.published_at == datetime(2019, 3, 22, 22, 30, tzinfo=UTC)
    assert article.published_on == date(2019, 3, 23)
    editor.post(change(article), fields(editor, change(article), published_time=""))
    article.refresh_from_db()
    assert (article.published_on, article.published_at) == (date(2019, 3, 23), None)


def test_a_moments_fraction_outlives_other_changes(editor, fields):
    at = datetime(2019, 3, 23, 11, 5, 7, 123456, tzinfo=UTC)
    article = Article.objects.create(headline="خبر", published_at=at)
    editor.post(change(article), fields(editor, change(article), byline="مراسل"))
    article.refresh_from_db()
    assert (article.byline, article.published_at) == ("مراسل", at)


def test_arabic_digits_are_a_date(editor, fields):
    editor.post(ADD, fields(editor, ADD, headline="خبر", published_on="٢٠١٩-٠٣-٢٣"))
    assert Article.objects.get().published_on == date(2019, 3, 23)


def test_body_is_kept_in_its_convention(editor, fields):
    typed = "فقرة أولى\r\nسطرها الثاني\r\n\r\n\r\n## عنوان فرعي\r\n\r\n> قول\r\n"
    editor.post(ADD, fields(editor, ADD, headline="خبر", body=typed))
    article = Article.objects.get()
    assert article.body == "فقرة أولى\nسطرها الثاني\n\n## عنوان فرعي\n\n> قول"
    assert [block.type.value for block in article.blocks] == ["paragraph", "subhead", "quote"]


@pytest.mark.parametrize(
    "typed",
    [
        {"headline": "خ" * 10_000},
        {"headline": "خبر\0"},
        {"body": "نص\0"},
        {"body": "ن" * 200_001},
        {"published_on": "2019-02-30"},
        {"published_on": "0001-01-01"},
        {"published_on": "9999-12-31", "published_time": "23:59"},
        {"published_on": "أمس"},
        {"published_time": "10:00"},
        {"published_time": "25:70"},
        {"source": "999999999999999999999999"},
        {"source": "إيلاف"},
        {"places": ["999999999999999999999999"]},
        {"places": ["x"]},
        {"status": "shown"},
        {"url": "javascript:alert(1)"},
        {"external_id": "1" * 201},
    ],
)
def test_what_cannot_be_taken_is_said_at_the_form(chief, fields, typed):
    response = chief.post(ADD, fields(chief, ADD, headline="خبر") | typed)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors
    assert not Article.objects.exists()


def test_seen_version_may_be_rubbish(editor, fields):
    article = Article.objects.create(headline="خبر")
    for version in ("", "x", "9" * 40, "\0"):
        data = fields(editor, change(article), headline="خبر آخر", seen_version=version)
        assert editor.post(change(article), data).status_code == 200
    article.refresh_from_db()
    assert article.headline == "خبر"


def test_twins_are_refused_with_a_reason(editor, fields):
    source = Source.objects.create(name="صحيفة")
    Article.objects.create(headline="خبر", source=source, external_id="1")
    data = fields(editor, ADD, headline="خبر", source=str(source.pk), external_id="1")
    response = editor.post(ADD, data)
    assert response.status_code == 200
    assert response.context["adminform"].form.non_field_errors()
    assert Article.objects.count() == 1


def test_status_asks_for_what_it_needs(chief, fields):
    soon = timezone.localtime() + timedelta(days=1)
    asked = {
        "headline": {"headline": "", "status": "published"},
        "published_time": {"status": "scheduled", "published_on": "2030-01-01"},
        "withdrawal": {"status": "withdrawn"},
        "status": {"status": "published", "published_on": f"{soon:%Y-%m-%d}", "published_time": f"{soon:%H:%M}"},
    }
    for field, typed in asked.items():
        response = chief.post(ADD, fields(chief, ADD, headline="خبر") | typed)
        assert field in response.context["adminform"].form.errors, field
    chief.post(ADD, fields(chief, ADD, headline="خبر") | asked["status"] | {"status": "scheduled"})
    assert Article.objects.get().published_at == soon.replace(second=0, microsecond=0)
    assert not Article.objects.visible().exists()


def test_clocks_skip_an_hour(editor, fields, settings):
    settings.TIME_ZONE = "Asia/Beirut"
    response = editor.post(ADD, fields(editor, ADD, headline="خبر", published_on="2019-03-31", published_time="00:30"))
    assert "published_time" in response.context["adminform"].form.errors


def test_list_answers_rubbish_with_the_whole_list(chief):
    far = "9" * 24
    for query in (
        f"?published_on__year={far}",
        f"?published_on__year=2019&published_on__month={far}",
        "?p=x",
        "?nothing=1",
    ):
        assert chief.get(LIST + query, follow=True).status_code == 200, query
    for key in ("x", far, "\0", "-1"):
        data = {"action": "publish", "_selected_action": key}
        assert chief.post(LIST, data, follow=True).status_code == 200, key


def test_addresses_with_rubbish_answer(editor):
    article = Article.objects.create(headline="خبر", status=Status.DRAFT)
    for query in ("?pasted=x", "?source=abc&places=x", "?published_on=x", "?version=9", "?version=x"):
        assert editor.get(ADD + query).status_code == 200
        assert editor.get(change(article) + query).status_code == 200
    for path in (
        "99999999999999999999999/change/",
        "x/preview/",
        "0/preview/",
        "x/history/",
        f"{article.pk}/history/x/",
    ):
        assert editor.get(LIST + path).status_code in (302, 404), path


def test_lists_follow_a_save_once_however_many_links_it_changes(editor, fields):
    article = Article.objects.create(headline="خبر", status=Status.DRAFT)
    links = {kind: [NAMED_KINDS[kind].objects.create(name=kind).pk] for kind in ("place", "person", "subject")}
    data = fields(editor, change(article)) | {FIELDS[kind]: keys for kind, keys in links.items()}
    with CaptureQueriesContext(connection) as queries:
        response = editor.post(change(article), data)
    assert response.status_code == 302
    article.refresh_from_db()
    assert article.places.count() == article.people.count() == article.subjects.count() == 1
    followed = [query for query in queries.captured_queries if 'INSERT INTO "articles_listing"' in query["sql"]]
    assert len(followed) == 1

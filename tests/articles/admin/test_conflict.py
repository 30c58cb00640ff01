"""Two editors of one article: the second save is refused with the difference shown, and nothing typed is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from articles.admin import conflict
from articles.admin.differences import differences
from articles.models import Article, Place, Section
from tests.support.admin_pages import change, logged_in, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    body = "قال المتحدث إن المعركة انتهت صباح السبت.\n\nوعاد السكان إلى بيوتهم."
    return Article.objects.create(headline="انتهاء المعركة", body=body)


@pytest.fixture
def two(editor):
    return editor, logged_in(staff("second", "Editor"))


def test_second_save_is_refused_and_shown(article, two, fields):
    first, second = two
    page = change(article)
    place = Place.objects.create(name="الباغوز")
    opened = fields(second, page)
    first.post(page, fields(first, page, body=article.body.replace("السبت", "الأحد"), headline="نهاية المعركة"))
    typed = {"body": article.body.replace("صباح", "مساء"), "places": [str(place.pk)], "byline": "مراسلتنا"}
    response = second.post(page, opened | typed)
    assert response.status_code == 200
    article.refresh_from_db()
    assert (article.headline, article.byline) == ("نهاية المعركة", "")
    form = response.context["adminform"].form
    labels = [str(form.fields[name].label) for name in ("headline", "byline", "body", "places")]
    assert sorted(difference.label for difference in form.conflict) == sorted(labels)
    html = response.content.decode()
    assert "<del>صباح الأحد.\n\n</del> <ins>مساء السبت.\n\n</ins>" in html
    assert "editor" in html
    assert form["body"].value() == typed["body"]
    assert form["places"].value() == [str(place.pk)]


def test_refused_again_until_the_difference_was_seen(article, two, fields):
    first, second = two
    page = change(article)
    opened = fields(second, page) | {"headline": "عنوان الثانية"}
    first.post(page, fields(first, page, headline="عنوان الأولى"))
    for _ in range(2):
        response = second.post(page, opened)
        assert response.context["adminform"].form.conflict
    shown = response.context["original"].version
    first.post(page, fields(first, page, headline="عنوان الأولى، منقّحًا"))
    response = second.post(page, opened | {"_over": str(shown)})
    assert response.context["adminform"].form.conflict, "what was saved since was not shown"
    second.post(page, opened | {"_over": str(response.context["original"].version)})
    article.refresh_from_db()
    assert article.headline == "عنوان الثانية"


def test_the_button_that_saves_over_names_the_version_shown(article, two, fields):
    first, second = two
    page = change(article)
    opened = fields(second, page) | {"headline": "عنوان الثانية"}
    first.post(page, fields(first, page, headline="عنوان الأولى"))
    html = second.post(page, opened).content.decode()
    assert '<button type="submit" name="_over" value="2"' in html
    assert 'name="seen_version" value="1"' in html


def test_a_bulk_change_counts_as_another_save(article, two, fields):
    _, second = two
    page = change(article)
    opened = fields(second, page) | {"byline": "مراسلتنا"}
    Article.objects.update(section=Section.objects.create(name="سياسة"))
    assert second.post(page, opened).context["adminform"].form.conflict


def test_same_form_sent_twice_is_no_conflict(article, two, fields):
    first, _ = two
    page = change(article)
    sent = fields(first, page, headline="عنوان جديد")
    assert first.post(page, sent).status_code == 302
    assert first.post(page, sent).status_code == 302


def test_what_was_typed_into_a_deleted_article_fills_a_new_one(article, two, fields):
    first, _ = two
    page = change(article)
    place = Place.objects.create(name="الباغوز")
    sent = fields(first, page, headline="عنوان جديد", places=[str(place.pk)], published_on="2019-03-23", source="x")
    article.delete()
    response = first.post(page, sent)
    opened = fields(first, response.url)
    assert (opened["headline"], opened["places"]) == ("عنوان جديد", [str(place.pk)])
    assert opened["published_on"] == "2019-03-23"
    assert first.post(response.url, opened | {"source": ""}).status_code == 302
    assert Article.objects.get().headline == "عنوان جديد"


def test_texts_are_compared_after_the_transaction(article, two, fields, monkeypatch):
    page, within = change(article), []

    def watched(old, new):
        within.extend(connection.savepoint_ids)  # the save's transaction is one within the test's
        return differences(old, new)

    monkeypatch.setattr(conflict, "differences", watched)
    opened = fields(two[1], page) | {"body": "متن الثانية"}
    two[0].post(page, fields(two[0], page, body="متن الأولى"))
    assert "<ins>الثانية</ins>" in two[1].post(page, opened).content.decode()
    assert within == []


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one transaction write at a time by itself")
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_saves_in_one_moment_one_is_refused(article, two, fields):
    page = change(article)
    sent = [fields(client, page, headline=f"عنوان {n}") for n, client in enumerate(two)]

    def save(n):
        try:
            return two[n].post(page, sent[n]).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(save, range(2))) == [200, 302]
    article.refresh_from_db()
    assert article.version == 2

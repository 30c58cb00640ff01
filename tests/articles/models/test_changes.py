"""Every path that changes an article leaves a row in the change log, in the same transaction."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article, Change, Place, Source, Status
from articles.models.changes import changes_committed, told_once

pytestmark = pytest.mark.django_db


def logged() -> list[int]:
    ids = list(Change.objects.order_by("pk").values_list("article_id", flat=True))
    Change.objects.all().delete()
    return ids


@pytest.fixture
def article() -> Article:
    made = Article.objects.create(headline="إعلان السيطرة على الباغوز")
    Change.objects.all().delete()
    return made


def test_save_and_delete_are_logged():
    article = Article.objects.create(headline="خبر")
    assert logged() == [article.pk]
    pk = article.pk
    article.delete()
    assert logged() == [pk]


def test_bulk_paths_are_logged(article):
    other = Article.objects.bulk_create([Article(headline="خبر آخر")])[0]
    assert logged() == [other.pk]
    Article.objects.filter(pk=article.pk).update(byline="مراسل")
    assert logged() == [article.pk]
    other.published_on = datetime(2019, 3, 23, tzinfo=UTC).date()
    Article.objects.bulk_update([other], ["published_on"])
    assert logged() == [other.pk]
    other.refresh_from_db()
    assert other.ordered_at.year == 2019
    assert other.version == 2
    Article.objects.all().delete()
    assert sorted(logged()) == sorted([article.pk, other.pk])


def test_links_are_logged_from_both_sides(article):
    place = Place.objects.create(name="الباغوز")
    article.places.add(place)
    assert logged() == [article.pk]
    place.articles.remove(article)
    assert logged() == [article.pk]
    article.places.set([place])
    logged()
    place.articles.clear()
    assert logged() == [article.pk]


def test_every_change_raises_the_version(article):
    """What tells the index of an article from an older one."""
    place = Place.objects.create(name="حلب")
    other = Article.objects.create(headline="خبر آخر")

    def changes():
        yield article.save()
        yield Article.objects.filter(pk=article.pk).update(status=Status.DRAFT)
        yield Article.objects.bulk_update([article], ["body"])
        for change in (article.places.add, article.places.remove, place.articles.add, place.articles.remove):
            yield change(article if change.__self__.instance == place else place)
        yield article.places.set([place])
        yield article.places.clear()
        yield article.places.add(place)
        yield place.articles.clear()
        yield article.places.add(place)
        yield place.delete()

    version = article.version
    for _ in changes():
        held = Article.objects.get(pk=article.pk).version
        assert held > version
        version = held
    article.refresh_from_db()
    article.places.add(Place.objects.create(name="حمص"))
    assert article.version == version + 1 == Article.objects.get(pk=article.pk).version
    assert Article.objects.get(pk=other.pk).version == 1


def test_deleting_a_record_logs_the_articles_that_lose_it(article):
    for delete in (Place.delete, lambda place: Place.objects.filter(pk=place.pk).delete()):
        place = Place.objects.create(name="الباغوز")
        article.places.set([place])
        logged()
        delete(place)
        assert logged() == [article.pk]


def test_a_change_rolled_back_is_not_logged(article):
    with pytest.raises(RuntimeError), transaction.atomic():
        article.save()
        raise RuntimeError
    assert logged() == []


def test_scheduled_article_is_due_when_its_time_comes(article):
    article.status, article.published_at = Status.SCHEDULED, timezone.now() + timedelta(hours=1)
    article.save()
    assert [change.article_id for change in Change.objects.due()] == [article.pk]
    assert Change.objects.due(article.published_at).count() == 2
    assert not Article.objects.visible().exists()
    assert Article.objects.visible(article.published_at).get() == article


def test_dates_cannot_be_updated_behind_the_order(article):
    with pytest.raises(ValueError, match="bulk_update"):
        Article.objects.update(published_at=timezone.now())


def test_database_keeps_what_validation_promises():
    source = Source.objects.create(name="صحيفة")
    twins = [
        {"source": source, "external_id": "1"},
        {"external_id": "1"},
        {"url": "https://example.org/1"},
        {"source": source, "fingerprint": "f"},
        {"fingerprint": "f"},
    ]
    for values in twins:
        Article.objects.create(headline="خبر", **values)
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.create(headline="خبر", **values)
    broken = [{"status": "shown"}, {"status": "published"}, {"status": "scheduled", "headline": "خبر"}]
    for values in [*broken, {"status": "withdrawn", "headline": "خبر"}]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.create(**values)


def test_wire_copy_of_two_outlets_is_two_articles():
    for name in ("صحيفة", "موقع"):
        Article.objects.create(headline="خبر", source=Source.objects.create(name=name), external_id="1")
    assert Article.objects.count() == 2


def test_many_commits_may_be_told_of_once(django_capture_on_commit_callbacks):
    told = []

    def hear(whole, **kwargs):
        told.append(whole)

    def commit():
        with django_capture_on_commit_callbacks(execute=True):
            Article.objects.create(headline="خبر")

    changes_committed.connect(hear)
    try:
        commit()
        with pytest.raises(RuntimeError), told_once():
            for _ in range(3):
                commit()
            raise RuntimeError
    finally:
        changes_committed.disconnect(hear)
    assert told == [False, True]

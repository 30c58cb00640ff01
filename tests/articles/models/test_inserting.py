"""Many new rows at once: what stands in them, their ids, and their place in the change log."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article, Change, Status
from articles.models.inserting import insert

# What COPY's own format gives a meaning, and what stands at the edges of Unicode.
ODD = (
    "\\N",
    "\\.",
    "a\tb",
    "a\\tb",
    "\\",
    "سطر\nسطر",
    "\r\n",
    "\"quoted\", 'text'",
    "%s %(x)s",
    "{a,b}",
    "\x01",
    "😀\ufffd",
)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ODD)
def test_every_character_stays_what_it_is(text):
    at = datetime(2019, 3, 23, 11, 30, 5, 123456, tzinfo=UTC)
    Article.objects.load([Article(headline=text, lead=text, body=text, published_at=at, guessed=["lead", text])])
    made = Article.objects.get()
    assert (made.headline, made.lead, made.body, made.guessed) == (text, text, text, ["lead", text])
    assert (made.published_at, made.ordered_at, made.published_on.isoformat()) == (at, at, "2019-03-23")
    assert (made.source_id, made.sample, made.version) == (None, False, 1)


@pytest.mark.django_db
def test_loaded_articles_are_like_saved_ones():
    saved = Article.objects.create(headline="هدنة في حلب", lead="قال", status=Status.PUBLISHED)
    loaded = Article(headline="هدنة في حلب", lead="قال", status=Status.PUBLISHED)
    Article.objects.load([loaded])
    assert loaded.pk > saved.pk
    own = {"id", "public_id", "created_at", "modified_at"}
    values = [{k: v for k, v in row.items() if k not in own} for row in Article.objects.order_by("pk").values()]
    assert values[0] == values[1]
    assert abs(timezone.now() - Article.objects.get(pk=loaded.pk).created_at) < timedelta(minutes=5)
    loaded.lead = "قالت"
    loaded.save()
    assert Article.objects.get(pk=loaded.pk).lead == "قالت"


@pytest.mark.django_db
def test_ids_grow_and_are_never_given_again():
    first = [Article(headline=str(number)) for number in range(3)]
    Article.objects.load(first)
    assert [article.pk for article in first] == sorted(article.pk for article in first)
    Article.objects.filter(pk=first[-1].pk).delete()
    second = Article(headline="3")
    Article.objects.load([second])
    assert second.pk > first[-1].pk
    assert Article.objects.create(headline="4").pk > second.pk


@pytest.mark.django_db
def test_the_change_log_has_them_and_their_hour():
    later = timezone.now() + timedelta(days=1)
    scheduled = Article(headline="خبر", status=Status.SCHEDULED, published_at=later)
    Article.objects.load([scheduled, Article(headline="خبر آخر")])
    assert Change.objects.count() == 3
    assert Change.objects.filter(article_id=scheduled.pk, due_at=later).count() == 1


@pytest.mark.django_db
def test_one_row_that_the_database_refuses_leaves_none():
    rows = [Article(headline="أول", ordered_at=timezone.now()), Article(ordered_at=timezone.now(), status="no status")]
    for row in rows:
        row.created_at = row.modified_at = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(rows)
    assert not Article.objects.exists()

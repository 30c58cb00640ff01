"""The lists and their counts are what the articles say, whatever was done to them and by whom."""

import random
import threading
from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import counts
from articles.kinds import FIELDS
from articles.loading.loader import Loader
from articles.models import NAMED_KINDS, Article, Listing, Person, Place, Source, Status, Tally
from articles.models.listings import COLUMNS, EVER, NUMBERS, places
from articles.readers.record import Record

DAYS = [None, date(2011, 1, 25), date(2019, 3, 23), date(2019, 3, 24), date(2020, 2, 29), date(99, 3, 1)]
STEPS = 150


def check() -> None:
    """Compare what is kept with the articles themselves, by queries that use nothing of what is kept."""
    visible = Article.objects.visible()
    assert counts.total() == visible.count()
    days = Counter(visible.order_by().values_list("published_on", flat=True))
    assert counts.by_day(day for day in days if day) == {day: n for day, n in days.items() if day}
    assert counts.by_year() == Counter(day and day.year for day in days.elements())
    for year in {day.year for day in days if day}:
        assert counts.by_month(year) == Counter(day.month for day in days.elements() if day and day.year == year)
    for kind, field in FIELDS.items():
        pairs = list(visible.filter(**{f"{field}__isnull": False}).order_by().values_list(field, "published_on"))
        assert counts.by_record(kind) == Counter(record for record, _day in pairs), kind
        for record in {record for record, _day in pairs}:
            years = Counter(day and day.year for other, day in pairs if other == record)
            assert counts.by_year(kind, record) == years
            own = sorted(day for other, day in pairs if other == record and day)
            assert counts.ends(kind, record) == ((own[0], own[-1]) if own else None)
        assert {record.pk for record in counts.referred_to(kind)} == {record for record, _day in pairs}
    assert list(counts.listing().order_by("day", "ordered_at", "article").values_list("article", flat=True)) == list(
        visible.order_by("ordered_at", "pk").values_list("pk", flat=True)
    )
    assert set(Listing.objects.values_list(*COLUMNS)) == set(places(Article.objects.all()))


class Newsroom:
    """Does at random all that can be done to articles, by the paths that editors and loads take."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.records = {
            kind: [model._default_manager.create(name=f"{kind} {number}") for number in range(3)]
            for kind, model in NAMED_KINDS.items()
        }

    def step(self) -> None:
        # What the database refuses (a second article of one identifier) is rolled back, its counts too.
        with suppress(IntegrityError), transaction.atomic():
            getattr(self, self.random.choice([name for name in dir(self) if name.startswith("do_")]))()

    def some(self) -> list[Article]:
        pks = list(Article.objects.values_list("pk", flat=True))
        return list(Article.objects.filter(pk__in=self.random.sample(pks, min(len(pks), self.random.randint(1, 3)))))

    def values(self) -> dict[str, object]:
        status = self.random.choice(list(Status))
        at = timezone.now() + timedelta(hours=self.random.choice([-9000, -1, 1, 9000]))
        timed = status == Status.SCHEDULED or self.random.random() < 0.3
        return {
            "headline": "خبر", "status": status, "published_on": self.random.choice(DAYS),
            "published_at": at if timed else None, "withdrawal": "سُحب",
            **{kind: self.random.choice([None, *self.records[kind]]) for kind in ("source", "agency", "section")},
        }  # fmt: skip

    def do_create(self) -> None:
        Article.objects.create(**self.values())

    def do_bulk_create(self) -> None:
        Article.objects.bulk_create([Article(**self.values()) for _ in range(4)])

    def do_save(self) -> None:
        for article in self.some():
            for name, value in self.values().items():
                setattr(article, name, value)
            article.save()

    def do_update(self) -> None:
        section = self.random.choice([None, *self.records["section"]])
        Article.objects.filter(pk__in=[article.pk for article in self.some()]).update(
            status=self.random.choice([Status.PUBLISHED, Status.DRAFT, Status.WITHDRAWN]),
            withdrawal="سُحب",
            section=section,
        )

    def do_bulk_update(self) -> None:
        some = self.some()
        for article in some:
            article.published_at, article.published_on = None, self.random.choice(DAYS)
            article.status = Status.PUBLISHED
        Article.objects.bulk_update(some, ["published_at", "published_on", "status"])

    def do_delete(self) -> None:
        some = self.some()[:1]
        if self.random.random() < 0.5:
            Article.objects.filter(pk__in=[article.pk for article in some]).delete()
        else:
            for article in some:
                article.delete()

    def do_link(self) -> None:
        kind = self.random.choice(["subject", "place", "person", "organisation"])
        records = self.random.sample(self.records[kind], self.random.randint(0, len(self.records[kind])))
        for article in self.some():
            links = getattr(article, FIELDS[kind])
            self.random.choice(
                [links.set, lambda new, links=links: links.add(*new), lambda _new, links=links: links.clear()]
            )(records)

    def do_link_from_the_other_side(self) -> None:
        place, some = self.random.choice(self.records["place"]), self.some()
        self.random.choice(
            [lambda: place.articles.add(*some), lambda: place.articles.remove(*some), place.articles.clear]
        )()

    def do_delete_a_record(self) -> None:
        old = self.records["person"].pop(0)
        self.random.choice([old.delete, Person.objects.filter(pk=old.pk).delete])()
        self.records["person"].append(Person.objects.create(name="جديد"))

    def do_merge_two_records(self) -> None:
        old = self.records["place"].pop(0)
        for article in old.articles.all():
            article.places.add(self.records["place"][0])
        old.delete()
        self.records["place"].append(Place.objects.create(name="مكان"))

    def do_load(self) -> None:
        rows = [
            {"external_id": str(self.random.randint(0, 9)), "headline": f"خبر {self.random.random()}", "body": "نص",
             "source": "صحيفة", "places": self.random.sample(["تونس", "الباغوز", "place 1"], 2),
             "published_at": self.random.choice(["2019-03-23", "2020-01-01", ""]), "status": "published"}
            for _ in range(3)
        ]  # fmt: skip
        Loader(update=True).load([Record(number, row) for number, row in enumerate(rows, 1)])


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(2))
def test_kept_counts_are_what_a_fresh_count_says(seed):
    newsroom = Newsroom(seed)
    newsroom.do_bulk_create()
    for number in range(STEPS):
        newsroom.step()
        if number % 15 == 0:
            check()
    check()
    kept = {kind: counts.by_record(kind) for kind in NUMBERS}, counts.by_year()
    rows = set(Listing.objects.values_list(*COLUMNS))
    Listing.objects.all().delete()
    Tally.objects.update(count=F("count") + 1)
    call_command("recount", stdout=(told := StringIO()))
    assert str(Article.objects.visible().count()) in told.getvalue()
    assert ({kind: counts.by_record(kind) for kind in NUMBERS}, counts.by_year()) == kept
    assert set(Listing.objects.values_list(*COLUMNS)) == rows


@pytest.mark.django_db
def test_a_scheduled_article_counts_from_its_moment_on(monkeypatch):
    article = Article.objects.create(
        headline="خبر", status=Status.SCHEDULED, published_at=timezone.now() + timedelta(hours=1)
    )
    assert (counts.total(), counts.listing().count(), counts.by_year()) == (0, 0, {})
    at = article.published_at
    monkeypatch.setattr(timezone, "now", lambda: at)
    assert counts.total() == counts.listing().count() == 1
    article.status = Status.DRAFT
    article.save()
    assert counts.total() == counts.listing().count() == Tally.objects.count() == 0


@pytest.mark.django_db
def test_a_count_is_one_row_that_goes_with_the_last_article():
    source = Source.objects.create(name="صحيفة")
    articles = [
        Article.objects.create(headline="خبر", status=Status.PUBLISHED, published_on=DAYS[2], source=source)
        for _ in range(3)
    ]
    assert sorted(Tally.objects.values_list("count", flat=True)) == [3] * 6
    for article in articles:
        article.delete()
    assert not Tally.objects.exists()
    assert not Listing.objects.exists()


@pytest.mark.django_db
def test_nothing_is_written_where_no_list_changes():
    article = Article.objects.create(headline="خبر", status=Status.PUBLISHED)
    with CaptureQueriesContext(connection) as asked:
        Listing.objects.follow([article.pk], Article.objects.all())
    assert asked.captured_queries
    assert not [query for query in asked.captured_queries if query["sql"].startswith(("INSERT", "DELETE"))]


@pytest.mark.django_db(transaction=True)
def test_editors_who_save_at_once_lose_no_count_and_wait_for_nobody():
    """On PostgreSQL two transactions are open at once; each has changed the same counts, in the other's order."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one transaction write at a time")
    first, second = (Place.objects.create(name=name) for name in ("الباغوز", "تونس"))
    both, faults = threading.Barrier(2, timeout=20), []

    def save(places: list[Place]) -> None:
        try:
            with transaction.atomic():
                article = Article.objects.create(headline="خبر", status=Status.PUBLISHED, published_on=DAYS[2])
                article.places.add(places[0])
                both.wait()
                article.places.add(places[1])
                both.wait()
        except Exception as error:
            faults.append(error)
        finally:
            connections.close_all()

    for _ in range(2):
        editors = [threading.Thread(target=save, args=(pair,)) for pair in ([first, second], [second, first])]
        for editor in editors:
            editor.start()
        for editor in editors:
            editor.join()
    assert not faults
    check()
    Article.objects.create(headline="خبر", status=Status.PUBLISHED, published_on=DAYS[2])
    assert Tally.objects.filter(kind=0).count() == 4, "what was parted is one row again"
    assert Tally.objects.filter(visible_from=EVER, kind=0, period=0).get().count == 5


@pytest.mark.django_db(transaction=True)
def test_two_who_link_one_article_wait_for_one_another():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one transaction write at a time")
    article = Article.objects.create(headline="خبر", status=Status.PUBLISHED)
    places, faults = [Place.objects.create(name=f"مكان {number}") for number in range(8)], []

    def link(place: Place) -> None:
        try:
            Article.objects.get(pk=article.pk).places.add(place)
        except Exception as error:
            faults.append(error)
        finally:
            connections.close_all()

    editors = [threading.Thread(target=link, args=(place,)) for place in places]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()
    assert not faults
    check()
    assert counts.by_record("place") == {place.pk: 1 for place in places}


@pytest.mark.django_db
def test_no_two_stretches_of_time_have_one_number():
    days = [date(1, 1, 1) + timedelta(days=n) for n in range(0, 3_650_000, 1117)]
    at = datetime(2, 1, 1, tzinfo=UTC)
    Listing.objects.bulk_create(
        Listing(article=pk, kind=0, record=0, day=day, ordered_at=at, visible_from=EVER) for pk, day in enumerate(days)
    )
    Tally.objects.count_rows(Listing.objects.order_by())
    stretches = {day.year for day in days}, {(day.year, day.month) for day in days}, set(days)
    assert Tally.objects.count() == 1 + sum(map(len, stretches))


@pytest.mark.django_db
def test_a_load_leaves_counts_in_rows_that_are_settled_later():
    row = {"headline": "خبر", "body": "نص", "source": "صحيفة", "published_at": "2019-03-23", "status": "published"}
    loader = Loader()
    for number in range(3):
        loader.load([Record(number, row | {"external_id": str(number)})])
    assert counts.total() == 3
    assert Tally.objects.filter(kind=0, period=0).count() == 3
    Tally.objects.settle()
    check()
    assert sorted(Tally.objects.values_list("count", flat=True)) == [3] * 6

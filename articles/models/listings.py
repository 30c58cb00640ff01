"""The lists of the archive: where each article stands in each of them, and how many each holds.

Both follow the articles in the transaction that changes them, so that a page reads one stretch of an index and a few
counts, however large the archive. A scheduled article has its place, and counts, from the moment of its publication
on: `visible_from` says so, and nothing need happen then.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import Any

from django.db import connections, models, router, transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models.beyond import beyond
from articles.models.inserting import insert

# What a list is of: the whole archive, or one record of a kind. The numbers stand in the database.
ARCHIVE = 0
NUMBERS = {"source": 1, "agency": 2, "section": 3, "subject": 4, "place": 5, "person": 6, "organisation": 7}
# Where the undated stand: before any newspaper.
UNDATED_DAY = date(2, 1, 1)
# Visible from ever on: what is published waits for no moment.
EVER = datetime(2, 1, 1, tzinfo=UTC)
# Stretches of time that are counted: all of it; the undated; the year 2019; of the whole archive the month MONTHS +
# 201903 and the day DAYS + 20190323 too.
WHOLE, UNDATED, MONTHS, DAYS = 0, -1, 1_000_000, 100_000_000
# What a list goes by.
PLACE = ("day", "ordered_at", "article")
COLUMNS = ("article", "kind", "record", "day", "ordered_at", "visible_from")
BATCH = 500

Place = tuple[date, datetime, int]
Row = tuple[int, int, int, date, datetime, datetime]
Counts = Counter[tuple[int, int, int, datetime]]

_held: ContextVar[set[int] | None] = ContextVar("held", default=None)


class ListingQuerySet(models.QuerySet[Any]):
    def follow(self, article_ids: Iterable[int]) -> None:
        """Bring the lists and their counts to what these articles, of which some may be gone, are now.

        To be called inside the transaction that changes them.
        """
        held, ids = _held.get(), sorted(set(article_ids))
        if held is not None:
            held.update(ids)
            return
        for start in range(0, len(ids), BATCH):
            with transaction.atomic():
                self._follow(ids[start : start + BATCH])

    def _follow(self, ids: list[int]) -> None:
        from articles.models.article import Article  # noqa: PLC0415 - an article that changes has its lists follow

        articles = Article.objects.order_by().filter(pk__in=ids)
        # Two who change the links of one article wait for one another, the second to see what the first has written.
        list(articles.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
        here = self.filter(article__in=ids)
        before, after = set(here.values_list(*COLUMNS)), set(places(articles))
        if before == after:
            return
        if before:
            here.delete()
        fill(articles, self)
        changes = counted(after)
        changes.subtract(counted(before))
        Tally.objects.add(changes)

    def seen(self, at: datetime | None = None) -> "ListingQuerySet":
        """What the public may see at `at` (now)."""
        return self.filter(visible_from__lte=at or timezone.now())

    def in_order(self, *, newest_first: bool, after: Place | None = None) -> "ListingQuerySet":
        """In the order of time, as far as it goes on after a place: one stretch of the index."""
        rows = self.filter(beyond(PLACE, after, descending=newest_first)) if after else self
        return rows.order_by(*(f"-{name}" if newest_first else name for name in PLACE))


class TallyQuerySet(models.QuerySet[Any]):
    def add(self, changes: Counts) -> None:
        """Add to the counts, without ever waiting for another who does.

        Editors who save at once all add to the same few counts. So a count may stand in several rows, of which it is
        the sum: who changes it puts one row in the place of those nobody else is about to change.
        """
        now = timezone.now()
        counts: Counter[tuple[int, int, int, datetime]] = Counter()
        for key, count in changes.items():
            counts[_settled(key, now)] += count
        counts = Counter({key: count for key, count in counts.items() if count})
        old = []
        for pk, kind, record, period, visible_from, count in self._rows({key[:3] for key in counts}):
            if (settled := _settled((kind, record, period, visible_from), now)) in counts:
                counts[settled] += count
                old.append(pk)
        for start in range(0, len(old), BATCH):
            self.filter(pk__in=old[start : start + BATCH]).delete()
        insert([self.model(**row) for row in tallied(counts)])

    def _rows(self, keys: set[tuple[int, int, int]]) -> Iterator[tuple[Any, ...]]:
        """The rows of these counts, and some more, that no other transaction has taken."""
        free = self.order_by().select_for_update(skip_locked=True)
        for kind in {kind for kind, _record, _period in keys}:
            records = sorted({record for number, record, _period in keys if number == kind})
            for start in range(0, len(records), BATCH):
                part = records[start : start + BATCH]
                periods = {period for number, record, period in keys if number == kind and record in set(part)}
                rows = free.filter(kind=kind, record__in=part, period__in=periods)
                yield from rows.values_list("pk", "kind", "record", "period", "visible_from", "count")


class Listing(models.Model):
    """The place of one published, or scheduled, article in one list, which goes by (day, ordered_at, article)."""

    pk = models.CompositePrimaryKey("article", "kind", "record")
    article = models.BigIntegerField()
    kind = models.SmallIntegerField()
    record = models.BigIntegerField()
    day = models.DateField()
    ordered_at = models.DateTimeField()
    visible_from = models.DateTimeField()

    objects = ListingQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["kind", "record", "day", "ordered_at", "article"], name="listing_by_time"),
        ]

    def __str__(self) -> str:
        return f"article {self.article} in {self.kind}:{self.record}"


class Tally(models.Model):
    """How many articles a list holds in a stretch of time, from `visible_from` on: the sum of the rows that say so."""

    kind = models.SmallIntegerField()
    record = models.BigIntegerField()
    period = models.IntegerField()
    count = models.IntegerField()
    visible_from = models.DateTimeField()

    objects = TallyQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["kind", "record", "period"], name="tally_of_list"),
            models.Index(fields=["kind", "period", "-count"], name="tally_most_first"),
        ]

    def __str__(self) -> str:
        return f"{self.count} in {self.kind}:{self.record} within {self.period}"


@contextmanager
def followed_once() -> Iterator[None]:
    """Let the lists follow all articles that change inside the block at its end, at once.

    To be opened inside the transaction that changes them.
    """
    changed: set[int] = set()
    token = _held.set(changed)
    try:
        yield
    finally:
        _held.reset(token)
    Listing.objects.follow(changed)


def recount(
    articles: "models.QuerySet[Any]", listings: "models.QuerySet[Any]", tallies: "models.QuerySet[Any]"
) -> None:
    """Make every list and every count anew, from the articles alone. Who saves meanwhile waits; readers do not."""
    using = router.db_for_write(listings.model)
    with transaction.atomic(using):
        if connections[using].vendor == "postgresql":
            with connections[using].cursor() as cursor:
                table = connections[using].ops.quote_name(listings.model._meta.db_table)
                cursor.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
        listings._raw_delete(using)
        tallies._raw_delete(using)
        fill(articles, listings)
        counts = counted(listings.values_list(*COLUMNS).iterator())
        tallies.bulk_create((tallies.model(**row) for row in tallied(counts)), batch_size=BATCH)


def places(articles: "models.QuerySet[Any]") -> "models.QuerySet[Any]":
    """The rows of COLUMNS that articles are to have: none for drafts and the withdrawn."""
    shown = articles.filter(status__in=["published", "scheduled"]).order_by()
    lists = [_placed(shown, ARCHIVE, Value(0))]
    for field in (*articles.model._meta.fields, *articles.model._meta.many_to_many):
        kind = field.related_model._meta.model_name if field.is_relation else None
        if kind in NUMBERS:
            lists.append(_placed(shown.filter(**{f"{field.name}__isnull": False}), NUMBERS[kind], F(field.name)))
    return lists[0].union(*lists[1:], all=True)


def fill(articles: "models.QuerySet[Any]", listings: "models.QuerySet[Any]") -> None:
    """Write the rows of articles that have none."""
    using = router.db_for_write(listings.model)
    quote = connections[using].ops.quote_name
    names = [quote(listings.model._meta.get_field(name).column) for name in COLUMNS]
    sql, values = places(articles).query.get_compiler(using).as_sql()
    with connections[using].cursor() as cursor:
        cursor.execute(f"INSERT INTO {quote(listings.model._meta.db_table)} ({', '.join(names)}) {sql}", values)


def counted(rows: Iterable[Row]) -> Counts:
    """(number of the kind, record, stretch of time, visible from) -> how many of the rows count for it."""
    counts: Counts = Counter()
    for _article, kind, record, day, _ordered_at, visible_from in rows:
        for period in periods(kind, day):
            counts[kind, record, period, visible_from] += 1
    return counts


def periods(kind: int, day: date) -> tuple[int, ...]:
    """The stretches of time that an article of this day counts for in a list of this kind."""
    if day == UNDATED_DAY:
        return WHOLE, UNDATED
    if kind != ARCHIVE:
        return WHOLE, day.year
    return WHOLE, day.year, month_number(day), day_number(day)


def month_number(day: date) -> int:
    """The number of a day's month among the stretches of time."""
    return MONTHS + 100 * day.year + day.month


def day_number(day: date) -> int:
    """The number of a day among the stretches of time."""
    return DAYS + 10_000 * day.year + 100 * day.month + day.day


def tallied(counts: Counts) -> Iterator[dict[str, Any]]:
    """The rows that say these counts."""
    for (kind, record, period, visible_from), count in counts.items():
        if count:
            yield {"kind": kind, "record": record, "period": period, "visible_from": visible_from, "count": count}


def _placed(articles: "models.QuerySet[Any]", kind: int, record: Any) -> "models.QuerySet[Any]":
    return articles.values_list(
        "pk",
        Value(kind, models.SmallIntegerField()),
        record,
        Coalesce("published_on", Value(UNDATED_DAY, models.DateField())),
        "ordered_at",
        Case(When(status="scheduled", then="published_at"), default=Value(EVER, models.DateTimeField())),
    )


def _settled(key: tuple[int, int, int, datetime], now: datetime) -> tuple[int, int, int, datetime]:
    kind, record, period, visible_from = key
    return kind, record, period, EVER if visible_from <= now else visible_from

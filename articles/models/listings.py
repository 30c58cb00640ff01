"""The lists of the archive: the position of each article in each list, and the number of articles per list.

Both are updated in the transaction that changes the articles. So a page reads one range of an index and a few counts,
for any size of archive. A scheduled article already has its rows; `visible_from` makes them count from the moment of
its publication on, without any action at that moment.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.db import connections, models, router, transaction
from django.db.models import Case, Count, F, Q, Sum, Value, When
from django.db.models.functions import Coalesce, ExtractDay, ExtractMonth, ExtractYear
from django.utils import timezone

from articles.kinds import BY_NUMBER
from articles.models.inserting import insert_selected
from articles.models.keyset import after_row

# The subject of a list: the whole archive, or one record of a kind. These numbers are stored in the database.
ARCHIVE = 0
NUMBERS = {kind.name: kind.number for kind in BY_NUMBER}
# Where the undated stand: before any newspaper.
UNDATED_DAY = date(2, 1, 1)
# Sentinel: already visible. Published articles do not wait for a moment.
EVER = datetime(2, 1, 1, tzinfo=UTC)
# Periods that have counts: all time; undated; a year, as 2019; and, for the whole archive only, a month as MONTHS +
# 201903 and a day as DAYS + 20190323.
WHOLE, UNDATED, MONTHS, DAYS = 0, -1, 1_000_000, 100_000_000
# The sort columns of a list.
PLACE = ("day", "ordered_at", "article")
COLUMNS = ("article", "kind", "record", "day", "ordered_at", "visible_from")
TALLIED = ("kind", "record", "period", "visible_from", "count")
# Articles whose lists are updated in one batch.
BATCH = 2_000


class ListingPlace(NamedTuple):
    """The place of an article in every list that holds it: the values of PLACE."""

    day: date
    ordered_at: datetime
    article: int


_YEAR, _MONTH, _DAY = ExtractYear("day"), ExtractMonth("day"), ExtractDay("day")
_NUMBER = models.IntegerField()
# The periods for which a row of Listing counts: the condition on the row, and the number of the period.
PERIODS: tuple[tuple[Q, Any], ...] = (
    (Q(), Value(WHOLE, _NUMBER)),
    (Q(day=UNDATED_DAY), Value(UNDATED, _NUMBER)),
    (~Q(day=UNDATED_DAY), _YEAR),
    (~Q(day=UNDATED_DAY) & Q(kind=ARCHIVE), MONTHS + _YEAR * 100 + _MONTH),
    (~Q(day=UNDATED_DAY) & Q(kind=ARCHIVE), DAYS + _YEAR * 10_000 + _MONTH * 100 + _DAY),
)

_held: ContextVar[set[int] | None] = ContextVar("held", default=None)


class ListingQuerySet(models.QuerySet[Any]):
    def follow(self, article_ids: Iterable[int], articles: "models.QuerySet[Any]", *, settled: bool = True) -> None:
        """Update the lists and their counts for these articles.

        Some of them may be deleted; `articles` is the queryset of all. Call this inside the transaction that changes
        the articles. If `settled` is False, each changed count may be left in several rows, to be merged by
        `Tally.objects.settle`.
        """
        held, ids = _held.get(), sorted(set(article_ids))
        if held is not None:
            held.update(ids)
            return
        for start in range(0, len(ids), BATCH):
            with transaction.atomic():
                changed = self._follow(ids[start : start + BATCH], articles)
                if settled and changed:
                    Tally.objects.settle(changed)

    def _follow(self, ids: list[int], everywhere: "models.QuerySet[Any]") -> list[int]:
        """Update one batch and return the ids of the `Tally` rows that hold the changes of the counts."""
        articles = everywhere.order_by().filter(pk__among=ids)
        # Two transactions that change the links of one article run one after the other, so the second sees the first
        # one's rows.
        list(articles.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
        here = self.order_by().filter(article__among=ids)
        changed: list[int] = []
        if before := set(here.values_list(*COLUMNS)):
            if before == set(places(articles)):
                return []
            changed += Tally.objects.count_rows(here, -1)
            here.delete()
        fill(articles, self)
        return changed + Tally.objects.count_rows(here)

    def of(self, kind: str = "", record: Any = 0) -> "ListingQuerySet":
        """Return the rows of one list that the public may see: that of a record, or of the whole archive."""
        return self.seen().filter(kind=NUMBERS[kind] if kind else ARCHIVE, record=record)

    def seen(self, at: datetime | None = None) -> "ListingQuerySet":
        """Return the rows that the public may see at `at` (default: now)."""
        return self.filter(visible_from__lte=at or timezone.now())

    def in_order(self, *, newest_first: bool, after: ListingPlace | None = None) -> "ListingQuerySet":
        """Return the rows in time order, from the position `after` on: one range of the index."""
        rows = self.filter(after_row(PLACE, after, descending=newest_first)) if after else self
        return rows.order_by(*(f"-{name}" if newest_first else name for name in PLACE))


class TallyQuerySet(models.QuerySet[Any]):
    """Counts, each the sum of its rows.

    Editors who save at the same time change the same few counts, and must not block each other. So each change is a row
    of its own, and `settle` merges the rows that no other transaction has locked.
    """

    def count_rows(self, rows: "models.QuerySet[Any]", sign: int = 1) -> list[int]:
        """Add rows of Listing to the counts, or subtract them with sign -1. Return the ids of the new `Tally` rows."""
        by_period = (
            rows.filter(condition).annotate(period=period).values("kind", "record", "period", "visible_from")
            for condition, period in PERIODS
        )
        parts = [
            grouped.annotate(number=Count("article") * sign).values_list(*TALLIED[:-1], "number")
            for grouped in by_period
        ]
        return insert_selected(self, TALLIED, parts[0].union(*parts[1:], all=True), returning="id")

    def settle(self, fresh: list[int] | None = None) -> None:
        """Merge the rows of each count into one: the counts that a row of `fresh` belongs to, or all counts.

        Rows that another transaction has locked are skipped, so this never waits.
        """
        since = Case(When(visible_from__lte=timezone.now(), then=Value(EVER)), default=F("visible_from"))
        with transaction.atomic():
            rows = self.order_by().filter(pk__among=self._parted(fresh))
            counts = rows.annotate(since=since).values("kind", "record", "period", "since")
            insert_selected(self, TALLIED, counts.annotate(number=Sum("count")).exclude(number=0))
            rows.delete()

    def _parted(self, fresh: list[int] | None) -> list[int]:
        """Return the ids of the unlocked rows of the counts to merge."""
        using = router.db_for_write(self.model)
        if fresh is None:
            counts = self.order_by().values("kind", "record", "period").annotate(rows=Count("pk")).filter(rows__gt=1)
            wanted = counts.values("kind", "record", "period")
        else:
            wanted = self.order_by().filter(pk__among=fresh).values("kind", "record", "period").distinct()
        sql, values = wanted.query.get_compiler(using).as_sql()
        table = connections[using].ops.quote_name(self.model._meta.db_table)
        same = " AND ".join(f"tally.{name} = wanted.{name}" for name in ("kind", "record", "period"))
        free = "FOR UPDATE OF tally SKIP LOCKED" if connections[using].features.has_select_for_update else ""
        with connections[using].cursor() as cursor:
            cursor.execute(f"SELECT tally.id FROM ({sql}) AS wanted JOIN {table} AS tally ON {same} {free}", values)  # noqa: S608 - only our own names
            return [pk for (pk,) in cursor.fetchall()]


class Listing(models.Model):
    """The position of one published or scheduled article in one list, sorted by (day, ordered_at, article)."""

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
    """The number of articles of a list in a period, from `visible_from` on: the sum of the matching rows."""

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
def followed_once(articles: "models.QuerySet[Any]", *, settled: bool = True) -> Iterator[None]:
    """Collect all changes of `articles` inside the block and update the lists once, at its end.

    `settled` works as in `ListingQuerySet.follow`. Open the block inside the transaction that changes the articles.
    """
    changed: set[int] = set()
    token = _held.set(changed)
    try:
        yield
    finally:
        _held.reset(token)
    Listing.objects.follow(changed, articles, settled=settled)


def recount(
    articles: "models.QuerySet[Any]", listings: "models.QuerySet[Any]", tallies: "models.QuerySet[Any]"
) -> None:
    """Rebuild every list and every count from the articles alone. This blocks writers, not readers."""
    using = router.db_for_write(listings.model)
    with transaction.atomic(using):
        if connections[using].vendor == "postgresql":
            with connections[using].cursor() as cursor:
                table = connections[using].ops.quote_name(listings.model._meta.db_table)
                cursor.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
        listings._raw_delete(using)
        tallies._raw_delete(using)
        fill(articles, listings)
        TallyQuerySet(tallies.model, using=using).count_rows(listings.order_by())


def places(articles: "models.QuerySet[Any]") -> "models.QuerySet[Any]":
    """Return the rows (COLUMNS) that these articles must have in the lists; drafts and withdrawn articles have none."""
    shown = articles.filter(status__in=["published", "scheduled"]).order_by()
    lists = [_placed(shown, ARCHIVE, Value(0))]
    for field in (*articles.model._meta.fields, *articles.model._meta.many_to_many):
        kind = field.related_model._meta.model_name if field.is_relation else None
        if kind in NUMBERS:
            lists.append(_placed(shown.filter(**{f"{field.name}__isnull": False}), NUMBERS[kind], F(field.name)))
    return lists[0].union(*lists[1:], all=True)


def fill(articles: "models.QuerySet[Any]", listings: "models.QuerySet[Any]") -> None:
    """Insert the list rows of articles that have none yet."""
    insert_selected(listings, COLUMNS, places(articles))


def day_number(day: date) -> int:
    """Return the period number of a day."""
    return DAYS + 10_000 * day.year + 100 * day.month + day.day


def _placed(articles: "models.QuerySet[Any]", kind: int, record: Any) -> "models.QuerySet[Any]":
    return articles.values_list(
        "pk",
        Value(kind, models.SmallIntegerField()),
        record,
        Coalesce("published_on", Value(UNDATED_DAY, models.DateField())),
        "ordered_at",
        Case(When(status="scheduled", then="published_at"), default=Value(EVER, models.DateTimeField())),
    )

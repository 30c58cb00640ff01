"""The lists of the archive: where each article stands in each of them, and how many each holds.

Both follow the articles in the transaction that changes them, so that a page reads one stretch of an index and a few
counts, however large the archive. A scheduled article has its place, and counts, from the moment of its publication
on: `visible_from` says so, and nothing need happen then.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import Any

from django.db import connections, models, router, transaction
from django.db.models import Case, Count, F, Q, Sum, Value, When
from django.db.models.functions import Coalesce, ExtractDay, ExtractMonth, ExtractYear
from django.utils import timezone

from articles.models.inserting import insert_selected
from articles.models.keyset import after_row

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
TALLIED = ("kind", "record", "period", "visible_from", "count")
# Articles whose lists follow at once.
BATCH = 2_000

Place = tuple[date, datetime, int]

_YEAR, _MONTH, _DAY = ExtractYear("day"), ExtractMonth("day"), ExtractDay("day")
_NUMBER = models.IntegerField()
# The stretches of time that a row of Listing counts for: which rows, and the number of the stretch.
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
        """Bring the lists and their counts to what these articles, of which some may be gone, are now; `articles` is
        the queryset of all.

        Call it inside the transaction that changes them. Not `settled`, counts are left in several rows, for
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
        """Return the ids of the rows that say by how much counts have changed."""
        articles = everywhere.order_by().filter(pk__among=ids)
        # Two who change the links of one article wait for one another, the second to see what the first has written.
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

    def seen(self, at: datetime | None = None) -> "ListingQuerySet":
        """What the public may see at `at` (now)."""
        return self.filter(visible_from__lte=at or timezone.now())

    def in_order(self, *, newest_first: bool, after: Place | None = None) -> "ListingQuerySet":
        """In the order of time, as far as it goes on after a place: one stretch of the index."""
        rows = self.filter(after_row(PLACE, after, descending=newest_first)) if after else self
        return rows.order_by(*(f"-{name}" if newest_first else name for name in PLACE))


class TallyQuerySet(models.QuerySet[Any]):
    """Counts, each the sum of the rows that say it.

    Editors who save at once all add to the same few counts, and none of them shall wait: what a count changes by is a
    row of its own, and `settle` puts one row in the place of those that nobody else is about to change.
    """

    def count_rows(self, rows: "models.QuerySet[Any]", sign: int = 1) -> list[int]:
        """Add rows of Listing to the counts, or with -1 take them off; return the ids of the rows that say so."""
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
        """Put one row in the place of the several that a count stands in: every count that a row of `fresh` adds to, or
        all counts. Rows that another transaction has taken stay; nobody waits."""
        since = Case(When(visible_from__lte=timezone.now(), then=Value(EVER)), default=F("visible_from"))
        with transaction.atomic():
            rows = self.order_by().filter(pk__among=self._parted(fresh))
            counts = rows.annotate(since=since).values("kind", "record", "period", "since")
            insert_selected(self, TALLIED, counts.annotate(number=Sum("count")).exclude(number=0))
            rows.delete()

    def _parted(self, fresh: list[int] | None) -> list[int]:
        """The rows of the counts to be settled that are free."""
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
            cursor.execute(f"SELECT tally.id FROM ({sql}) AS wanted JOIN {table} AS tally ON {same} {free}", values)  # noqa: S608 - names of ours
            return [pk for (pk,) in cursor.fetchall()]


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
def followed_once(articles: "models.QuerySet[Any]", *, settled: bool = True) -> Iterator[None]:
    """Let the lists follow all that changes of `articles` inside the block at its end, at once.

    `settled` is what it is in `follow`. Open it inside the transaction that changes them.
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
        TallyQuerySet(tallies.model, using=using).count_rows(listings.order_by())


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
    insert_selected(listings, COLUMNS, places(articles))


def day_number(day: date) -> int:
    """The number of a day among the stretches of time."""
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

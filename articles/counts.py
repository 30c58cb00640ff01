"""Numbers of visible articles by day and by record, read from stored counts: no page counts articles."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from articles.models import NAMED_KINDS, Listing, NamedRecord, Tally
from articles.models.listings import (
    ARCHIVE,
    MONTHS,
    NUMBERS,
    UNDATED,
    UNDATED_DAY,
    WHOLE,
    ListingQuerySet,
    TallyQuerySet,
    day_number,
)


def listing(kind: str = "", record: Any = 0) -> ListingQuerySet:
    """Return the visible rows of one list: that of a record, or of the whole archive."""
    return Listing.objects.of(kind, record)


def number(kind: str) -> int:
    """Return the number of a kind in the lists; "" is the whole archive."""
    return NUMBERS[kind] if kind else ARCHIVE


def total(kind: str = "", record: int = 0) -> int:
    """Return how many visible articles refer to a record, or are in the archive."""
    return _counted(kind, record, period=WHOLE).get(WHOLE, 0)


def by_year(kind: str = "", record: int = 0) -> dict[int | None, int]:
    """Return year -> number of a record's articles, or of the archive's. The key None is for undated articles."""
    found = _counted(kind, record, period__range=(UNDATED, 9999))
    return {None if year == UNDATED else year: count for year, count in found.items() if year != WHOLE}


def by_month(year: int) -> dict[int, int]:
    """Return month -> number of articles, for the months of `year` that have any."""
    first = MONTHS + 100 * year
    return {period - first: count for period, count in _counted("", 0, period__range=(first + 1, first + 12)).items()}


def by_day(days: Iterable[date]) -> dict[date, int]:
    """Return day -> number of articles, for those of `days` that have any."""
    numbers = {day_number(day): day for day in days}
    return {numbers[period]: count for period, count in _counted("", 0, period__in=numbers).items()}


def by_record(kind: str, ids: Iterable[int] | None = None) -> dict[int, int]:
    """Return record id -> number of visible articles that refer to it, without the records that have none."""
    rows = _seen().filter(kind=number(kind), period=WHOLE)
    if ids is not None:
        rows = rows.filter(record__in=ids)
    counts = rows.values_list("record").annotate(count=Sum("count"))
    return {record: count for record, count in counts if count > 0}


def most_frequent(kind: str, limit: int) -> list[int]:
    """Return the ids of the records of a kind with the most visible articles, most first."""
    # A count may be in two rows for a while. So twice as many rows contain the first `limit` records, with some
    # reserve.
    rows = _seen().filter(kind=number(kind), period=WHOLE).order_by("-count")
    found = by_record(kind, set(rows.values_list("record", flat=True)[: 2 * limit]))
    return sorted(found, key=lambda record: (-found[record], record))[:limit]


def ends(kind: str = "", record: int = 0) -> tuple[date, date] | None:
    """Return the days of the oldest and the newest article of a record, or of the archive; None if none is dated."""
    dated = listing(kind, record).filter(day__gt=UNDATED_DAY)
    oldest, newest = (dated.in_order(newest_first=newest_first) for newest_first in (False, True))
    first, last = (rows.values_list("day", flat=True).first() for rows in (oldest, newest))
    return (first, last) if first and last else None


def nearest(day: date, *, before: bool) -> date | None:
    """Return the nearest day before or after `day` that has an article, or None."""
    side = {"day__lt": day, "day__gt": UNDATED_DAY} if before else {"day__gt": day}
    found: date | None = listing().filter(**side).in_order(newest_first=before).values_list("day", flat=True).first()
    return found


def referred_to(kind: str, **condition: object) -> list[NamedRecord]:
    """Return the records of a kind that match a condition and that the public may see.

    Only the fields that a list shows are loaded.
    """
    return list(NAMED_KINDS[kind].objects.visible().filter(**condition).only("name", "name_en", "slug"))


def _seen() -> TallyQuerySet:
    return Tally.objects.order_by().filter(visible_from__lte=timezone.now())


def _counted(kind: str, record: int, **stretch: object) -> dict[int, int]:
    rows = _seen().filter(kind=number(kind), record=record, **stretch)
    return {period: count for period, count in rows.values_list("period").annotate(count=Sum("count")) if count > 0}

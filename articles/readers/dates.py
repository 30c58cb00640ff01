"""Read the dates of records: a day without a time stays a day, a time without an offset is in TIME_ZONE."""

import re
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.readers.record import RefusalError

# There was no newspaper before the first year. A year after the last is a typing error, or of another calendar.
FIRST_YEAR, LAST_YEAR = 1600, 2199

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_DATE = re.compile(
    r"(?:(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})"
    r"|(?P<day_>\d{1,2})(?P<sign_>[-/.])(?P<month_>\d{1,2})(?P=sign_)(?P<year_>\d{4}))"
    r"(?:[T ,]\s*(?P<time>\S.*))?"
)
_TIME = re.compile(
    r"(?P<hour>\d{1,2}):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,](?P<part>\d{1,9}))?)?"
    r"\s*(?P<zone>Z|[+-]\d\d(?::?\d\d(?::\d\d)?)?)?"
)


def read_date(text: str) -> tuple[date, datetime | None]:
    """Return the day, and the moment if there is a time. Accept year first or day first, in both digit sets.

    Raise RefusalError if `text` is not a date or the day does not exist.
    """
    match = _DATE.fullmatch(text.translate(_DIGITS).strip())
    time = _TIME.fullmatch(match["time"].upper()) if match and match["time"] else None
    if not match or (match["time"] and not time):
        raise RefusalError(
            _("“%(text)s” is not a date. Write 2019-03-23, or 2019-03-23T14:05:00+03:00.") % {"text": text[:80]},
            "published_at",
        )
    try:
        day = date(*(int(match[name] or match[name + "_"]) for name in ("year", "month", "day")))
        moment = _moment(day, time) if time else None
    except (ValueError, OverflowError):
        raise RefusalError(
            _("There is no “%(text)s”: mend the day, the month or the time.") % {"text": text[:80]}, "published_at"
        ) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise RefusalError(
            _("The year of “%(text)s” is not between %(first)d and %(last)d. Write it in the Gregorian calendar.")
            % {"text": text[:80], "first": FIRST_YEAR, "last": LAST_YEAR},
            "published_at",
        )
    return day, moment


def _moment(day: date, time: re.Match[str]) -> datetime:
    """Return the moment of a time on `day`. Raise ValueError if it does not exist."""
    clock = f"{int(time['hour']):02}:{time['minute']}:{time['second'] or '00'}"
    moment = datetime.fromisoformat(f"{day.isoformat()}T{clock}.{(time['part'] or '0')[:6]:0<6}{time['zone'] or ''}")
    return moment if moment.tzinfo else timezone.make_aware(moment, timezone.get_default_timezone())

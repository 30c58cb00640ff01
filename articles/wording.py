"""Dates, times, counts and typed text, in the page's language.

Month and day names, and the Arabic city names of time zones, are from CLDR, through Babel.
"""

from datetime import date, datetime
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, get_day_names, get_timezone_gmt, get_timezone_location
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from hijridate import Gregorian

from articles.kinds import BY_NAME

LEVANTINE, COMMON = Locale("ar", "SY"), Locale("ar")


def is_arabic() -> bool:
    """Return whether the page is in Arabic."""
    return (get_language() or "ar").startswith("ar")


def isolated(text: str) -> str:
    """Return typed text between U+2068 and U+2069, so that its direction does not affect the sentence around it."""
    return f"\u2068{text}\u2069"


def month_name(month: int, country: str = "") -> str:
    """Return the month's name. In Arabic, use that of the country (ISO 3166 code), with a second name after a slash.

    The second name is the common one, or the Levantine one if the country's own is the common one: مارس/آذار, but
    آذار/مارس and جوان/يونيو.
    """
    if not is_arabic():
        return str(Locale("en").months["format"]["wide"][month])
    own, common, levantine = (_month(locale, month) for locale in (_region(country), COMMON, LEVANTINE))
    return f"{own}/{levantine if own == common else common}"


def day_in_words(day: date, country: str = "", weekday: bool = True) -> str:
    """Return the day in the style of newspapers: السبت 23 آذار/مارس 2019, Saturday 23 March 2019."""
    name = format_date(day, "EEEE ", locale="ar" if is_arabic() else "en") if weekday else ""
    return f"{name}{day.day} {month_name(day.month, country)} {day.year}"


def day_of_month_in_words(month: int, day: int) -> str:
    """Return a day without a year: 23 آذار/مارس."""
    return f"{day} {month_name(month)}"


def month_in_words(year: int, month: int) -> str:
    """Return the month and its year: آذار/مارس 2019."""
    return f"{month_name(month)} {year}"


def weekdays() -> list[tuple[str, str]]:
    """Return the short and full names of the weekdays, from Saturday on. Arabic calendars shorten them to a letter."""
    locale = "ar" if is_arabic() else "en"
    short = get_day_names("narrow" if is_arabic() else "abbreviated", "stand-alone", locale)
    full = get_day_names("wide", "stand-alone", locale)
    return [(short[number], full[number]) for number in (5, 6, 0, 1, 2, 3, 4)]


def time_in_words(moment: datetime) -> str:
    """Return the time of day in TIME_ZONE, with the zone's name: 14:05 بتوقيت الرياض (UTC+03:00)."""
    zone = timezone.get_default_timezone()
    here = timezone.localtime(moment, zone)
    city = get_timezone_location(str(zone), locale="ar" if is_arabic() else "en", return_city=True)
    offset = get_timezone_gmt(here, locale="en").replace("GMT", "UTC").replace("UTC+00:00", "UTC")
    shown = {"time": f"{here:%H:%M}", "city": city, "offset": offset}
    return _("%(time)s, %(offset)s") % shown if city == "UTC" else _("%(time)s, %(city)s time (%(offset)s)") % shown


def hijri_in_words(day: date) -> str:
    """Return the day in the Umm al-Qura calendar, or "" outside its tables (1343 to 1500 AH)."""
    try:
        hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    except OverflowError:
        return ""
    language: Literal["ar", "en"] = "ar" if is_arabic() else "en"
    return f"{hijri.day} {hijri.month_name(language)} {hijri.year} {hijri.notation(language)}"


def articles_in_words(count: int) -> str:
    """Return the count with its noun in the correct form: مقالان، 3 مقالات، 11 مقالًا."""
    return ngettext("%(count)s article", "%(count)s articles", count) % {"count": intcomma(count)}


def _region(country: str) -> Locale:
    try:
        return Locale("ar", country.upper()) if country else LEVANTINE
    except UnknownLocaleError:
        return COMMON


def _month(locale: Locale, month: int) -> str:
    return str(locale.months["format"]["wide"][month])


def kind_title(kind: str) -> str:
    """Return what pages call one record of a kind: "Place"."""
    return _(BY_NAME[kind].title)


def kind_titles(kind: str) -> str:
    """Return what pages call all records of a kind: "Places"."""
    return _(BY_NAME[kind].titles)

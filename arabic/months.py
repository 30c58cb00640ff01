"""Month names of every Arab region, with their spelling variants folded."""

from enum import Enum
from functools import cache

from babel import Locale
from babel.localedata import locale_identifiers
from hijridate import Hijri

from .affixes import without_article
from .normalize import spelling


class Calendar(Enum):
    """The calendar of a month name or a year."""

    GREGORIAN = "gregorian"
    HIJRI = "hijri"


# Names used by the press that CLDR lacks for the region: Iraq, Egypt, and the short forms of the Levant.
_REGIONAL = {
    1: ("كانون ثان",),
    5: ("مايس",),
    6: ("يونيه",),
    7: ("يوليه",),
    10: ("أوكتوبر",),
    11: ("تشرين ثان",),
}

# Libya's own names, used in its papers until 2011.
_LIBYAN = (
    "أي النار",
    "النوار",
    "الربيع",
    "الطير",
    "الماء",
    "الصيف",
    "ناصر",
    "هانيبال",
    "الفاتح",
    "التمور",
    "الحرث",
    "الكانون",
)

_HIJRI_VARIANTS = {
    1: ("محرم الحرام",),
    2: ("صفر الخير",),
    4: ("ربيع الآخر", "ربيع ثان"),
    5: ("جمادى الأول", "جماد الأول"),
    6: ("جمادى الثانية", "جمادى الآخر", "جماد الثاني", "جماد الآخر"),
    11: ("ذي القعدة",),
    12: ("ذي الحجة",),
}


def month_key(name: str) -> str:
    """Return a month name without the differences between its spellings: hamza, final ة and ى, the article, upper case,
    spaces."""
    words = (spelling(word).casefold() for word in name.split())
    return "".join(without_article(word) for word in words).translate({ord("ة"): "ه", ord("ى"): "ي"})


@cache
def month_names() -> dict[str, tuple[Calendar, int]]:
    """Return a mapping from folded month name (month_key) to calendar and number (1 to 12). A name that is both
    Gregorian and Hijri counts as Gregorian."""
    names: dict[str, tuple[Calendar, int]] = {}
    for number in range(1, 13):
        hijri = Hijri(1440, number, 1)
        for name in (hijri.month_name("ar"), hijri.month_name("en"), *_HIJRI_VARIANTS.get(number, ())):
            names[month_key(name)] = (Calendar.HIJRI, number)
    for number in range(1, 13):
        for name in (_LIBYAN[number - 1], *_REGIONAL.get(number, ()), *_cldr(number)):
            names[month_key(name)] = (Calendar.GREGORIAN, number)
    return names


def equal_months() -> tuple[tuple[str, ...], ...]:
    """Return, for each Gregorian month from 1 to 12, its names in today's regions. The names of Libya's former calendar
    are left out: they are ordinary words."""
    return tuple(tuple(sorted({*_arabic(number), *_REGIONAL.get(number, ())})) for number in range(1, 13))


def _cldr(number: int) -> set[str]:
    """Return CLDR's names of this month: in Arabic, of all regions, and in English."""
    english = {Locale("en").months["format"][width][number] for width in ("wide", "abbreviated")}
    return _arabic(number) | english


def _arabic(number: int) -> set[str]:
    locales = [name for name in locale_identifiers() if name == "ar" or name.startswith("ar_")]
    return {Locale.parse(name).months[form]["wide"][number] for name in locales for form in ("format", "stand-alone")}

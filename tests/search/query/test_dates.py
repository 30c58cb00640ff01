"""Dates as people of every Arab region write them."""

from datetime import date
from itertools import pairwise

import pytest
from babel import Locale

from search.query.dates import Days, read_period, read_range
from search.query.parser import parse
from search.query.tree import And, Not, Published, Word
from search.query.unparse import unparse
from tests.support.names import Names

# The regions with month names of their own, and what their press prints for each month.
PRINTED = {
    "ar_EG": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "ar_SY": "كانون-الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين-الأول تشرين-الثاني كانون-الأول",
    "ar_TN": "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
    "ar_MA": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
    "ar_MR": "يناير فبراير مارس إبريل مايو يونيو يوليو أغشت شتمبر أكتوبر نوفمبر دجمبر",
    "ar_LY until 2011": "أي-النار النوار الربيع الطير الماء الصيف ناصر هانيبال الفاتح التمور الحرث الكانون",
    "without hamza": "يناير فبراير مارس ابريل مايو يونية يولية اغسطس سبتمبر اكتوبر نوفمبر ديسمبر",
    "Levant without hamza": "كانون-ثاني شباط اذار نيسان ايار حزيران تموز اب ايلول تشرين-اول تشرين-ثاني كانون-اول",
    "Iraq": "كانون-الثاني شباط آذار نيسان مايس حزيران تموز آب أيلول تشرين-الأول تشرين-الثاني كانون-الأول",
    "English": "January February march April May june July August september October November December",
    "English, short": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
}
HIJRI = (
    "محرم صفر ربيع-الأول ربيع-الآخر جمادى-الأولى جمادى-الآخرة رجب شعبان رمضان شوال ذو-القعدة ذو-الحجة",
    "المحرم صفر ربيع-اول ربيع-الثاني جمادي-الاولى جمادى-الثانية رجب شعبان رمضان شوال ذي-القعدة ذي-الحجة",
)


def month_of(number: int, year: int = 2019) -> Days:
    last = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}.get(number, 31)
    return Days(date(year, number, 1), date(year, number, last))


@pytest.mark.parametrize("names", PRINTED.values(), ids=PRINTED)
def test_the_month_names_of_a_region(names):
    for number, name in enumerate(names.split(), 1):
        assert read_period(f"{name}-2019") == month_of(number), name
        assert read_period(f"{name.replace('-', ' ')} ٢٠١٩") == month_of(number), name


@pytest.mark.parametrize(
    "text", ["1" + "   1" * 120 + "!", "1 " + " - " * 160, "١ / " * 120, "آذار" + " " * 400 + "2019"]
)
def test_any_length_is_read_at_once(text):
    assert read_period(text) == (month_of(3) if "آذار" in text else None)


def test_spaces_around_what_parts_a_date_change_nothing():
    assert read_period(" 23 /  3/2019 ") == read_period("23/3/2019") == Days(date(2019, 3, 23), date(2019, 3, 23))


REGIONS = "AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TD TN YE"


@pytest.mark.parametrize("region", REGIONS.split())
def test_the_names_that_cldr_has_for_a_region(region):
    for number, name in Locale("ar", region).months["format"]["wide"].items():
        assert read_period(f"{name} 2019") == month_of(number), name


@pytest.mark.parametrize("names", HIJRI)
def test_hijri_months(names):
    first, *others = names.split()
    assert read_period(f"{first}-1440") == Days(date(2018, 9, 11), date(2018, 10, 9))
    months = [read_period(f"{name}-1440") for name in (first, *others)]
    assert all(before.last.toordinal() + 1 == after.first.toordinal() for before, after in pairwise(months))
    assert months[-1].last == date(2019, 8, 30)


MARCH_23 = Days(date(2019, 3, 23), date(2019, 3, 23))
FORMS = [
    ("2019", Days(date(2019, 1, 1), date(2019, 12, 31))),
    ("٢٠١٩", Days(date(2019, 1, 1), date(2019, 12, 31))),
    ("۲۰۱۹", Days(date(2019, 1, 1), date(2019, 12, 31))),
    ("2019م", Days(date(2019, 1, 1), date(2019, 12, 31))),
    ("2019-06", month_of(6)),
    ("2019/6", month_of(6)),
    ("6/2019", month_of(6)),
    ("06-2019", month_of(6)),
    ("٦/٢٠١٩", month_of(6)),
    ("2020-02", Days(date(2020, 2, 1), date(2020, 2, 29))),
    ("آذار-2019", month_of(3)),
    ("آذار2019", month_of(3)),
    ("2019-آذار", month_of(3)),
    ("آذار/مارس-2019", month_of(3)),
    ("كانون الأول/ديسمبر 2019", month_of(12)),
    ("آذارـ2019", month_of(3)),
    ("آذَار 2019", month_of(3)),
    ("23/3/2019", MARCH_23),
    ("23-03-2019", MARCH_23),
    ("23.3.2019", MARCH_23),
    ("٢٣/٣/٢٠١٩", MARCH_23),
    ("2019-03-23", MARCH_23),
    ("2019/3/23", MARCH_23),
    ("23 آذار 2019", MARCH_23),
    ("23-مارس-2019", MARCH_23),
    ("2019-آذار-23", MARCH_23),
    ("23 March 2019", MARCH_23),
    ("1440", Days(date(2018, 9, 11), date(2019, 8, 30))),
    ("1440هـ", Days(date(2018, 9, 11), date(2019, 8, 30))),
    ("١٤٤٠ هجرية", Days(date(2018, 9, 11), date(2019, 8, 30))),
    ("1440-09", Days(date(2019, 5, 6), date(2019, 6, 3))),
    ("1/9/1440", Days(date(2019, 5, 6), date(2019, 5, 6))),
    ("1 رمضان 1440هـ", Days(date(2019, 5, 6), date(2019, 5, 6))),
]


@pytest.mark.parametrize(("typed", "days"), FORMS, ids=[typed for typed, _ in FORMS])
def test_a_form_of_date(typed, days):
    assert read_period(typed) == days


REFUSED = [
    *("", "آذار", "هنا", "19", "2019-13", "2019-00", "2019-02-29", "31/4/2019", "23/3/19", "3/23/2019", "2019/2020"),
    *("1342", "0000", "99999", "1-2-3-2019", "آذار شباط 2019", "رمضان 2019م", "2019هـ", "1440م", "31/1/1440"),
    *("2019-06..", "2019--06", "2019 x", "=2019", "2019-3-آذار-5-6", "²2019", "1500-13", "٢٠١٩٫٥"),
]


@pytest.mark.parametrize("typed", REFUSED)
def test_what_is_no_date(typed):
    assert read_period(typed) is None


RANGES = [
    ("2019-03..2019-06", Days(date(2019, 3, 1), date(2019, 6, 30))),
    ("آذار-2019..حزيران-2019", Days(date(2019, 3, 1), date(2019, 6, 30))),
    ("2019-03…2019-06", Days(date(2019, 3, 1), date(2019, 6, 30))),
    ("2019...2020", Days(date(2019, 1, 1), date(2020, 12, 31))),
    ("..2019", Days(None, date(2019, 12, 31))),
    ("2019..", Days(date(2019, 1, 1), None)),
    ("2020..2019", Days(date(2019, 1, 1), date(2020, 12, 31), swapped=True)),
    ("2019", Days(date(2019, 1, 1), date(2019, 12, 31))),
    ("..", None),
    ("2019..هنا", None),
    ("2018..2019..2020", None),
]


@pytest.mark.parametrize(("typed", "days"), RANGES, ids=[typed for typed, _ in RANGES])
def test_a_range(typed, days):
    assert read_range(typed) == days


FIRST, LAST = date(2019, 3, 1), date(2019, 6, 30)
SYRIA = Word("سوريا")
QUESTIONS = [
    ("من:آذار-2019 إلى:2019-06", And((Published(FIRST, None), Published(None, LAST)))),
    ("from:2019-03 to:2019-06", And((Published(FIRST, None), Published(None, LAST)))),
    ("الى:2019-06", Published(None, LAST)),
    ("تاريخ:23/3/2019", Published(date(2019, 3, 23), date(2019, 3, 23))),
    ("التاريخ:٢٣/٣/٢٠١٩", Published(date(2019, 3, 23), date(2019, 3, 23))),
    ("date:2019-03..2019-06", Published(FIRST, LAST)),
    ("date:2019-03…2019-06", Published(FIRST, LAST)),
    ("تاريخ:..2019-06", Published(None, LAST)),
    ("تاريخ:2019-03.. سوريا", And((Published(FIRST, None), SYRIA))),
    ("تاريخ:رمضان-1440", Published(date(2019, 5, 6), date(2019, 6, 3))),
    ('من:"آذار 2019" سوريا', And((Published(FIRST, None), SYRIA))),
    ("من:آذار 2019 سوريا", And((Published(FIRST, None), SYRIA))),
    ("تاريخ:23 كانون الثاني 2019 سوريا", And((Published(date(2019, 1, 23), date(2019, 1, 23)), SYRIA))),
    ("تاريخ:1440 هـ سوريا", And((Published(date(2018, 9, 11), date(2019, 8, 30)), SYRIA))),
    ("من:١ رمضان ١٤٤٠ هـ", Published(date(2019, 5, 6), None)),
    ("تاريخ:23 كانون الثاني 2019 م سوريا", And((Published(date(2019, 1, 23), date(2019, 1, 23)), SYRIA))),
    ("تاريخ:2019 5 سوريا", And((Published(date(2019, 1, 1), date(2019, 12, 31)), Word("5"), SYRIA))),
    ("2019،2020", And((Word("2019"), Word("2020")))),
    ("سوريا -تاريخ:23/3/2019", And((SYRIA, Not(Published(date(2019, 3, 23), date(2019, 3, 23)))))),
    ("من: 2019", And((Word("من"), Word("2019")))),
    ("من:هنا سوريا", And((Word("من"), Word("هنا"), SYRIA))),
    ("-من:هنا سوريا", And((Not(And((Word("من"), Word("هنا")))), SYRIA))),
    ("من 2019 إلى 2020", And((Word("من"), Word("2019"), Word("إلى"), Word("2020")))),
]


@pytest.mark.parametrize(("typed", "tree"), QUESTIONS, ids=[typed for typed, _ in QUESTIONS])
def test_dates_in_a_question(typed, tree):
    assert parse(typed, records=Names()).tree == tree


@pytest.mark.parametrize("typed", [typed for typed, _ in QUESTIONS])
def test_it_is_written_and_read_back(typed):
    tree = parse(typed, records=Names()).tree
    assert parse(unparse(tree), records=Names()).tree == tree

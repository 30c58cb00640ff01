"""Dates and counts in the words of the page's language."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from articles.wording import (
    articles_in_words,
    day_in_words,
    hijri_in_words,
    month_name,
    time_in_words,
    weekdays,
)

DAY = date(2019, 3, 23)


@pytest.fixture(autouse=True)
def arabic():
    with translation.override("ar"):
        yield


@pytest.mark.parametrize(
    ("country", "names"),
    [
        ("SY", "حزيران/يونيو"),
        ("IQ", "حزيران/يونيو"),
        ("EG", "يونيو/حزيران"),
        ("TN", "جوان/يونيو"),
        ("ma", "يونيو/حزيران"),
        ("FR", "يونيو/حزيران"),
        ("", "حزيران/يونيو"),
    ],
)
def test_a_month_has_its_countrys_name_and_the_other(country, names):
    assert month_name(6, country) == names


def test_a_day_is_told_as_a_newspaper_tells_it():
    assert day_in_words(DAY) == "السبت 23 آذار/مارس 2019"
    assert day_in_words(DAY, "EG", weekday=False) == "23 مارس/آذار 2019"
    with translation.override("en"):
        assert day_in_words(DAY, "EG") == "Saturday 23 March 2019"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "لا مقالات"),
        (1, "مقال واحد"),
        (2, "مقالان"),
        (3, "3 مقالات"),
        (10, "10 مقالات"),
        (11, "11 مقالًا"),
        (100, "100 مقال"),
        (103, "103 مقالات"),
        (10161, "10,161 مقالًا"),
    ],
)
def test_a_count_agrees_with_its_noun(count, words):
    assert articles_in_words(count) == words


def test_english_counts():
    with translation.override("en"):
        assert [articles_in_words(n) for n in (0, 1, 2000)] == ["0 articles", "1 article", "2,000 articles"]


def test_time_is_that_of_the_archive(settings):
    moment = datetime(2019, 7, 1, 21, 30, tzinfo=UTC)
    assert time_in_words(moment) == "الساعة 00:30 بتوقيت الرياض (UTC+03:00)"
    settings.TIME_ZONE = "America/New_York"
    assert time_in_words(moment) == "الساعة 17:30 بتوقيت نيويورك (UTC-04:00)"
    settings.TIME_ZONE = "UTC"
    assert time_in_words(moment) == "الساعة 21:30 (UTC)"


def test_hijri_day_where_the_tables_reach():
    assert hijri_in_words(DAY) == "16 رجب 1440 هـ"
    assert hijri_in_words(date(1900, 1, 1)) == ""
    with translation.override("en"):
        assert hijri_in_words(DAY) == "16 Rajab 1440 AH"


def test_weeks_begin_on_saturday():
    assert weekdays()[0][1] == "السبت"
    assert len(weekdays()) == 7

"""Dates in every writing that records use; what is no day is refused."""

from datetime import UTC, date, datetime

import pytest

from articles.readers.dates import read_date
from articles.readers.record import RefusalError


@pytest.mark.parametrize("text", ["2019-03-23", "23/03/2019", "23-3-2019", "٢٣/٣/٢٠١٩", "2019/3/23", " 23.03.2019 "])
def test_a_day_stays_a_day(text):
    assert read_date(text) == (date(2019, 3, 23), None)


@pytest.mark.parametrize(
    "text",
    [
        "2019-03-23T14:05:00+03:00",
        "2019-03-23T140500+0300",
        "2019-03-23 14:05",
        "23/03/2019 14:05",
        "2019-03-23T11:05Z",
        "2019-03-23T14:11:52+03:06:52",
    ],
)
def test_a_moment(text, settings):
    assert settings.TIME_ZONE == "Asia/Riyadh"
    assert read_date(text)[1] == datetime(2019, 3, 23, 11, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2019-02-30",
        "32/01/2019",
        "2019-13-01",
        "2019-03-23T25:00",
        "2019-03-23T10:00+99:00",
        "1440-07-16",
        "9999-01-01",
        "0000-00-00",
        "2019-03-23junk",
        "السبت",
        "2019",
        "03/2019",
    ],
)
def test_no_such_day(text):
    with pytest.raises(RefusalError) as refused:
        read_date(text)
    assert refused.value.key == "published_at"
    assert text in str(refused.value)

"""Facets as Haystack counts them."""

from datetime import date, datetime
from itertools import pairwise

import pytest
from haystack.query import SearchQuerySet

from search.retrieval.haystack.counts import MOST_SEARCHES, periods
from search.retrieval.haystack.errors import TooMuchError, UnreadableError


def test_fields(sqs):
    counts = sqs.facet("source").facet("place_exact").facet("year").facet("month", limit=2).facet_counts()
    assert counts["fields"]["source"] == [("nahr", 8), ("daffa", 3)]
    assert counts["fields"]["place"] == [("baghuz", 4), ("halab", 2)]
    assert counts["fields"]["year"] == [("2016", 6), ("2018", 2), ("2019", 2), ("2017", 1)]
    assert counts["fields"]["month"] == [("2016-01", 6), ("2019-03", 2)]
    assert sqs.facet("year", mincount=2, limit=2).facet_counts()["fields"]["year"] == [("2016", 6), ("2018", 2)]
    assert sqs.auto_query("هدنة").facet("source").facet_counts()["fields"]["source"] == [("nahr", 1)]
    assert sqs.facet_counts() == SearchQuerySet().none().facet_counts() == {}


def test_a_query_that_has_run_is_counted_too(sqs):
    found = sqs.filter(year=2018).facet("source")
    assert len(list(found)) == 2
    assert found.facet_counts()["fields"]["source"] == [("nahr", 2)]


def test_dates(sqs):
    found = sqs.date_facet("published", date(2016, 1, 1), date(2019, 12, 31), "year")
    years = [(date(2016, 1, 1), 6), (date(2017, 1, 1), 1), (date(2018, 1, 1), 2), (date(2019, 1, 1), 2)]
    assert found.facet_counts()["dates"] == {"published": years}
    found = sqs.filter(source="nahr").date_facet("published_on", datetime(2018, 5, 1), datetime(2018, 6, 1), "month")
    assert found.facet_counts()["dates"]["published_on"] == [(date(2018, 5, 1), 1), (date(2018, 6, 1), 1)]
    found = sqs.date_facet("published", date(2016, 1, 1), date(2016, 1, 7), "day", gap_amount=3)
    assert [count for _, count in found.facet_counts()["dates"]["published"]] == [3, 3, 0]


def test_queries(sqs):
    found = sqs.query_facet("content", "هدنة أو دروع").query_facet("year", 2018).query_facet("headline", "هجوم")
    counts = found.facet_counts()["queries"]
    assert counts == {"content:هدنة أو دروع": 2, "year:2018": 2, "headline:هجوم": 8}


def test_bounds(sqs):
    with pytest.raises(TooMuchError):
        sqs.date_facet("published", date(1900, 1, 1), date(2019, 1, 1), "day")
    with pytest.raises(TooMuchError):
        sqs.facet("place", limit=10**6)
    many = sqs.date_facet("published", date(2010, 1, 1), date(2016, 7, 31), "month")
    with pytest.raises(TooMuchError):
        many.query_facet("content", "x").query_facet("content", "y")
    with pytest.raises(UnreadableError):
        sqs.date_facet("published", date(2019, 1, 1), date(2019, 1, 2), "day", gap_amount=0)


def test_periods_meet_one_another():
    found = periods("published", date(2019, 1, 31), date(2019, 6, 2), "month", 1)
    assert [first for first, _ in found] == [
        date(2019, 1, 31),
        date(2019, 3, 1),
        date(2019, 3, 31),
        date(2019, 5, 1),
        date(2019, 5, 31),
    ]
    assert found[-1][1] == date(2019, 6, 2)
    assert all((after[0] - before[1]).days == 1 for before, after in pairwise(found))
    assert periods("published", date(9999, 12, 1), date(9999, 12, 31), "year", 1) == [
        (date(9999, 12, 1), date(9999, 12, 31))
    ]
    assert periods("published", date(2019, 2, 1), date(2019, 1, 1), "day", 1) == []
    assert len(periods("published", date(2000, 1, 1), date(2000, 3, 20), "day", 1)) == MOST_SEARCHES

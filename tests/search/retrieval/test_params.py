"""Addresses are read and written back."""

from datetime import date

from django.http import QueryDict

from arabic import Level
from search.retrieval.params import SearchParams, extended, read_params


def test_an_address_is_written_as_it_is_read():
    asked = SearchParams(
        text="هجوم & -تركيا",
        level=Level.ROOT,
        sort="oldest",
        page=3,
        first=date(2018, 1, 1),
        last=date(2019, 12, 31),
        day=(2, 29),
        after="k3x9m2q7ab",
        chosen={"place": ("حلب", "baghuz"), "source": ("nahr",), "year": ("2018", "2019"), "month": ("2019-03",)},
        excluded={"year": ("2017",), "place": ("idlib",)},
    )
    again = read_params(QueryDict(asked.query_string()[1:]))
    assert again.query_string() == asked.query_string()
    assert (again.text, again.level, again.page, again.day) == (asked.text, asked.level, 3, (2, 29))
    assert again.chosen["place"] == ("حلب", "baghuz")


def test_any_change_leads_to_the_first_page():
    asked = read_params(QueryDict("q=a&page=7&year=2019&source=nahr"))
    assert extended(asked.address(), "source", "daffa") == "?q=a&source=nahr&year=2019&source=daffa"
    assert extended(read_params(QueryDict("")).address(), "not-year", "2019") == "?not-year=2019"
    assert asked.without_value("year", "2019") == "?q=a&source=nahr"
    assert asked.address(**asked.unfiltered) == "?q=a"
    assert asked.address(sort="newest") == "?q=a&sort=newest&source=nahr&year=2019"


def test_the_ends_of_periods_that_were_typed():
    asked = read_params(QueryDict("from=2018&to=2018-06"))
    assert (asked.first, asked.last) == (date(2018, 1, 1), date(2018, 6, 30))
    assert read_params(QueryDict("from=x&year=y")).unread == (("from", "x"), ("year", "y"))

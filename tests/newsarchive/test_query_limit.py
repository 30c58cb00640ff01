"""What follows the question mark of an address is read up to a limit, and no form makes so much."""

from urllib.parse import urlencode

import pytest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import RequestFactory

from newsarchive.middleware import QUERY_LETTERS, QueryLimitMiddleware


def read(path: str, pairs: list[tuple[str, str]]) -> QueryDict:
    seen: list[QueryDict] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request.GET)
        return HttpResponse()

    QueryLimitMiddleware(view)(RequestFactory().get(f"{path}?{urlencode(pairs)}"))
    return seen[0]


def test_a_common_query_is_read_as_it_is():
    pairs = [("q", "هجوم " * 100), ("place", "حلب"), ("place", "حمص"), ("drop", "هجوما"), ("empty", "")]
    found = read("/search/", pairs)
    assert [(name, value) for name, values in found.lists() for value in values] == pairs


@pytest.mark.parametrize("value", ["ا" * 60_000, "a" * 60_000])
def test_a_long_value_is_cut(value):
    found = read("/search/", [("q", value), ("page", "2")])
    assert value.startswith(found["q"])
    assert 500 < len(found["q"]) <= QUERY_LETTERS
    assert "page" not in found


def test_many_values_are_dropped_from_the_end():
    found = read("/search/", [("q", "هجوم"), *(("drop", "كلمة" * 10) for _ in range(500))])
    assert found["q"] == "هجوم"
    assert 40 < len(found.getlist("drop")) < 60


def test_the_admin_is_left_alone():
    assert len(read("/admin/articles/article/", [("q", "ا" * 9_000)])["q"]) == 9_000

"""What the order of tests goes by."""

import pytest

BROWSER = 120
"""Seconds that the browser's tests take together."""


def seconds(item: pytest.Item) -> int:
    """How long a slow test takes, by its mark, and all of the browser's; 0 where it is neither."""
    if item.get_closest_marker("browser"):
        return BROWSER
    mark = item.get_closest_marker("slow")
    return int(mark.args[0]) if mark else 0


def empties(item: pytest.Item) -> bool:
    """Whether a test empties the database behind it."""
    mark = item.get_closest_marker("django_db")
    asked = mark is not None and bool(mark.kwargs.get("transaction", False))
    return asked or "transactional_db" in getattr(item, "fixturenames", ())

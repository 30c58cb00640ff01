"""Keyset pagination: the condition for the rows that follow a given row, in the order of several columns."""

from collections.abc import Sequence
from typing import Any

from django.db.models import BooleanField, F, Func, Value


def after_row(names: Sequence[str], values: Sequence[Any], *, descending: bool = False) -> Func:
    """Return the condition (a, b, c) > (x, y, z), or < if the order is descending.

    Both databases read it as one range of an index on these columns. Django's own tuple lookup becomes an OR expression
    on SQLite, which then collects the rows and sorts them.
    """
    row = Func(*map(F, names), template="(%(expressions)s)")
    last = Func(*map(Value, values), template="(%(expressions)s)")
    sign = " < " if descending else " > "
    return Func(row, last, template="%(expressions)s", arg_joiner=sign, output_field=BooleanField())

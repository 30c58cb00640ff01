"""Where a list goes on: what comes after a row in the order of several columns."""

from collections.abc import Sequence
from typing import Any

from django.db.models import BooleanField, F, Func, Value


def after_row(names: Sequence[str], values: Sequence[Any], *, descending: bool = False) -> Func:
    """The condition (a, b, c) > (x, y, z), or < where the order is descending.

    Both databases read it as one stretch of an index on these columns; Django's own lookup of tuples writes it out
    with OR on SQLite, which then gathers and sorts.
    """
    row = Func(*map(F, names), template="(%(expressions)s)")
    last = Func(*map(Value, values), template="(%(expressions)s)")
    sign = " < " if descending else " > "
    return Func(row, last, template="%(expressions)s", arg_joiner=sign, output_field=BooleanField())

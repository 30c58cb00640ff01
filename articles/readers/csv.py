"""Tables: the first row names our keys (or foreign ones, by a key map), each further row is an article."""

import csv
import sys
from typing import Any

from django.utils.translation import gettext as _

from articles.readers.opening import Opened
from articles.readers.record import ARTICLE_KEYS, KeyMap, Read, Record, Refusal, Refused

# The column a file of refused rows carries its reasons in.
REASON = "refused"
_DELIMITERS = ",;\t"


def read(file: Opened, mapping: KeyMap) -> Read:
    """Yield a record a row. An empty cell is a key the row does not name. Raises Refusal for an unknown column."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    header, delimiter = header_of(file)
    _check(header, mapping)
    rows = csv.reader(file.text, delimiter=delimiter, strict=True)
    while True:
        number = rows.line_num + 2
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield Refused(number, None, Refusal(_("broken row: mend its quotation marks.")))
            continue
        if any(cell.strip() for cell in row):
            yield _record(number, header, row, mapping)


def header_of(file: Opened) -> tuple[list[str], str]:
    """Read the first row of a table: its names, and the sign that parts its cells."""
    first = file.text.readline()
    delimiter = max(_DELIMITERS, key=first.count)
    return [name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])], delimiter


def _record(number: int, header: list[str], row: list[str], mapping: KeyMap) -> Record | Refused:
    if len(row) > len(header):
        reason = _(
            "%(n)d cells under %(m)d columns: a quotation mark in it is not closed, or there is a comma too many."
        )
        return Refused(number, row, Refusal(reason % {"n": len(row), "m": len(header)}))
    cells: dict[str, Any] = {
        key: cell for key, cell in zip(header, row, strict=False) if cell.strip() and key != REASON
    }
    return Record(number, mapping.apply(cells), row)


def _check(header: list[str], mapping: KeyMap) -> None:
    """Raise Refusal where the header does not name columns we know."""
    missing = [name for name in mapping.names if name not in header]
    if missing:
        reason = _("--map names a column that is not there: %(names)s. The columns are: %(columns)s")
        raise Refusal(reason % {"names": ", ".join(missing), "columns": ", ".join(header)}, "--map")
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise Refusal(_("two columns have one name: %(names)s") % {"names": ", ".join(twice)})
    unknown = [] if mapping else [name for name in header if name not in (*ARTICLE_KEYS, REASON)]
    if unknown or not header:
        reason = _("unknown columns: %(names)s. Name them as docs/record-format.md does, or say --map theirs=ours.")
        raise Refusal(reason % {"names": ", ".join(unknown)})

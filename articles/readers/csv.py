"""Read tables: the first row holds our keys (or foreign ones, with a key map), each further row is an article."""

import csv
import sys
from collections import deque
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from articles.readers.jsonl import too_long
from articles.readers.opening import MAX_WHOLE, Opened
from articles.readers.record import ARTICLE_KEYS, KeyMap, Read, Record, RefusalError, Refused

# The column for the reasons in a file of refused rows.
REASON = "refused"
MAX_COLUMNS = 500
# Characters that are read again after broken rows. Each may have swallowed all lines up to MAX_WHOLE characters.
MAX_AGAIN = 20 * MAX_WHOLE
_DELIMITERS = ",;\t"


def read(file: Opened, mapping: KeyMap) -> Read:
    """Yield one record per row. Raise RefusalError for an unknown column.

    An empty cell means that the row has no such key. A malformed row is refused by its first line only, and reading
    restarts at the next line: otherwise an unclosed quotation mark would swallow the rest of the file. The next lines
    may still belong to the malformed row. So rows are refused until one has as many cells as there are columns.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    lines = Lines(file.lines())
    try:
        header, delimiter = header_of(lines)
    except csv.Error:
        raise too_long() from None
    _check(header, mapping)
    is_lost = False
    while True:
        try:
            row = next(csv.reader(lines.of_a_row(), delimiter=delimiter, strict=True), None)
        except csv.Error:
            number, first = lines.begin_after_first()
            reason = RefusalError(_("broken row: mend its quotation marks."))
            yield Refused(number, _cells(first, delimiter) if len(first) <= MAX_WHOLE else None, reason)
            is_lost = True
            continue
        if row is None:
            return
        if any(cell.strip() for cell in row):
            is_lost = is_lost and len(row) != len(header)
            yield _record(lines.number, header, row, mapping, is_lost=is_lost)


class Lines:
    """A line iterator that can rewind to the second line of a malformed row."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self._again = lines, deque[str]()
        self._row: list[str] = []
        self._read = 0
        self._size = self._again_size = 0

    @property
    def number(self) -> int:
        """The line number where the row begins."""
        return self._read - len(self._row) + 1

    def of_a_row(self) -> Iterator[str]:
        """Yield the next lines, for one row. Raise csv.Error if they exceed the size of a file with a single record."""
        self._row, self._size = [], 0
        while line := self._again.popleft() if self._again else next(self._lines, ""):
            self._read += 1
            self._row.append(line)
            self._size += len(line)
            if self._size > MAX_WHOLE:
                raise csv.Error
            yield line

    def begin_after_first(self) -> tuple[int, str]:
        """Return the number and the text of the row's first line, and rewind to the line after it.

        Raise RefusalError if broken rows made more than MAX_AGAIN characters be read again.
        """
        number, first = self.number, self._row[0]
        self._again_size += self._size - len(first)
        if self._again_size > MAX_AGAIN:
            raise RefusalError(_("too many broken rows; from here on nothing is read: mend the quotation marks."))
        self._again.extendleft(reversed(self._row[1:]))
        self._read = number
        return number, first


def header_of(lines: Lines) -> tuple[list[str], str]:
    """Read the first row of a table. Return its column names and the delimiter."""
    first = next(lines.of_a_row(), "")
    delimiter = max(_DELIMITERS, key=first.count)
    return [name.strip() for name in _cells(first, delimiter)], delimiter


def _cells(line: str, delimiter: str) -> list[str]:
    """Return the cells of one line, even if its quotation marks are malformed."""
    return next(csv.reader([line], delimiter=delimiter), [])


def _record(number: int, header: list[str], row: list[str], mapping: KeyMap, *, is_lost: bool) -> Record | Refused:
    if is_lost:
        return Refused(number, row, RefusalError(_("it may belong to the broken row above it: mend that one.")))
    if len(row) > len(header):
        reason = _(
            "%(n)d cells under %(m)d columns: a quotation mark in it is not closed, or there is a comma too many."
        )
        return Refused(number, row, RefusalError(reason % {"n": len(row), "m": len(header)}))
    cells: dict[str, Any] = {
        key: cell for key, cell in zip(header, row, strict=False) if cell.strip() and key != REASON
    }
    return Record(number, mapping.apply(cells), row)


def _check(header: list[str], mapping: KeyMap) -> None:
    """Raise RefusalError if the header has missing, duplicate, unknown or too many columns."""
    if len(header) > MAX_COLUMNS:
        reason = _("%(n)d columns; at most %(limit)d are read. Leave out those that are not needed.")
        raise RefusalError(reason % {"n": len(header), "limit": MAX_COLUMNS})
    missing = [name for name in mapping.names if name not in header]
    if missing:
        reason = _("--map names a column that is not there: %(names)s. The columns are: %(columns)s")
        columns = ", ".join(name[:80] for name in header)
        raise RefusalError(reason % {"names": ", ".join(missing), "columns": columns}, "--map")
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise RefusalError(
            _("two columns have one name: %(names)s") % {"names": ", ".join(name[:80] for name in twice)}
        )
    unknown = [] if mapping else [name for name in header if name not in (*ARTICLE_KEYS, REASON)]
    if unknown or not header:
        reason = _("unknown columns: %(names)s. Name them as docs/record-format.md does, or say --map theirs=ours.")
        raise RefusalError(reason % {"names": ", ".join(name[:80] for name in unknown)})

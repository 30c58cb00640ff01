"""Many new rows at once, faster than one statement a few hundred of them: PostgreSQL takes them by COPY."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, router

# Fields whose values every database takes as they are.
_PLAIN = (models.CharField, models.TextField, models.BooleanField, models.IntegerField, models.ForeignKey)

# Kilobytes of pages that a load keeps, and pages of SQLite's log that are gathered before they are written back.
SQLITE_CACHE, SQLITE_LOG = 128_000, 16_000


def insert(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model whose key is a number, and give them their ids, which grow in their order, unless
    they have some of `free_ids`.

    Neither signals nor auto_now: the rows are written as they are. To be called inside a transaction. Raises what the
    database raises (IntegrityError, DataError); then nothing is written.
    """
    if not rows:
        return
    model = type(rows[0])
    connection: Any = connections[router.db_for_write(model)]
    if rows[0].pk is None:
        for row, pk in zip(rows, free_ids(model, len(rows)), strict=True):
            row.pk = pk
    with connection.cursor() as cursor:
        fields = model._meta.concrete_fields
        columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
        table = connection.ops.quote_name(model._meta.db_table)
        values = zip(*(_values(field, rows, connection) for field in fields), strict=True)
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for value in values:
                    copy.write_row(value)
        else:
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", list(values))  # noqa: S608 - names of ours
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def free_ids(model: type[models.Model], count: int) -> Sequence[int]:
    """Ids that no row has or had, and that nobody else will take before the transaction ends, in which this is called;
    in SQLite the same ones until a row has the last of them."""
    connection: Any = connections[router.db_for_write(model)]
    table, column = model._meta.db_table, str(model._meta.pk and model._meta.pk.column)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
            cursor.execute(sequence, [connection.ops.quote_name(table), column, count])
            return [pk for (pk,) in cursor.fetchall()]
        # The transaction holds SQLite's only lock for writing.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return range(last + 1, last + 1 + count)


def make_room() -> None:
    """Let this process's connection keep more of the database in memory, and write more at once, than a page needs.

    Only SQLite is asked: with less, each batch of a large archive reads its indexes' pages anew and writes them twice.
    """
    connection: Any = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = -{SQLITE_CACHE}")
            cursor.execute(f"PRAGMA wal_autocheckpoint = {SQLITE_LOG}")


def _values(field: Any, rows: Sequence[models.Model], connection: Any) -> list[Any]:
    """The values of a field in all rows, as the database takes them."""
    values = [getattr(row, field.attname) for row in rows]
    if isinstance(field, _PLAIN):
        return values
    adapted: Callable[..., Any] = field.get_db_prep_save
    return [adapted(value, connection) for value in values]

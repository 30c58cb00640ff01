"""Fast bulk inserts: COPY on PostgreSQL, instead of one statement per few hundred rows."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, router

# Fields whose values every database accepts unchanged.
_PLAIN = (models.CharField, models.TextField, models.BooleanField, models.IntegerField, models.ForeignKey)

# For a load into SQLite: the page cache in kilobytes, and the pages collected in the write-ahead log before they are
# written back.
SQLITE_CACHE, SQLITE_LOG = 128_000, 16_000


def insert(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model with a numeric key, and set their ids unless they already have some from `free_ids`.

    The new ids grow in the order of the rows. No signals are sent and `auto_now` is not applied. Call this inside a
    transaction. Raise the database's error (IntegrityError, DataError); then no row is written.
    """
    if not rows:
        return
    model = type(rows[0])
    connection: Any = connections[router.db_for_write(model)]
    if rows[0].pk is None:
        for row, pk in zip(rows, free_ids(model, len(rows)), strict=True):
            row.pk = pk
    fields = model._meta.concrete_fields
    _copy(connection, model, fields, zip(*(_values(field, rows, connection) for field in fields), strict=True))
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def insert_values(model: type[models.Model], names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows of a model, given as values in the order of the fields `names`, without model instances.

    The database sets the ids. Otherwise this works like `insert`.
    """
    if not rows:
        return
    connection: Any = connections[router.db_for_write(model)]
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    columns = [
        _adapted(field, values, connection) for field, values in zip(fields, zip(*rows, strict=True), strict=True)
    ]
    _copy(connection, model, fields, zip(*columns, strict=True))


def _copy(connection: Any, model: type[models.Model], fields: Iterable[Any], values: Iterable[Sequence[Any]]) -> None:
    """Write rows of values that are already in the database's format."""
    columns = [connection.ops.quote_name(field.column) for field in fields]
    table, listed = connection.ops.quote_name(model._meta.db_table), ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                for value in values:
                    copy.write_row(value)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({listed}) VALUES ({places})", list(values))  # noqa: S608 - only our own names


def insert_selected(
    target: "models.QuerySet[Any]", names: Sequence[str], rows: "models.QuerySet[Any]", returning: str = ""
) -> list[Any]:
    """Insert the rows that a query selects, in the order of the fields `names`, without fetching them.

    Return the column `returning` of the inserted rows, or an empty list without it.
    """
    using = router.db_for_write(target.model)
    connection = connections[using]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(target.model._meta.get_field(name).column)) for name in names)
    sql, values = rows.query.get_compiler(using).as_sql()
    back = f" RETURNING {quote(returning)}" if returning else ""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {quote(target.model._meta.db_table)} ({columns}) {sql}{back}", values)
        return [value for (value,) in cursor.fetchall()] if returning else []


def free_ids(model: type[models.Model], count: int) -> Sequence[int]:
    """Reserve `count` unused keys of a model and return them. Call this inside a transaction.

    The keys were never used, and no other process takes them before the transaction ends. On SQLite nothing is stored:
    a second call returns the same keys until a row with the last of them is inserted.
    """
    connection: Any = connections[router.db_for_write(model)]
    table, column = model._meta.db_table, str(model._meta.pk and model._meta.pk.column)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
            cursor.execute(sequence, [connection.ops.quote_name(table), column, count])
            return [pk for (pk,) in cursor.fetchall()]
        # The transaction holds SQLite's only write lock.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return range(last + 1, last + 1 + count)


def make_room() -> None:
    """Let this process's connection cache more of the database and write more at once than a page needs.

    This only affects SQLite. With less, each batch of a load into a large archive reads the pages of its indexes again
    and writes them twice.
    """
    connection: Any = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = -{SQLITE_CACHE}")
            cursor.execute(f"PRAGMA wal_autocheckpoint = {SQLITE_LOG}")


def _values(field: Any, rows: Sequence[models.Model], connection: Any) -> Sequence[Any]:
    """Return the values of a field in all rows, in the database's format."""
    return _adapted(field, [getattr(row, field.attname) for row in rows], connection)


def _adapted(field: Any, values: Sequence[Any], connection: Any) -> Sequence[Any]:
    """Return values of a field in the database's format."""
    if isinstance(field, _PLAIN):
        return values
    adapted: Callable[..., Any] = field.get_db_prep_save
    return [adapted(value, connection) for value in values]

"""Many new rows at once, faster than one statement a few hundred of them: PostgreSQL takes them by COPY."""

from collections.abc import Callable, Iterable, Sequence
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
    fields = model._meta.concrete_fields
    _copy(connection, model, fields, zip(*(_values(field, rows, connection) for field in fields), strict=True))
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def insert_values(model: type[models.Model], names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows of a model of which nobody needs an instance: their values in the order of the fields `names`; their
    ids are the database's own. As `insert` else."""
    if not rows:
        return
    connection: Any = connections[router.db_for_write(model)]
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    columns = [
        _adapted(field, values, connection) for field, values in zip(fields, zip(*rows, strict=True), strict=True)
    ]
    _copy(connection, model, fields, zip(*columns, strict=True))


def _copy(connection: Any, model: type[models.Model], fields: Iterable[Any], values: Iterable[Sequence[Any]]) -> None:
    """Write rows of values that are as the database takes them."""
    columns = [connection.ops.quote_name(field.column) for field in fields]
    table, listed = connection.ops.quote_name(model._meta.db_table), ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                for value in values:
                    copy.write_row(value)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({listed}) VALUES ({places})", list(values))  # noqa: S608 - names of ours


def insert_selected(
    target: "models.QuerySet[Any]", names: Sequence[str], rows: "models.QuerySet[Any]", returning: str = ""
) -> list[Any]:
    """Insert what a query selects, in the order of the fields `names`, without bringing it here; return the column
    `returning` of what was inserted."""
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


def _values(field: Any, rows: Sequence[models.Model], connection: Any) -> Sequence[Any]:
    """The values of a field in all rows, as the database takes them."""
    return _adapted(field, [getattr(row, field.attname) for row in rows], connection)


def _adapted(field: Any, values: Sequence[Any], connection: Any) -> Sequence[Any]:
    """Values of a field, as the database takes them."""
    if isinstance(field, _PLAIN):
        return values
    adapted: Callable[..., Any] = field.get_db_prep_save
    return [adapted(value, connection) for value in values]

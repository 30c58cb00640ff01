"""PostgreSQL's own full-text search: its `arabic` configuration, a stored vector and a GIN index."""

import time
from collections.abc import Iterator
from functools import partial
from typing import Any

import psycopg

from benchmarks.speed.run import HITS, Run
from benchmarks.speed.texts import texts
from benchmarks.speed.timing import Question, measure

CANNOT = {"near": "it knows words at a fixed distance in their order only", "root": "its stems are not roots"}
GIVES_UP = "30s"
_QUERIES = {"phrase": "phraseto_tsquery", "any": "to_tsquery"}
_COUNTED = (
    "SELECT kind, value, count(*) FROM stock_value WHERE article IN "
    "(SELECT id FROM stock WHERE vector @@ {}('arabic', %s)) GROUP BY kind, value"
)


def build(run: Run) -> dict[str, Any]:
    """Store vectors of the texts, with more weight for the headline, and build the index. The texts are not kept."""
    with psycopg.connect(run.postgres, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS stock, stock_text, stock_value")
        connection.execute("CREATE UNLOGGED TABLE stock_text (id bigint, headline text, text text)")
        connection.execute("CREATE TABLE stock_value (article bigint, kind text, value bigint)")
        copy(connection, "stock_text", (text[:3] for text in texts(run.texts)))
        copy(connection, "stock_value", values(run))
        connection.execute("CREATE INDEX ON stock_value (article)")
        connection.execute("SET maintenance_work_mem = '512MB'")
        start = time.perf_counter()
        connection.execute(
            "CREATE TABLE stock AS SELECT id, setweight(to_tsvector('arabic', headline), 'A') || "
            "to_tsvector('arabic', text) AS vector FROM stock_text"
        )
        connection.execute("CREATE INDEX ON stock USING gin (vector)")
        seconds = time.perf_counter() - start
        connection.execute("DROP TABLE stock_text")
        connection.execute("VACUUM ANALYZE stock")
        connection.execute("VACUUM ANALYZE stock_value")
        row = connection.execute("SELECT pg_total_relation_size('stock')").fetchone()
    return {"seconds": seconds, "size": row[0] if row else 0}


def copy(connection: psycopg.Connection[Any], table: str, rows: Iterator[tuple[Any, ...]]) -> None:
    with connection.cursor().copy(f"COPY {table} FROM STDIN") as copied:
        for row in rows:
            copied.write_row(row)


def values(run: Run) -> Iterator[tuple[int, str, int]]:
    """Yield the values of the filters, one per row."""
    for text in texts(run.texts):
        for kind, numbers in text.values.items():
            for number in numbers:
                yield text.number, kind, number


class Postgres:
    """Questions to PostgreSQL."""

    def __init__(self, run: Run) -> None:
        self._connection = psycopg.connect(run.postgres, autocommit=True)
        self._connection.execute(f"SET statement_timeout = '{GIVES_UP}'")

    def ask(self, question: Question, counts: bool) -> int | None:
        kind, words = question
        query, text = _QUERIES.get(kind, "plainto_tsquery"), (" | " if kind == "any" else " ").join(words)
        best = (
            f"SELECT id FROM stock, {query}('arabic', %s) asked WHERE vector @@ asked "
            f"ORDER BY ts_rank(vector, asked) DESC LIMIT {HITS}"
        )
        count = f"SELECT count(*) FROM stock WHERE vector @@ {query}('arabic', %s)"
        try:
            self._connection.execute(best, [text]).fetchall()
            row = self._connection.execute(count, [text]).fetchone()
            if counts:
                self._connection.execute(_COUNTED.format(query), [text]).fetchall()
        except psycopg.errors.QueryCanceled:
            return None
        return row[0] if row else 0


def ask(run: Run, questions: dict[str, list[list[str]]]) -> dict[str, Any]:
    """Return the figures of PostgreSQL."""
    return {"engine": measure(partial(Postgres, run), questions, CANNOT)}

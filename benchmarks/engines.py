"""Stock full-text search over the same texts, asked as an application would ask it for a results page."""

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

import psycopg


class Row(NamedTuple):
    headline: str
    text: str


@dataclass(frozen=True)
class Answers:
    """Seconds a question took, and how many articles it found, question by question."""

    times: list[float]
    totals: list[int]

    @classmethod
    def of(cls, ask: Callable[[str], int], questions: list[str]) -> Self:
        times, totals = [], []
        for question in questions:
            start = time.perf_counter()
            totals.append(ask(question))
            times.append(time.perf_counter() - start)
        return cls(times, totals)


def texts_of(database: Path) -> list[Row]:
    """The headline and the whole text of each published article of an archive kept in SQLite."""
    with sqlite3.connect(database) as connection:
        query = "SELECT headline, lead || char(10) || body FROM articles_article WHERE status = 'published' ORDER BY id"
        return [Row(*row) for row in connection.execute(query)]


def ask_fts5(rows: list[Row], questions: list[str], database: Path) -> Answers:
    """Count, best ten by BM25 and snippets, from SQLite's FTS5 with its default tokenizer."""
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE VIRTUAL TABLE article USING fts5(headline, text)")
        connection.executemany("INSERT INTO article VALUES (?, ?)", rows)
        connection.commit()
        best = "SELECT rowid, snippet(article, 1, '<mark>', '</mark>', '…', 40) FROM article WHERE article MATCH ?"

        def ask(question: str) -> int:
            wanted = (" AND ".join(f'"{word}"' for word in question.split()),)
            connection.execute(f"{best} ORDER BY bm25(article, 3.0, 1.0) LIMIT 10", wanted).fetchall()
            return connection.execute("SELECT count(*) FROM article WHERE article MATCH ?", wanted).fetchone()[0]

        ask(questions[0])
        return Answers.of(ask, questions)


def ask_postgres(rows: list[Row], questions: list[str], url: str) -> Answers:
    """The same from PostgreSQL's `arabic` configuration, with a GIN index over a stored vector."""
    with psycopg.connect(url) as connection:
        connection.execute(
            "CREATE TEMPORARY TABLE article (headline text, text text, vector tsvector GENERATED ALWAYS AS ("
            "setweight(to_tsvector('arabic', headline), 'A') || to_tsvector('arabic', text)) STORED)"
        )
        with connection.cursor().copy("COPY article (headline, text) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        connection.execute("CREATE INDEX ON article USING gin (vector)")
        connection.execute("ANALYZE article")
        best = (
            "SELECT ts_headline('arabic', text, asked) FROM (SELECT text, asked FROM article, "
            "plainto_tsquery('arabic', %s) asked WHERE vector @@ asked ORDER BY ts_rank(vector, asked) DESC LIMIT 10) t"
        )
        count = "SELECT count(*) FROM article WHERE vector @@ plainto_tsquery('arabic', %s)"

        def ask(question: str) -> int:
            connection.execute(best, [question]).fetchall()
            row = connection.execute(count, [question]).fetchone()
            return row[0] if row else 0

        ask(questions[0])
        return Answers.of(ask, questions)

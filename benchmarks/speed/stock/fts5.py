"""SQLite's FTS5 with its default tokenizer: words as they are written."""

import sqlite3
import time
from functools import partial
from typing import Any

from benchmarks.speed.questions import NEAR
from benchmarks.speed.run import HITS, Run
from benchmarks.speed.stock.postgres import values
from benchmarks.speed.texts import texts
from benchmarks.speed.timing import Question, measure

CANNOT = {"root": "it knows words as they are written only"}
_BEST = f"SELECT rowid FROM stock WHERE stock MATCH ? ORDER BY bm25(stock, 3.0, 1.0) LIMIT {HITS}"
_COUNT = "SELECT count(*) FROM stock WHERE stock MATCH ?"
_COUNTED = (
    "SELECT kind, value, count(*) FROM value WHERE article IN (SELECT rowid FROM stock WHERE stock MATCH ?) "
    "GROUP BY kind, value"
)


def build(run: Run) -> dict[str, Any]:
    """Build the index without stored texts, in one transaction, and merge its segments."""
    file = run.folder / "fts5.sqlite3"
    file.unlink(missing_ok=True)
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE VIRTUAL TABLE stock USING fts5(headline, text, content='')")
        start = time.perf_counter()
        rows = (text[:3] for text in texts(run.texts))
        connection.executemany("INSERT INTO stock (rowid, headline, text) VALUES (?, ?, ?)", rows)
        connection.execute("INSERT INTO stock (stock) VALUES ('optimize')")
        connection.commit()
        seconds = time.perf_counter() - start
        size = file.stat().st_size
        connection.execute(
            "CREATE TABLE value (article, kind, value, PRIMARY KEY (article, kind, value)) WITHOUT ROWID"
        )
        connection.executemany("INSERT OR IGNORE INTO value VALUES (?, ?, ?)", values(run))
    return {"seconds": seconds, "size": size}


class Fts5:
    """Questions to FTS5."""

    def __init__(self, run: Run) -> None:
        self._connection = sqlite3.connect(run.folder / "fts5.sqlite3")

    def ask(self, question: Question, counts: bool) -> int:
        asked = (match(*question),)
        self._connection.execute(_BEST, asked).fetchall()
        if counts:
            self._connection.execute(_COUNTED, asked).fetchall()
        return int(self._connection.execute(_COUNT, asked).fetchone()[0])


def match(kind: str, words: list[str]) -> str:
    """Return a question in FTS5's query language."""
    if kind == "phrase":
        return f'"{" ".join(words)}"'
    quoted = [f'"{word}"' for word in words]
    if kind == "near":
        return f"NEAR({' '.join(quoted)}, {NEAR - 1})"
    return (" OR " if kind == "any" else " AND ").join(quoted)


def ask(run: Run, questions: dict[str, list[list[str]]]) -> dict[str, Any]:
    """Return the figures of FTS5."""
    return {"engine": measure(partial(Fts5, run), questions, CANNOT)}

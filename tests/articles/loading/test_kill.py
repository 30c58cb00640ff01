"""An import killed anywhere and run again gives the archive of an undisturbed one."""

import json
import random
import signal
import sqlite3
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.support.processes import environment, finish, made, manage
from tests.support.records import PARAGRAPHS, article

RECORDS = 3000
KILLS = 5
LATER = {"INDEX_ON_COMMIT": "0"}


def record(n: int) -> dict[str, Any]:
    """Known in each of the three ways in turn, with names that come anew now and then."""
    values = article(n, source=f"صحيفة {n % 7}", places=[f"مكان {n // 50}"], people=[f"شخص {n % 13}"])
    if n % 3:
        values["external_id"] = ""
        values |= {"url": f"https://example.org/{n}"} if n % 3 == 1 else {"body": f"{PARAGRAPHS[0]} {n}"}
    return values


def exported(var: Path) -> list[dict[str, Any]]:
    """The archive's records, without what chance gave them."""
    records = [json.loads(line) for line in finish(var, "export_articles").splitlines()]
    return [{key: value for key, value in each.items() if key != "id"} for each in records]


def count(var: Path, table: str) -> int:
    with sqlite3.connect(f"file:{var / 'archive.sqlite3'}?mode=ro", uri=True, timeout=10) as database:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def kill_between(var: Path, path: Path, articles: int) -> int:
    """Start the import, kill it once so many articles are there, and return how many there are then."""
    command = manage("import_articles", str(path))
    process = subprocess.Popen(
        command, env=environment(var, **LATER), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while process.poll() is None and count(var, "articles_article") < articles:
            time.sleep(0.002)
        time.sleep(random.uniform(0, 0.1))
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(30)
    return count(var, "articles_article")


@pytest.mark.slow(30)
def test_killed_five_times(tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(json.dumps(record(n), ensure_ascii=False) for n in range(RECORDS)), encoding="utf-8")
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    for var in (whole, killed):
        made(var)
    finish(whole, "import_articles", str(path), **LATER)
    marks = sorted(random.sample(range(1, RECORDS), KILLS))
    reached = [kill_between(killed, path, mark) for mark in marks]
    assert any(0 < number < RECORDS for number in reached), "no kill fell into the import"
    for number in reached:
        assert number % 500 == 0 or number == RECORDS, "a batch is written whole or not at all"
    finish(killed, "import_articles", str(path), **LATER)
    assert exported(killed) == exported(whole)
    assert count(killed, "articles_article") == count(killed, "articles_change") == RECORDS

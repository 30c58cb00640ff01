"""The archive's commands as processes of their own, on archives in folders of their own."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from atexit import register
from functools import cache
from pathlib import Path

from django.conf import settings


def manage(*arguments: str) -> list[str]:
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]


def environment(folder: Path, **more: str) -> dict[str, str]:
    """What a process finds its archive by: all that it keeps is in the folder."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "INDEX_ON_COMMIT")}
    return {**kept, "ARCHIVE_VAR": str(folder), "LEXICON_DIR": str(settings.LEXICON_DIR), **more}


def finish(folder: Path, *arguments: str, **more: str) -> str:
    """Run a command to its end, with `more` in its environment; return what it printed."""
    done = subprocess.run(
        manage(*arguments),
        env=environment(folder, **more),
        check=True,
        timeout=400,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def kill_after(folder: Path, seconds: float, *arguments: str) -> bool:
    """Start the command, kill it, and say whether it was still at work."""
    running = subprocess.Popen(manage(*arguments), env=environment(folder), stdout=subprocess.DEVNULL)
    time.sleep(seconds)
    at_work = running.poll() is None
    running.send_signal(signal.SIGKILL)
    running.wait()
    return at_work


def made(folder: Path) -> Path:
    """Have an empty archive in the folder: a copy of the one that `migrate` makes."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(empty() / "archive.sqlite3", folder)
    return folder


@cache
def empty() -> Path:
    """The folder of an archive without articles, with its static files; this process makes it once."""
    folder = Path(tempfile.mkdtemp(prefix="empty-archive-"))
    register(shutil.rmtree, folder, ignore_errors=True)
    finish(folder, "migrate", "-v0", SEARCH_URL="")
    finish(folder, "collectstatic", "--noinput", "-v0", SEARCH_URL="")
    return folder


def vocabulary(folder: Path) -> tuple[list[set[tuple[str, ...]]], list[tuple[int]]]:
    """The forms, their keys and their counts in an archive, and how many changes wait to be indexed."""
    database = sqlite3.connect(folder / "archive.sqlite3")
    try:
        tables = (
            "SELECT exact, spelling FROM search_form",
            "SELECT key, exact FROM search_formkey",
            "SELECT exact, articles FROM search_form JOIN search_formcount ON form_id = id",
        )
        left = database.execute("SELECT count(*) FROM articles_change").fetchall()
        return [set(database.execute(table)) for table in tables], left
    finally:
        database.close()

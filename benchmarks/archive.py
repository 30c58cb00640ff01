"""A separate archive for a measurement: its environment, and its commands run in it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("ARCHIVE_SHARED_DATA") or ROOT.parent / "shared" / "data")
ANT = SHARED / "ant-corpus.jsonl.gz"
ANT_KEYS = {
    "docno": "external_id",
    "url": "url",
    "src": "source",
    "cat": "section",
    "title": "headline",
    "time": "published_at",
    "author": "byline",
    "abstract": "lead",
    "text": "body",
}
RUNNING = "127.0.0.1:8799"
"""The address where the measured archive is served."""


def mapped_keys(archive: Path) -> list[str]:
    """Return the key mapping of a file as --map takes it; an empty list for the archive's own format."""
    is_ant = archive.name.startswith("ant-corpus")
    return [f"{theirs}={ours}" for theirs, ours in ANT_KEYS.items()] if is_ant else []


def archive_environment(folder: Path) -> dict[str, str]:
    """Return the environment of an archive in a folder, with SQLite and Whoosh."""
    lexicon = os.environ.get("LEXICON_DIR", str(ROOT / "var" / "lexicon"))
    database = f"sqlite:///{folder / 'archive.sqlite3'}"
    mine = {"ARCHIVE_VAR": str(folder), "DATABASE_URL": database, "LEXICON_DIR": lexicon, "INDEX_ON_COMMIT": "0"}
    return {**os.environ, **mine, "WORKERS": "1", "BIND": RUNNING, "DJANGO_SUPERUSER_PASSWORD": "measured-only"}


def manage(environment: dict[str, str], *arguments: str) -> None:
    """Run one of the archive's commands. If it fails, exit with its output."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(arguments)}\n{done.stdout}{done.stderr}")

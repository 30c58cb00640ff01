"""Run the archive's own processes as in production: gunicorn with several workers, and an indexer."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MANAGE = (sys.executable, str(ROOT / "manage.py"))
GUNICORN = (sys.executable, "-m", "gunicorn", "-c", "python:newsarchive.gunicorn", "newsarchive.wsgi")
INDEXER = (*MANAGE, "run_indexer")
ANSWERS_WITHIN, ENDS_WITHIN = 60, 30
"""Seconds."""


@dataclass
class Running:
    """An archive in `folder` and its processes, each with its output in a file of the folder.

    Leaving the `with` block ends all of them. `address` is host:port. `settings` are added to the environment of each.
    """

    folder: Path
    address: str
    settings: dict[str, str] = field(default_factory=dict)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __enter__(self) -> "Running":
        return self

    def __exit__(self, *args: object) -> None:
        for name in list(self.processes):
            self.end(name)

    @property
    def environment(self) -> dict[str, str]:
        lexicon = os.environ.get("LEXICON_DIR", str(ROOT / "var" / "lexicon"))
        mine = {"ARCHIVE_VAR": str(self.folder), "LEXICON_DIR": lexicon, "BIND": self.address, "INDEX_ON_COMMIT": "0"}
        mine["PYTHONUNBUFFERED"] = "1"  # so that the log has the output of a killed process
        records = {"DATABASE_URL": f"sqlite:///{self.folder / 'archive.sqlite3'}", "SEARCH_URL": ""}
        return {**os.environ, **mine, **records, **self.settings}

    def manage(self, *arguments: str, within: float = 3600) -> str:
        """Run one of the archive's commands to its end and return its output.

        Raise CalledProcessError, which contains the output too, or TimeoutExpired.
        """
        return subprocess.run(
            [*MANAGE, *arguments],
            env=self.environment,
            check=True,
            timeout=within,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ).stdout

    def start(self, name: str, command: Sequence[str]) -> subprocess.Popen[bytes]:
        """Start a process in its own session; its output is appended to `<name>.log`."""
        with self.log(name).open("ab") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.processes[name] = process
        return process

    def serve(self) -> None:
        """Start gunicorn and wait until it answers. Raise TimeoutError with the end of its log."""
        self.start("gunicorn", GUNICORN)
        end = time.monotonic() + ANSWERS_WITHIN
        while time.monotonic() < end and self.processes["gunicorn"].poll() is None:
            try:
                connection = HTTPConnection(self.address, timeout=10)
                connection.request("GET", "/help/")
                if connection.getresponse().status < 500:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise TimeoutError(f"gunicorn does not answer at {self.address}: {self.log('gunicorn').read_text()[-2000:]}")

    def end(self, name: str, how: signal.Signals = signal.SIGTERM) -> None:
        """End a process and wait for it. If it does not end, kill it with its children."""
        process = self.processes.pop(name)
        process.send_signal(how)
        try:
            process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

"""An archive of real processes to do harm to, and what tells whether it came through."""

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from benchmarks.running import INDEXER, MANAGE, Running
from tests.support.processes import empty, made

# Saves articles over and over until SIGTERM: new articles and texts, withdrawals, removals. Says what was saved once it
# is committed: article, word, status. Of a save that fails nobody can say how far it came.
WRITER = """
import random, signal, sys, threading
from django.db import DatabaseError, close_old_connections
from articles.models import Article, Status
LETTERS, SIZE = "بتثجحخدذرزسشصضطظعغفقكلمن", {size}
dice = random.Random({seed})
def word():
    return "ظ" + "".join(dice.choices(LETTERS, k=9))
known, stopping = [], threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stopping.set())
while not stopping.wait({pause}):
    close_old_connections()
    pk, text = 0, word()
    status = Status.PUBLISHED if dice.random() < .8 else Status.WITHDRAWN
    values = dict(headline="خبر", body=f"نص {{text}}", status=status, withdrawal="خطأ" if status != "published" else "")
    try:
        if len(known) < SIZE:
            pk = Article.objects.create(**values).pk
            known.append(pk)
        else:
            pk = dice.choice(known)
            article = Article.objects.get(pk=pk)
            if dice.random() < .05:
                known.remove(pk)
                article.delete()
                status = "gone"
            else:
                for name, value in values.items():
                    setattr(article, name, value)
                article.save()
        print(pk, text, status, flush=True)
    except DatabaseError as error:
        print(pk, text, "unsure", flush=True)
        print(f"not saved: {{error!r}}", file=sys.stderr, flush=True)
        known = [one for one in known if one != pk]
        stopping.wait(.1)
"""

WAITED = 60.0
"""Seconds for the archive to come to rest."""


class Archive(Running):
    """A running archive with writers, whose every confirmed save is known."""

    def made(self) -> "Archive":
        made(self.folder)
        if "DATABASE_URL" in self.settings:
            self.manage("migrate", "--verbosity", "0")
        shutil.copytree(empty() / "static", Path(self.environment["ARCHIVE_VAR"]) / "static")
        self.manage("update_index")
        return self

    def write(self, name: str = "writer", *, size: int = 200, seed: int = 1, pause: float = 0.01) -> None:
        script = WRITER.format(size=size, seed=seed, pause=pause)
        self.start(name, (*MANAGE, "shell", "--verbosity", "0", "-c", script))
        until(lambda: len(self.saved(name)) > 2, f"{name} saves nothing: {self.said(name)}")

    def index(self) -> None:
        self.start("indexer", INDEXER)

    def said(self, name: str) -> str:
        return self.log(name).read_text(encoding="utf-8", errors="replace")

    def saved(self, *names: str) -> dict[int, tuple[str, str]]:
        """The word and status of each article as the writers were last told that it was saved."""
        lines = [
            line.split()
            for name in names or ("writer",)
            for line in self.said(name).splitlines(keepends=True)
            if line.endswith("\n")
        ]
        return {int(line[0]): (line[1], line[2]) for line in lines if len(line) == 3 and line[0].isdigit()}

    def shell(self, script: str, within: float = 120) -> str:
        return self.manage("shell", "--verbosity", "0", "-c", script, within=within)

    def changes(self) -> int:
        """How many changes wait to be indexed."""
        return int(self.shell("from articles.models import Change; print(Change.objects.count())"))

    def rested(self) -> None:
        """Index all that is left and see that the index holds what the records say, and nothing else."""
        self.manage("run_indexer", "--once", within=300)
        self.manage("check_index", within=300)

    def lost(self, *names: str) -> list[str]:
        """The confirmed saves that the records do not show."""
        expected = {str(pk): f"{word} {status}" for pk, (word, status) in self.saved(*names).items()}
        rows = (line.split(" ", 1) for line in self.shell(RECORDS).splitlines())
        held = dict(rows)
        return [
            f"{pk} {wanted}: {held.get(pk, 'gone')}"
            for pk, wanted in expected.items()
            if (pk in held if wanted.endswith("gone") else held.get(pk) != wanted and not wanted.endswith("unsure"))
        ]

    def get(self, path: str, **parameters: str) -> httpx.Response:
        return httpx.get(f"http://{self.address}{path}", params=parameters, timeout=30, follow_redirects=True)


RECORDS = """
from articles.models import Article
for pk, body, status in Article.objects.values_list("pk", "body", "status"):
    print(pk, body.split()[-1] if body else "-", status)
"""


def until(reached: Callable[[], bool], otherwise: str, within: float = WAITED) -> None:
    """Wait until something is reached; fails with `otherwise`."""
    end = time.monotonic() + within
    while not reached():
        assert time.monotonic() < end, otherwise
        time.sleep(0.05)


def session(pid: int) -> list[int]:
    """The processes still alive of the session that a process led."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, number = stat.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(number) == pid and state != "Z":
            found.append(int(stat.parent.name))
    return found


def killed(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL a process alone; the workers it had must end by themselves."""
    process.kill()
    process.wait()
    until(lambda: not session(process.pid), f"workers outlive the indexer: {session(process.pid)}", within=20)

"""The archive itself: analysis alone, the whole import, an index of existing records, and questions."""

import shutil
import time
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connections

from arabic import Level
from articles.models import Article, Change
from articles.models.recording import record_change
from benchmarks.running import INDEXER, MANAGE, Running
from benchmarks.speed import database
from benchmarks.speed.questions import typed
from benchmarks.speed.run import HITS, Run, size_of
from benchmarks.speed.stock import opensearch
from benchmarks.speed.texts import parts_of, records
from benchmarks.speed.timing import Question, alone, measure
from search.backends import FACETS, default
from search.indexing.documents import placed
from search.indexing.indexer import Indexer
from search.lexicon import analyzer
from search.query.parser import parse
from search.query.plan import Node
from search.retrieval.interpret import plan_tree
from search.retrieval.record_lookup import ArchiveRecords

ANALYSIS, PAUSE = 60.0, 0.5
"""Seconds to measure analysis alone; seconds between two checks of the change log and the processes."""
INDEX_FOLDERS = {"whoosh": "index", "tantivy": "tantivy"}


def analysis(run: Run) -> dict[str, Any]:
    """Measure analysis alone, in one process with an empty cache, on as many articles as ANALYSIS seconds allow."""
    analyze, start = analyzer(), time.perf_counter()
    articles = words = 0
    for record in records(run.texts):
        parts = parts_of(record)
        placed(analyze, parts)
        articles, words = articles + 1, words + sum(len(part.split()) for part in parts)
        if time.perf_counter() - start > ANALYSIS:
            break
    return {"articles": articles, "words": words, "seconds": time.perf_counter() - start}


def whole_import(run: Run, engine: str) -> dict[str, Any]:
    """Run `import_articles` and `run_indexer` together on a new archive, until the change log is empty."""
    shutil.rmtree(run.folder / "archive", ignore_errors=True)  # left from a run that was stopped
    if run.postgres:
        database.drop(run)
        database.make(run)
    with run.archive_on(engine) as archive:
        archive.manage("migrate", "--verbosity", "0")
        # An archive with an account is not new, so no sample articles are added.
        archive.manage("createsuperuser", "--noinput", "--username", "measured", "--email", "")
        archive.manage("serve", "--prepare-only")
        start, peaks = time.perf_counter(), {"import": 0.0, "indexer": 0.0}
        archive.start("indexer", INDEXER)
        archive.start("import", [*MANAGE, "import_articles", str(run.texts)])
        imported = watched(archive, peaks, start)
        seconds = time.perf_counter() - start
    if engine == "opensearch":
        opensearch.merged(run, settled_name(run))
    return {"import_seconds": imported, "seconds": seconds, "memory": peaks, "size": size(run, engine)}


def watched(archive: Running, peaks: dict[str, float], start: float) -> float:
    """Wait until everything is imported and indexed. Return the seconds from `start` to the end of the import.

    Raise RuntimeError if the import fails or the indexer ends.
    """
    imported = 0.0
    while not imported or Change.objects.due().exists():
        for name in peaks.keys() & archive.processes.keys():
            peaks[name] = max(peaks[name], sum(map(memory, family(archive.processes[name].pid))))
        code = archive.processes["import"].poll()
        if code:
            raise RuntimeError(archive.log("import").read_text()[-2000:])
        if code is not None and not imported:
            imported = time.perf_counter() - start
        if archive.processes["indexer"].poll() is not None:
            raise RuntimeError(archive.log("indexer").read_text()[-2000:])
        time.sleep(PAUSE)
    return imported


def index(run: Run, engine: str) -> dict[str, Any]:
    """Measure an index build from the existing records, including their analysis."""
    archive = run.archive_on(engine)
    archive.manage("migrate", "--verbosity", "0")  # the code may be newer than the records
    start = time.perf_counter()
    archive.manage("rebuild_index")
    seconds = time.perf_counter() - start
    if engine == "opensearch":
        record_change(Article.objects.all(), Article.objects.visible().values_list("pk", flat=True)[: opensearch.AGAIN])
        Indexer().run(wait=True)
        opensearch.merged(run, settled_name(run))
    return {"seconds": seconds, "size": size(run, engine)}


def settled_name(run: Run) -> str:
    """Return the name of the index behind the alias."""
    return next(iter(opensearch.client(run).indices.get_alias(name=run.name)))


def size(run: Run, engine: str) -> int:
    """Return the size of an engine's index in bytes."""
    if engine == "opensearch":
        return opensearch.size(run, run.name)
    return size_of(run.folder / "archive" / INDEX_FOLDERS[engine])


class Reading:
    """Questions that are only parsed into index terms, with parser, lexicon and vocabulary."""

    def __init__(self) -> None:
        self.trees: dict[str, Node] = {}

    def ask(self, question: Question, counts: bool) -> int:
        text = typed(*question)
        self.trees[text] = plan_tree(parse(text, records=ArchiveRecords()).tree, Level.LEMMA).tree
        return 0


class Own(Reading):
    """Questions to the archive's engine. They are parsed before, since the time for that is measured separately."""

    def __init__(self, trees: dict[str, Node]) -> None:
        self.trees, self._backend = trees, default()

    def ask(self, question: Question, counts: bool) -> int:
        text = typed(*question)
        if text not in self.trees:
            super().ask(question, counts)
        return self._backend.search(self.trees[text], limit=HITS, facets=FACETS if counts else ()).total


def ask(run: Run, questions: dict[str, list[list[str]]]) -> dict[str, Any]:
    """Return the figures of the engine that the settings name."""
    reading = Reading()
    read = alone(reading, questions)
    connections.close_all()  # each reader needs its own connection
    return {"reading": read, "engine": measure(partial(Own, reading.trees), questions, {})}


def memory(pid: int) -> float:
    """Return the private memory of a process in megabytes, 0 if it has ended.

    File pages are left out: the system takes them back as it needs them.
    """
    return status(pid).get("RssAnon", 0) / 1024


def status(pid: int) -> dict[str, int]:
    """Return the kilobytes of /proc/PID/status by name; {} if the process has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return {}
    pairs = (line.split() for line in lines if line.endswith(" kB"))
    return {name.rstrip(":"): int(amount) for name, amount, _ in pairs}


def family(pid: int) -> list[int]:
    """Return the ids of a process and of all its descendants."""
    found = [pid]
    for each in found:
        try:
            children = (path.read_text().split() for path in Path(f"/proc/{each}/task").glob("*/children"))
            found += [int(child) for listed in children for child in listed]
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found

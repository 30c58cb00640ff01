"""The stages of a run, in the order in which they run; each returns figures."""

import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from benchmarks.speed import database
from benchmarks.speed.run import Run

WHOOSH_UP_TO = 100_000
FIRST_ENGINE = "tantivy"
"""The engine used for the import of the records, so that they are imported once."""
NEEDED = ("texts", "records")
"""Stages without which nothing can be measured."""
OTHERS = ("opensearch", "whoosh")

Stage = Callable[[Run], dict[str, Any]]


def names() -> list[str]:
    """Return all stages in order. The index from the import is built again, alone, at the end."""
    found = ["texts", "analysis", "records", *(f"{FIRST_ENGINE}-{part}" for part in ("ask", "pages", "growth"))]
    for engine in ("fts5", "postgres", "opensearch", "arabic", "whoosh"):
        pages = [f"{engine}-pages"] if engine in OTHERS else []
        found += [engine, f"{engine}-ask", *pages]
    return [*found, "opensearch-turns", f"{FIRST_ENGINE}-turns", FIRST_ENGINE]


def missing(run: Run, stage: str) -> str:
    """Return why a stage cannot be run here, "" if it can."""
    engine = stage.partition("-")[0]
    if engine == "postgres" and not run.postgres:
        return "POSTGRES_URL names no server"
    if (engine in ("opensearch", "arabic") or stage.endswith("-turns")) and not run.cluster:
        return "OPENSEARCH_URL names no cluster"
    if stage.endswith("-growth") and run.smaller() is None:
        return "no smaller archive is kept beside it (KEEP=1)"
    if engine == "whoosh" and (run.figures_of("texts") or {}).get("articles", 0) > WHOOSH_UP_TO:
        return f"Whoosh is for up to {WHOOSH_UP_TO:,} articles"
    return ""


def environment(run: Run, stage: str) -> dict[str, str]:
    """Return the environment for a stage's process: the archive with the stage's engine."""
    engine = stage.partition("-")[0]
    return run.archive_on(engine if engine in OTHERS else FIRST_ENGINE).environment


def perform(run: Run, stage: str) -> None:
    """Run one stage and store its figures. Django must be set up."""
    run.keep(stage, {**stages()[stage](run), **({"machine": machine()} if stage == "texts" else {})})


def stages() -> dict[str, Stage]:
    """Return the function of each stage."""
    from benchmarks.speed import own, pages, texts, turns
    from benchmarks.speed.stock import fts5, opensearch, postgres

    found: dict[str, Stage] = {
        "texts": texts.prepare,
        "analysis": own.analysis,
        "records": partial(own.whole_import, engine=FIRST_ENGINE),
        "fts5": fts5.build,
        "postgres": postgres.build,
        "arabic": opensearch.build,
    }
    for engine, ask in {"fts5": fts5.ask, "postgres": postgres.ask, "arabic": opensearch.ask}.items():
        found[f"{engine}-ask"] = asked(ask)
    for engine in (FIRST_ENGINE, *OTHERS):
        found[engine] = partial(own.index, engine=engine)
        found[f"{engine}-ask"] = asked(own.ask)
        found[f"{engine}-pages"] = asked(partial(pages.ask, engine=engine))
    for engine in ("opensearch", FIRST_ENGINE):
        found[f"{engine}-turns"] = asked(turns.beside_stock)
    found[f"{FIRST_ENGINE}-growth"] = asked(partial(turns.beside_smaller, engine=FIRST_ENGINE))
    return found


def asked(ask: Callable[..., dict[str, Any]]) -> Stage:
    """Return a stage that asks the run's questions."""
    return lambda run: ask(run, questions=json.loads((run.folder / "questions.json").read_text()))


def machine() -> dict[str, Any]:
    """Return the cores and the memory of this machine."""
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return {"cores": os.cpu_count(), "gigabytes": round(pages * size / 2**30)}


def remove(run: Run) -> None:
    """Remove all data of a run except its figures."""
    from benchmarks.speed.stock import opensearch

    if run.postgres:
        database.drop(run)
    if run.cluster:
        opensearch.drop(run)
    shutil.rmtree(run.folder / "archive", ignore_errors=True)
    for name in ("articles.jsonl", "questions.json", "fts5.sqlite3"):
        with suppress(FileNotFoundError):
            (run.folder / name).unlink()

"""Write docs/speed.md and its plots from the figures."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.report import table
from benchmarks.speed.aims import aims
from benchmarks.speed.figures import ENGINES, OWN, Measured, measured
from benchmarks.speed.plots import Point, chart
from benchmarks.speed.questions import KINDS
from benchmarks.speed.timing import READERS

READING = Path(__file__).with_name("reading.md")
NO = "—"
Times = dict[str, Any] | None


def write(runs: Path, out: Path) -> None:
    """Write the page of all runs in a folder, with its plots in the same folder as the page."""
    found = measured(runs)
    out.parent.mkdir(parents=True, exist_ok=True)
    drawn = {name: svg for name, svg in plots(found).items() if svg}
    for name, svg in drawn.items():
        out.with_name(f"{out.stem}-{name}.svg").write_text(svg, encoding="utf-8")
    images = [f"![{title_of(svg)}]({out.stem}-{name}.svg)\n" for name, svg in drawn.items()]
    parts = [READING.read_text(encoding="utf-8"), *machine(found), *judged(found), "## How it grows\n", *images]
    out.write_text("\n".join([*parts, *(part for run in found for part in section(run))]), encoding="utf-8")


def title_of(svg: str) -> str:
    titled = re.search("<title>(.*?)</title>", svg)
    return titled[1] if titled else ""


def machine(runs: list[Measured]) -> Iterator[str]:
    for cores, gigabytes in sorted(
        {(run.of("texts", "machine", "cores"), run.of("texts", "machine", "gigabytes")) for run in runs}
    ):
        yield f"Measured on {cores} cores and {gigabytes} GB of memory.\n"


def judged(runs: list[Measured]) -> Iterator[str]:
    """Yield the section on the aims."""
    verdicts = {True: "met", False: "**missed**", None: "not measured"}
    yield "## What was aimed at\n"
    yield table(("aim", "measured", ""), [(aim, found or NO, verdicts[met]) for aim, found, met in aims(runs)])


def section(run: Measured) -> Iterator[str]:
    """Yield all figures of one run."""
    made = "grown" if run.of("texts", "grown") else "real"
    yield f"## {run.articles:,} {made} articles, {run.words:,} words\n"
    yield from intake(run)
    for counts, told in (("plain", "without"), ("counts", "with")):
        for who, readers in (("alone", "one reader"), ("readers", f"{READERS} readers at once")):
            yield f"### Questions {told} the filters' counts, {readers}\n"
            yield questions(run, counts, who)
    yield "### Browse pages, one reader\n"
    yield browse(run)


def intake(run: Measured) -> Iterator[str]:
    """Yield the speed and memory of import and indexing, and the sizes of the indexes."""
    yield table(
        ("", "indexing, words/s", "articles/s", "index, MB", "bytes a word"),
        [(name, *built(run, engine)) for engine, name in ENGINES.items()],
    )
    if stored := run.of("arabic", "size_with_source"):
        yield f"OpenSearch `arabic` with its stored source: {stored / 1e6:,.1f} MB.\n"
    if alone := run.of("analysis"):
        yield (
            f"Analysis alone, one process: {alone['words'] / alone['seconds']:,.0f} words a second "
            f"({alone['articles']:,} articles, from an empty cache on).\n"
        )
    if whole := run.of("records"):
        yield (
            f"Whole import with tantivy, records and index at once: {whole['seconds']:,.0f} s, "
            f"{run.words / whole['seconds']:,.0f} words and {run.articles / whole['seconds']:,.0f} articles a second "
            f"(the records alone were there after {whole['import_seconds']:,.0f} s). Memory at most: "
            f"{whole['memory']['import']:,.0f} MB the import, {whole['memory']['indexer']:,.0f} MB the indexer, "
            "all its processes together.\n"
        )
    for engine in OWN:
        if worker := run.of(f"{engine}-pages", "worker"):
            whole_worker = run.of(f"{engine}-pages", "worker_with_files")
            yield (
                f"A web worker with {ENGINES[engine]}: {worker:,.0f} MB of its own, {whole_worker:,.0f} MB with the "
                "pages of files that it reads in memory, which the system takes back as it needs them.\n"
            )


def built(run: Measured, engine: str) -> tuple[str, ...]:
    """Return the cells of an engine's row in the indexing table."""
    seconds, size = run.of(engine, "seconds"), run.size(engine)
    speeds = (f"{run.words / seconds:,.0f}", f"{run.articles / seconds:,.0f}") if seconds else (NO, NO)
    return (*speeds, *((f"{size / 1e6:,.1f}", f"{size / run.words:,.1f}") if size else (NO, NO)))


def questions(run: Measured, counts: str, who: str) -> str:
    """Return median / 95th / 99th percentile of every engine and results page, by kind of question."""

    def row(name: str, times: Callable[[str], Times]) -> list[str]:
        return [name, *(cell(times(kind)) for kind in KINDS)]

    rows = [row(name, lambda kind, e=engine: run.engine(e, kind, counts, who)) for engine, name in ENGINES.items()]  # type: ignore[misc]
    rows += [
        row(f"{ENGINES[engine]}, the page", lambda kind, e=engine: run.page(e, kind, counts, who))  # type: ignore[misc]
        for engine in OWN
    ]
    if (counts, who) == ("plain", "alone"):
        rows.append(row("reading the question", lambda kind: run.of("tantivy-ask", "reading", kind)))
        rows += [
            [f"articles found, {ENGINES[engine]}", *(held(run.engine(engine, kind)) for kind in KINDS)]
            for engine in ENGINES
        ]
    return table(("ms", *KINDS.values()), [each for each in rows if set(each[1:]) - {NO}])


def browse(run: Measured) -> str:
    kinds = run.of("tantivy-pages", "browse") or {}
    rows = [[ENGINES[engine], *(cell(run.browse(engine, kind)) for kind in kinds)] for engine in OWN]
    return table(("ms", *kinds), [row for row in rows if set(row[1:]) - {NO}])


def cell(times: Times) -> str:
    """Return times in milliseconds, with a dagger if time ran out or the engine gave up on some questions."""
    if not times:
        return NO
    sign = " †" if times["cut"] or times["gave_up"] else ""
    return " / ".join(milliseconds(times[name]) for name in ("median", "p95", "p99")) + sign


def milliseconds(seconds: float) -> str:
    value = seconds * 1000
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def held(times: Times) -> str:
    return f"{times['found']:,.0f}" if times and times["found"] is not None else NO


def plots(runs: list[Measured]) -> dict[str, str]:
    """Return the plots by name; a plot without data is empty."""

    def line(value: Callable[[Measured], float | None]) -> list[Point]:
        return [(run.articles, found) for run in runs if (found := value(run))]

    def median(times: Times) -> float | None:
        return times["median"] * 1000 if times else None

    plain = {engine: name.replace("`", "") for engine, name in ENGINES.items()}
    engines = {
        kind: {
            name: line(lambda run, e=engine, k=kind: median(run.engine(e, k)))  # type: ignore[misc]
            for engine, name in plain.items()
        }
        for kind in ("two", "any")
    }
    pages = {
        **{
            f"{plain[engine]}, two words": line(lambda run, e=engine: median(run.page(e, "two")))  # type: ignore[misc]
            for engine in OWN
        },
        **{
            f"{kind} page": line(lambda run, k=kind: median(run.browse("tantivy", k)))  # type: ignore[misc]
            for kind in ("home", "year", "source", "article")
        },
    }
    sizes = {
        name: line(lambda run, e=engine: (run.size(e) or 0) / 1e6)  # type: ignore[misc]
        for engine, name in plain.items()
    }
    return {
        "two-words": chart("Two words: 20 hits and the exact total", "articles", "ms, median", engines["two"]),
        "any-of-ten": chart("Any of ten words: 20 hits and the exact total", "articles", "ms, median", engines["any"]),
        "pages": chart("Whole pages over HTTP", "articles", "ms, median", pages),
        "size": chart("Size of the index, no texts stored", "articles", "MB", sizes),
    }

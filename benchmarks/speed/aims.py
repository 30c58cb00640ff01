"""The performance aims of the archive, and whether they are met."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from benchmarks.speed.figures import Measured
from benchmarks.speed.questions import KINDS, WORDS

MIDDLE, LARGE = 100_000, 1_000_000
BROWSE_NOISE = 1.1
"""The largest ratio between two medians of a page, measured in turn, that still counts as noise."""


class Aim(NamedTuple):
    """An aim, the measured value, and whether that meets the aim (None: not measured)."""

    aim: str
    found: str
    met: bool | None


def aims(runs: list[Measured]) -> list[Aim]:
    """Return all aims. An aim is not measured if no run has the size of archive that it needs."""
    middle, large = (next((run for run in runs if run.articles == size), None) for size in (MIDDLE, LARGE))
    return [*of_a_million(large), *of_ratios(middle), *of_growth(large)]


def most(aim: str, value: float | None, bound: float, unit: str) -> Aim:
    return Aim(aim, "" if value is None else f"{value:,.3g}{unit}", None if value is None else value <= bound)


def of_a_million(run: Measured | None) -> Iterator[Aim]:
    """Yield the aims of tantivy at a million articles."""
    at = f"tantivy, {LARGE:,} articles: "
    for kind, name in KINDS.items():
        times: dict[str, Any] = (run and run.page("tantivy", kind)) or {}
        yield most(f"{at}results page, {name}, median ≤ 40 ms", _ms(times.get("median")), 40, " ms")
        yield most(f"{at}results page, {name}, 95th percentile ≤ 120 ms", _ms(times.get("p95")), 120, " ms")
    seconds = run.of("records", "seconds") if run else None
    speed = run.words / seconds if run and seconds else None
    yield Aim(
        f"{at}import and index ≥ 100,000 words a second",
        f"{speed:,.0f}" if speed else "",
        speed >= 100_000 if speed else None,
    )
    worker = run.of("tantivy-pages", "worker") if run else None
    yield most(f"{at}a web worker ≤ 300 MB", worker, 300, " MB")


def of_ratios(run: Measured | None) -> Iterator[Aim]:
    """Yield the aims of tantivy and of OpenSearch with our terms, compared with stock OpenSearch."""
    at = f"{MIDDLE:,} articles: "
    for engine, name, bound in (("tantivy", "tantivy", 0.1), ("opensearch", "OpenSearch with our terms", 1.3)):
        for kind in WORDS:
            value = _ratio(*(run and run.beside_stock(engine, kind, whose) for whose in ("own", "stock")))
            yield most(f"{at}{name} ≤ {bound} × stock `arabic`, {KINDS[kind]}, medians", value, bound, " ×")
    ours, stock = (run and run.size(engine) for engine in ("opensearch", "arabic"))
    value = ours / stock if ours and stock else None
    yield most(f"{at}index with our terms ≤ 1.6 × stock's, neither with stored source", value, 1.6, " ×")


def of_growth(run: Measured | None) -> Iterator[Aim]:
    """Yield the aims of the pages at a million articles, compared with a hundred thousand."""
    grown = f"{MIDDLE:,} → {LARGE:,} articles, tantivy: "
    beside = run if run and run.of("tantivy-growth", "articles") == MIDDLE else None
    for counts, name in (("plain", "results page"), ("counts", "results page with all filters")):
        pages = (beside and beside.grown("two", counts)) or (None, None)
        yield most(f"{grown}{name}, two words, median ≤ 2 ×", _ratio(*pages), 2, " ×")
    kinds: Iterable[str] = (beside and beside.of("tantivy-growth", "browse")) or {}
    for kind in kinds:
        pages = (beside and beside.grown("browse", kind)) or (None, None)
        yield most(
            f"{grown}{kind} page, median no more than noise (≤ {BROWSE_NOISE} ×)", _ratio(*pages), BROWSE_NOISE, " ×"
        )
    if not kinds:
        yield Aim(f"{grown}browse pages no slower", "", None)


def _ms(seconds: float | None) -> float | None:
    return None if seconds is None else seconds * 1000


def _ratio(one: dict[str, Any] | None, other: dict[str, Any] | None) -> float | None:
    return one["median"] / other["median"] if one and other else None

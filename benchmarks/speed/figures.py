"""The figures of all runs, in the form that the page needs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from benchmarks.speed.run import Run

ENGINES = {
    "tantivy": "tantivy",
    "opensearch": "OpenSearch, our terms",
    "whoosh": "Whoosh",
    "arabic": "OpenSearch `arabic`",
    "postgres": "PostgreSQL `arabic`",
    "fts5": "SQLite FTS5",
}
OWN = ("tantivy", "opensearch", "whoosh")


@dataclass(frozen=True, slots=True)
class Measured:
    """The measurements of one run."""

    run: Run

    def of(self, stage: str, *path: str) -> Any:
        """Return a figure of a stage by its keys, or None if it was not measured."""
        found: Any = self.run.figures_of(stage)
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        return found

    @property
    def articles(self) -> int:
        return int(self.of("texts", "articles"))

    @property
    def words(self) -> int:
        return int(self.of("texts", "words"))

    def engine(self, engine: str, kind: str, counts: str = "plain", who: str = "alone") -> dict[str, Any] | None:
        """Return an engine's times for a kind of question."""
        found: dict[str, Any] | None = self.of(f"{engine}-ask", "engine", kind, counts, who)
        return found

    def beside_stock(self, engine: str, kind: str, whose: Literal["own", "stock"]) -> dict[str, Any] | None:
        """Return the times from the comparison of an engine of the archive with stock OpenSearch, of either side."""
        found: dict[str, Any] | None = self.of(f"{engine}-turns", kind, whose)
        return found

    def grown(self, *path: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """Return the times of a page in this archive and in the next smaller one."""
        found = self.of("tantivy-growth", *path)
        return (found["large"], found["small"]) if found else None

    def page(self, engine: str, kind: str, counts: str = "plain", who: str = "alone") -> dict[str, Any] | None:
        """Return the times of the results page with an engine."""
        found: dict[str, Any] | None = self.of(f"{engine}-pages", "results", kind, counts, who)
        return found

    def browse(self, engine: str, kind: str) -> dict[str, Any] | None:
        """Return the times of a browse page."""
        found: dict[str, Any] | None = self.of(f"{engine}-pages", "browse", kind)
        return found

    def size(self, engine: str) -> int | None:
        """Return the size of an engine's index in bytes."""
        built = self.of(engine, "size")
        return built if built or engine != "tantivy" else self.of("records", "size")


def measured(runs: Path) -> list[Measured]:
    """Return the runs in a folder that have figures, smallest first."""
    found = [Measured(Run(folder, folder)) for folder in sorted(runs.iterdir()) if folder.is_dir()]
    return sorted((each for each in found if each.of("texts")), key=lambda each: each.articles)

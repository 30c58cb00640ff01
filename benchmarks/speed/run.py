"""One run: its folder, the environment of its archive, and the figures of its stages."""

import json
import os
import re
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.archive import RUNNING
from benchmarks.running import Running

HITS = 20
"""Hits that every engine returns for every question."""
SEARCH_URLS = {"whoosh": "", "tantivy": "tantivy:", "opensearch": "{cluster}/{name}"}
"""The archive's own engines, with the setting that selects each."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run in a folder: `articles` grown from `archive`, or the archive as it is if 0; `questions` per kind."""

    folder: Path
    archive: Path
    articles: int = 0
    questions: int = 200
    seed: int = 7

    @property
    def name(self) -> str:
        """Return the name of the run's database and indexes."""
        return "speed-" + (re.sub("[^a-z0-9]+", "-", self.folder.name.lower()).strip("-") or "run")

    @property
    def texts(self) -> Path:
        """Return the file of the articles, in the archive's own format."""
        return self.folder / "articles.jsonl"

    @property
    def postgres(self) -> str:
        """Return the URL of the run's own database on the server of POSTGRES_URL; "" if there is no server."""
        url = os.environ.get("POSTGRES_URL", "")
        return urlsplit(url)._replace(path=f"/{self.name}").geturl() if url else ""

    @property
    def cluster(self) -> tuple[str, ...]:
        """Return the addresses of the cluster of OPENSEARCH_URL."""
        hosts = urlsplit(os.environ.get("OPENSEARCH_URL", "")).netloc
        return tuple(f"http://{host}" for host in hosts.split(",") if host)

    def smaller(self) -> "Run | None":
        """Return the largest run next to this one that has fewer articles and still has its archive."""
        size = (self.figures_of("texts") or {}).get("articles", 0)
        found: list[tuple[int, Run]] = []
        for folder in self.folder.parent.iterdir():
            other = Run(folder, self.archive)
            articles = (other.figures_of("texts") or {}).get("articles", 0)
            if articles < size and other.figures_of("records") and (folder / "questions.json").exists():
                found.append((articles, other))
        return max(found, key=itemgetter(0))[1] if found else None

    def archive_on(self, engine: str, address: str = RUNNING) -> Running:
        """Return the run's archive with one of its engines. The records are the same for all engines."""
        folder = self.folder / "archive"
        folder.mkdir(parents=True, exist_ok=True)
        cluster = os.environ.get("OPENSEARCH_URL", "").rstrip("/")
        settings = {
            "SEARCH_URL": SEARCH_URLS[engine].format(cluster=cluster, name=self.name),
            "OPENSEARCH_SHARDS": "3",
            "OPENSEARCH_REPLICAS": "0",
            "WORKERS": "2",
            "DJANGO_SUPERUSER_PASSWORD": "measured-only",
        }
        if self.postgres:
            settings["DATABASE_URL"] = self.postgres
        return Running(folder, address, settings)

    def figures_of(self, stage: str) -> dict[str, Any] | None:
        """Return the figures of a stage, or None if it has not run."""
        file = self.folder / "figures" / f"{stage}.json"
        return json.loads(file.read_text()) if file.exists() else None

    def keep(self, stage: str, figures: dict[str, Any]) -> None:
        """Write the figures of a stage, completely or not at all."""
        file = self.folder / "figures" / f"{stage}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_text(json.dumps(figures, ensure_ascii=False, indent=1))
        part.replace(file)


def size_of(folder: Path) -> int:
    """Return the size of the files below a folder in bytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())

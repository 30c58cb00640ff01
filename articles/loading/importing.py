"""Run an import: find the files, read them as streams, load them in batches, and count."""

import gc
import glob
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.loading.loader import BATCH, Loader, Outcome
from articles.models import Tally
from articles.readers import SUFFIXES, KeyMap, Record, RefusalError, Refused, guess_format, opened, read
from articles.readers.opening import BROKEN

# Most characters of a batch, not counting the record that exceeds the limit.
BATCH_CHARACTERS = 8_000_000
# Number of batches after which the counts are merged. Each batch adds rows of its own to them.
SETTLED_EVERY = 20
# Thresholds of the garbage collector (gc.set_threshold). A batch creates many containers and almost no cycles. With the
# default thresholds a fifth of a load is spent on garbage collection.
SELDOM = 50_000, 20, 50

Met = tuple[Path, str, Record | Refused]
Told = Callable[[Path, str, Record | Refused, RefusalError], None]


@dataclass(slots=True)
class Summary:
    """The result of an import: counts of articles and named records by outcome, and of files by format and encoding."""

    articles: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    files: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, outcome: Outcome) -> None:
        self.articles += outcome.articles
        self.named += outcome.named


@dataclass(slots=True)
class Import:
    """Import files through `loader`; `told` is called with each refusal."""

    loader: Loader
    mapping: KeyMap
    told: Told
    format_name: str = ""
    summary: Summary = field(default_factory=Summary)

    def run(self, paths: list[Path]) -> Summary:
        """Import `paths`, in batches that may span files. A file that cannot be read counts as one refusal."""
        total = sum(path.stat().st_size for path in paths)
        with (
            _seldom_collected(),
            tqdm(total=total, unit="B", unit_scale=True, desc=_("Importing"), disable=None, leave=False) as bar,
        ):
            records = self._records(paths, bar)
            try:
                for number, batch in enumerate(batches(records), 1):
                    self._load(batch)
                    if number % SETTLED_EVERY == 0:
                        Tally.objects.settle()
            finally:
                Tally.objects.settle()
        return self.summary

    def _load(self, batch: list[Met]) -> None:
        for path, format_name, record in batch:
            if isinstance(record, Refused):
                self.summary.articles["refused"] += 1
                self.told(path, format_name, record, record.refusal)
        origins = {id(record): (path, format_name) for path, format_name, record in batch}
        outcome = self.loader.load([record for _path, _format, record in batch if isinstance(record, Record)])
        self.summary.add(outcome)
        for record, refusal in outcome.refused:
            self.told(*origins[id(record)], record, refusal)

    def _records(self, paths: list[Path], bar: "tqdm[Any]") -> Iterator[Met]:
        done = 0
        for path in paths:
            format_name = self.format_name
            try:
                format_name = format_name or guess_format(path)
                with opened(path) as file:
                    self.summary.files[format_name, file.encoding] += 1
                    for record in read(file, format_name, self.mapping):
                        yield path, format_name, record
                        bar.update(done + file.position() - bar.n)
            except BROKEN as error:
                reason = _("the file cannot be read (%(what)s): fetch it again, or mend its rights.") % {"what": error}
                yield path, format_name, Refused(1, None, RefusalError(reason))
            done += path.stat().st_size
            bar.update(done - bar.n)


def batches(records: Iterable[Met]) -> Iterator[list[Met]]:
    """Yield the records in batches that are limited in number and in size, for any size of file."""
    batch: list[Met] = []
    size = 0
    for met in records:
        batch.append(met)
        raw = met[2].raw
        size += len(raw) if isinstance(raw, str) else sum(map(len, raw or ()))
        if len(batch) == BATCH or size > BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def find_files(names: list[str]) -> list[Path]:
    """Return the files that the names, folders and globs stand for, in order. In folders, take the known suffixes only.

    Raise FileNotFoundError with the first name that matches no file.
    """
    found: dict[Path, None] = {}
    for name in names:
        path = Path(name)
        matches = [path] if path.exists() else [Path(match) for match in sorted(glob.glob(name, recursive=True))]
        files = [file for match in matches for file in (_inside(match) if match.is_dir() else [match])]
        if not files:
            raise FileNotFoundError(name)
        found |= dict.fromkeys(files)
    return list(found)


def _inside(folder: Path) -> list[Path]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [path for path in files if not path.name.startswith(".") and _readable(path)]


def _readable(path: Path) -> bool:
    return Path(path.name.lower().removesuffix(".gz")).suffix in SUFFIXES


@contextmanager
def _seldom_collected() -> Iterator[None]:
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)

"""Write refused records to files in their original format, with the reasons, to be corrected and imported again."""

import csv
import re
from datetime import datetime
from pathlib import Path

from articles.readers import opened
from articles.readers.csv import REASON, Lines, header_of
from articles.readers.record import RefusalError, printable

# Lone surrogates that stand for no byte of the file.
_HALVES = re.compile("[\ud800-\udc7f\udd00-\udfff]")


class RefusedFiles:
    """The refused records of one import, in a new folder under `root`, created for the first refusal.

    In JSON lines, the reason is on a line before the record that begins with `#`. In tables it is in a column
    `refused`. Every reason is also in `reasons.log`. All files are written in UTF-8.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self.folder: Path | None = None
        self._names: dict[Path, Path] = {}
        self._headers: dict[Path, tuple[list[str], str]] = {}

    def add(
        self, source: Path, format_name: str, number: int, raw: str | list[str] | None, refusal: RefusalError
    ) -> None:
        """Store one refused record and its reason. `raw` is None if only the reason can be stored."""
        folder = self._made_folder()
        with (folder / "reasons.log").open("a", encoding="utf-8") as log:
            log.write(printable(f"{source}:{number}: {refusal}\n"))
        if raw is None:
            return
        target = self._names.get(source) or self._new_name(source, folder)
        self._names[source] = target
        if isinstance(raw, list):
            if source not in self._headers:
                with opened(source) as file:
                    self._headers[source] = header_of(Lines(file.lines()))
            _write_row(target, *self._headers[source], [_HALVES.sub("\ufffd", cell) for cell in raw], str(refusal))
        else:
            raw = _HALVES.sub("\ufffd", raw)
            with target.open("a", encoding="utf-8", errors="surrogateescape", newline="") as file:
                file.write(raw if format_name in {"text", "html"} else f"# {number}: {_on_one_line(refusal)}\n{raw}\n")

    def _made_folder(self) -> Path:
        if self.folder is None:
            stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
            self.folder = self._root / stamp
            self.folder.mkdir(parents=True)
        return self.folder

    def _new_name(self, source: Path, folder: Path) -> Path:
        name = source.name.removesuffix(".gz")
        taken = set(self._names.values())
        target = folder / name
        for n in range(2, len(taken) + 3):
            if target not in taken:
                break
            target = folder / f"{n}-{name}"
        return target


def _write_row(target: Path, header: list[str], delimiter: str, row: list[str], reason: str) -> None:
    is_new = not target.exists()
    # The byte order mark tells spreadsheets that this is UTF-8.
    encoding = "utf-8-sig" if is_new else "utf-8"
    with target.open("a", encoding=encoding, errors="surrogateescape", newline="") as file_:
        writer = csv.writer(file_, delimiter=delimiter)
        mended_before = REASON in header
        if is_new:
            writer.writerow(header if mended_before else [*header, REASON])
        if mended_before:
            row = [cell for name, cell in zip(header, row, strict=False) if name != REASON]
        writer.writerow([*row, *[""] * (len(header) - len(row)), reason])


def _on_one_line(refusal: RefusalError) -> str:
    return " ".join(str(refusal).split())

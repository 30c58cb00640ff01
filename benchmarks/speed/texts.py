"""The texts of a run, the same for every engine."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from articles.body import read_body
from articles.loading.checking import check, fingerprint
from articles.loading.field_values import Checked
from articles.readers import KeyMap, Record, RefusalError, guess_format, opened, read
from benchmarks.archive import mapped_keys
from benchmarks.scaled import grow
from benchmarks.speed.questions import draw
from benchmarks.speed.run import Run

KINDS = {
    "source": "source",
    "agency": "agency",
    "section": "section",
    "place": "places",
    "person": "people",
    "organisation": "organisations",
    "subject": "subjects",
}
"""The kinds of record that filters count, and the keys of an article record that hold them."""


class Text(NamedTuple):
    """An article for a stock engine: `text` is the headline and all blocks, `values` are the filter values."""

    number: int
    headline: str
    text: str
    values: dict[str, list[int]]


@dataclass
class Numbers:
    """A number for each name of a kind, since the archive's own indexes store ids and no names."""

    known: dict[tuple[str, str], int] = field(default_factory=dict)

    def of(self, kind: str, names: str | list[str]) -> list[int]:
        """Return the numbers of the names, or of a single name."""
        listed = [names] if isinstance(names, str) else names
        return [self.known.setdefault((kind, name), len(self.known) + 1) for name in listed if name]


def parts_of(record: dict[str, Any]) -> list[str]:
    """Return the headline and the blocks of a record."""
    return [record["headline"], *filter(None, [record.get("lead", "")]), *(block["text"] for block in record["body"])]


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the articles of a run from its file."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def texts(path: Path) -> Iterator[Text]:
    """Yield the articles of a run for stock engines."""
    numbers = Numbers()
    for number, record in enumerate(records(path), 1):
        values = {kind: numbers.of(kind, record.get(key, "")) for kind, key in KINDS.items()}
        if day := record.get("published_at", "")[:10]:
            at = date.fromisoformat(day)
            values |= {"year": [at.year], "month": [at.year * 100 + at.month]}
        yield Text(number, record["headline"], "\n".join(parts_of(record)), values)


def as_it_is(archive: Path) -> Iterator[dict[str, Any]]:
    """Yield the articles of a file as the import takes them, in the archive's own format, each once."""
    seen: set[tuple[str, str]] = set()
    with opened(archive) as file:
        for record in read(file, guess_format(archive), KeyMap(mapped_keys(archive))):
            if not isinstance(record, Record) or record.kind != "article":
                continue
            try:
                checked = check(record, publish=True)
            except RefusalError:
                continue
            identity = checked.names.get("source", ""), checked.fields.get("external_id") or fingerprint(checked)
            if identity not in seen and checked.fields["status"] == "published":
                seen.add(identity)
                yield own_format(checked)


def own_format(checked: Checked) -> dict[str, Any]:
    """Return a checked record in the format of docs/record-format.md."""
    fields = checked.fields
    at = fields.get("published_at") or fields.get("published_on")
    return {
        **{name: fields[name] for name in ("external_id", "url", "headline", "lead", "byline") if fields.get(name)},
        **checked.names,
        **checked.lists,
        "body": [{"type": block.type.value, "text": block.text} for block in read_body(fields.get("body", ""))],
        "status": "published",
        **({"published_at": at.isoformat()} if at else {}),
    }


def prepare(run: Run) -> dict[str, Any]:
    """Write the run's texts and questions. Return the numbers of articles, words and bytes."""
    if run.articles:
        grow(run.articles, run.texts, run.archive, run.seed)
    else:
        write(as_it_is(run.archive), run.texts)
    articles = words = 0
    headlines = []
    for record in records(run.texts):
        articles += 1
        words += sum(len(part.split()) for part in parts_of(record))
        if articles <= 200_000:
            headlines.append(record["headline"])
    (run.folder / "questions.json").write_text(json.dumps(draw(headlines, run.questions, run.seed), ensure_ascii=False))
    return {"articles": articles, "words": words, "bytes": run.texts.stat().st_size, "grown": bool(run.articles)}


def write(found: Iterable[dict[str, Any]], out: Path) -> None:
    with out.open("w", encoding="utf-8") as file:
        for record in found:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")

"""What the tests of import and export share: the command run for real, and the real texts where they are."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command

PARAGRAPHS = (
    "أعلنت قوات سوريا الديموقراطية السبت القضاء التام على تنظيم الدولة الإسلامية في شرق سوريا.",
    "وقال المتحدث إن المعركة انتهت بعد ستة أشهر من القتال على ضفاف نهر الفرات.",
)


@dataclass(frozen=True)
class Ran:
    """What a run of import_articles printed."""

    out: str
    err: str

    @property
    def counts(self) -> list[int]:
        """The numbers of the last line: read, added, updated, skipped, refused."""
        return [int(number) for number in re.findall(r"\d+", self.out.strip().splitlines()[-1])]


Run = Callable[..., Ran]


@pytest.fixture
def run(db: None, settings: Any, tmp_path: Path) -> Run:
    """Run import_articles with its refused records under the test's own folder."""
    settings.VAR = tmp_path / "var"
    settings.INDEX_ON_COMMIT = False

    def run_import(*arguments: object) -> Ran:
        out, err = io.StringIO(), io.StringIO()
        call_command("import_articles", *map(str, arguments), stdout=out, stderr=err)
        return Ran(out.getvalue(), err.getvalue())

    return run_import


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write records as JSON lines; what is text already is written as it is."""

    def write_lines(*records: dict[str, Any] | str, name: str = "articles.jsonl") -> Path:
        lines = (record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records)
        path = tmp_path / name
        text = "".join(f"{line}\n" for line in lines).replace("\ud800", "\\ud800")
        path.write_text(text, encoding="utf-8")
        return path

    return write_lines


def article(number: int = 1, **values: Any) -> dict[str, Any]:
    """A record that is taken as it is."""
    return {"external_id": str(number), "headline": f"خبر {number}", "body": "\n".join(PARAGRAPHS), **values}


def refused_folder() -> Path:
    """The one folder of refused records there is."""
    [folder] = (django_settings.VAR / "refused").iterdir()
    return folder

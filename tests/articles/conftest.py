"""What the tests of import and export share: the command run for real, and the real texts where they are."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.support.records import Ran

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

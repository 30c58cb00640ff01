"""manage.py analyze_text."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from arabic import Analyzer

FIELDS = ["token", "start", "end", "exact", "spelling", "lemmas", "roots", "pos"]


class Input:
    """Standard input of these bytes."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


@pytest.fixture(autouse=True)
def built(analyzer: Analyzer) -> None:
    """The command finds its lexicon."""


def asked(monkeypatch: pytest.MonkeyPatch, content: bytes, *options: str) -> list[str]:
    out = io.StringIO()
    monkeypatch.setattr("sys.stdin", Input(content))
    call_command("analyze_text", *options, stdout=out)
    return out.getvalue().splitlines()


def test_one_object_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "قال الوزراءُ\nإن المدرسه احترقت (أ ف ب)\n"
    rows = [json.loads(line) for line in asked(monkeypatch, text.encode(), "--json")]
    assert [row["token"] for row in rows] == ["قال", "الوزراءُ", "إن", "المدرسه", "احترقت", "أ ف ب"]
    assert all(list(row) == FIELDS for row in rows)
    assert all(text[row["start"] : row["end"]] == row["token"] for row in rows)
    assert rows[1]["exact"] == "الوزراء"
    assert rows[1]["lemmas"] == ["وزير"]
    assert rows[1]["roots"] == ["وزر"]
    assert "noun" in rows[1]["pos"]
    assert rows[3]["spelling"] == "المدرسه"


def test_a_table_for_people(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = asked(monkeypatch, "المقاتلون".encode())
    assert lines[-1].split("\t")[2:4] == ["المقاتلون", "المقاتلون"]


def test_no_text_gives_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(monkeypatch, b"", "--json") == []


def test_bytes_that_are_no_utf8_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="UTF-8"):
        asked(monkeypatch, b"\xcf\xd3")

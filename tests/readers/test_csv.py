"""Tables, as spreadsheets save them."""

import csv
from pathlib import Path

import pytest

from articles.models import Article
from tests.readers.conftest import PARAGRAPHS

HEADER = ["headline", "body", "published_at", "places", "source", "external_id"]
ROW = ["القضاء على آخر جيب", "\n".join(PARAGRAPHS), "23/03/2019", "الباغوز | دير الزور", "إيلاف", "1"]


def write_table(path: Path, *rows: list[str], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables(encoding, delimiter, run, tmp_path):
    path = write_table(tmp_path / "a.csv", HEADER, ROW, encoding=encoding, delimiter=delimiter)
    assert run(path).counts == [1, 1, 0, 0, 0]
    made = Article.objects.get()
    assert made.headline == ROW[0]
    assert [block.text for block in made.blocks] == list(PARAGRAPHS)
    assert made.published_on.isoformat() == "2019-03-23"
    assert {place.name for place in made.places.all()} == {"الباغوز", "دير الزور"}


def test_foreign_columns(run, tmp_path):
    path = write_table(tmp_path / "a.csv", ["العنوان", "النص", "رقم"], ["خبر", PARAGRAPHS[0], "7"])
    assert run(path).counts == [1, 0, 0, 0, 1]
    assert run(path, "--map", "العنوان=headline", "النص=body").counts == [1, 1, 0, 0, 0]
    missing = run(path, "--map", "العنوان=headline", "text=body")
    assert missing.counts == [1, 0, 0, 0, 1]
    assert "text" in missing.err


def test_rows_that_are_broken(run, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"headline,body\nخبر,نص,زائد\nخبر ثان,{PARAGRAPHS[0]}\n\nخبر ثالث\n", encoding="utf-8")
    ran = run(path)
    assert ran.counts == [3, 1, 0, 0, 2]
    assert Article.objects.get().headline == "خبر ثان"


def test_a_quotation_mark_that_is_never_closed(run, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f'headline,body\nخبر,{PARAGRAPHS[0]}\nآخر,"نص\n', encoding="utf-8")
    assert run(path).counts == [2, 1, 0, 0, 1]


def test_two_columns_of_one_name(run, tmp_path):
    path = write_table(tmp_path / "a.csv", ["body", "body"], ["نص", "نص"])
    assert run(path).counts == [1, 0, 0, 0, 1]

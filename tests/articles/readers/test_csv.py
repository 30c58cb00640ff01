"""Tables, as spreadsheets save them."""

import csv
from pathlib import Path

import pytest

from articles.models import Article
from articles.readers.opening import MAX_WHOLE
from tests.support.records import PARAGRAPHS, refused_folder

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


def test_a_broken_row_swallows_none_of_those_after_it_and_is_handed_back(run, tmp_path):
    path = tmp_path / "a.csv"
    rows = (f'1,"{PARAGRAPHS[0]}', f'2,"{PARAGRAPHS[0]}"', f'3,"قال "نعم"\n{PARAGRAPHS[0]}\n"', f"4,{PARAGRAPHS[1]}")
    path.write_text("\n".join(("external_id,body", *rows)), encoding="utf-8")
    ran = run(path)
    assert set(Article.objects.values_list("external_id", flat=True)) == {"2", "4"}
    assert ran.counts == [6, 2, 0, 0, 4]
    with (refused_folder() / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        kept = list(csv.DictReader(file))
    assert [row["external_id"] for row in kept] == ["1", "3", PARAGRAPHS[0], "\n"]
    assert all(row["refused"] for row in kept)


def test_a_cell_without_end_is_a_refusal_and_not_kept_in_memory(run, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('body\n"' + "أ" * (MAX_WHOLE + 9) + f"\n{PARAGRAPHS[0]}\n", encoding="utf-8")
    assert run(path).counts == [2, 1, 0, 0, 1]


def test_two_columns_of_one_name(run, tmp_path):
    path = write_table(tmp_path / "a.csv", ["body", "body"], ["نص", "نص"])
    assert run(path).counts == [1, 0, 0, 0, 1]

"""A refusal names line, field and remedy, stops nothing, and hands the record back to be mended."""

import csv
import json

import pytest
from django.utils import translation

from articles.models import Agency, Article, Person, Section
from articles.readers.opening import MAX_WHOLE
from tests.support.records import PARAGRAPHS, article, refused_folder

BAD = {
    "no text": ({"headline": "خبر"}, "body"),
    "blank text": ({"headline": "خبر", "lead": " \u200f ", "body": [{"type": "quote", "text": " "}]}, "body"),
    "no date": (article(7, published_at="أمس"), "published_at"),
    "no such day": (article(7, published_at="2019-02-30"), "published_at"),
    "unknown key": (article(7, colour="أحمر"), "colour"),
    "NUL": (article(7, byline="أ\x00ب"), "byline"),
    "NUL in a list": (article(7, places=["أ\x00ب"]), "places"),
    "lone surrogate": (article(7, byline="أ\ud800ب"), "byline"),
    "status": (article(7, status="shown"), "status"),
    "identifier": (article(7, id="محرر"), "id"),
    "address": (article(7, url="www"), "url"),
    "too long": (article(7, headline="س" * 501), "headline"),
    "no headline": (article(7, headline="", status="published"), "headline"),
    "no time": (article(7, status="scheduled", published_at="2030-01-01"), "published_at"),
    "no notice": (article(7, status="withdrawn"), "withdrawal"),
    "wrong type": (article(7, headline=["خبر"]), "headline"),
    "wrong list": (article(7, places=[{"name": "دمشق"}]), "places"),
    "wrong block": (article(7, body=[{"type": "poem", "text": "بيت"}]), "body"),
    "wrong body": (article(7, body={"text": "نص"}), "body"),
    "wrong flag": (article(7, sample="maybe"), "sample"),
    "long name": (article(7, source="س" * 201), "source"),
    "unknown type": ({"type": "poem", "name": "قصيدة"}, "type"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_record_is_refused_alone(name, run, write):
    record, key = BAD[name]
    path = write(article(1), {**record, "agency": "وكالة", "people": record.get("people", ["أحد"])}, article(2))
    ran = run(path)
    assert ran.counts == [3, 2, 0, 0, 1]
    [line] = ran.err.strip().splitlines()
    assert str(path) in line
    assert "2" in line.removeprefix(str(path))
    assert f"{key}: " in line
    assert not Agency.objects.exists(), "a refused record leaves nothing behind"
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "line", ['{"headline": "خبر', "[1, 2]", "نص", "[" * 100_000, '{"a": ' + "9" * 5000 + "}", "null"]
)
def test_a_line_that_is_no_record(line, run, write):
    assert run(write(article(1), line, article(2))).counts == [3, 2, 0, 0, 1]


def test_a_body_over_the_limit(run, write, settings):
    settings.MAX_BODY_CHARACTERS = 200
    ran = run(write(article(1, body="كلمة " * 100), article(2)))
    assert ran.counts == [2, 1, 0, 0, 1]
    assert "MAX_BODY_CHARACTERS" in ran.err


def test_bad_named_records(run, write):
    lines = [
        {"type": "source", "slug": "a"},
        {"type": "source", "name": "أ", "country": "Syria"},
        {"type": "place", "name": "أ", "slug": "a b"},
        {"type": "person", "name": "أ", "country": "SY"},
        {"type": "person", "name": "أ", "other_spellings": "ب"},
        {"type": "person", "name": "أ", "other_spellings": 0},
        {"type": "person", "name": "أ", "other_spellings": False},
        {"type": "section", "name": "أ\x00"},
    ]
    ran = run(write(*lines, {"type": "section", "name": "سياسة"}, article()))
    assert ran.counts == [1, 1, 0, 0, 0]
    assert len(ran.err.strip().splitlines()) == len(lines)
    assert [section.name for section in Section.objects.all()] == ["سياسة"]


def test_refused_lines_are_mended_and_imported_again(run, write):
    path = write(article(1), {"headline": "خبر", "external_id": "2"}, '{"headline": "خبر"', article(3))
    assert run(path).counts == [4, 2, 0, 0, 2]
    [refused] = refused_folder().glob("*.jsonl")
    lines = refused.read_text(encoding="utf-8").splitlines()
    assert [line[0] for line in lines] == ["#", "{", "#", "{"]
    assert len((refused_folder() / "reasons.log").read_text(encoding="utf-8").splitlines()) == 2
    mended = "\n".join([lines[0], json.dumps(article(2), ensure_ascii=False), lines[2], json.dumps(article(4))])
    refused.write_text(mended, encoding="utf-8")
    assert run(refused_folder()).counts == [2, 2, 0, 0, 0]
    assert Article.objects.count() == 4


def test_refused_rows_are_mended_and_imported_again(run, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        f'headline,body,published_at\nخبر,"{PARAGRAPHS[0]}",2019-02-30\nآخر,نص,2019\nثالث,نص,\n', encoding="utf-8"
    )
    assert run(path).counts == [3, 1, 0, 0, 2]
    refused = refused_folder() / "a.csv"
    with refused.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [bool(row["refused"]) for row in rows] == [True, True]
    text = refused.read_text(encoding="utf-8-sig").replace("2019-02-30", "2019-02-28").replace(",2019,", ",2019-03-01,")
    refused.write_text(text, encoding="utf-8-sig")
    assert run(refused).counts == [2, 2, 0, 0, 0]


def test_a_refused_page_is_handed_back_whole(run, tmp_path):
    (tmp_path / "a.txt").write_text("نص" * 150_000, encoding="utf-8")
    run(tmp_path / "a.txt")
    assert (refused_folder() / "a.txt").read_text(encoding="utf-8") == "نص" * 150_000


def test_files_of_one_name_are_kept_apart(run, tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.jsonl").write_text('{"headline": "خبر"}\n', encoding="utf-8")
    run(tmp_path / "a", tmp_path / "b")
    assert sorted(path.name for path in refused_folder().iterdir()) == ["2-x.jsonl", "reasons.log", "x.jsonl"]


def test_files_that_cannot_be_read(run, tmp_path):
    (tmp_path / "a.jsonl.gz").write_bytes(b"\x1f\x8b\x08" + b"\x00" * 20)
    (tmp_path / "b.jsonl").write_bytes(b"")
    (tmp_path / "c.csv").write_bytes(b"")
    assert run(tmp_path).counts == [2, 0, 0, 0, 2]


def test_reasons_in_english(run, write):
    with translation.override("en"):
        ran = run(write({"headline": "خبر"}))
    assert "line 1: body: no text: neither a lead nor a body. Add one." in ran.err
    assert ran.out.endswith("Articles: read 1, added 0, updated 0, skipped 0, refused 1\n")


def test_many_refusals_are_not_all_shown(run, write):
    path = write(*({"headline": f"خبر {n}"} for n in range(30)))
    assert len(run(path).err.splitlines()) == 21
    assert len(run(path, "-v", 2).err.splitlines()) == 30


def test_what_is_no_character_is_told_by_its_number(run, write):
    """Half a character has no place in a log or on a screen."""
    ran = run(write({"\ud800": 1, **article(1)}, {"type": "\ud800"}, article(2)))
    assert ran.counts == [3, 1, 0, 0, 2]
    assert "\\ud800" in ran.err
    assert "\\ud800" in (refused_folder() / "reasons.log").read_text(encoding="utf-8")


def test_a_line_without_end_is_a_refusal_and_not_kept_in_memory(run, write):
    ran = run(write('{"body": "' + "أ" * (MAX_WHOLE + 9), article(1)))
    assert ran.counts == [2, 1, 0, 0, 1]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_json_that_nests_too_deep(name, run, write):
    """What Python's parser still bears must not end the import further on."""
    nested = '{"uri": "a", "versioncreated": 1, "type": ' + "[" * 300 + "]" * 300 + "}"
    assert run(write(nested, name=name)).counts == [1, 0, 0, 0, 1]

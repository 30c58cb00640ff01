"""Files that would stop an import are refused with what is too large in them, and nothing of a text is cut silently."""

import gzip
import json

import pytest

from articles.limits import LINES
from articles.models import Article
from articles.readers import csv, timer
from articles.readers.markup import MAX_DEPTH, MAX_ELEMENTS
from articles.readers.opening import MAX_EMPTY_LINES, MAX_RATIO
from tests.support.records import PARAGRAPHS, article

WORD = "كلمة"


def item(markup: str) -> str:
    body = {"contenttype": "text/html", "value": f"{markup}<p>{PARAGRAPHS[0]}</p>"}
    return json.dumps({"uri": "urn:1", "versioncreated": "2019-03-23", "headline": "خبر", "bodies": [body]})


def page(markup: str) -> str:
    return f"<!doctype html><html><head><title>خبر</title></head><body><article>{markup}</article></body></html>"


def nested(depth: int) -> str:
    return f"{'<div>' * depth}{PARAGRAPHS[1]}{'</div>' * depth}"


@pytest.mark.parametrize("markup", [nested(256), nested(5_000), f"<b>{WORD} " * 400])
@pytest.mark.parametrize(("name", "file"), [("item.json", item), ("page.html", page)])
def test_markup_that_nests_too_deep(name, file, markup, run, tmp_path):
    path = tmp_path / name
    path.write_text(file(markup), encoding="utf-8")
    ran = run(path)
    assert ran.counts == [1, 0, 0, 0, 1]
    assert str(MAX_DEPTH) in ran.err


@pytest.mark.parametrize("depth", range(MAX_DEPTH - 8, MAX_DEPTH + 3))
@pytest.mark.parametrize(("name", "file"), [("item.json", item), ("page.html", page)])
def test_markup_is_read_whole_or_refused(name, file, depth, run, tmp_path):
    path = tmp_path / name
    path.write_text(file(nested(depth) + f"<p>{PARAGRAPHS[0]}</p>"), encoding="utf-8")
    taken = run(path).counts[1]
    assert taken == (PARAGRAPHS[1] in "".join(article.body + article.lead for article in Article.objects.all()))
    assert taken or depth > MAX_DEPTH - 5


@pytest.mark.parametrize(("name", "file"), [("item.json", item), ("page.html", page)])
def test_markup_of_too_many_elements(name, file, run, tmp_path):
    path = tmp_path / name
    for markup in ("<p>" * (MAX_ELEMENTS + 1), f"<p>{WORD}</p>" * 200_000):
        path.write_text(file(markup), encoding="utf-8")
        ran = run(path)
        assert ran.counts == [1, 0, 0, 0, 1]
        assert str(MAX_ELEMENTS) in ran.err


def test_markup_of_many_short_pieces_is_read_whole(run, tmp_path):
    path = tmp_path / "item.json"
    path.write_text(item("".join(f"<b>{n}</b> {WORD} " for n in range(15_000))), encoding="utf-8")
    assert run(path).counts == [1, 1, 0, 0, 0]
    assert Article.objects.get().body.count(WORD) == 15_000


def test_a_text_of_more_bytes_than_the_parser_takes(run, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(page(f"<p>{WORD * 1_500_000}</p><p>{PARAGRAPHS[0]}</p>"), encoding="utf-8")
    ran = run(path)
    assert ran.counts == [1, 0, 0, 0, 1]
    assert "10000000" in ran.err


def test_a_table_of_too_many_columns(run, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(",".join(f"column {n}" for n in range(200_000)) + f"\n{PARAGRAPHS[0]}\n", encoding="utf-8")
    ran = run(path, "--map", "column 1=body")
    assert "200000" in ran.err
    assert str(csv.MAX_COLUMNS) in ran.err
    assert len(ran.err) < 2_000


def test_broken_rows_that_each_swallow_the_rest_of_the_table(run, tmp_path, monkeypatch):
    monkeypatch.setattr(csv, "MAX_AGAIN", 30_000)
    path = tmp_path / "a.csv"
    path.write_text("headline,body\n" + 'خبر","\n' * 2_000, encoding="utf-8")
    ran = run(path)
    assert ran.counts[4] < 10
    assert "علامات الاقتباس" in ran.err.splitlines()[-1]


@pytest.mark.parametrize("unit", [" ", "#\n"])
def test_a_packed_file_that_unpacks_to_far_more(unit, run, tmp_path):
    path = tmp_path / "a.jsonl.gz"
    line = f"{json.dumps(article())}\n"
    with gzip.open(path, "wt", compresslevel=1, encoding="utf-8") as file:
        file.write(line)
        for _ in range(50):
            file.write(unit * (1_000_000 // len(unit)))
        file.write(f"\n{line}")
    ran = run(path)
    assert ran.counts[1] == 1
    assert str(MAX_RATIO) in ran.err


def test_a_file_of_empty_lines(run, tmp_path):
    path = tmp_path / "a.jsonl"
    line = json.dumps(article())
    path.write_text(line + "\n" * 1_000_000 + line, encoding="utf-8")
    ran = run(path)
    assert ran.counts == [2, 1, 0, 0, 1]
    assert str(MAX_EMPTY_LINES) in ran.err


def test_a_record_that_takes_too_long_is_given_up(run, tmp_path, monkeypatch):
    monkeypatch.setattr(timer, "RECORD_SECONDS", 0.2)
    path = tmp_path / "page.html"
    path.write_text(page("<p>" + f"<span>{WORD}</span> {WORD} " * 20_000 + "</p>"), encoding="utf-8")
    beside = tmp_path / "a.jsonl"
    beside.write_text(json.dumps(article()), encoding="utf-8")
    ran = run(path, beside)
    assert ran.counts == [2, 1, 0, 0, 1]
    assert "ثانية" in ran.err


def test_reasons_of_any_length_before_the_first_record(run, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("# reason\n" * 20_000 + json.dumps(article()), encoding="utf-8")
    assert run(path).counts == [1, 1, 0, 0, 0]


def test_keys_that_no_two_records_share_are_not_all_told_of(run, write):
    records = [{f"key {n}-{m}": 1 for m in range(50)} | {"text": PARAGRAPHS[0] + str(n)} for n in range(100)]
    assert len(run(write(*records), "--map", "text=body").out) < 5_000


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_text_of_too_many_lines(end, run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(f"{PARAGRAPHS[0]}{end}".encode() * (LINES + 1))
    ran = run(path)
    assert ran.counts == [1, 0, 0, 0, 1]
    assert str(LINES) in ran.err

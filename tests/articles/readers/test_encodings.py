"""Old newsroom files are read in the encoding that gives Arabic words."""

import codecs
import gzip
import io
import json
from pathlib import Path

import pytest

from articles.models import Article
from articles.readers.encodings import NAMES, guess_encoding
from tests.support.records import PARAGRAPHS, article
from tests.support.services import shared_data

TEXT = "\n\n".join(("القضاء على آخر جيب", *PARAGRAPHS))
BYTES = {
    "utf-8": TEXT.encode(),
    "utf-8-sig": codecs.BOM_UTF8 + TEXT.encode(),
    "utf-16": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "utf-16-le": TEXT.encode("utf-16-le"),
    "utf-16-be": TEXT.encode("utf-16-be"),
    "cp1256": TEXT.encode("cp1256"),
    "iso8859_6": TEXT.encode("iso8859_6"),
    "mac_arabic": TEXT.replace("\n", "\r").encode("mac_arabic"),
}


@pytest.mark.parametrize("codec", BYTES)
def test_each_encoding_is_told_and_named(codec, run, tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes(BYTES[codec])
    ran = run(path)
    assert ran.counts == [1, 1, 0, 0, 0]
    assert NAMES[codec] in ran.out
    made = Article.objects.get()
    assert made.headline == "القضاء على آخر جيب"
    assert [made.lead, made.body] == list(PARAGRAPHS)


@pytest.mark.parametrize("codec", ["cp1256", "iso8859_6", "utf-16-be"])
def test_tables_and_lines_in_old_encodings(codec, run, tmp_path):
    table = f'headline,body\nخبر,"{PARAGRAPHS[0]}"\n'
    (tmp_path / "a.csv").write_bytes(table.encode(codec))
    line = json.dumps(article(), ensure_ascii=False) + "\n"
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(line.encode(codec)))
    assert run(tmp_path).counts == [2, 2, 0, 0, 0]


def test_arabic_that_comes_late_is_found():
    late = b"x" * 300_000 + TEXT.encode("cp1256")
    assert guess_encoding(io.BytesIO(late)) == "cp1256"


def test_a_byte_the_encoding_does_not_know_refuses_its_line_only(run, write):
    path = write(article(1), article(2), article(3))
    path.write_bytes(path.read_bytes().replace("خبر 2".encode(), b"\xff\xfe 2"))
    ran = run(path)
    assert ran.counts == [3, 2, 0, 0, 1]
    assert f"{path}" in ran.err
    assert "headline" in ran.err


def test_a_line_of_another_encoding_does_not_garble_the_rest(run, write):
    path = write(article(1), article(3))
    path.write_bytes(json.dumps(article(2), ensure_ascii=False).encode("cp1256") + b"\n" + path.read_bytes())
    ran = run(path)
    assert ran.counts == [3, 2, 0, 0, 1]
    assert set(Article.objects.values_list("headline", flat=True)) == {"خبر 1", "خبر 3"}


def test_half_a_character_refuses_its_line_only(run, write):
    path = write(article(1), article(2), article(3))
    text = path.read_text(encoding="utf-8").encode("utf-16")
    path.write_bytes(text.replace("خبر 2".encode("utf-16-le"), b"\x00\xd8" * 5))
    ran = run(path)
    assert ran.counts == [3, 2, 0, 0, 1]
    assert "\\ud800" in ran.err


def test_utf16_cut_within_a_letter_is_a_refusal(run, write):
    path = write(article(1))
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16") + b"\x06")
    assert run(path).counts[-1] == 1


@pytest.mark.shared_data
@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "cp1256", "iso8859_6", "mac_arabic"])
def test_real_articles(codec):
    """Each real text is read as what it was written in; of lone headlines all but one in a hundred."""
    with gzip.open(shared_data("ant-corpus.jsonl.gz"), "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for _n, line in zip(range(400), lines, strict=False)]

    def wrong(text: str) -> bool:
        data = text.encode(codec, "ignore")
        return data.decode(guess_encoding(io.BytesIO(data)), "replace") != data.decode(codec)

    assert not any(wrong(row["text"]) for row in rows if row["text"])
    assert sum(wrong(row["title"]) for row in rows if row["title"]) <= 4


def test_a_broken_gzip_keeps_what_stood_before_the_break(run, tmp_path: Path):
    lines = "".join(json.dumps(article(n, rights=f"{n * 7919}"), ensure_ascii=False) + "\n" for n in range(3000))
    packed = gzip.compress(lines.encode())
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    read, added, _updated, _skipped, refused = run(tmp_path / "a.jsonl.gz").counts
    assert refused >= 1
    assert 0 < added == read - refused == Article.objects.count()

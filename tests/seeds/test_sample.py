"""The sample archive is what it says: whole, varied, marked as a sample, and clean text."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.support.services import shared_data

ROOT = Path(__file__).resolve().parents[2]
RECORDS: list[dict[str, Any]] = [
    json.loads(line) for line in (ROOT / "seeds" / "sample.jsonl").read_text(encoding="utf-8").splitlines()
]
ARTICLES = [record for record in RECORDS if record["type"] == "article"]
NAMED = [record for record in RECORDS if record["type"] != "article"]
ONE = {"source": "source", "agency": "agency", "section": "section"}
MANY = {"subjects": "subject", "places": "place", "people": "person", "organisations": "organisation"}
LETTER = r"[\u0621-\u0652\u0671-\u06d3]"


def slugs(kind: str) -> list[str]:
    return [record["slug"] for record in NAMED if record["type"] == kind]


def texts(article: dict[str, Any]) -> Iterator[str]:
    """Every text of an article that a reader sees, field by field."""
    for field in ("headline", "subheadline", "lead", "dateline", "byline", "correction"):
        if field in article:
            yield article[field]
    yield from (block["text"] for block in article["body"])


def words(text: str) -> list[str]:
    return re.findall(LETTER + "+", re.sub(r"[\u064b-\u0652\u0640]", "", text))


def used(kind: str) -> set[str]:
    keys = [key for key, of in (ONE | MANY).items() if of == kind]
    return {slug for a in ARTICLES for key in keys if key in a for slug in ([a[key]] if key in ONE else a[key])}


def test_named_records_come_before_the_articles_and_baghouz_is_the_first_article() -> None:
    kinds = [record["type"] for record in RECORDS]
    assert "article" not in kinds[: len(NAMED)]
    first = ARTICLES[0]
    assert "الباغوز" in first["headline"]
    assert first["published_at"].startswith("2019-03-23")
    assert Counter(block["type"] for block in first["body"])["subhead"] == 2
    assert any(block["type"] == "quote" for block in first["body"])


def test_there_is_enough_for_every_page() -> None:
    assert len(ARTICLES) >= 60
    assert {int(a["published_at"][:4]) for a in ARTICLES} == set(range(2011, 2026))
    assert {int(a["published_at"][5:7]) for a in ARTICLES} == set(range(1, 13))
    sources = [record for record in NAMED if record["type"] == "source" and record["slug"] in used("source")]
    assert len({source["country"] for source in sources}) >= 8


@pytest.mark.parametrize("kind", [*ONE.values(), *MANY.values()])
def test_every_slug_resolves_and_every_named_record_is_used(kind: str) -> None:
    assert len(slugs(kind)) == len(set(slugs(kind)))
    assert used(kind) == set(slugs(kind))


def test_ids_are_unique_and_of_the_alphabet() -> None:
    ids = [article["id"] for article in ARTICLES]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[0-9a-hjkmnp-tv-z]{10}", id_) for id_ in ids)
    assert len({(a["source"], a["external_id"]) for a in ARTICLES}) == len(ARTICLES)


def test_all_is_marked_as_a_sample_and_published() -> None:
    assert all(record.get("sample") is True for record in RECORDS if record["type"] in {"article", "source"})
    assert {article["status"] for article in ARTICLES} == {"published"}


def test_dates_are_dates_some_with_a_time_and_its_offset() -> None:
    stamps = [article["published_at"] for article in ARTICLES]
    assert all(date.fromisoformat(stamp) for stamp in stamps if len(stamp) == 10)
    timed = [stamp for stamp in stamps if len(stamp) > 10]
    assert timed and len(timed) < len(stamps)
    assert all(datetime.fromisoformat(stamp).utcoffset() is not None for stamp in timed)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["external_id"])
def test_the_text_is_clean(article: dict[str, Any]) -> None:
    for text in texts(article):
        assert text == text.strip() and "  " not in text
        assert text.count("«") == text.count("»") and text.count("(") == text.count(")")
        assert not re.search(LETTER + r"\s*[,;?\"']|[,;?\"']\s*" + LETTER, text)
        assert not re.search(r"\s[،؛؟.:»)]|[«(]\s|[،؛؟](?![\s»)]|$)", text)
        assert not re.search(r"[A-Za-z&\u00a0\u200b-\u200f\u202a-\u202e\ufeff]", text)
    parts = [part for text in texts(article) for part in re.split("«[^»]*»", text)]  # song titles repeat themselves
    assert not [pair for part in parts for pair in pairwise(words(part)) if pair[0] == pair[1]]
    assert 120 <= sum(len(text.split()) for text in texts(article)) <= 340


def test_the_outlets_write_as_their_regions_do() -> None:
    spoken = {
        source: " ".join(t for a in ARTICLES if a["source"] == source for t in texts(a)) for source in slugs("source")
    }
    for source, month in {"daffa": "تموز", "mashmoum": "جويلية", "qirmid": "أوت", "zellij": "دجنبر"}.items():
        assert month in spoken[source]
    assert re.search("[٠-٩]", spoken["mashhuf"]) and not re.search("[0-9]", spoken["mashhuf"])
    assert re.search("[0-9]", spoken["sanbuk"]) and not re.search("[٠-٩]", spoken["sanbuk"])
    assert " فى " in spoken["bardiyya"] and "مسئول" in spoken["bardiyya"]
    assert "الديموقراطية" in spoken["qandil"] and "الديمقراطية" in spoken["daffa"]


@pytest.mark.shared_data
def test_no_eight_words_in_a_row_are_those_of_the_shared_report() -> None:
    report = shared_data("baghouz-report.txt")

    def runs(text: str) -> set[tuple[str, ...]]:
        found = words(text)
        return {tuple(found[i : i + 8]) for i in range(len(found) - 7)}

    theirs = runs(report.read_text(encoding="utf-8"))
    assert theirs
    assert not [run for a in ARTICLES for text in texts(a) for run in runs(text) & theirs]

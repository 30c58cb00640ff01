"""A grown archive is the same each time, is taken in whole, and is shaped like what it was grown from."""

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from articles.loading.importing import Import
from articles.loading.loader import Loader
from articles.models import Article
from articles.readers import KeyMap
from benchmarks import invented, scaled

SAMPLE = Path(settings.BASE_DIR) / "seeds" / "sample.jsonl"


def grown(path: Path, articles: int, **options: Any) -> list[dict[str, Any]]:
    scaled.grow(articles, path, SAMPLE, **options)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def words(record: dict[str, Any]) -> list[str]:
    return " ".join([record["lead"], *(block["text"] for block in record["body"])]).split()


def test_a_seed_gives_the_same_archive_and_a_smaller_one_its_beginning(tmp_path):
    many = grown(tmp_path / "many.jsonl", 60)
    assert len(many) == 60
    assert grown(tmp_path / "again.jsonl", 60) == many
    assert grown(tmp_path / "few.jsonl", 20) == many[:20]
    assert grown(tmp_path / "other.jsonl", 20, seed=8) != many[:20]


@pytest.mark.django_db
def test_it_is_imported_without_a_refusal(tmp_path):
    records = grown(tmp_path / "grown.jsonl", 200)
    refusals = []
    loader = Import(Loader(), KeyMap(), lambda *refused: refusals.append(refused))
    summary = loader.run([tmp_path / "grown.jsonl"])
    assert not refusals
    assert dict(summary.articles) == {"added": 200}
    assert Article.objects.visible().count() == 200
    assert Article.objects.filter(places__isnull=False).exists()
    assert len({record["published_at"] for record in records}) > 150


def test_articles_are_as_long_as_the_real_ones_and_forms_go_on_coming(tmp_path):
    real = [article for section in scaled.sections(SAMPLE) for article in section]
    records = grown(tmp_path / "grown.jsonl", 600)
    mean = sum(len(words(record)) for record in records) / len(records)
    expected = sum(len(" ".join(article.sentences).split()) for article in real) / len(real)
    assert mean == pytest.approx(expected, rel=0.15)
    halves = [{form for record in half for form in words(record)} for half in (records[:300], records)]
    assert len(halves[1]) > 1.1 * len(halves[0])


def test_invented_forms_are_new_each_time():
    forms = {"المدرسة", "الكاتبون", "يكتبون", "مسافرين"}
    rare = invented.RareForms(forms, 7)
    made = [rare.new() for _ in range(9)]
    assert len(set(made)) == 9
    assert not forms & set(made)


def test_names_are_drawn_by_their_rank():
    names, chance = invented.Names([str(number) for number in range(1_000)], 7), random.Random(3)
    (_, first), (_, second) = Counter(names.one(chance) for _ in range(20_000)).most_common(2)
    assert 1.5 < first / second < 2.6

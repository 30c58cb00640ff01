"""Known-item search over a few articles whose places are known beforehand."""

import json
from pathlib import Path

import numpy as np
import pytest

from arabic import Level
from benchmarks import corpus, known_item
from benchmarks.corpus import Text

TEXTS = [
    Text("وصول الكتب", ("وصل الكتاب إلى المكتبة.", "فرح القارئ")),
    Text("إلى السوق", ("ذهب التاجر إلى السوق ولم يصل",)),
    Text("سفر الوزراء", ("غادر الوزير العاصمة",)),
    Text("لا يوجد", ("نص لا يحمل شيئا من عنوانه سوى هذا",)),
]


@pytest.fixture
def backend(analyzer, tmp_path):
    return known_item.index(TEXTS, analyzer, tmp_path / "index")


def ranks(backend, ask) -> list[float]:
    return list(known_item.reciprocal_ranks(backend, TEXTS, range(len(TEXTS)), ask))


def test_each_system_finds_what_its_terms_say(backend, analyzer):
    found = {name: ranks(backend, ask) for name, ask in known_item.systems(analyzer).items()}
    assert found["surface"] == [0, 1, 0, 1]
    assert found["light10"] == [0, 1, 0, 1]
    assert found["ISRI"][0] == 1
    assert found["lemma key"] == [1, 1, 1, 1]
    assert found["lemma level"] == [1, 1, 1, 1]


def test_the_archives_question_is_the_one_a_page_asks(analyzer):
    ask = known_item.own(analyzer, Level.LEMMA)
    assert {term.text for term in ask("الكتب").terms} == {"كتاب", "=الكتب"}
    assert ask("الكتب").related
    assert not known_item.unrelated(ask("الكتب")).related
    assert not any(part.related for part in known_item.unrelated(ask("الكتب الوزراء")).parts)


def test_means_and_a_ratio():
    mean, recall, ratio = known_item.measured(np.array([1.0, 0.5, 0.0, 1.0]), np.array([0.5, 0.5, 0.0, 0.25]))
    assert (mean.value, recall.value, ratio.value) == (0.625, 0.75, 2.0)
    assert mean.low <= mean.value <= mean.high
    same = known_item.measured(np.array([1.0, 0.5]), np.array([1.0, 0.5]))[2]
    assert (same.low, same.value, same.high) == (1, 1, 1)


def test_questions_are_fixed_and_ask_for_one_article():
    texts = [Text(f"خبر رقم {number % 40}", (str(number),)) for number in range(50)]
    fewer = texts[:45]
    asked = corpus.questions(texts, 10)
    assert len(set(asked)) == 10
    assert all(10 <= number < 40 for number in asked)
    assert corpus.questions(fewer, 35)[:5] != []
    assert [number for number in corpus.questions(fewer, 50) if number in asked] == asked


def test_an_archive_is_taken_in_as_the_import_takes_it(tmp_path: Path):
    records = [
        {"headline": "أول", "lead": "مقدمة", "body": "مقدمة\n\nمتن"},
        {"headline": "ثان", "lead": "", "body": "متن آخر"},
        {"headline": "ثالث", "lead": "", "body": "متن آخر"},
    ]
    path = tmp_path / "three.jsonl"
    path.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records), encoding="utf-8")
    assert [text.parts for text in corpus.imported(path)] == [("مقدمة", "متن"), ("متن آخر",)]

"""The whole benchmark on a little of the real data, and the figures asked of the lemma level on all of it."""

import gzip
from itertools import islice

import pytest

from arabic import Analyzer
from benchmarks import errors, levels, pairwise, quality, treebank
from tests.support.services import shared_data

FEW_SENTENCES, FEW_ARTICLES, FEW_QUESTIONS = 50, 100, 20


@pytest.mark.shared_data
def test_the_page_is_written_from_the_data_alone(analyzer, tmp_path):
    gold = tmp_path / "few.conllu"
    text = shared_data("pud-dev.conllu").read_text(encoding="utf-8")
    gold.write_text("\n\n".join(text.split("\n\n")[:FEW_SENTENCES]) + "\n\n", encoding="utf-8")
    archive = tmp_path / "ant-corpus-few.jsonl"
    with gzip.open(shared_data("ant-corpus.jsonl.gz"), "rt", encoding="utf-8") as file:
        archive.write_text("".join(islice(file, FEW_ARTICLES)), encoding="utf-8")
    page = quality.page(gold, archive, FEW_QUESTIONS)
    assert f"few.conllu, {FEW_SENTENCES} sentences" in page
    assert f"The headlines of {FEW_QUESTIONS}" in page
    assert analyzer.version in page
    rows = {line.split("|")[1].strip() for line in page.splitlines() if line.startswith("| ")}
    asked_for = {"light10", "Snowball", "ISRI", "exact", "spelling", "lemma", "derivation", "root", "surface"}
    assert asked_for | {"lemma key", "best reading", "every reading", "keys with harakat", "lemma level"} <= rows
    assert page == quality.page(gold, archive, FEW_QUESTIONS)


@pytest.mark.shared_data
def test_lemma_keys_and_roots(analyzer: Analyzer) -> None:
    items = treebank.items(treebank.sentences(shared_data("pud-dev.conllu")))
    assert len(items) > 3_000
    found = pairwise.found(items, levels.indexed(analyzer)["lemma key"])
    precision, recall, f1 = pairwise.point(pairwise.judged(items, found))
    assert f1 >= 0.93
    assert min(precision, recall) >= 0.92
    rooted = errors.rooted(analyzer, items)
    held = sum(errors.holds(lemma, root) for lemma, root in rooted)
    assert len(rooted) > 1_000
    assert held / len(rooted) >= 0.98
    kinds = errors.kinds(items, found, analyzer)
    wrong = sum(count for kind, count in kinds.items() if kind.startswith("wrong"))
    assert wrong == pytest.approx(len(found) * (1 - precision))

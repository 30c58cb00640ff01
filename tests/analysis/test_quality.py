"""The figures that the issue asks of the lemma level, on the treebank."""

import pytest

from benchmarks import lemma_quality
from search.analysis import Analyzer
from tests.services import shared_data


@pytest.mark.shared_data
def test_lemma_keys_and_roots(analyzer: Analyzer) -> None:
    items = lemma_quality.pairs(shared_data("pud-dev.conllu"))
    assert len(items) > 3_000
    precision, recall, f1 = lemma_quality.score(items, lambda form: analyzer.terms(form)[1:])
    assert min(precision, recall) > 0.92
    assert f1 >= 0.93
    rooted = lemma_quality.rooted(analyzer, items)
    held = sum(lemma_quality.holds(lemma, root) for lemma, root in rooted)
    assert len(rooted) > 1_000
    assert held / len(rooted) >= 0.98

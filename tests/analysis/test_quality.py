"""The figures that the issue asks of the lemma level, on the treebank."""

import os
from pathlib import Path

import pytest

from search.analysis import Analyzer

SHARED = Path(os.environ.get("ARCHIVE_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
TREEBANK = SHARED / "pud-dev.conllu"

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not TREEBANK.exists(), reason=f"the treebank is not there: {TREEBANK}"),
]


def test_lemma_keys_and_roots(analyzer: Analyzer) -> None:
    from benchmarks import lemma_quality

    items = lemma_quality.pairs(TREEBANK)
    assert len(items) > 3_000
    *_, f1 = lemma_quality.score(items, lambda form: analyzer.terms(form)[1:])
    assert f1 >= 0.914
    rooted = lemma_quality.rooted(analyzer, items)
    held = sum(lemma_quality.holds(lemma, root) for lemma, root in rooted)
    assert len(rooted) > 1_000
    assert held / len(rooted) >= 0.98

"""An archive whose index is brought up to the records by the tests themselves."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from arabic import Analyzer
from articles.models import Article
from search.backends import Backend, default
from search.indexing import check
from search.indexing import indexer as module
from search.indexing.indexer import Indexer
from tests.support.engines import ENGINES, chosen
from tests.support.published import published


@pytest.fixture
def backend(own_index: None, analyzer: Analyzer) -> Backend:
    return default()


@pytest.fixture(params=ENGINES)
def small_commits(
    request: pytest.FixtureRequest,
    settings: Any,
    tmp_path: Path,
    own_index: None,
    analyzer: Analyzer,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Backend]:
    """Each engine in turn, written in commits of a few articles."""
    for name in ("CHUNK", "BATCH", "BULK"):
        monkeypatch.setattr(module, name, 4)
    monkeypatch.setattr(check, "STRETCH", 3)
    with chosen(request.param, tmp_path, settings) as engine:
        yield engine


@pytest.fixture
def articles(db: None, backend: Backend) -> list[Article]:
    """Ten articles, indexed."""
    made = [published(f"خبر رقم{number}") for number in range(10)]
    Indexer().run()
    return made

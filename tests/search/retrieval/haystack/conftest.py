"""The archive of tests/search/conftest.py, indexed by each engine in turn, and asked as Haystack asks."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from haystack.query import SearchQuerySet

from search.backends import Backend
from tests.support.engines import ENGINES, chosen


@pytest.fixture(params=ENGINES)
def backend(request: pytest.FixtureRequest, settings: Any, tmp_path: Path, own_index: None) -> Iterator[Backend]:
    with chosen(request.param, tmp_path, settings) as engine:
        yield engine


@pytest.fixture
def archive(backend: Backend, archive: Any) -> Any:
    """The archive, in the index of the engine under test."""
    return archive


@pytest.fixture
def sqs(archive: Any) -> SearchQuerySet:
    """Every article."""
    return SearchQuerySet()


@pytest.fixture
def headlines(archive: Any) -> Callable[[SearchQuerySet], list[str]]:
    """The headlines of what a query finds, in their order."""
    return lambda found: [result.headline for result in found]

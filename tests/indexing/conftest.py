"""An archive whose index is brought up to the records by the tests themselves."""

from typing import Any

import pytest

from articles.models import Article, Status
from search.analysis import Analyzer, LexiconMissing
from search.backends import Backend, default
from search.lexicon import analyzer as lexicon_analyzer
from tests.services import missing


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    try:
        return lexicon_analyzer()
    except LexiconMissing as error:
        missing(str(error))


@pytest.fixture
def backend(own_index: None, analyzer: Analyzer) -> Backend:
    return default()


def published(headline: str, **values: Any) -> Article:
    return Article.objects.create(headline=headline, status=Status.PUBLISHED, **values)

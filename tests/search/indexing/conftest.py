"""An archive whose index is brought up to the records by the tests themselves."""

from typing import Any

import pytest

from arabic import Analyzer
from articles.models import Article, Status
from search.backends import Backend, default


@pytest.fixture
def backend(own_index: None, analyzer: Analyzer) -> Backend:
    return default()


def published(headline: str, **values: Any) -> Article:
    return Article.objects.create(headline=headline, status=Status.PUBLISHED, **values)

"""What every test needs: the lexicon, static files that nobody collected, an index of its own."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from haystack import connections
from hypothesis import settings as hypothesis_settings

from arabic import Analyzer
from search.lexicon import analyzer as lexicon_analyzer

# In CI a run says of a change what the last one said: the search for new cases is for a person at a desk.
hypothesis_settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    hypothesis_settings.load_profile("ci")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file in one process (--dist loadgroup), but for those that empty the database behind them:
    they come last, as they do where one process runs all."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        last = mark is not None and mark.kwargs.get("transaction", False)
        item.add_marker(pytest.mark.xdist_group(f"{'last' if last else 'first'}:{item.path}"))


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    """The real analyzer; its lexicon is built where it is missing or out of date."""
    call_command("build_lexicon", verbosity=0)
    return lexicon_analyzer()


@pytest.fixture(autouse=True)
def rows_of_migrations(django_db_serialized_rollback: None) -> None:
    """A test that empties the database puts back what migrations wrote: one that did not would break the next."""


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any) -> None:
    """No collected files are needed to read a page."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture(autouse=True)
def own_index(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the index of another, or writes to one before it says so."""
    settings.INDEX_ON_COMMIT = False
    settings.INDEX_DIR = tmp_path / "index"
    monkeypatch.setitem(settings.HAYSTACK_CONNECTIONS["default"], "PATH", str(settings.INDEX_DIR))
    connections.reload("default")

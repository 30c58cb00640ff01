"""What every test needs: the lexicon, static files that nobody collected, an index of its own."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from haystack import connections
from hypothesis import settings as hypothesis_settings

from arabic import Analyzer
from search.lexicon import analyzer as lexicon_analyzer
from tests.support.order import empties, seconds

# In CI a run says of a change what the last one said: the search for new cases is for a person at a desk.
hypothesis_settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    hypothesis_settings.load_profile("ci")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who comes when, and with whom in one process (--dist loadgroup).

    Slow tests share nothing: each goes where there is room, the longest first, so that none is left for the end; the
    browser's, which share one archive, go together. Then come the other tests of each file in one process, and last
    those that empty the database behind them.
    """
    for item in items:
        if seconds(item):
            item.add_marker(pytest.mark.no_cover)  # to measure what runs long would cost more than all the others
        if empties(item):
            item.add_marker(pytest.mark.xdist_group(f"last:{item.path}"))
        elif item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))
        elif item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.nodeid if seconds(item) else f"first:{item.path}"))
    # The browser's among them leave content types of other numbers: no test may come behind them in its process.
    items.sort(key=lambda item: (empties(item), seconds(item) if empties(item) else -seconds(item)))


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
def quick_passwords(settings: Any) -> None:
    """Passwords are not made hard to guess: that is a quarter of a second each."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def own_index(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the index of another, or writes to one before it says so."""
    settings.INDEX_ON_COMMIT = False
    settings.INDEX_DIR = tmp_path / "index"
    monkeypatch.setitem(settings.HAYSTACK_CONNECTIONS["default"], "PATH", str(settings.INDEX_DIR))
    connections.reload("default")


@pytest.fixture(scope="module")
def shared_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A transaction around all tests of a file, for records that they read and none of them makes anew."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)

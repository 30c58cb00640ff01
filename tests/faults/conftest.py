"""Archives in folders of their own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings

from arabic import Analyzer
from tests.support.faulty_archive import Archive
from tests.support.ports import free_address


@pytest.fixture
def archive_at(tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Archive]]:
    """Makes an archive with these settings; its processes end with the test."""
    monkeypatch.setenv("LEXICON_DIR", str(settings.LEXICON_DIR))
    with ExitStack() as stack:

        def make(folder: Path | None = None, **environment: str) -> Archive:
            return stack.enter_context(
                Archive(folder or tmp_path / "archive", free_address(), {"LOG_LEVEL": "info", **environment})
            ).made()

        yield make

"""The lexicon of the settings, built where it is missing or out of date."""

from pathlib import Path

import pytest
from django.conf import settings

from search.analysis import Analyzer, load
from search.analysis.build.compile import build


class NoBar:
    """A progress bar that nobody sees."""

    def update(self, n: int = 1) -> None:
        pass

    def close(self) -> None:
        pass


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    folder = Path(settings.LEXICON_DIR)
    build(folder, None, lambda what, total: NoBar())
    return load(folder)

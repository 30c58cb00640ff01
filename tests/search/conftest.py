"""The real analyzer, with the lexicon that the settings name."""

import pytest

from search.analysis import Analyzer, LexiconMissing
from search.lexicon import analyzer as lexicon_analyzer


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    try:
        return lexicon_analyzer()
    except LexiconMissing as missing:
        pytest.skip(str(missing))

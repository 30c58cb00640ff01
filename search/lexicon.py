"""The lexicon the settings name, one analyzer a process."""

from functools import cache
from pathlib import Path

from django.conf import settings

from search.analysis import Analyzer, load


@cache
def analyzer() -> Analyzer:
    """The analyzer over settings.LEXICON_DIR. Raises LexiconMissing, which says how to build it."""
    return load(Path(settings.LEXICON_DIR))

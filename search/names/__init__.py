"""Names kept whole: what the archive knows of names, and what everybody does (docs/names.md)."""

from collections.abc import Collection
from pathlib import Path

from django.conf import settings

from search.indexing.vocabulary import ArchiveVocabulary
from search.lexicon import analyzer
from search.names.archive import ArchiveNames
from search.names.asking import Words
from search.names.public import public_names


def archive_names(vocabulary: ArchiveVocabulary, question: Collection[Words] = ()) -> ArchiveNames:
    """The gazetteer for one question, given by the stretches of words in it. Raises LexiconMissing, which says how to
    build what it needs."""
    return ArchiveNames(analyzer(), public_names(Path(settings.LEXICON_DIR)), vocabulary, question)

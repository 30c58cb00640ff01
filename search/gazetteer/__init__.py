"""Names kept whole: what the archive knows of names, and what everybody does (docs/names.md)."""

from collections.abc import Collection
from pathlib import Path

from django.conf import settings

from search.gazetteer.archive import ArchiveNames
from search.gazetteer.public import public_names
from search.gazetteer.variants import Words
from search.indexing.vocabulary import ArchiveVocabulary
from search.lexicon import analyzer


def archive_names(vocabulary: ArchiveVocabulary, question: Collection[Words] = ()) -> ArchiveNames:
    """The gazetteer for one question, given by the stretches of words in it. Raises LexiconMissing, which says how to
    build what it needs."""
    return ArchiveNames(analyzer(), public_names(Path(settings.LEXICON_DIR)), vocabulary, question)

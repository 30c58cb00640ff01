"""Keep names whole: the names that the archive knows, and public names (docs/names.md)."""

from collections.abc import Collection
from pathlib import Path

from django.conf import settings

from search.gazetteer.lookup import ArchiveNames
from search.gazetteer.public import public_names
from search.gazetteer.variants import Words
from search.indexing.vocabulary import ArchiveVocabulary
from search.lexicon import analyzer


def archive_names(vocabulary: ArchiveVocabulary, question: Collection[Words] = ()) -> ArchiveNames:
    """Return the gazetteer for one question, given as the stretches of words in it. Raise LexiconMissingError, which
    says how to build the missing files."""
    return ArchiveNames(analyzer(), public_names(Path(settings.LEXICON_DIR)), vocabulary, question)

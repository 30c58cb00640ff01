"""A question and what is chosen around it -> one answer: parse, resolve, ask the engine, read the records.

Nothing here makes markup, and no article comes out of it but through `Article.objects.visible()`.
"""

from dataclasses import dataclass, replace

from search.analysis import Analyzer, Level, LexiconMissing
from search.backends import SearchUnavailable, default
from search.backends.base import Sort
from search.counting import Counts, count
from search.forms import Asked
from search.indexing.vocabulary import ArchiveVocabulary
from search.lexicon import analyzer
from search.names import archive_names
from search.narrowing import Narrowing, read_narrowing
from search.paging import Listed, listed
from search.presenters.marks import Marker
from search.query.names import Gazetteer
from search.query.parser import parse
from search.query.question import Question
from search.query.resolve import Resolved, resolve
from search.query.tree import Node
from search.records import ArchiveRecords


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as the archive understands it, and the marker of its words."""

    question: Question
    resolved: Resolved
    marker: Marker


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of results, and the counts of the filters."""

    asked: Asked
    reading: Reading
    narrowing: Narrowing
    sort: Sort
    listed: Listed
    counts: Counts

    @property
    def total(self) -> int:
        """How many articles there are on all the pages."""
        return self.listed.total


def lexicon() -> Analyzer:
    """The analyzer. Raises SearchUnavailable where no lexicon was built."""
    try:
        return analyzer()
    except LexiconMissing as missing:
        raise SearchUnavailable(str(missing)) from missing


def names(vocabulary: ArchiveVocabulary) -> Gazetteer:
    """The names that one question may use. Raises SearchUnavailable where they were not built with the lexicon."""
    try:
        return archive_names(vocabulary)
    except LexiconMissing as missing:
        raise SearchUnavailable(str(missing)) from missing


def understood(tree: Node, level: Level, dropped: tuple[str, ...] = ()) -> Resolved:
    """The index terms of a question's tree, by the lexicon, the names and the forms of the archive. Raises
    SearchUnavailable where there is no lexicon."""
    words, vocabulary = lexicon(), ArchiveVocabulary()
    known = names(vocabulary)
    return resolve(tree, analyzer=words, vocabulary=vocabulary, names=known, level=level, dropped=frozenset(dropped))


def read(asked: Asked) -> Reading:
    """Read what is asked. Raises SearchUnavailable where there is no lexicon, and nothing for any text."""
    question = parse(asked.text, records=ArchiveRecords())
    terms = understood(question.tree, asked.level, asked.dropped)
    return Reading(question, terms, Marker(terms.tree, lexicon()))


def found(asked: Asked) -> int:
    """How many articles a question finds within all that is chosen around it. Raises SearchUnavailable."""
    return default().search(read_narrowing(asked).around(read(asked).resolved.tree), limit=0).total


def ask(asked: Asked) -> Answer:
    """Answer a question. Raises SearchUnavailable while the engine cannot be asked."""
    reading, narrowing, backend = read(asked), read_narrowing(asked), default()
    # From here on the question is what was read of it: links need not carry 10,000 characters on.
    asked = replace(asked, text=reading.question.text)
    # Without a word to match nothing is more relevant than anything else.
    sort = asked.sort if reading.marker.parts or asked.sort != "relevance" else "newest"
    question = reading.resolved.tree
    page = listed(backend, asked, narrowing.around(question), sort)
    return Answer(asked, reading, narrowing, sort, page, count(backend, narrowing, question, page.held))

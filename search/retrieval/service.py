"""A question and what is chosen around it -> one answer: parse, resolve, ask the engine, read the records.

Nothing here makes markup, and no article comes out of it but through `Article.objects.visible()`.
"""

from dataclasses import dataclass, replace

from arabic import Analyzer, Level, LexiconMissing
from search.backends import SearchUnavailable, default
from search.backends.base import Sort
from search.gazetteer import archive_names
from search.indexing.vocabulary import ArchiveVocabulary
from search.lexicon import analyzer
from search.query.known_names import Gazetteer
from search.query.parser import parse
from search.query.planner import Resolved, resolve
from search.query.question import Question
from search.query.tree import Node
from search.query.walk import stretches
from search.retrieval.facets import Counts, count, count_at_once, count_values
from search.retrieval.filters import Narrowing, read_narrowing
from search.retrieval.form_counts import Attested, attested
from search.retrieval.highlight import Marker
from search.retrieval.pagination import Listed, listed
from search.retrieval.params import Asked
from search.retrieval.record_lookup import ArchiveRecords


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as the archive understands it, and the marker of its words."""

    question: Question
    resolved: Resolved
    marker: Marker


@dataclass(frozen=True, slots=True)
class Filtered:
    """A question, what is chosen around it, and the counts of the filters; None where they are yet to be counted."""

    asked: Asked
    narrowing: Narrowing
    counts: Counts | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of results."""

    asked: Asked
    reading: Reading
    attested: Attested
    filtered: Filtered
    sort: Sort
    listed: Listed

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


def names(vocabulary: ArchiveVocabulary, tree: Node) -> Gazetteer:
    """The names that one question may use. Raises SearchUnavailable where they were not built with the lexicon."""
    try:
        return archive_names(vocabulary, [words for level, words in stretches(tree) if level is None])
    except LexiconMissing as missing:
        raise SearchUnavailable(str(missing)) from missing


def understood(tree: Node, level: Level, dropped: tuple[str, ...] = ()) -> Resolved:
    """The index terms of a question's tree, by the lexicon, the names and the forms of the archive. Raises
    SearchUnavailable where there is no lexicon."""
    words, vocabulary = lexicon(), ArchiveVocabulary()
    known = names(vocabulary, tree)
    return resolve(tree, analyzer=words, vocabulary=vocabulary, names=known, level=level, dropped=frozenset(dropped))


def read(asked: Asked) -> Reading:
    """Read what is asked. Raises SearchUnavailable where there is no lexicon, and nothing for any text."""
    question = parse(asked.text, records=ArchiveRecords())
    terms = understood(question.tree, asked.level, asked.dropped)
    return Reading(question, terms, Marker(terms.tree, lexicon()))


def found(asked: Asked) -> int:
    """How many articles a question finds within all that is chosen around it. Raises SearchUnavailable."""
    return default().search(read_narrowing(asked).around(read(asked).resolved.tree), limit=0).total


def ask(asked: Asked, counting: bool = False) -> Answer:
    """Answer a question. The filters are counted where that takes no time, or where `counting` asks for it. Raises
    SearchUnavailable while the engine cannot be asked."""
    reading, narrowing, backend = read(asked), read_narrowing(asked), default()
    asked = _as_read(asked, reading)
    # Without a word to match nothing is more relevant than anything else.
    sort = asked.sort if reading.marker.parts or asked.sort != "relevance" else "newest"
    question = reading.resolved.tree
    page = listed(backend, asked, narrowing.around(question), sort)
    counts = count_at_once(backend, narrowing, question, page.total, page.held)
    if counting and counts is None:
        counts = count(backend, narrowing, question)
    forms = attested(backend, reading.resolved.searched)
    return Answer(asked, reading, forms, Filtered(asked, narrowing, counts), sort, page)


def ask_filters(asked: Asked) -> Filtered:
    """The filters of a question with their counts, without its results. Raises SearchUnavailable."""
    reading, narrowing = read(asked), read_narrowing(asked)
    return Filtered(_as_read(asked, reading), narrowing, count(default(), narrowing, reading.resolved.tree))


def ask_values(asked: Asked, kind: str) -> tuple[Asked, Counts]:
    """A question as it was read, and the counts of one filter, all of them exact. Raises SearchUnavailable."""
    reading = read(asked)
    return _as_read(asked, reading), count_values(default(), read_narrowing(asked), reading.resolved.tree, kind)


def _as_read(asked: Asked, reading: Reading) -> Asked:
    """The question as what was read of it: links need not carry 10,000 characters on."""
    return replace(asked, text=reading.question.text)

"""Interpret a question: build its query tree, its query plan in index terms, and its highlighter."""

from dataclasses import dataclass

from arabic import Analyzer, Level, LexiconMissingError
from search.backends import LexiconUnavailableError, default
from search.gazetteer import archive_names
from search.indexing.vocabulary import ArchiveVocabulary
from search.lexicon import analyzer
from search.query.budget import within_effort, within_terms
from search.query.known_names import Gazetteer
from search.query.parser import parse
from search.query.planner import QueryPlan, plan_query
from search.query.question import Question
from search.query.tree import Node
from search.query.walk import word_runs
from search.retrieval.highlight import Highlighter
from search.retrieval.params import SearchParams
from search.retrieval.record_lookup import ArchiveRecords


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A parsed question, its query plan, and the highlighter of its words."""

    question: Question
    plan: QueryPlan
    highlighter: Highlighter


def lexicon() -> Analyzer:
    """Return the analyzer. Raise LexiconUnavailableError if no lexicon was built."""
    try:
        return analyzer()
    except LexiconMissingError as missing:
        raise LexiconUnavailableError(str(missing)) from missing


def names(vocabulary: ArchiveVocabulary, tree: Node) -> Gazetteer:
    """Return the gazetteer for one question. Raise LexiconUnavailableError if the names were not built with the
    lexicon."""
    try:
        return archive_names(vocabulary, [words for level, words in word_runs(tree) if level is None])
    except LexiconMissingError as missing:
        raise LexiconUnavailableError(str(missing)) from missing


def plan_tree(tree: Node, level: Level, dropped: tuple[str, ...] = ()) -> QueryPlan:
    """Return the plan of a query tree in index terms, from the lexicon, the names and the forms of the archive,
    narrowed to what one question may cost.

    Raise LexiconUnavailableError if there is no lexicon, and SearchUnavailableError if the engine must say how dear the
    question is and cannot be queried.
    """
    words, vocabulary = lexicon(), ArchiveVocabulary()
    known = names(vocabulary, tree)
    found = plan_query(
        tree, analyzer=words, vocabulary=vocabulary, names=known, level=level, dropped=frozenset(dropped)
    )
    return within_effort(within_terms(found), default())


def interpret(params: SearchParams) -> Interpretation:
    """Interpret the question of these parameters. Raise LexiconUnavailableError if there is no lexicon. No text raises
    an error."""
    question = parse(params.text, records=ArchiveRecords())
    terms = plan_tree(question.tree, params.level, params.dropped)
    return Interpretation(question, terms, Highlighter(terms.tree, lexicon()))

"""A question and what is chosen around it -> one answer: parse, resolve, ask the engine, read the records.

Nothing here makes markup, and no article comes out of it but through `Article.objects.visible()`.
"""

from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator

from articles.models import Article
from search.analysis import Analyzer, Level, LexiconMissing
from search.backends import Backend, SearchUnavailable, default
from search.backends.base import Sort
from search.forms import Asked
from search.indexing.vocabulary import ArchiveVocabulary
from search.lexicon import analyzer
from search.narrowing import FACETS, Narrowing, read_narrowing
from search.presenters.marks import Marker
from search.query.parser import parse
from search.query.question import Question
from search.query.resolve import Resolved, resolve
from search.query.resolved import Everything, without
from search.records import ArchiveRecords

PER_PAGE = 10

Counts = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as the archive understands it, and the marker of its words."""

    question: Question
    resolved: Resolved
    marker: Marker


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of results. `counts` says for each filter how many of the results have a value, `further` for each
    filter with a chosen value how many more articles another value of it would bring."""

    asked: Asked
    reading: Reading
    narrowing: Narrowing
    sort: Sort
    page: "Page[int]"
    articles: tuple[Article, ...]
    total: int
    counts: dict[str, Counts]
    further: dict[str, Counts]


def lexicon() -> Analyzer:
    """The analyzer. Raises SearchUnavailable where no lexicon was built."""
    try:
        return analyzer()
    except LexiconMissing as missing:
        raise SearchUnavailable(str(missing)) from missing


def read(text: str, level: Level) -> Reading:
    """Read a question at a level. Raises SearchUnavailable where there is no lexicon, and nothing for any text."""
    words = lexicon()
    question = parse(text, records=ArchiveRecords())
    found = resolve(question.tree, analyzer=words, vocabulary=ArchiveVocabulary(), level=level)
    return Reading(question, found, Marker(found.tree, words))


def ask(asked: Asked) -> Answer:
    """Answer a question. Raises SearchUnavailable while the engine cannot be asked."""
    reading, narrowing, backend = read(asked.text, asked.level), read_narrowing(asked), default()
    # From here on the question is what was read of it: links need not carry 10,000 characters on.
    asked = replace(asked, text=reading.question.text)
    # Without a word to match nothing is more relevant than anything else.
    sort = asked.sort if reading.marker.parts or asked.sort != "relevance" else "newest"
    tree = narrowing.around(reading.resolved.tree)
    found = backend.search(tree, sort=sort, start=(asked.page - 1) * PER_PAGE, limit=PER_PAGE, facets=FACETS)
    hits = found.hits
    page = Paginator(range(found.total), PER_PAGE).get_page(asked.page)
    if found.total and page.number != asked.page:
        hits = backend.search(tree, sort=sort, start=(page.number - 1) * PER_PAGE, limit=PER_PAGE).hits
    visible = Article.objects.visible().with_names().defer("folded").in_bulk([hit.article_id for hit in hits])
    articles = tuple(visible[hit.article_id] for hit in hits if hit.article_id in visible)
    further = {
        kind: _further(backend, reading, narrowing, kind) for kind in FACETS if narrowing.of(kind) != Everything()
    }
    # The index may not have heard yet of what was withdrawn a moment ago.
    total = found.total - (len(hits) - len(articles))
    return Answer(asked, reading, narrowing, sort, page, articles, total, found.facets, further)


def _further(backend: Backend, reading: Reading, narrowing: Narrowing, kind: str) -> Counts:
    """What each other value of a filter would add to the results: articles that none of the chosen values has."""
    rest = without(narrowing.around(reading.resolved.tree, but=kind), narrowing.of(kind))
    return backend.search(rest, limit=0, facets=(kind,)).facets[kind]

"""A thousand questions find the same articles, in the same order of time and with the same counts, on every engine."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import override_settings

from arabic import Analyzer, Level
from articles.models import Article
from benchmarks.archive import ANT, mapped_keys
from search.backends import FACETS, SearchResult
from search.indexing.built import wanted
from search.indexing.documents import ArticleIndex
from search.indexing.pipeline import words_of
from search.indexing.vocabulary import ArchiveVocabulary
from search.query.parser import parse
from search.query.plan import AllArticles, Node
from search.query.planner import plan_query
from search.retrieval.record_lookup import ArchiveRecords
from tests.support.engines import ENGINES, chosen, write
from tests.support.generated import Questions
from tests.support.services import shared_data

pytestmark = [pytest.mark.slow(80), pytest.mark.xdist_group("agreement"), pytest.mark.django_db]

COUNT, LISTED = 1_000, 1_000
SAMPLE = django_settings.BASE_DIR / "seeds" / "sample.jsonl"


@pytest.fixture(scope="module")
def documents(shared_db: None, analyzer: Analyzer) -> list[dict[str, Any]]:
    """The documents of the ANT corpus where it is, else of the sample archive; their forms in the vocabulary."""
    try:
        records = [str(shared_data("ant-corpus.jsonl.gz")), "--publish", "--map", *mapped_keys(ANT)]
    except pytest.skip.Exception:
        records = [str(SAMPLE)]
    with override_settings(SIMPLE_HISTORY_ENABLED=False, INDEX_ON_COMMIT=False):
        call_command("import_articles", *records, verbosity=0)
    found = ArticleIndex().documents(list(Article.objects.visible().order_by("pk")))
    ArchiveVocabulary().add(set().union(*map(words_of, found)))
    return found


def planned(typed: str, analyzer: Analyzer, level: Level) -> Node:
    tree = parse(typed, records=ArchiveRecords()).tree
    return plan_query(tree, analyzer=analyzer, vocabulary=ArchiveVocabulary(), level=level).tree


def test_engines_agree(documents, analyzer, settings, tmp_path):
    """What they find, by date, so that all that is found is compared where it is no more than LISTED, and the first of
    it where it is more; the counts of all filters tell the rest apart."""
    asked, levels = Questions(2019), list(Level)
    typed = [(asked.question(), asked.chance.choice(levels)) for _ in range(COUNT)]
    trees = [planned(question, analyzer, level) for question, level in typed]
    answers = {name: answered(name, documents, trees, tmp_path, settings) for name in ENGINES}
    first = answers.pop("whoosh")
    assert sum(0 < found.total < len(documents) for found in first) > COUNT / 2
    for name, found in answers.items():
        different = [
            (*typed[n], mine, other) for n, (mine, other) in enumerate(zip(first, found, strict=True)) if mine != other
        ]
        assert not different, (name, len(different), [told(*each) for each in different[:5]])


def answered(
    name: str, documents: list[dict[str, Any]], trees: list[Node], var: Path, settings: Any
) -> list[SearchResult]:
    with chosen(name, var, settings) as backend:
        backend.publish(backend.begin(wanted()))
        write(backend, iter(documents), [])
        assert backend.search(AllArticles()).total == len(documents)
        return [backend.search(tree, sort="newest", limit=LISTED, facets=FACETS) for tree in trees]


def told(question: str, level: Level, mine: SearchResult, other: SearchResult) -> tuple[Any, ...]:
    """How two answers differ."""
    ids, theirs = ([hit.article_id for hit in found.hits] for found in (mine, other))
    kinds = [kind for kind in FACETS if mine.facets[kind] != other.facets[kind]]
    return question, level, mine.total, other.total, set(ids) ^ set(theirs), ids == theirs, kinds


def test_no_term_holds_what_parts_terms(documents):
    """A document goes to a cluster as its terms, parted by spaces and bars."""
    terms = {term for document in documents for _, terms in document["text"] for term in terms}
    assert terms
    assert not [term for term in terms if not term or set(term) & set("|\n\t ") or term.split() != [term]]

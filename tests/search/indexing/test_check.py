"""check_index finds whatever differs between records and index, on every engine, and mends it."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Change
from search.backends.embedded import Embedded
from search.indexing.documents import ArticleIndex
from search.indexing.indexer import Indexer
from search.models import FormCount, IndexedArticle
from search.query.plan import AllArticles
from tests.support.damage import flipped
from tests.support.published import published, visible

pytestmark = pytest.mark.django_db


@pytest.fixture
def backend(small_commits):
    return small_commits


def said(*arguments):
    """What the command says, and whether it found no difference."""
    out = io.StringIO()
    try:
        call_command("check_index", *arguments, stdout=out, stderr=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}", False
    return out.getvalue(), True


def counts(text):
    return [int(line.partition(": ")[2].split(" ")[0]) for line in text.splitlines()[:6]]


def spoil(backend, articles):
    """One article missing, one left over, one as it was."""
    old = ArticleIndex().documents([articles[4]])
    backend.write((), [articles[0].pk])
    Article.objects.filter(pk=articles[9].pk).delete()
    articles[4].headline = "عنوان آخر"
    articles[4].save()
    Indexer().run()
    gone = {**old[0], "article": articles[9].pk}
    backend.write([(doc["article"], backend.prepare(doc)) for doc in (*old, gone)], [articles[4].pk])
    assert not Change.objects.exists()


def test_an_index_that_agrees(articles, backend):
    text, agrees = said()
    assert agrees
    assert counts(text) == [10, 0, 0, 0, 0, 0]


def test_what_differs_is_said_and_stays(articles, backend):
    spoil(backend, articles)
    for _ in "12":
        text, agrees = said()
        assert not agrees
        assert counts(text) == [9, 1, 1, 1, 0, 0]
    assert f"({articles[0].pk})" in text.splitlines()[1]
    assert f"({articles[9].pk})" in text.splitlines()[2]
    assert f"({articles[4].pk})" in text.splitlines()[3]


def test_repairing(articles, backend):
    spoil(backend, articles)
    text, agrees = said("--repair")
    assert agrees
    assert counts(text) == [9, 1, 1, 1, 0, 0]
    assert backend.versions() == visible()
    assert said()[1]


def test_what_waits_in_the_change_log_is_no_fault(articles, backend):
    articles[3].save()
    articles[5].delete()
    published("خبر جديد")
    text, agrees = said()
    assert agrees
    assert counts(text) == [10, 0, 0, 0, 0, 3]


def test_without_an_index(db, backend):
    published("خبر")
    text, agrees = said()
    assert not agrees
    assert "update_index" in text
    assert said("--repair")[1]
    assert backend.search(AllArticles()).total == 1


def test_a_damaged_file(articles, backend):
    if not isinstance(backend, Embedded):
        pytest.skip("a cluster checks its own files")
    largest = max(Path(backend.path).glob("*/*"), key=lambda path: path.stat().st_size)
    flipped(1, bits=1)(largest)
    text, agrees = said()
    assert not agrees
    assert "rebuild_index" in text
    assert said("--repair")[1], "a broken index is built anew"
    assert said()[1]


def test_wrong_counts_are_said_and_mended(articles, backend):
    IndexedArticle.objects.filter(pk=articles[2].pk).update(version=7)
    FormCount.objects.filter(form__exact="خبر").update(articles=99)
    text, agrees = said()
    assert not agrees
    assert counts(text) == [10, 0, 0, 0, 1, 0]
    assert f"({articles[2].pk})" in text.splitlines()[4]
    assert text.splitlines()[6].endswith(": 1")
    said("--repair")
    text, agrees = said()
    assert agrees
    assert FormCount.objects.get(form__exact="خبر").articles == 10

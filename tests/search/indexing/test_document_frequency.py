"""The counts of forms are those of the index, whatever happens to articles, to the index and to the indexer."""

import random
from collections import Counter

import pytest
from django.core.management import call_command

from articles.models import Article, Change, Status
from search.backends import DocumentsRefusedError
from search.indexing import indexer as module
from search.indexing.document_frequency import miscounted, packed, unpacked
from search.indexing.indexer import Indexer
from search.indexing.vocabulary import LONGEST, ArchiveVocabulary
from search.models import Form, FormCount, IndexedArticle
from tests.support.published import published, visible

pytestmark = pytest.mark.django_db


class Killed(Exception):
    """Stands for a process that ends at once."""


@pytest.fixture
def backend(small_commits):
    return small_commits


def counts():
    return dict(FormCount.objects.filter(articles__gt=0).values_list("form__exact", "articles"))


def agree(backend, analyzer):
    """Whether the counts are those of the visible articles and of the engine."""
    held = Counter()
    for headline in Article.objects.visible().values_list("headline", flat=True):
        held.update({analyzer.terms(form)[0][1:] for form in analyzer.forms(headline)})
    asked = backend.frequencies(["=" + form for form in Form.objects.values_list("exact", flat=True)])
    assert {term[1:]: count for term, count in asked.items() if count} == counts() == held
    assert sorted(IndexedArticle.objects.values_list("pk", "version")) == visible() == sorted(backend.versions())
    assert not miscounted()
    return True


def test_what_was_packed_is_unpacked():
    chance = random.Random(5)
    for size in (0, 1, 2, 300):
        ids = sorted(chance.sample(range(1, 2**33), size))
        assert unpacked(packed(reversed(ids))) == ids
    assert len(packed(range(1, 201))) == 200


def test_counts_follow_every_change(articles, backend, analyzer):
    assert counts()["خبر"] == 10
    articles[0].headline = "خيمة خيمة محترقة"
    articles[0].save()
    articles[1].status = Status.DRAFT
    articles[1].save()
    articles[2].delete()
    published("خبر عاجل")
    Indexer().run()
    assert agree(backend, analyzer)
    assert counts()["خبر"] == 8
    assert counts()["خيمة"] == 1
    Indexer().rebuild()
    assert agree(backend, analyzer)


def test_a_form_that_no_article_holds_is_not_known(articles, backend, analyzer):
    only = published("برشنطوف وصل")
    Indexer().run()
    vocabulary = ArchiveVocabulary()
    key = analyzer.terms("برشنطوف")[1]
    sound = Form.objects.get(exact="برشنطوف").sound
    found = [
        lambda: "برشنطوف" in vocabulary.forms_spelled(["برشنطوف"]),
        lambda: "برشنطوف" in vocabulary.forms_beginning(["برشن"], 5),
        lambda: "برشنطوف" in vocabulary.forms_of([key]).get(key, ()),
        lambda: "برشنطوف" in vocabulary.forms_sounding([sound]).get(sound, ()),
        lambda: vocabulary.counts((), ["برشنطوف"]) == {"": {"برشنطوف": 1}},
    ]
    assert all(look() for look in found)
    only.status = Status.DRAFT
    only.save()
    Indexer().run()
    assert not any(look() for look in found)
    only.status = Status.PUBLISHED
    only.save()
    Indexer().run()
    assert all(look() for look in found)


@pytest.mark.parametrize("killed_in", ["count", "forget"])
def test_a_kill_between_engine_and_database_counts_nothing_twice(articles, backend, analyzer, monkeypatch, killed_in):
    def killed(*args):
        raise Killed

    articles[0].headline = "عنوان جديد"
    articles[0].save()
    articles[1].delete()
    published("خبر عاجل")
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(*((module, "count", killed) if killed_in == "count" else (Indexer, "forget", killed)))
        Indexer().run()
    assert Change.objects.exists()
    Indexer().run()
    assert agree(backend, analyzer)


def test_a_rebuild_killed_halfway_counts_nothing_twice(articles, backend, analyzer, monkeypatch):
    calls = []

    def killed(held):
        calls.append(held)
        if len(calls) == 2:
            raise Killed
        return count(held)

    count = module.count
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(module, "count", killed)
        Indexer().rebuild()
    Indexer().rebuild()
    assert agree(backend, analyzer)


def test_an_index_that_is_built_anew_counts_anew(articles, backend, analyzer):
    """The log's changes are dropped where there is no index: articles that are gone lose their counts with them."""
    articles[3].delete()
    articles[4].status = Status.DRAFT
    articles[4].save()
    IndexedArticle.objects.filter(pk=articles[5].pk).delete()
    call_command("clear_index", interactive=False, verbosity=0)
    assert not counts()
    call_command("update_index", verbosity=0)
    assert agree(backend, analyzer)


def test_what_the_engine_refuses_is_not_counted(articles, backend, analyzer, monkeypatch):
    write = type(backend).write

    def refusing(self, documents, replacing):
        kept = [(pk, prepared) for pk, prepared in documents if pk != articles[0].pk]
        write(self, kept, [pk for pk in replacing if pk != articles[0].pk])
        raise DocumentsRefusedError({articles[0].pk: "too long"})

    before = counts()
    articles[0].headline = "كلمات أخرى"
    articles[0].save()
    with monkeypatch.context() as patch:
        patch.setattr(type(backend), "write", refusing)
        Indexer().run()
    assert counts() == before
    assert IndexedArticle.objects.get(pk=articles[0].pk).version == 1
    Change.objects.update(due_at=articles[0].modified_at)
    Indexer().run()
    assert agree(backend, analyzer)


def test_forms_that_do_not_fit_are_not_counted(db, backend):
    published("خبر", body="https://example.org/" + "a" * LONGEST)
    Indexer().run()
    assert counts() == {"خبر": 1}


def test_another_indexer_may_have_counted_meanwhile(articles, backend, analyzer):
    """Each process remembers the ids of forms: they stay valid when a form comes and goes."""
    one, other = Indexer(), Indexer()
    only = published("خيمة محترقة")
    one.run()
    only.delete()
    other.run()
    published("خيمة محترقة")
    one.run()
    assert agree(backend, analyzer)

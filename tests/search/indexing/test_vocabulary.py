"""The vocabulary holds every form that was ever indexed, once."""

import pytest

from articles.models import Article
from search.indexing.indexer import Indexer
from search.indexing.vocabulary import LONGEST, ArchiveVocabulary
from search.models import Form, FormKey
from tests.support.published import published

pytestmark = pytest.mark.django_db


def test_forms_by_their_folded_spelling(backend):
    published("مسؤول كبير")
    published("مسئول صغير")
    Indexer().run()
    assert ArchiveVocabulary().forms_spelled([Form.objects.get(exact="مسؤول").spelling]) == ("مسؤول", "مسئول")
    assert ArchiveVocabulary().forms_spelled(["لاشيء"]) == ()


def test_forms_are_kept_when_the_article_goes_and_are_there_once(backend):
    published("خيمة محترقة")
    Indexer().run()
    before = set(Form.objects.values_list("pk", "exact"))
    Article.objects.all().delete()
    published("خيمة محترقة")
    Indexer().run()
    Indexer().rebuild()
    assert set(Form.objects.values_list("pk", "exact")) == before
    assert {exact for _, exact in before} == {"خيمة", "محترقة"}


def test_keys_of_each_form(backend, analyzer):
    published("والكتب")
    Indexer().run()
    assert set(FormKey.objects.values_list("key", flat=True)) == set(analyzer.terms("والكتب")[1:])


def test_endless_stretches_are_indexed_but_are_no_vocabulary(backend):
    published("خبر", body="https://example.org/" + "a" * LONGEST)
    Indexer().run()
    assert list(Form.objects.values_list("exact", flat=True)) == ["خبر"]


@pytest.mark.parametrize("address", ["https://blog.example.com/" + "한" * 72, "https://example.org/ﷺ" + "a" * 170])
def test_what_folding_makes_too_long_is_no_vocabulary(backend, address):
    """PostgreSQL refuses what is longer than its column, and all that was to be indexed with it."""
    made = published("خبر", body=address)
    Indexer().run()
    assert list(Form.objects.values_list("exact", flat=True)) == ["خبر"]
    assert [pk for pk, _ in backend.versions()] == [made.pk]


def test_every_form_found_is_in_the_vocabulary_before_it_can_be_found(backend, monkeypatch):
    Indexer().run()
    write = backend.write
    seen = []

    def write_and_look(documents, replacing):
        write(documents, replacing)
        seen.extend(Form.objects.values_list("exact", flat=True))

    monkeypatch.setattr(backend, "write", write_and_look)
    published("زلزال")
    Indexer(backend).run()
    assert seen == ["زلزال"]

"""What was taken from the public is in no answer, while the index still has it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Change, Organisation, Person, Place, Status
from articles.models.listings import followed_once
from search.indexing.indexer import Indexer
from search.retrieval import withdrawn
from search.retrieval.params import SearchParams
from search.retrieval.service import ask
from search.retrieval.suggest import suggest
from search.retrieval.withdrawn import load_withdrawn
from tests.support.engines import ENGINES, chosen
from tests.support.result_pages import search

WAYS = {
    "withdrawn": lambda article: change(article, status=Status.WITHDRAWN, withdrawal="سُحب"),
    "unpublished": lambda article: change(article, status=Status.DRAFT),
    "moved": lambda article: change(article, status=Status.SCHEDULED, published_at=timezone.now() + timedelta(days=1)),
    "deleted": lambda article: article.delete(),
    "updated": lambda article: Article.objects.filter(pk=article.pk).update(status=Status.DRAFT),
    "deleted in bulk": lambda article: Article.objects.filter(pk=article.pk).delete(),
}


def change(article, **values):
    for name, value in values.items():
        setattr(article, name, value)
    article.save()


@pytest.fixture(params=ENGINES)
def engine(request, settings, tmp_path):
    """Has the archive searched by each engine in turn."""
    with chosen(request.param, tmp_path, settings):
        yield request.param


@pytest.fixture
def attack(engine, analyzer, archive):
    """The newest of the articles on an attack, with a word, a person and a place of its own."""
    article = Article.objects.create(
        headline="هجوم وحيد على قشمردوف", status=Status.PUBLISHED, published_at=timezone.now()
    )
    article.people.set([Person.objects.create(name="برشنطوف", slug="brshntf")])
    article.places.set([Place.objects.get(slug="halab"), Place.objects.create(name="زنطفكيل", slug="zntfkl")])
    Indexer().run(wait=True)
    return article


@pytest.mark.parametrize("way", WAYS)
def test_it_counts_nowhere_from_then_on(attack, way):
    before = ask(SearchParams(text="هجوم"), count_all=True)
    assert load_withdrawn().ids == ()
    WAYS[way](attack)
    assert load_withdrawn().ids
    after = ask(SearchParams(text="هجوم"), count_all=True)
    assert (before.total, after.total) == (11, 10)
    numbers = [{v.value: v.articles for v in answer.filters.counts.held["place"].values} for answer in (before, after)]
    halab, own = Place.objects.get(slug="halab").pk, Place.objects.get(slug="zntfkl").pk
    assert numbers[1] == {pk: n - (pk == halab) for pk, n in numbers[0].items() if pk != own}
    assert after.form_counts.held["هجوم"] == before.form_counts.held["هجوم"] - 1
    assert (search("قشمردوف").total, search("قشمردو").text.count("قشمردوف")) == (0, 0)
    assert (suggest("برشن").count, suggest("هجوم وح").count) == (0, 0)
    Indexer().run(wait=True)
    assert load_withdrawn().ids == ()
    assert ask(SearchParams(text="هجوم")).total == 10


def test_what_is_public_again_counts_again(attack):
    change(attack, status=Status.DRAFT)
    change(attack, status=Status.PUBLISHED)
    assert load_withdrawn().ids == ()
    assert search("قشمردوف").total == 1


def test_only_what_was_public_is_looked_at(archive, django_assert_num_queries):
    with followed_once(Article.objects.all()):
        Article.objects.bulk_create(Article(headline=f"مسودة {n}") for n in range(20))
    Article.objects.filter(status=Status.PUBLISHED).update(byline="مراسل")
    Article.objects.filter(status=Status.DRAFT).update(byline="مراسل")
    assert Change.objects.due().count() > 40
    assert not Change.objects.withdrawing().exists()
    with django_assert_num_queries(1):
        assert load_withdrawn().ids == ()


def test_of_a_large_withdrawal_the_last_are_left_out_and_the_page_says_so(archive, monkeypatch):
    monkeypatch.setattr(withdrawn, "MOST", 3)
    published = list(Article.objects.visible())
    for article in published[:4]:
        change(article, status=Status.WITHDRAWN, withdrawal="سُحب")
    found = load_withdrawn()
    assert (found.ids, found.are_all) == (tuple(a.pk for a in published[3:0:-1]), False)
    page = search("هجوم")
    assert "سُحبت مقالات كثيرة" in page.text
    assert published[0].headline not in page.headlines
    Indexer().run(wait=True)
    assert "سُحبت مقالات كثيرة" not in search("هجوم").text


def test_the_names_of_the_rest_are_not_shown(archive, monkeypatch):
    monkeypatch.setattr(withdrawn, "MOST", 1)
    Article.objects.filter(organisations=Organisation.objects.get()).update(status=Status.DRAFT)
    assert "الهلال" not in search("هجوم", counted="1").text
    assert "الهلال" not in search("").text


def test_searches_for_terms_are_bounded(archive, monkeypatch):
    monkeypatch.setattr(withdrawn, "SEARCHES", 2)
    Article.objects.visible().first().delete()
    assert search("هجوم").status == 200

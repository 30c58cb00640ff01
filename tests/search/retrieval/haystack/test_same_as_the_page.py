"""A SearchQuerySet finds what the results page finds: the same articles, in the same order, as many."""

from dataclasses import replace
from itertools import islice
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from haystack.inputs import AutoQuery
from haystack.query import SearchQuerySet

from arabic import Level
from articles.models import Article
from search.backends import Backend
from search.indexing.indexer import Indexer
from search.retrieval.pagination import PER_PAGE
from search.retrieval.params import SearchParams
from search.retrieval.service import ask
from tests.support.generated import Questions

COUNT, PAGES = 100, 3
ODD = [
    "",
    "   ",
    '"',
    "-",
    "أو",
    "مكان:نابلس_الغربية",
    "-وزير",
    "من:2018",
    "وزير " * 200,
    "(" * 40 + "وزير",
    "قرب/5 وزير",
    "=الوزير",
    "وزي*",
]


@pytest.fixture
def sample(backend: Backend, analyzer: Any, db: None, settings: Any) -> None:
    """The sample archive."""
    settings.SIMPLE_HISTORY_ENABLED = False
    call_command("import_articles", str(django_settings.BASE_DIR / "seeds" / "sample.jsonl"), verbosity=0)
    Indexer().run(wait=True)


def paged(asked: SearchParams) -> tuple[int, list[int]]:
    """How many articles the results page has, and those of the first pages."""
    first = ask(asked)
    pages = min(PAGES, -(-first.total // PER_PAGE))
    answers = [first, *(ask(replace(asked, page=number)) for number in range(2, pages + 1))]
    return first.total, [article.pk for answer in answers for article in answer.page.articles]


@pytest.mark.slow(40)
def test_generated_questions(sample: None) -> None:
    questions = Questions(2024)
    typed = [*(questions.question() for _ in range(COUNT)), *ODD]
    answered = 0
    for text in typed:
        total, ids = paged(SearchParams(text=text))
        found = SearchQuerySet().auto_query(text)
        assert found.count() == total, text
        assert [result.pk for result in islice(found, PAGES * PER_PAGE)] == ids, text
        answered += total > 0
    assert answered > len(typed) / 2


def test_orders_and_levels(sample: None) -> None:
    questions = Questions(7)
    for level in Level:
        for sort, order in (("newest", "-published_on"), ("oldest", "published_on")):
            text = questions.question()
            total, ids = paged(SearchParams(text=text, level=level, sort=sort))  # type: ignore[arg-type]
            found = SearchQuerySet().filter(content=AutoQuery(text, level=level.value)).order_by(order)
            assert (found.count(), [result.pk for result in islice(found, PAGES * PER_PAGE)]) == (total, ids), text


def test_what_is_chosen_around_a_question(sample: None) -> None:
    counts = SearchQuerySet().facet("source").facet("year").facet("month").facet_counts()["fields"]
    source, month = counts["source"][0][0], counts["month"][-1][0]
    years = [year for year, _ in counts["year"][:4]]
    asked = SearchParams(text="في", chosen={"source": (source,), "year": tuple(years)}, excluded={"month": (month,)})
    total, ids = paged(asked)
    found = SearchQuerySet().auto_query("في").narrow(f'source:"{source}"')
    found = found.filter(year__in=[years[0], *map(int, years[1:])]).exclude(month=month)
    assert found.count() == total > 0
    assert [result.pk for result in islice(found, PAGES * PER_PAGE)] == ids


def test_filters_are_counted_alike(sample: None) -> None:
    counts = ask(SearchParams(text="وزير"), count_all=True).filters.counts
    assert counts is not None
    found = SearchQuerySet().auto_query("وزير")
    for kind in ("source", "place", "person", "year", "month"):
        found = found.facet(kind)
    fields = found.facet_counts()["fields"]
    for kind, values in fields.items():
        assert [count for _, count in values] == [count for _, count in counts.held[kind].values]
        for value, count in values[:3]:
            assert found.filter(**{kind: value}).count() == count
            assert found.narrow(f'{kind}_exact:"{value}"').count() == count


def test_articles_like_one(sample: None) -> None:
    """The first of them is about what the article is about, three times in four; the article is not among them."""
    about = 0
    articles = Article.objects.visible()[:40]
    for article in articles:
        found = SearchQuerySet().more_like_this(article)
        ids = [result.pk for result in found[:50]]
        assert article.pk not in ids
        assert ids, article
        first = Article.objects.get(pk=ids[0])
        about += any(subjects_of(article) & subjects_of(first))
    assert about > 0.75 * len(articles)


def subjects_of(article: Article) -> set[Any]:
    """What an article is about."""
    return {*article.subjects.all(), *article.people.all(), *article.places.all(), *article.organisations.all()}

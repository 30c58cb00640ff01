"""What the search pages ask of the database does not grow with the archive: no more queries, and none that goes through
a table of articles or of their words."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from arabic import Level
from articles.models import Article, Person, Source
from search.query.parser import parse
from search.retrieval import facets, pagination
from search.retrieval.interpret import plan_tree
from search.retrieval.record_lookup import ArchiveRecords

PAGES = (
    "/search/",
    "/search/?q=مدينة",
    "/search/?q=مدينة+جديدة&level=root&page=2",
    "/search/?q=مدينة&source=s1&not-person=p1&year=2012",
    "/search/?q=مدينة&day=03-02&sort=newest",
    "/search/?q=كاتب:مراد",
    "/search/?q=شخص:زيد",
    "/search/?q=مدنية",
    "/search/?q=لا+شيء+من+هذا",
    "/search/filters/?q=مدينة",
    "/search/filters/?q=مدينة&source=s1&not-person=p1",
    "/search/values/sources/?q=مدينة",
    "/search/suggest/?q=مد",
    "/search/suggest/?q=زي",
    "/search/advanced/?q=مدينة+شخص:زيد",
)
SCAN = {"sqlite": "SCAN", "postgresql": "Seq Scan on"}
GROWING = ("articles_article", "articles_listing", "articles_tally", "search_form")


def grow(index, first: int, last: int) -> None:
    sources = [Source.objects.get_or_create(name=f"صحيفة {n}", slug=f"s{n}")[0] for n in range(3)]
    people = [Person.objects.get_or_create(name=f"زيد {n}", slug=f"p{n}")[0] for n in range(5)]
    for number in range(first, last):
        article = Article.objects.create(
            headline=f"خبر المدينة الجديدة {number}",
            published_on=date(2010 + number % 5, 3, 1 + number % 3),
            source=sources[number % 3],
            byline=f"تقرير: سعاد مراد {number % 7}",
            status="published",
        )
        article.people.set([people[number % 5]])
    index()


def asked(client: Client, path: str) -> list[str]:
    """The queries of a page."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in queries.captured_queries]


@pytest.fixture
def small(index, monkeypatch):
    """An archive of thirty articles; a page shows five, filters always follow it."""
    monkeypatch.setattr(pagination, "PER_PAGE", 5)
    monkeypatch.setattr(facets, "AT_ONCE", 0)
    grow(index, 0, 30)
    return index


def test_as_many_queries_however_large_the_archive(small):
    client = Client()
    before = {path: len(asked(client, path)) for path in PAGES}
    grow(small, 30, 90)
    assert {path: len(asked(client, path)) for path in PAGES} == before
    assert max(before.values()) <= 20


@pytest.mark.parametrize("level", ["lemma", "spelling"])
@pytest.mark.parametrize("joined", ["{}", "{} أو", '"{} خبر" أو', "{} قرب/3"])
def test_a_question_of_many_words_is_read_by_three_queries(index, django_assert_max_num_queries, joined, level):
    words = ["مدينة", "أمريكا", "سعاد", "مراد", "خبر", "جديدة", "غوتيريش", "الباغوز"]
    question = parse(" ".join(map(joined.format, words)) + " ختام", records=ArchiveRecords())
    # What is known by these names, what sounds like the words, and the forms that all of it is spelled by.
    index()
    with django_assert_max_num_queries(3):
        plan_tree(question.tree, Level(level))


@pytest.mark.parametrize("path", PAGES)
def test_no_query_goes_through_a_table_that_grows(small, path):
    for sql in asked(Client(), path):
        steps = plan(sql)
        scans = [step for step in steps if any(f"{SCAN[connection.vendor]} {table}" in step for table in GROWING)]
        assert not scans, (sql, steps)


def plan(sql: str) -> list[str]:
    """The steps by which the database answers a query; PostgreSQL's as it answers where tables are large."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{sql}")
        return [row[-1] for row in cursor.fetchall()]

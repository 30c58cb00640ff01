"""What filters and long lists ask of every engine: counts by record, year and month, days, and going on by date."""

from datetime import date, timedelta

import pytest

from articles.models import Article, Status
from search.backends import Backend, BuiltWith
from search.backends.base import SAMPLES, sample_of
from search.indexing.documents import moment
from search.indexing.indexer import Indexer
from search.query.plan import (
    AllArticles,
    AllOf,
    AnyOf,
    PublishedBetween,
    RecordIs,
    Sample,
    SearchAfter,
    Without,
    all_of,
    any_of,
)
from search.retrieval import facets
from tests.support.engines import write

# Two places in every third article, ten days a month of 2015 to 2024, every eleventh undated; many share a day.
REPLICAS = 0
MANY = 3_000


def many(pk: int) -> dict:
    day = date(2015 + pk % 10, 1 + pk % 12, 1 + pk % 10).toordinal() if pk % 11 else 0
    places = (1 + pk % 7, 8) if pk % 3 == 0 else (1 + pk % 7,)
    text = [(0, ("=كلمة",)), (1, (f"={pk % 5}",))]
    return {
        "text": text,
        "headline": text,
        "records": {"place": places},
        "article": pk,
        "version": 1,
        "day": day,
        "order": day,
    }


@pytest.fixture
def long(backend: Backend) -> Backend:
    """An index of MANY documents of two words each, written in three commits, a few of them rewritten."""
    backend.publish(backend.begin(BuiltWith("any", "UTC")))
    for start in range(1, MANY, 1000):
        write(backend, map(many, range(start, start + 1000)), [])
    write(backend, map(many, range(1, 50)), range(1, 50))
    return backend


def test_months_are_counted_as_years_are(archive, backend):
    found = backend.search(AllArticles(), facets=("month", "year"))
    assert dict(found.facets["month"]) == {201903: 1, 201805: 1, 201812: 1, 201901: 1, 201906: 1, 202002: 1}
    assert sum(count for _, count in found.facets["year"]) == 6, "the undated has neither"
    spring = backend.search(PublishedBetween(date(2019, 1, 1), date(2019, 5, 31)), limit=0, facets=("month",))
    assert dict(spring.facets["month"]) == {201901: 1, 201903: 1}


@pytest.mark.parametrize("kind", ["place", "year", "month"])
def test_a_count_is_the_total_of_its_value_within_any_question(long, kind):
    question = Without(AllOf((PublishedBetween(date(2016, 1, 1), None), RecordIs("place", (2, 3, 8)))), _day(3, 4))
    counts = long.search(question, limit=0, facets=(kind,)).facets[kind]
    assert [count for _, count in counts] == sorted((count for _, count in counts), reverse=True)
    assert len(counts) == {"place": 8, "year": 9, "month": 54}[kind], counts
    for value, count in counts:
        assert long.search(all_of((question, _value(kind, value))), limit=0).total == count > 0


def test_a_sample_is_the_same_part_of_any_question(long):
    held = {hit.article_id for hit in long.search(AllArticles(), limit=MANY).hits}
    place = {hit.article_id for hit in long.search(RecordIs("place", (8,)), limit=MANY).hits}
    for below in (1, 40, 200, SAMPLES):
        part = {pk for pk in held if sample_of(pk) < below}
        assert {hit.article_id for hit in long.search(Sample(below), limit=MANY).hits} == part
        assert abs(len(part) - MANY * below / SAMPLES) < 100
        found = long.search(all_of((RecordIs("place", (8,)), Sample(below))), limit=MANY)
        assert {hit.article_id for hit in found.hits} == place & part


def test_facets_are_counted_within_a_bound_only(long):
    question = RecordIs("place", (8,))
    whole = long.search(question, limit=3, facets=("year", "place"))
    assert long.search(question, limit=3, facets=("year", "place"), facets_within=whole.total) == whole
    beyond = long.search(question, limit=3, facets=("year", "place"), facets_within=whole.total - 1)
    assert (beyond.total, beyond.hits, beyond.facets) == (whole.total, whole.hits, {})


@pytest.mark.parametrize(
    "question", [AllArticles(), RecordIs("place", (8, 2)), PublishedBetween(date(2017, 1, 1), None)]
)
def test_counts_are_exact_up_to_a_bound_and_near_beyond_it(long, monkeypatch, question):
    kinds = ("year", "place")
    whole = long.search(question, limit=0, facets=kinds)
    monkeypatch.setattr(facets, "EXACT", whole.total)
    exact = facets.facet_counts(long, question, kinds)
    assert exact == (whole.total, {kind: facets.FacetValues(whole.facets[kind]) for kind in kinds})
    monkeypatch.setattr(facets, "EXACT", whole.total // 2)
    total, estimates = facets.facet_counts(long, question, kinds)
    assert total == whole.total
    for kind in kinds:
        counts, estimated = dict(whole.facets[kind]), estimates[kind]
        assert estimated.estimated
        assert {value for value, _ in estimated.values} == counts.keys()
        # Four standard deviations of a sample of half of them, and what rounding takes.
        assert all(abs(n - counts[v]) <= 4 * counts[v] ** 0.5 + 0.05 * counts[v] for v, n in estimated.values)
        assert all(str(n)[2:].strip("0") == "" for _, n in estimated.values), "two digits of each say something"


def test_more_than_was_to_be_counted_is_refused(long):
    with pytest.raises(facets.TooManyResultsError):
        facets.facet_counts(long, AllArticles(), ("year",), bound=MANY - 1)
    assert facets.facet_counts(long, AllArticles(), ("year",), bound=MANY)[0] == MANY


def test_what_is_left_out_and_what_comes_with_it_make_the_whole(long):
    place, year = RecordIs("place", (8,)), PublishedBetween(date(2018, 1, 1), date(2018, 12, 31))
    for node in (place, year, AnyOf((place, year))):
        kept = long.search(Without(AllArticles(), node), limit=0).total
        assert kept + long.search(node, limit=0).total == MANY


def test_a_day_in_every_year_is_found_by_days_alone(long):
    found = {hit.article_id for hit in long.search(_day(3, 3), limit=MANY).hits}
    held = {pk for pk in range(1, MANY + 1) if many(pk)["day"]}
    assert found == {pk for pk in held if (1 + pk % 12, 1 + pk % 10) == (3, 3)}
    assert found


@pytest.mark.parametrize("newest", [True, False])
def test_every_article_is_reached_once_by_going_on(long, newest):
    sort = "newest" if newest else "oldest"
    whole = [hit.article_id for hit in long.search(AllArticles(), sort=sort, limit=MANY).hits]
    assert len(whole) == MANY
    seen, part = [], AllArticles()
    while hits := long.search(part, sort=sort, limit=170).hits:
        seen += [hit.article_id for hit in hits]
        last = many(seen[-1])
        part = SearchAfter(newest, last["day"] > 0, last["order"], last["article"])
        assert long.search(part, limit=0).total == MANY - len(seen)
    assert seen == whole


def test_going_on_within_a_day_that_holds_more_than_a_list(archive, backend):
    """The day alone would not do: a thousand articles of one day, and the undated, have only their ids to tell them."""
    same = [Article(headline="خبر", status=Status.PUBLISHED, published_on=date(2019, 3, 23)) for _ in range(300)]
    undated = [Article(headline="خبر", status=Status.PUBLISHED) for _ in range(40)]
    Article.objects.bulk_create([*same, *undated])
    Indexer().run()
    for sort in ("newest", "oldest"):
        seen, part = [], AllArticles()
        while hits := backend.search(part, sort=sort, limit=25).hits:
            seen += [hit.article_id for hit in hits]
            last = Article.objects.get(pk=seen[-1])
            part = SearchAfter(sort == "newest", last.published_on is not None, moment(last), last.pk)
        assert len(seen) == len(set(seen)) == Article.objects.visible().count()


def test_days_are_found_alike_in_old_and_new_segments(archive, backend, names):
    day = date(2019, 3, 23)
    between = PublishedBetween(day, day)
    assert names(backend.search(between)) == ["baghouz"]
    archive["baghouz"].published_on = day + timedelta(days=1)
    archive["baghouz"].save()
    archive["truce"].published_on = day
    archive["truce"].save()
    Indexer().run()
    assert names(backend.search(between)) == ["truce"]
    assert names(backend.search(PublishedBetween(None, date(2018, 12, 31)), sort="oldest")) == [
        "shields",
        "books",
    ]


def _day(month: int, number: int):
    """The day of each year, as a filter asks for it."""
    return any_of(PublishedBetween(day, day) for year in range(2015, 2025) for day in [date(year, month, number)])


def _value(kind: str, value: int):
    if kind == "place":
        return RecordIs(kind, (value,))
    year, month = divmod(value, 100) if kind == "month" else (value, 0)
    first = date(year, month or 1, 1)
    after = date(year + 1, 1, 1) if not month or month == 12 else date(year, month + 1, 1)
    return PublishedBetween(first, after - timedelta(days=1))

"""A SearchQuerySet as Haystack's manual has it: conditions, orders, slices, clones."""

import pickle
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.conf import settings
from django.core.paginator import EmptyPage, Paginator
from haystack.exceptions import HaystackError
from haystack.inputs import AltParser, AutoQuery, Clean, Exact, Not, PythonData, Raw
from haystack.query import SQ, EmptySearchQuerySet, RelatedSearchQuerySet, SearchQuerySet

from articles.models import Article, Person, Place, Source, Status
from search.backends import SearchUnavailableError
from search.query.question import DEPTH_LIMIT, QUESTION_LIMIT
from search.retrieval.haystack import query as query_module
from search.retrieval.haystack.conditions import LOOKUPS, MOST_IDS
from search.retrieval.haystack.counts import MOST_SEARCHES
from search.retrieval.haystack.errors import TooFarError, TooMuchError, UnreadableError, UnsupportedError
from search.retrieval.haystack.query import FARTHEST
from search.retrieval.haystack.results import STORED
from search.retrieval.params import MOST_VALUES
from search.retrieval.record_lookup import MOST

BAGHUZ, HALAB, MATCH, SHIELDS = "انتهاء الهجوم على الباغوز", "هدنة في حلب", "مباراة حلب", "دروع بشرية"
SCRIPT = '<script>alert("هجوم")</script> & <b>هجوم</b>'
NUMBERED = {f"خبر عن هجوم رقم {number}" for number in range(6)}


def test_counts_slices_and_iterates(sqs, headlines):
    assert sqs.count() == len(sqs) == len(list(sqs)) == 11
    everything = headlines(sqs)
    assert len(set(everything)) == 11
    assert headlines(SearchQuerySet()[2:5]) == everything[2:5]
    assert SearchQuerySet()[3].headline == everything[3]
    assert headlines(SearchQuerySet()[9:40]) == everything[9:]
    assert headlines(SearchQuerySet()[4:]) == everything[4:]
    assert SearchQuerySet()[20:30] == SearchQuerySet()[5:5] == []
    assert sqs.best_match().headline == everything[0]
    assert sqs.latest("published_on").object == Article.objects.visible().newest_first().first()
    assert headlines(sqs.all()) == everything
    assert isinstance(sqs.none(), EmptySearchQuerySet)
    assert sqs.none().count() == 0
    with pytest.raises(IndexError):
        sqs.filter(content="زلزال")[0]
    assert list(sqs.filter(content="زلزال")) == []


CONDITIONS = [
    ({"content": "هدنة"}, {HALAB}),
    ({"content": "الهدنة صامدة"}, {HALAB}),
    ({"content": "-هدنة"}, {HALAB}),  # words alone: no signs
    ({"text": "هدنة"}, {HALAB}),
    ({"content__contains": "هدنة"}, {HALAB}),
    ({"content__exact": "دروع بشرية"}, {SHIELDS}),
    ({"content__exact": "بشرية دروع"}, set()),
    ({"content__startswith": "مبار"}, {MATCH}),
    ({"content__in": ["مباراة", "هدنة"]}, {MATCH, HALAB}),
    ({"headline": "هجوم"}, {BAGHUZ, SCRIPT, *NUMBERED}),
    ({"headline__exact": "دروع بشرية"}, {SHIELDS}),
    ({"headline__startswith": "حل"}, {HALAB, MATCH}),
    ({"content": "هجوم", "source": "daffa"}, {BAGHUZ, SCRIPT}),
    ({"source": "موقع النهر", "published__gte": date(2018, 1, 1)}, {HALAB, MATCH}),
    ({"source__exact": "الضفة", "place__in": ["baghuz"]}, {BAGHUZ, SHIELDS, SCRIPT}),
    ({"source__in": ["sport", "nahr"], "year": 2018}, {HALAB, MATCH}),
    ({"section": "sport", "place": "halab"}, {MATCH}),
    ({"author": "سعاد مراد"}, {HALAB}),
    ({"author": "سعاد"}, {HALAB}),
    ({"place": "nowhere"}, set()),
    ({"source__in": []}, set()),
    ({"published": date(2018, 5, 1)}, {HALAB}),
    ({"published_on": "2018-05"}, {HALAB}),
    ({"published": "أيار 2018"}, {HALAB}),
    ({"published__gt": date(2018, 6, 1)}, {BAGHUZ, SCRIPT}),
    ({"published__gte": "2018-06"}, {MATCH, BAGHUZ, SCRIPT}),
    ({"published__lt": date(2018, 6, 1), "published__gte": datetime(2018, 1, 1, tzinfo=UTC)}, {HALAB}),
    ({"published__range": (date(2018, 5, 1), date(2018, 6, 1))}, {HALAB, MATCH}),
    ({"published__range": ("2018", "2018")}, {HALAB, MATCH}),
    ({"published__gt": date.max}, set()),
    ({"published__lt": date.min}, set()),
    ({"published__gt": date(1400, 1, 1), "published__lt": date(1500, 1, 1)}, set()),
    ({"year__gt": 2017, "year__lt": "2019"}, {HALAB, MATCH}),
    ({"month": "2018-05"}, {HALAB}),
    ({"month": 201805}, {HALAB}),
    ({"month__in": ["2018-05", date(2018, 6, 9)]}, {HALAB, MATCH}),
    ({"day": date(2018, 6, 1)}, {MATCH}),
    ({"day": "03-23"}, {BAGHUZ, SCRIPT}),
    ({"day": "23 آذار"}, {BAGHUZ, SCRIPT}),
    ({"django_ct": "articles.article", "year": 2017}, {SHIELDS}),
    ({"django_ct": "auth.user"}, set()),
]


def test_conditions(sqs, headlines):
    for conditions, expected in CONDITIONS:
        found = sqs.filter(**conditions)
        assert set(headlines(found)) == expected, conditions
        assert found.count() == len(expected)
        assert sqs.exclude(**conditions).count() == 11 - len(expected), conditions


def test_articles_and_records_themselves(sqs, headlines):
    one, other = Article.objects.get(headline=HALAB), Article.objects.get(headline=MATCH)
    for field, value in (("pk", one.pk), ("id", f"articles.article.{one.pk}"), ("django_id", str(one.pk)), ("pk", one)):
        assert headlines(sqs.filter(**{field: value})) == [HALAB]
        assert sqs.exclude(**{field: value}).count() == 10
    both = {HALAB, MATCH}
    assert set(headlines(sqs.filter(pk__in=[one.pk, other.pk]))) == both
    assert set(headlines(sqs.filter(pk__in=(pk for pk in (one.pk, other.pk))))) == both
    assert set(headlines(sqs.filter(pk__in=Article.objects.filter(headline__contains="حلب")))) == both
    assert headlines(sqs.filter(pk__in=[])) == []
    place = Place.objects.get(slug="halab")
    assert set(headlines(sqs.filter(place=place))) == set(headlines(sqs.filter(place=place.pk))) == both
    assert set(headlines(sqs.filter(place=str(place.pk)))) == both
    assert headlines(sqs.filter(place=Place(name="لم يحفظ"))) == []
    with pytest.raises(UnreadableError):
        sqs.filter(place=Person.objects.get()).count()


def test_of_two_records_of_one_name_either_is_meant(sqs):
    second = Source.objects.create(name="موقع النهر", slug="second")
    assert sqs.filter(source="موقع النهر").count() == sqs.filter(source__in=["nahr", second]).count() == 8
    assert sqs.filter(source="second").count() == 0


JOINED = [
    (SQ(content="هدنة") | SQ(content="مباراة"), {HALAB, MATCH}),
    (SQ(content="حلب") & SQ(content="مباراة"), {MATCH}),
    (SQ(content="حلب") & ~SQ(content="مباراة"), {HALAB}),
    (~(SQ(content="هجوم") | SQ(content="هدنة")), {SHIELDS}),
    (~~SQ(year=2018), {HALAB, MATCH}),
    ((SQ(year=2018) | SQ(year=2017)) & ~SQ(source="nahr"), {SHIELDS}),
    (SQ(year=2017) | SQ(year=2018) & ~SQ(content="مباراة"), {SHIELDS, HALAB}),
    (SQ(SQ(content="هدنة") | SQ(content="دروع"), year=2018), {HALAB}),
    (~SQ(content="هجوم") | ~SQ(year=2018), {BAGHUZ, SCRIPT, SHIELDS, *NUMBERED}),
    (SQ(year=2018) | SQ(place="nowhere"), {HALAB, MATCH}),
    (SQ() & SQ(year=2017), {SHIELDS}),
]


def test_and_or_not(sqs, headlines):
    for asked, expected in JOINED:
        assert set(headlines(sqs.filter(asked))) == expected, asked
        assert sqs.filter(~asked).count() == sqs.exclude(asked).count() == 11 - len(expected), asked


def test_filters_one_after_the_other(sqs, headlines):
    halab = sqs.filter(content="حلب")
    assert set(headlines(halab)) == {HALAB, MATCH}
    assert headlines(halab.exclude(content="مباراة")) == [HALAB]
    assert set(headlines(halab.filter_and(content="مباراة").filter_or(year=2017))) == {MATCH, SHIELDS}
    assert headlines(halab.filter_or(year=2017).filter(content="دروع")) == [SHIELDS]
    assert set(headlines(sqs.filter_or(content="هدنة", year=2018))) == {HALAB}
    assert sqs.filter().count() == sqs.exclude().count() == 11
    assert set(headlines(halab | sqs.filter(year=2017))) == {HALAB, MATCH, SHIELDS}
    assert headlines(halab & sqs.filter(content="مباراة")) == [MATCH]
    assert (sqs | halab).count() == (halab | sqs).count() == 11
    assert (sqs & halab).count() == (halab & sqs).count() == 2
    assert (halab | sqs.none()).count() == 2
    assert (halab & sqs.none()).count() == 0
    assert set(headlines(halab)) == {HALAB, MATCH}  # none of it changed the first


INPUTS = [
    (AutoQuery("حلب -مباراة"), {HALAB}),
    (Raw('"دروع بشرية" أو هدنة'), {SHIELDS, HALAB}),
    (Exact("دروع بشرية"), {SHIELDS}),
    (Clean("هدنة"), {HALAB}),
    (PythonData("هدنة"), {HALAB}),
    (Not("هجوم"), {SHIELDS}),
]


def test_input_types(sqs, headlines):
    for value, expected in INPUTS:
        assert set(headlines(sqs.filter(content=value))) == expected, value


def test_questions(sqs, headlines):
    assert headlines(sqs.auto_query('حلب -مباراة مصدر:"موقع النهر"')) == [HALAB]
    assert headlines(sqs.raw_search("عنوان:هدنة")) == [HALAB]
    assert set(headlines(sqs.auto_query("هجوم", fieldname="headline"))) == {BAGHUZ, SCRIPT, *NUMBERED}
    assert sqs.filter(content=AutoQuery("مهاجم", level="root")).count() == sqs.auto_query("جذر:مهاجم").count() > 0
    assert headlines(sqs.filter(content=sqs.query.clean("هدنة"))) == [HALAB]
    assert str(sqs.auto_query("حلب -مباراة").filter(year=2018).query) == "حلب -مباراة تاريخ:2018-01-01..2018-12-31"
    assert "OfArticles" in str(sqs.filter(pk=1).query)


NARROWED = [
    ("source:daffa", {BAGHUZ, SHIELDS, SCRIPT}),
    ('source_exact:"daffa"', {BAGHUZ, SHIELDS, SCRIPT}),
    ('year:"2017"', {SHIELDS}),
    ("month:2018-05", {HALAB}),
    ('place:"حلب"', {HALAB, MATCH}),
    ("عنوان:هدنة", {HALAB}),
    ("headline:هدنة", {HALAB}),
    ("هدنة أو دروع", {HALAB, SHIELDS}),
    ("year:soon", set()),
    ("place:nowhere", set()),
    ("pk:x", set()),
]


def test_narrow(sqs, headlines):
    for text, expected in NARROWED:
        assert set(headlines(sqs.narrow(text))) == expected, text


def test_narrowing_twice(sqs, headlines):
    assert headlines(sqs.auto_query("حلب").narrow("source:nahr").narrow("section:news")) == [HALAB]


def test_orders(sqs, headlines):
    newest = [article.headline for article in Article.objects.visible().newest_first()]
    assert headlines(sqs.order_by("-published_on")) == headlines(sqs.order_by("-score")) == headlines(sqs) == newest
    assert headlines(sqs.order_by("published_at")) == newest[::-1]
    assert headlines(sqs.auto_query("هجوم").order_by("-published")) == [name for name in newest if name != SHIELDS]
    scores = [result.score for result in sqs.auto_query("هجوم")]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0
    assert headlines(sqs.order_by("published").order_by("published_on")) == newest[::-1]


def test_models_and_connections(sqs):
    assert sqs.models(Article).count() == sqs.using("default").count() == sqs.models().count() == 11
    with pytest.warns(UserWarning, match="not registered"):
        assert sqs.models(Place).count() == 0
    assert (sqs.models(Article).filter(year=2017) | sqs.filter(year=2018)).count() == 3


def test_clones_and_pickles(sqs, headlines):
    found = sqs.auto_query("هجوم").facet("source").highlight()
    assert found._clone().count() == found.count() == 10
    again = pickle.loads(pickle.dumps(found))
    assert headlines(again) == headlines(found)
    assert again[0].highlighted == found[0].highlighted
    assert again.facet_counts() == found.facet_counts()
    half = sqs.order_by("-published_on")
    assert len(half[:3]) == 3
    again = pickle.loads(pickle.dumps(half))
    assert headlines(again) == headlines(half)
    liked = pickle.loads(pickle.dumps(sqs.more_like_this(Article.objects.get(headline=MATCH))))
    assert liked.count() >= 0


def test_load_all_loads_in_one_query(sqs, django_assert_num_queries):
    found = sqs.order_by("-published_on").load_all()
    assert len(found[:10]) == 10
    with django_assert_num_queries(0):
        assert all(result.object.headline for result in found[:10])


def test_objects_are_loaded_together(sqs, django_assert_num_queries):
    found = sqs.order_by("-published_on")[:10]
    with django_assert_num_queries(1):
        assert all(result.object.headline == result.headline for result in found)


def test_a_queryset_of_ones_own_loads_the_articles(archive):
    related = RelatedSearchQuerySet().load_all()
    chosen = related.load_all_queryset(Article, Article.objects.visible().select_related("source"))
    assert {result.object.source.slug for result in chosen} == {"daffa", "nahr"}
    assert all(result.object for result in related)


# What the public may not see


@pytest.mark.parametrize("load_all", [False, True])
def test_what_was_withdrawn_a_moment_ago_is_in_no_result(sqs, headlines, load_all):
    """The index has not heard of it."""
    order = headlines(sqs)
    gone = [order[0], order[4], order[5], order[10]]
    Article.objects.filter(headline__in=gone).update(status=Status.WITHDRAWN, withdrawal="سُحب")
    left = [name for name in order if name not in gone]
    fresh = lambda: SearchQuerySet().load_all() if load_all else SearchQuerySet()  # noqa: E731
    assert headlines(fresh()) == left
    assert headlines(fresh()[0:4]) == left[:4]
    assert headlines(fresh()[0:40]) == left
    asked = fresh()
    pages = Paginator(asked, 3)
    assert [name for number in (1, 2, 3) for name in headlines(pages.page(number).object_list)] == left
    assert headlines(asked) == left
    assert [pk for pk in fresh().values_list("pk", flat=True) if Article.objects.get(pk=pk).headline in gone] == []


def test_drafts_are_in_no_result(sqs):
    hidden = Article.objects.exclude(pk__in=Article.objects.visible())
    assert hidden.count() == 3
    assert sqs.filter(pk__in=hidden).count() == 0
    assert sqs.auto_query("سر").count() == 0


def test_drafts_are_not_indexed_by_haystacks_own_ways(sqs, backend):
    from search.search_indexes import ArticleIndex

    index, draft = ArticleIndex(), Article.objects.get(status=Status.DRAFT)
    index.update_object(draft)
    assert SearchQuerySet().count() == 11
    published = Article.objects.get(headline=MATCH)
    index.remove_object(published)
    assert SearchQuerySet().count() == 10
    index.update_object(published)
    assert index.objects.filter(content="مباراة").count() == 1
    index.reindex()
    assert SearchQuerySet().count() == 11


# The manual


def test_the_manual_names_every_field_order_and_refusal():
    manual = (settings.BASE_DIR / "docs" / "haystack.md").read_text(encoding="utf-8")
    orders = {name.removeprefix("-") for name in query_module.SORTS} - {"score"}
    for name in (*LOOKUPS, *STORED, *orders, "-score"):
        assert f"`{name}`" in manual, name
    for bound in (MOST_VALUES, MOST, f"{MOST_IDS:,}", QUESTION_LIMIT, DEPTH_LIMIT, MOST_SEARCHES, f"{FARTHEST:,}"):
        assert f"| {bound}" in manual, bound


# Bounds


def test_no_further_than_the_pages_go(sqs, monkeypatch):
    monkeypatch.setattr(query_module, "FARTHEST", 5)
    assert len(SearchQuerySet()[:5]) == 5
    for asked in (slice(5, 8), slice(3, 6), slice(2, None)):
        with pytest.raises(TooFarError):
            SearchQuerySet()[asked]
    assert len(SearchQuerySet().filter(year=2018)[:50]) == 2
    assert SearchQuerySet().filter(year=2018)[6:9] == []
    with pytest.raises(EmptyPage):
        Paginator(SearchQuerySet(), 5).page(2)
    with pytest.raises(TooFarError):
        list(SearchQuerySet())


TOO_MUCH = [
    {"content__in": ["كلمة"] * 200},
    {"content": "ا" * 400, "headline": "ب" * 400},
    {"source__in": [f"source-{number}" for number in range(41)]},
    {"year__in": range(1900, 1950)},
    {"author__in": [f"كاتب {number}" for number in range(21)]},
    {"pk__in": range(1, 2_000)},
    {"content__exact": "كلمة " * 200},
]


def test_no_more_than_a_page_may_ask(sqs):
    for conditions in TOO_MUCH:
        with pytest.raises(TooMuchError):
            sqs.filter(**conditions).count()


def test_long_questions_are_cut_as_on_the_page(sqs):
    assert sqs.auto_query("هجوم " * 1_000).count() == 10
    with pytest.raises(TooMuchError):
        sqs.auto_query("هجوم " * 60).auto_query("هجوم " * 60).count()


def test_deep_brackets(sqs):
    asked = SQ(year=2018)
    for number in range(40):
        asked = (asked | SQ(year=2017)) & SQ(content="هجوم") if number else asked
    with pytest.raises(TooMuchError):
        sqs.filter(asked)
    for _ in range(35):
        sqs = sqs.filter(year=2018)
    assert sqs.count() == 2


# What is refused


REFUSED = [
    (lambda sqs: sqs.filter(nope=1), "nope"),
    (lambda sqs: sqs.filter(headline__icontains="x"), "headline__icontains"),
    (lambda sqs: sqs.filter(published__year=2019), "published__year"),
    (lambda sqs: sqs.filter(source__slug="x"), "source__slug"),
    (lambda sqs: sqs.filter(content__fuzzy="x"), "content__fuzzy"),
    (lambda sqs: sqs.filter(content__endswith="x"), "content__endswith"),
    (lambda sqs: sqs.filter(content__gt="x"), "content__gt"),
    (lambda sqs: sqs.filter(source__startswith="x"), "source__startswith"),
    (lambda sqs: sqs.filter(pk__gt=3), "pk__gt"),
    (lambda sqs: sqs.filter("x"), "names its field"),
    (lambda sqs: sqs.filter(SQ(year=1) ^ SQ(year=2)), "XOR"),
    (lambda sqs: sqs.filter(content=AltParser("dismax", "x")).count(), "AltParser"),
    (lambda sqs: sqs.filter(content=AutoQuery("x", fuzzy=1)).count(), "fuzzy"),
    (lambda sqs: sqs.filter(source=AutoQuery("x")).count(), "AutoQuery"),
    (lambda sqs: sqs.auto_query("x").filter(content=AutoQuery("y", level="root")).count(), "one level"),
    (lambda sqs: sqs.order_by("headline"), "headline"),
    (lambda sqs: sqs.order_by("score"), "score"),
    (lambda sqs: sqs.order_by("-score", "published"), "one order"),
    (lambda sqs: sqs.narrow(SQ(source="x")), "filter"),
    (lambda sqs: sqs.boost("x", 2), "boost"),
    (lambda sqs: sqs.within("place", 1, 2), "place"),
    (lambda sqs: sqs.dwithin("place", 1, 2), "place"),
    (lambda sqs: sqs.distance("place", 1), "place"),
    (lambda sqs: sqs.stats("year"), "facet"),
    (lambda sqs: sqs.stats_facet("year", ["source"]), "facet"),
    (lambda sqs: sqs.stats_results(), "facet"),
    (lambda sqs: sqs.highlight(pre_tags=["<b>"]), "mark"),
    (lambda sqs: sqs.facet("author"), "author"),
    (lambda sqs: sqs.facet("source", sort="index"), "sort"),
    (lambda sqs: sqs.date_facet("headline", date(2019, 1, 1), date(2019, 2, 1), "day"), "headline"),
    (lambda sqs: sqs.date_facet("published", date(2019, 1, 1), date(2019, 2, 1), "hour"), "hour"),
    (lambda sqs: sqs.query_facet("nope", "x"), "nope"),
    (lambda sqs: sqs.more_like_this(object()), "article"),
    (lambda sqs: sqs.narrow("source:daffa") | sqs, "narrow"),
    (lambda sqs: sqs.values("headline", "nope")[0], "nope"),
    (lambda sqs: sqs.query.raw_search("x"), "auto_query"),
]


def test_what_cannot_be_done_says_so(sqs):
    for ask, said in REFUSED:
        with pytest.raises(UnsupportedError, match=said):
            ask(sqs)


UNREADABLE = [
    {"year": "soon"},
    {"year": None},
    {"month": "2019"},
    {"published": 2019},
    {"published__gte": "غد"},
    {"published__range": date(2019, 1, 1)},
    {"published__range": (None, date(2019, 1, 1))},
    {"day": "31 شباط"},
    {"day__gt": "03-23"},
    {"pk": "x"},
    {"pk": 0},
    {"pk": 2**70},
    {"pk__in": "12"},
    {"source": 1.5},
    {"source__in": "daffa"},
    {"content__startswith": "ا"},
    {"content__startswith": "كلمتان معا"},
    {"content__in": "كلمة"},
    {"content": AutoQuery("x", level="stem")},
]


def test_values_that_are_none_of_the_field(sqs):
    for conditions in UNREADABLE:
        with pytest.raises(UnreadableError):
            sqs.filter(**conditions).count()


def test_every_refusal_is_an_error_of_haystacks():
    assert all(
        issubclass(error, HaystackError) for error in (UnsupportedError, UnreadableError, TooMuchError, TooFarError)
    )


def test_without_an_index_the_remedy_is_named(backend: Any, db: None, analyzer: Any):
    with pytest.raises(SearchUnavailableError):
        SearchQuerySet().count()

"""The results of a SearchQuerySet: their fields, their marks, classes of one's own."""

from datetime import date

import pytest
from django.utils.safestring import SafeString
from haystack.models import SearchResult

from articles.models import Article
from search.retrieval.haystack.results import STORED, ArticleResult

HALAB = "هدنة في حلب"


@pytest.fixture
def halab(sqs):
    return sqs.auto_query("هدنة").highlight()[0]


def test_what_a_result_says_of_itself(halab):
    article = Article.objects.get(headline=HALAB)
    assert (halab.app_label, halab.model_name, halab.pk, halab.model) == ("articles", "article", article.pk, Article)
    assert halab.object == article
    assert halab.score > 0
    assert (halab.id, halab.django_id, halab.django_ct) == (
        f"articles.article.{article.pk}",
        str(article.pk),
        "articles.article",
    )
    assert (halab.verbose_name, halab.content_type()) == (str(article._meta.verbose_name), "articles.article")


def test_its_fields_are_those_of_its_article(halab):
    assert (halab.headline, halab.lead, halab.author) == (HALAB, halab.object.lead, "بقلم: سعاد مراد")
    assert (halab.published, halab.day, halab.month, halab.year) == (*[date(2018, 5, 1)] * 2, "2018-05", "2018")
    assert (halab.source, halab.agency, halab.section) == ("nahr", None, "news")
    assert (sorted(halab.place), halab.person, halab.subject) == (["baghuz", "halab"], ["suad"], ["battles"])
    assert halab.text.startswith(HALAB)
    assert set(halab.get_stored_fields()) == set(STORED)
    with pytest.raises(AttributeError, match="pub_date"):
        halab.pub_date  # noqa: B018
    assert not hasattr(halab, "pub_date")


def test_an_article_that_goes_meanwhile(sqs):
    found = sqs.auto_query("هدنة")[0]
    Article.objects.all().delete()
    assert found.object is None
    assert found.headline is None
    assert found.highlighted is None


def test_marks_are_true_and_texts_escaped(sqs, halab):
    assert halab.highlighted == {
        "headline": ["<mark>هدنة</mark> في حلب"],
        "text": ["لا هجومَ في حلب اليوم، <mark>والهدنة</mark> صامدة."],
    }
    assert isinstance(halab.highlighted["text"][0], SafeString)
    script = next(found for found in sqs.auto_query("هجوم").highlight() if "<script>" in found.headline)
    assert script.highlighted["headline"][0].startswith("&lt;script&gt;alert(&quot;<mark>هجوم</mark>")
    assert "<img" not in script.highlighted["text"][0]
    assert sqs.auto_query("هدنة")[0].highlighted is None


def test_values(sqs):
    found = sqs.filter(content="حلب").order_by("published")
    assert list(found.values("headline", "place", "pk")) == [
        {"headline": result.headline, "place": result.place, "pk": result.pk} for result in found
    ]
    assert list(found.values_list("year", "source")) == [["2018", "nahr"], ["2018", "nahr"]]
    assert list(found.values_list("pk", flat=True)) == [result.pk for result in found]
    assert found.values_list("headline", flat=True)[:1] == [HALAB]


def test_fields_are_loaded_together(sqs, django_assert_num_queries):
    found = sqs.order_by("published")[:10]
    with django_assert_num_queries(3):
        assert [(result.headline, result.source, result.place) for result in found]


class Own(SearchResult):
    """A result class that knows nothing of ours."""


class Ours(ArticleResult):
    """One that does."""


@pytest.mark.parametrize("made", [Own, Ours])
def test_result_classes(sqs, made):
    found = sqs.auto_query("هدنة").highlight().result_class(made)
    assert isinstance(found[0], made)
    assert found[0].headline == HALAB
    assert found[0].object == Article.objects.get(headline=HALAB)
    assert "<mark>" in found[0].highlighted["headline"][0]
    assert isinstance(found.result_class(None)[0], ArticleResult)

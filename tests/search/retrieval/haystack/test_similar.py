"""Articles like one."""

from django.template import Context, Template
from haystack.query import SearchQuerySet

from articles.models import Article, Status
from search.backends import default
from search.query.plan import NoArticles
from search.retrieval.haystack.similar import ASKED, similar


def article(headline, lead="", **values):
    return Article.objects.create(headline=headline, lead=lead, **{"status": Status.PUBLISHED, **values})


def made(index):
    dam = article("انهيار السد الكبير", "غمرت مياه السد القرى بعد انهيار السد.")
    article("قرى تغمرها مياه السد", "وصلت المياه إلى القرى.")
    article("السد قبل الانهيار", "بني السد قبل عقود.")
    index()
    return dam


def test_they_share_its_words(archive, index, headlines):
    dam = made(index)
    found = SearchQuerySet().more_like_this(dam)
    assert set(headlines(found)[:2]) == {"قرى تغمرها مياه السد", "السد قبل الانهيار"}
    assert found.count() == len(found) < 5
    assert dam.headline not in headlines(found)
    assert headlines(found.filter(content="عقود")) == ["السد قبل الانهيار"]
    assert headlines(found.exclude(content="عقود").models(Article))[0] == "قرى تغمرها مياه السد"
    assert "<mark>" in found.highlight()[0].highlighted["headline"][0]


def test_an_article_nobody_may_see_has_its_like(archive, index, headlines):
    made(index)
    draft = article("انهيار السد", "مياه السد تغمر القرى.", status=Status.DRAFT)
    assert len(headlines(SearchQuerySet().more_like_this(draft))) == 3
    assert draft.headline not in headlines(SearchQuerySet().more_like_this(draft))
    unsaved = Article(headline="انهيار السد")
    assert SearchQuerySet().more_like_this(unsaved).count() == 3


def test_an_article_of_no_telling_word_has_none(archive):
    assert similar(Article(headline="!"), default()) == NoArticles()
    assert SearchQuerySet().more_like_this(Article(headline="زلزال")).count() == 0


def test_however_long_it_is_few_words_are_asked_for(archive, index):
    rest = "كلمة مطر ريح شمس قمر نجم بحر نهر جبل واد " * 5_000
    words = " ".join([*Article.objects.values_list("lead", flat=True), rest])
    article("طويل", words)
    twin = article("طويل آخر", words)
    index()
    found = similar(twin, default())
    parts = getattr(found.kept, "parts", (found.kept,))
    assert 0 < len(parts) <= ASKED


def test_haystacks_tag(archive, index):
    dam = made(index)
    template = Template(
        '{% load more_like_this %}{% more_like_this article as found for "articles.article" limit 1 %}'
        "{% for result in found %}{{ result.object.headline }}{% endfor %}"
    )
    assert "السد" in template.render(Context({"article": dam}))

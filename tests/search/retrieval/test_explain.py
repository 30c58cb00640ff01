"""Why an article is found: what is said of each part of a question, and that the engine says the same."""

import gzip
import json
import random
from datetime import date
from io import StringIO
from itertools import islice

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import CommandError, call_command
from django.test import Client

from arabic import Level
from articles.models import Article, NameGroup, Place, Status
from search.backends import default
from search.retrieval.explain import explain
from search.retrieval.interpret import interpret
from search.retrieval.params import SearchParams
from tests.support.services import shared_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(index):
    """An indexed article of a headline, a lead and a quotation, of one place and day."""
    made = Article.objects.create(
        headline="مدرسه تخدم الحاسوب",
        lead="قال الوزير إن استخدام الحاسوب في المدرسة سيتسع.",
        body="> الاستخدام مفيد، والكتاب لن يغيب.",
        status=Status.PUBLISHED,
        published_on=date(2019, 3, 23),
    )
    made.places.set([Place.objects.create(name="حلب", slug="halab")])
    index()
    return made


def part(article, text, level=Level.LEMMA, **asked):
    (only,) = explain(SearchParams(text=text, level=level, **asked), article).parts
    return only


def test_where_a_word_stands_and_by_which_level(article):
    found = part(article, "استخدام", Level.ROOT)
    places = [(place.piece.kind, place.piece.text[place.start : place.end], place.level) for place in found.places]
    assert places == [
        ("headline", "تخدم", Level.ROOT),
        ("lead", "استخدام", Level.EXACT),
        ("block", "الاستخدام", Level.LEMMA),
    ]
    (spelled,) = part(article, "مدرسة", Level.SPELLING).places
    assert (spelled.piece.kind, spelled.level) == ("headline", Level.SPELLING)


@pytest.mark.parametrize(
    ("text", "level", "would"),
    [
        ("=الوزراء", Level.LEMMA, Level.LEMMA),
        ("المدرسه", Level.EXACT, Level.SPELLING),
        ("وزراء", Level.SPELLING, Level.LEMMA),
        ("مكتب", Level.LEMMA, Level.ROOT),
        ("هدنة", Level.EXACT, None),
        ('"الوزراء إن"', Level.LEMMA, Level.LEMMA),
    ],
)
def test_which_level_would_have_found_it(article, text, level, would):
    missed = part(article, text, level)
    assert not missed.found
    assert missed.would == would


def test_words_that_stand_apart(article):
    assert part(article, '"الحاسوب استخدام"').apart
    assert part(article, "وزير قرب/1 مدرسة").apart
    assert not part(article, '"الحاسوب هدنة"').apart
    (near,) = (part(article, "وزير قرب/3 حاسوب"),)
    assert [place.piece.text[place.start : place.end] for place in near.places] == ["الوزير", "الحاسوب"]


def test_fields_exclusions_records_and_days(article):
    assert not part(article, "عنوان:وزير").found
    assert part(article, "عنوان:حاسوب").found
    excluded = explain(SearchParams(text="حاسوب -كتب"), article)
    assert [(each.as_typed, each.left_out, each.found) for each in excluded.parts] == [
        ("حاسوب", False, True),
        ("كتب", True, False),
    ]
    assert not explain(SearchParams(text="حاسوب -الوزراء"), article).answers
    held = explain(SearchParams(text="مكان:حلب من:2020"), article)
    assert [each.found for each in held.parts] == [True, False]
    assert not explain(SearchParams(text="-مكان:حلب"), article).answers
    assert part(article, "تاريخ:2019-03-23").found


def test_a_form_that_was_dropped_is_named_so(article):
    kept = part(article, "استخدام", dropped=("استخدام",))
    assert [place.piece.kind for place in kept.places] == ["block"]
    gone = part(article, "استخدام", dropped=("استخدام", "الاستخدام"))
    assert gone.dropped
    assert not gone.found


def test_another_name_of_the_same(article, index):
    NameGroup.objects.create(names=["الحاسوب", "الكمبيوتر"])
    (place, _) = part(article, "الكمبيوتر").places
    assert (place.piece.text[place.start : place.end], place.level) == ("الحاسوب", None)
    missed = part(article, "الكمبيوتر", Level.SPELLING)
    assert (missed.found, missed.would, missed.named) == (False, None, True)


def test_the_command_says_it_in_words(article):
    def said(*arguments):
        output = StringIO()
        call_command("explain_match", *arguments, stdout=output)
        return output.getvalue()

    text = said("وزراء مكتب -هدنة", article.public_id)
    assert "المقال لا يجيب عن السؤال." in text
    assert "+ «وزراء»: يرد في موضع واحد." in text
    assert "المقدّمة (الكلمة وصيغها): قال [الوزير] إن" in text
    assert "- «مكتب»: لا يرد في المقال. يجده المستوى «الجذر»." in text
    assert "+ استُبعد: «هدنة»: لا يرد في المقال." in text
    assert "المقال يجيب عن السؤال." in said("مكتب", article.public_id, "--level=root")
    assert "- متقاربة: «وزير هدنة»: لا يرد في المقال.\n" in said("وزير قرب/3 هدنة", article.public_id)
    with pytest.raises(CommandError, match="nobody"):
        call_command("explain_match", "كتاب", "nobody")


def test_editors_alone_are_offered_it(article):
    address = f"/search/explained/{article.public_id}/?q=حاسوب"
    link = f'href="/search/explained/{article.public_id}/?q='
    reader, editor, other = Client(), Client(), Client()
    user = User.objects.create_user("editor")
    user.user_permissions.add(Permission.objects.get(codename="change_article"))
    editor.force_login(user)
    other.force_login(User.objects.create_user("other"))
    assert reader.get(address).status_code == 302
    assert other.get(address).status_code == 403
    page = editor.get(address).content.decode()
    assert "المقال يجيب عن السؤال." in page
    assert "<mark>الحاسوب</mark>" in page
    assert link in editor.get("/search/?q=حاسوب").content.decode()
    assert link not in reader.get("/search/?q=حاسوب").content.decode()
    assert editor.get("/search/explained/0000000000/").status_code == 404
    article.status = Status.DRAFT
    article.save()
    hidden = editor.get(address).content.decode()
    assert "لا يجده أي بحث" in hidden
    assert f'href="/admin/articles/article/{article.pk}/change/"' in hidden


def test_no_question_is_an_error_and_no_markup_gets_through(article):
    article.headline = "<script>alert(1)</script> حاسوب"
    article.save()
    user = User.objects.create_superuser("root")
    client = Client()
    client.force_login(user)
    for text in (
        "",
        "<script>alert(1)</script>",
        '"',
        "كـ",
        "5كـ-@x",
        "حاسو* أو (",
        "جذر:كتب",
        "حاسوب قرب/9 (وزير أو كتاب)",
    ):
        page = client.get(f"/search/explained/{article.public_id}/", {"q": text, "level": "root"})
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()


@pytest.mark.shared_data
def test_it_says_what_the_engine_finds(index):
    """On real articles: each is explained as an answer exactly where the engine finds it."""
    with gzip.open(shared_data("ant-corpus.jsonl.gz"), "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, islice(lines, 60)) if row["title"].strip()]
    made = [
        Article.objects.create(headline=row["title"][:200], lead=row["text"] or "", status=Status.PUBLISHED)
        for row in rows
    ]
    index()
    chance = random.Random(7)
    for row in chance.sample(rows, 12):
        one, two, three, *_ = [word for word in row["title"].split() if word.isalpha()] + ["و"] * 3
        for text in (f"{one} {two}", f'"{one} {two}"', f"{one} -{three}", f"{one} قرب/4 {two}", f"عنوان:{one}"):
            asked = SearchParams(text=text, level=chance.choice(list(Level)))
            tree = interpret(asked).plan.tree
            found = {hit.article_id for hit in default().search(tree, limit=100).hits}
            assert {each.pk for each in made if explain(asked, each).answers} == found, text

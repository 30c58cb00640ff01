"""The article's page: its address, its text, the facts of its record."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from articles.models import Source, Status
from articles.presenters.article_page import citation, neighbours
from tests.support.browsed import DAY, moment, write_article

pytestmark = pytest.mark.django_db


def page_of(client: Client, article, **parameters: str) -> str:
    answer = client.get(article.get_absolute_url(), parameters)
    assert answer.status_code == 200
    return answer.content.decode()


def test_text_in_its_order(client):
    article = write_article(
        "العنوان", subheadline="عنوان فرعي", lead="المقدمة", byline="مراسل", dateline="دمشق",
        body="فقرة أولى\n\n## عنوان داخلي\n\n> قول منقول\nفي سطرين\n\n\\## فقرة",
    )  # fmt: skip
    page = page_of(client, article)
    pieces = [
        "<h1>العنوان</h1>", "عنوان فرعي", "مراسل", "دمشق", "المقدمة", '<p class="lines">فقرة أولى</p>',
        "<h2>عنوان داخلي</h2>", '<blockquote class="lines">قول منقول\nفي سطرين</blockquote>', ">## فقرة</p>",
    ]  # fmt: skip
    text = page[page.index("<h1>") :]
    places = [text.index(piece) for piece in pieces]
    assert places == sorted(places)
    assert '<article class="article" lang="ar" dir="rtl">' in page


def test_nothing_typed_becomes_markup(client):
    evil = '<script>alert(1)</script>"onload=x'
    source = Source.objects.create(name=evil, slug="evil")
    values = dict.fromkeys(("subheadline", "lead", "body", "byline", "dateline", "rights", "correction"), evil)
    article = write_article(evil, source=source, url="javascript:alert(1)", external_id=evil, **values)
    for page in (
        page_of(client, article),
        client.get("/sources/evil/").content.decode(),
        page_of(client, article, q=evil),
    ):
        assert "<script>alert" not in page
        assert '"onload' not in page
        assert 'href="javascript' not in page


def test_an_address_is_written_in_its_own_letters(client):
    address = "https://example.org/%D8%AE%D8%A8%D8%B1-1/?a=%2F&b=%FF"
    page = page_of(client, write_article("خبر", url=address))
    assert 'href="https://example.org/%D8%AE%D8%A8%D8%B1-1/?a=%2F&amp;b=%FF"' in page
    assert '<bdi dir="ltr">https://example.org/خبر-1/?a=%2F&amp;b=%FF</bdi>' in page


def test_facts_of_the_record(client, archive):
    article = archive.shown
    article.rights, article.url, article.external_id = "محفوظة", "https://example.org/a?b=1&c=2", "x-1"
    article.guessed = ["source"]
    article.save()
    page = page_of(client, article)
    for record in (article.source, article.agency, article.section, article.places.get(), article.people.get()):
        assert f'href="{record.get_absolute_url()}"' in page
    for record in (article.organisations.get(), article.subjects.get()):
        assert f'href="{record.get_absolute_url()}"' in page
    assert 'href="https://example.org/a?b=1&amp;c=2"' in page
    assert "محفوظة" in page
    assert "x-1" in page
    assert 'href="/dates/2019/3/23/"' in page


def test_sample_and_correction_are_told(client):
    plain = write_article("خبر")
    assert "كُتب لهذا الأرشيف" not in page_of(client, plain)
    assert "تصويب" not in page_of(client, plain)
    told = page_of(client, write_article("خبر نموذجي", sample=True, correction="صُحّح اسم البلدة"))
    assert "كُتب لهذا الأرشيف" in told
    assert "صُحّح اسم البلدة" in told


def test_time_is_told_with_its_zone(client, settings):
    article = write_article("خبر", published_at=moment("2019-03-23T14:05+03:00"), published_on=None)
    assert "الساعة 14:05 بتوقيت الرياض (UTC+03:00)" in page_of(client, article)
    client.cookies["django_language"] = "en"
    page = page_of(client, article)
    assert "14:05, Riyadh time (UTC+03:00)" in page
    assert "Saturday 23 March 2019" in page
    day_alone = page_of(client, write_article("خبر بلا ساعة"))
    assert "Riyadh" not in day_alone


def test_undated_says_so(client):
    assert "بلا تاريخ" in page_of(client, write_article("خبر", published_on=None))


def test_any_slug_leads_to_the_one_address(client):
    article = write_article("إعلان السيطرة على الباغوز")
    right = article.get_absolute_url()
    for address in (f"/articles/{article.public_id}/", f"/articles/{article.public_id}/غلط/"):
        answer = client.get(address, {"q": "الباغوز", "level": "root"})
        assert answer.status_code == 302
        assert answer["Location"].startswith(right)
        assert "level=root" in answer["Location"]
    assert f'<link rel="canonical" href="http://testserver{right}">' in page_of(client, article)


def test_headline_without_letters_has_an_address(client):
    assert page_of(client, write_article("؟!"))


@pytest.mark.parametrize("public_id", ["0000000000", "short", "KKKKKKKKKK", "%00%00%00%00%00%00%00%00%00%00"])
def test_unknown_identifiers_are_not_found(client, public_id):
    assert client.get(f"/articles/{public_id}/").status_code == 404
    assert client.get(f"/articles/{public_id}/x/").status_code == 404


def test_neighbours_of_one_moment_follow_the_order_of_lists():
    source = Source.objects.create(name="صحيفة")
    first, second, third = (write_article("خبر", source=source) for _ in range(3))
    early = write_article("خبر", source=source, published_on=DAY - timedelta(days=9))
    undated = write_article("خبر", source=source, published_on=None)
    found = [neighbours(article) for article in (undated, early, first, second, third)]
    assert found == [(None, early), (undated, first), (early, second), (first, third), (second, None)]
    assert neighbours(write_article("بلا مصدر")) == (None, None)


def test_citation_names_what_there_is():
    source = Source.objects.create(name="صحيفة الضفة", country="SY")
    full = write_article("هدنة", source=source, byline="رنا")
    assert citation(full, "https://a/") == "رنا، «هدنة»، صحيفة الضفة، 23 آذار/مارس 2019. أرشيف الأخبار:\nhttps://a/"
    assert citation(write_article("هدنة", published_on=None), "https://a/") == "«هدنة». أرشيف الأخبار:\nhttps://a/"


def test_marks_of_the_question_that_led_here(client, analyzer):
    article = write_article(
        "هجوم على الباغوز", lead="توقّف الهجوم أيامًا، والهجوم الثاني.", body="لا شيء\n\nهجومان\n\nهدنة"
    )
    page = page_of(client, article, q="هجوم")
    assert '<h1><mark id="place-1">هجوم</mark> على الباغوز</h1>' in page
    assert re.findall('<mark id="place-([0-9]+)">([^<]+)', page) == [
        ("1", "هجوم"),
        ("2", "الهجوم"),
        ("3", "والهجوم"),
        ("4", "هجومان"),
    ]
    assert "معلَّمة في 4 مواضع" in page
    assert "/search/?q=" in page
    assert "<mark" not in page_of(client, article)


def test_marks_side_by_side_are_one_place(client, analyzer):
    page = page_of(client, write_article("هجوم الباغوز، هجوم", lead="في الباغوز"), q="هجوم الباغوز")
    assert re.findall("<mark[^>]*>[^<]+</mark>", page) == [
        '<mark id="place-1">هجوم</mark>',
        "<mark>الباغوز</mark>",
        "<mark>هجوم</mark>",
        '<mark id="place-2">الباغوز</mark>',
    ]


def test_editors_are_led_to_the_form(client, admin_client):
    article = write_article("خبر")
    link = f'href="/admin/articles/article/{article.pk}/change/"'
    assert link in page_of(admin_client, article)
    assert link not in page_of(Client(), article)


def test_queries_do_not_grow_with_the_record(client, archive, django_assert_max_num_queries):
    write_article("جار", source=archive.shown.source, status=Status.PUBLISHED)
    with django_assert_max_num_queries(8):
        page_of(client, archive.shown)

"""Browsing by date and by name."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from articles.models import Article, Person, Place, Source, Status
from articles.presenters.coverage import SHORTEST, years
from articles.presenters.lists import PER_PAGE
from articles.presenters.name_lists import SHORT_LIST
from tests.support.browsed import DAY, moment, write_article
from tests.support.told import told

pytestmark = pytest.mark.django_db
BAD = [
    "/dates/2019/13/", "/dates/2019/0/", "/dates/2019/2/30/", "/dates/2019/3/0/", "/dates/0/", "/dates/0/1/",
    "/dates/10000/", "/dates/99999999999999999999/", f"/dates/{'9' * 5000}/", "/dates/2019/3/23/1/", "/dates/x/",
    "/dates/2019/?after=abc", "/dates/2019/?before=abc", "/dates/2019/?after=%00",
    f"/dates/2019/?after={'9' * 5000}", "/dates/undated/?before=%D9%A1", "/places/nowhere/", "/places/a%00b/",
    "/planets/", "/places/place-shown/?after=ABCDEFGHIJ", "/articles/",
]  # fmt: skip


def read(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_opens_in_both_languages(client, archive, language):
    client.cookies["django_language"] = language
    direction = {"ar": "rtl", "en": "ltr"}[language]
    for address in archive.addresses:
        page = read(client, address)
        assert f'<html lang="{language}" dir="{direction}">' in page
        assert page.count("<h1") == 1, address
        assert " style=" not in page
        assert "<script>" not in page


def test_a_list_is_named_as_the_link_to_it(client, archive):
    assert "<h1>المصادر</h1>" in read(client, "/sources/")


def test_the_smallest_count_has_a_bar():
    assert [(bar.count, bar.length) for bar in years({2019: 5000, 2018: 1})] == [(5000, 100), (1, SHORTEST)]


@pytest.mark.parametrize("address", BAD)
def test_bad_addresses_are_not_found(client, archive, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert 'role="search"' in answer.content.decode()


def test_pages_open_in_an_empty_archive(client):
    for address in ["/", "/dates/", "/dates/2019/", "/dates/2019/3/23/", "/dates/undated/", "/people/", "/sitemap.xml"]:
        read(client, address)


def test_years_lead_to_months_and_days(client):
    for day in (DAY, DAY, date(2019, 4, 1), date(2011, 1, 25)):
        write_article("خبر", published_on=day)
    years, year, month = (read(client, address) for address in ("/dates/", "/dates/2019/", "/dates/2019/3/"))
    assert '<a href="/dates/2019/">' in years
    assert "3 مقالات" in years
    assert "مقال واحد" in years
    assert '<a href="/dates/2019/3/">' in year
    assert "آذار/مارس" in year
    assert '<a href="/dates/2019/3/23/">' in month
    assert "/dates/2019/3/24/" not in month
    assert read(client, "/dates/2019/3/23/").count('class="hit"') == 2


def test_a_day_begins_where_the_time_zone_says(client):
    late, early = moment("2019-03-23T23:59+03:00"), moment("2019-03-24T00:00+03:00")
    write_article("خبر الليل", published_at=late, published_on=None)
    write_article("خبر ما بعد الليل", published_at=early, published_on=None)
    assert late.date() == early.date(), "one day in UTC, two in Riyadh"
    assert "خبر الليل" in read(client, "/dates/2019/3/23/")
    assert "خبر ما بعد الليل" not in read(client, "/dates/2019/3/23/")
    assert "خبر ما بعد الليل" in read(client, "/dates/2019/3/24/")


def test_an_empty_date_leads_to_the_nearest(client):
    write_article("خبر", published_on=date(2018, 12, 31))
    write_article("خبر", published_on=date(2019, 4, 2))
    page = read(client, "/dates/2019/3/")
    assert 'href="/dates/2018/12/" rel="prev"' in page
    assert 'href="/dates/2019/4/" rel="next"' in page
    page = read(client, "/dates/2019/1/1/")
    assert 'href="/dates/2018/12/31/" rel="prev"' in page
    assert 'href="/dates/2019/4/2/" rel="next"' in page


def test_undated_articles_have_a_list(client):
    write_article("خبر بلا يوم", published_on=None)
    assert 'href="/dates/undated/"' in read(client, "/dates/")
    assert "خبر بلا يوم" in read(client, "/dates/undated/")


def pages_of(client, address: str, link: str = "next") -> list[list[str]]:
    """The headlines of each page that its links of one kind lead through."""
    pages, at = [], address
    while at:
        page = read(client, at)
        pages.append(re.findall(r'<h2><a href="[^"]*">([^<]*)</a>', page))
        found = re.search(rf'<a href="([^"]*)" rel="{link}">', page)
        at = address.partition("?")[0] + unescape(found[1]) if found else ""
    return pages


@pytest.mark.parametrize("order", ["", "order=oldest"])
def test_a_list_is_read_to_its_end_and_back(client, order):
    place = Place.objects.create(name="الباغوز", slug="baghouz")
    days = [*[DAY] * PER_PAGE, *(DAY + timedelta(days=n) for n in range(PER_PAGE)), *[None] * 5]
    for number, day in enumerate(days):
        write_article(f"خبر {number:03}", places=[place], published_on=day)
    ordered = Article.objects.order_by("ordered_at", "pk") if order else Article.objects.newest_first()
    headlines = [article.headline for article in ordered]
    pages = pages_of(client, f"/places/baghouz/?{order}")
    assert pages == [headlines[:PER_PAGE], headlines[PER_PAGE : 2 * PER_PAGE], headlines[2 * PER_PAGE :]]
    last = f"/places/baghouz/?{order}&after={ordered[2 * PER_PAGE - 1].public_id}"
    assert pages_of(client, last, "prev") == pages[::-1]


def test_a_page_holds_its_place_while_articles_come_and_go(client):
    place = Place.objects.create(name="الباغوز", slug="baghouz")
    articles = [write_article(f"خبر {number:03}", places=[place]) for number in range(PER_PAGE + 5)][::-1]
    anchor = articles[PER_PAGE - 1]
    address = f"/places/baghouz/?after={anchor.public_id}"
    rest = [article.headline for article in articles[PER_PAGE:]]
    assert pages_of(client, address) == [rest]
    write_article("خبر جديد", places=[place])
    anchor.places.clear()
    assert pages_of(client, address) == [rest]
    assert pages_of(client, f"/places/baghouz/?before={articles[3].public_id}")[0][:2] == [
        "خبر جديد",
        articles[0].headline,
    ]
    past = read(client, f"/places/baghouz/?after={articles[-1].public_id}")
    assert 'href="?"' in past or 'href="/places/baghouz/"' in past, "beyond the end there is the way to the beginning"


@pytest.mark.parametrize("side", ["after", "before"])
def test_a_list_begins_anew_where_its_article_is_not_to_be_seen(client, side):
    articles = [write_article(f"خبر {number:03}") for number in range(PER_PAGE + 5)]
    anchor = articles[5]
    anchor.status, anchor.withdrawal = Status.WITHDRAWN, "سُحب"
    anchor.save()
    asked = f"/dates/2019/?{side}="
    assert told(client.get(asked + anchor.public_id)) == told(client.get(asked + "0000000000"))
    assert "هذه صفحتها الأولى" in read(client, asked + anchor.public_id)
    assert pages_of(client, asked + anchor.public_id)[0] == pages_of(client, "/dates/2019/")[0]


def test_a_record_tells_its_spellings_and_years(client):
    place = Place.objects.create(name="سوريا", name_en="Syria", other_spellings=["سورية"], slug="syria")
    write_article("خبر", places=[place])
    page = read(client, "/places/syria/")
    assert "سورية" in page
    assert "Syria" in page
    assert "/search/?place=syria&amp;year=2019" in page
    client.cookies["django_language"] = "en"
    assert '<h1><bdi lang="en">Syria</bdi></h1>' in read(client, "/places/syria/")


def test_names_are_ordered_without_their_article(client):
    people = [Person.objects.create(name=name) for name in ("تميم", "الباجي", "أحمد", "إبراهيم")]
    write_article("خبر", people=people)
    page = read(client, "/people/")
    places = [page.index(name) for name in ("إبراهيم", "أحمد", "الباجي", "تميم")]
    assert places == sorted(places)


def test_long_lists_open_letter_by_letter(client):
    people = [Person.objects.create(name=f"باسم {number}") for number in range(SHORT_LIST)]
    other = Person.objects.create(name="تميم")
    write_article("خبر", people=[*people, other])
    write_article("خبر آخر", people=[other])
    page = read(client, "/people/")
    assert page.count("<li><a") < SHORT_LIST
    assert page.index("تميم") < page.index("باسم")
    assert read(client, "/people/?letter=ب").count("باسم") == SHORT_LIST
    assert "باسم" not in read(client, "/people/?letter=ت")
    assert client.get("/people/?letter=ق").status_code == 404
    assert client.get("/people/?letter=ت&after=nobody").status_code == 404
    assert client.get("/people/?letter=%00").status_code == client.get("/people/?letter=ب&after=%00").status_code == 404


def test_the_letters_are_those_of_names_that_articles_refer_to(client):
    people = [Person.objects.create(name=name) for name in ("آدم", "الباجي", "زينب", "1 مايو", "Zoe")]
    many = [Person.objects.create(name=f"باسم {number}") for number in range(SHORT_LIST)]
    Person.objects.create(name="تميم")
    write_article("خبر", people=[*people, *many])
    write_article("مسودة", people=Person.objects.filter(name="تميم"), status=Status.DRAFT)
    page = read(client, "/people/")
    assert re.findall(r"\?letter=[^>]*><bdi>(.)</bdi>", page) == ["Z", "ا", "ب", "ز", "#"]


def test_a_letter_of_many_names_goes_on(client):
    people = [Person.objects.create(name=f"باسم {number:03}") for number in range(2 * SHORT_LIST + 1)]
    write_article("خبر", people=people)
    found, at = [], "/people/?letter=ب"
    while at:
        page = read(client, at)
        found.append(re.findall(r"باسم \d+", page.partition("<h2>")[2]))
        link = re.search(r'<a href="([^"]*)" rel="next">', page)
        at = "/people/" + unescape(link[1]) if link else ""
    assert [len(names) for names in found] == [SHORT_LIST, SHORT_LIST, 1]
    assert [name for names in found for name in names] == [person.name for person in people]


def test_lists_take_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    source = Source.objects.create(name="صحيفة", slug="paper", country="TN")
    for number in range(PER_PAGE):
        places = [Place.objects.create(name=f"مكان {number} {n}") for n in range(2)]
        write_article("خبر", source=source, places=places, lead="", body="فقرة من الخبر.")
    for address in (
        "/",
        "/dates/",
        "/dates/2019/",
        "/dates/2019/3/",
        "/dates/2019/3/23/",
        "/sources/paper/",
        "/places/",
    ):
        with django_assert_max_num_queries(7):
            read(client, address)
    assert "فقرة من الخبر." in read(client, "/dates/2019/")
    assert "23 مارس/آذار 2019" in read(client, "/dates/2019/"), (
        "March has one name in Tunis, and the Levantine beside it"
    )


def test_the_interface_is_arabic_until_english_is_chosen(client):
    assert "التواريخ" in client.get("/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    answer = client.post("/i18n/setlang/", {"language": "en", "next": "/dates/?page=1"})
    assert answer["Location"] == "/dates/?page=1"
    assert "Dates" in read(client, "/dates/")


def test_every_article_is_counted_once(client):
    for status in (Status.PUBLISHED, Status.DRAFT):
        write_article("خبر", status=status)
    assert Article.objects.count() == 2
    assert "مقال واحد" in read(client, "/")

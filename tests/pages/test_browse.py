"""Browsing by date and by name."""

from datetime import date, timedelta

import pytest

from articles.models import Article, Person, Place, Source, Status
from articles.presenters.coverage import SHORTEST, years
from articles.views import PER_PAGE, SHORT_LIST
from tests.pages.conftest import DAY, moment, write_article

pytestmark = pytest.mark.django_db
BAD = [
    "/dates/2019/13/", "/dates/2019/0/", "/dates/2019/2/30/", "/dates/2019/3/0/", "/dates/0/", "/dates/0/1/",
    "/dates/10000/", "/dates/99999999999999999999/", f"/dates/{'9' * 5000}/", "/dates/2019/3/23/1/", "/dates/x/",
    "/dates/2019/?page=abc", "/dates/2019/?page=0", "/dates/2019/?page=-1", "/dates/2019/?page=2",
    f"/dates/2019/?page={'9' * 5000}", "/dates/undated/?page=7", "/places/nowhere/", "/places/a%00b/", "/planets/",
    "/places/place-shown/?page=999999999999999999999", "/articles/",
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


def test_lists_are_cut_into_pages(client):
    place = Place.objects.create(name="الباغوز", slug="baghouz")
    for number in range(PER_PAGE + 1):
        write_article(f"خبر {number:03}", places=[place], published_on=DAY + timedelta(days=number))
    first, last = read(client, "/places/baghouz/"), read(client, "/places/baghouz/?page=2")
    assert first.count('class="hit"') == PER_PAGE
    assert last.count('class="hit"') == 1
    assert "خبر 000" in last
    oldest = read(client, "/places/baghouz/?order=oldest")
    assert "خبر 000" in oldest
    assert "?order=oldest&amp;page=2" in oldest


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

"""The filters of the results page over the sample archive: each count is what its link leads to, and nothing is out of
reach."""

import shutil
from datetime import date
from itertools import islice
from urllib.parse import parse_qs

import pytest
from django.conf import settings
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client

from articles.models import Article, Place
from search.retrieval import facets, pagination
from search.retrieval.params import read_params
from search.retrieval.service import ask
from tests.support.result_pages import Results, search

SAMPLE = settings.BASE_DIR / "seeds" / "sample.jsonl"
ASKED = [
    {"q": ""},
    {"q": "مدينة"},
    {"q": "قال أو أعلن", "section": ["politics", "sport"]},
    {"q": '"الأمم المتحدة"', "level": "root"},
    {"q": "", "year": ["2016", "2019"], "not-place": ["egypt", "cairo"]},
    {"q": "رئيس -وزير", "place": ["egypt", "iraq"], "not-year": "2021"},
    {"q": "يوم", "year": "2021", "not-month": "2021-03", "not-source": "bardiyya"},
    {"q": "", "from": "2015", "month": ["2016-08", "2022-11"]},
]


@pytest.fixture
def sample(index):
    """The archive a new installation begins with."""
    call_command("import_articles", str(SAMPLE), verbosity=0)
    index()
    return Article.objects


def asked_for(parameters: dict) -> Results:
    return search(parameters["q"], **{name: value for name, value in parameters.items() if name != "q"})


def total_of(address: str) -> int:
    """How many articles the page at an address says it has found, without the page."""
    return ask(read_params(QueryDict(address.partition("?")[2]))).total


def rows(page: Results, within: str = ".filters .valued > li"):
    """State, count, whether it adds, address, and the address that leaves it out, of each value on a page."""
    for row in page.tree.cssselect(within):
        link, *leave = row.cssselect("a")
        number = link.cssselect(".n")[0].text_content().strip()
        state = "excluded" if row.get("class") else "chosen" if link.get("aria-current") else "offered"
        count = int(number.lstrip("+").replace(",", "").replace("٬", ""))
        yield state, count, "+" in number, link.get("href"), leave[0].get("href") if leave else ""


@pytest.mark.parametrize("parameters", ASKED, ids=str)
def test_every_link_of_a_filter_leads_to_what_it_counts(sample, parameters):
    page = asked_for(parameters)
    assert page.total > 1
    found = list(rows(page))
    assert any(state == "offered" for state, *_ in found)
    for number, (state, count, adds, address, leave) in enumerate(found):
        if state != "chosen":
            assert total_of(address) == count + page.total * adds, address
        if leave:
            assert total_of(leave) == page.total - count, leave
        if number % 20 == 0:
            assert search(address=address).total == total_of(address)


@pytest.mark.parametrize("parameters", [asked for asked in ASKED if len(asked) > 1], ids=str)
def test_a_chosen_value_counts_the_results_that_have_it(sample, parameters):
    page = asked_for(parameters)
    for kind in ("section", "place", "year", "month"):
        values = parameters.get(kind, [])
        for value in [values] if isinstance(values, str) else values:
            alone = asked_for({**parameters, kind: value}).total
            without = [address for state, count, _, address, _ in rows(page) if state == "chosen" and count == alone]
            assert without, (kind, value, alone)
            left = search(address=without[0]).total
            assert left >= page.total - alone


def test_filters_are_complete(sample, monkeypatch):
    """What the fold does not hold has a page of its own, with every value that some result has."""
    monkeypatch.setattr(facets, "MOST", 12)
    page = search("قال", year=["2019", "2020", "2021"])
    (every,) = [a.get("href") for a in page.tree.cssselect(".filter p a") if "places" in a.get("href")]
    response = Client().get(every)
    assert response.status_code == 200
    listed = list(rows(Results(200, response.content.decode()), ".valued > li"))
    years = Article.objects.filter(published_on__year__in=[2019, 2020, 2021])
    held = Place.objects.filter(articles__in=[a for a in years if a.pk in found_by(page)]).distinct()
    assert len(listed) == held.count() > 12
    for _, count, _, address, leave in islice(listed, None, None, 4):
        assert address.startswith("/search/?")
        assert search(address=address).total == count
        assert search(address=leave).total == page.total - count


def found_by(page: Results) -> set[int]:
    """The ids of all articles of a question, page by page."""
    identifiers: set[str] = set()
    while page:
        identifiers |= {a.get("href").split("/")[2] for a in page.tree.cssselect(".hit h2 a")}
        following = page.tree.cssselect('.pages a[rel="next"]')
        page = search(address=following[0].get("href")) if following else None
    return set(Article.objects.filter(public_id__in=identifiers).values_list("pk", flat=True))


@pytest.fixture
def much(archive, monkeypatch):
    """Any question of more than three articles finds much, and one of more than six more than is counted."""
    monkeypatch.setattr(facets, "AT_ONCE", 3)
    monkeypatch.setattr(facets, "EXACT", 6)


def fragment(page: Results, language: str = "ar") -> Results:
    """The filters that follow a page, as htmx asks for them."""
    (waiting,) = page.tree.cssselect("#filters [hx-get]")
    assert waiting.get("hx-trigger") == "load"
    assert waiting.get("aria-busy") == "true"
    client = Client()
    client.cookies["django_language"] = language
    response = client.get(waiting.get("hx-get"), headers={"HX-Request": "true"})
    return Results(response.status_code, f'<aside class="filters">{response.content.decode()}</aside>')


def test_filters_of_a_question_that_finds_much_follow_it(archive, monkeypatch):
    """The fragment, and the page that a reader without script is led to, hold what that of a small question does."""
    at_once = search("هجوم", **{"not-place": "baghuz", "from": "2015"})
    monkeypatch.setattr(facets, "AT_ONCE", 3)
    page = search("هجوم", **{"not-place": "baghuz", "from": "2015"})
    assert not list(rows(page))
    assert (page.total, page.headlines) == (at_once.total, at_once.headlines)
    assert page.links(".chosen a") == at_once.links(".chosen a"), "what is chosen needs no count to be removed"
    followed = fragment(page)
    assert list(rows(followed)) == list(rows(at_once)) != []
    (refresh,) = page.tree.xpath("//head/noscript/meta[@http-equiv='refresh']/@content")
    address = refresh.removeprefix("0; url=")
    (link,) = page.tree.cssselect("#filters noscript a")
    assert link.get("href") == address
    whole = search(address=address)
    assert list(rows(whole)) == list(rows(at_once))
    assert whole.headlines == at_once.headlines
    assert not whole.tree.cssselect("noscript, [aria-busy]")


def test_counts_beyond_a_bound_are_said_to_be_about_right(much):
    page = search("هجوم", **{"from": "2010", "person": "suad"})
    assert page.total > facets.EXACT
    found = fragment(page, "en")
    numbers = [n.text_content() for n in found.tree.cssselect(".valued li:not(:has([aria-current])) .n")]
    assert any(number.startswith("about ") for number in numbers)
    (chosen,) = found.tree.cssselect(".valued [aria-current] .n")
    assert chosen.text_content() == str(page.total), "all results have it, and they are counted"


def test_the_page_of_all_values_counts_every_one(much):
    page = Client().get("/search/values/places/?q=هجوم").content.decode()
    links = Results(200, page).links(".valued a:first-child")
    assert set(links) == {"الباغوز 3", "حلب 2"}


def test_a_value_that_would_add_much_to_few_results_is_counted_later(much, monkeypatch):
    monkeypatch.setattr(facets, "EXACT", 100)
    page = search("هجوم", source="daffa")
    assert page.total <= 3
    assert any(adds for _, _, adds, _, _ in rows(fragment(page)))


def test_the_fragment_says_when_search_is_down(much, settings):
    address = search("هجوم").tree.cssselect("#filters [hx-get]")[0].get("hx-get")
    shutil.rmtree(settings.INDEX_DIR)
    assert Client().get(address).status_code == 503
    assert Client().post(address).status_code == 405


def test_months_stand_under_the_chosen_years(sample):
    assert "الشهر" not in titles(search(""))
    page = search("", year="2019")
    assert "الشهر" in titles(page)
    months = [a.text_content() for a in page.tree.cssselect(".valued a") if "آذار/مارس 2019" in a.text_content()]
    assert months
    (march,) = [a for state, _, _, a, _ in rows(page) if a.endswith("month=2019-03")]
    narrowed = search(address=march)
    assert {2019, 3} >= {number for hit in found_by(narrowed) for number in dated(hit)}
    (year,) = [a for text, a in narrowed.links(".chosen .chip").items() if text.startswith("السنة")]
    assert search(address=year).total == search("").total, "a month goes with its year"
    assert "الشهر" in titles(search("من:2019-03-01 إلى:2019-12")), "one year alone needs no choosing"


def dated(pk: int) -> tuple[int, int]:
    day = Article.objects.get(pk=pk).published_on
    return day.year, day.month


def titles(page: Results) -> list[str]:
    return [title.text_content() for title in page.tree.cssselect(".filter h2")]


def test_what_is_left_out_is_seen_and_can_be_brought_back(sample):
    everything = search("")
    (leave,) = [leave for *_, address, leave in rows(everything) if address.endswith("place=egypt")]
    page = search(address=leave)
    ((text, back),) = page.links(".chosen .chip").items()
    assert text.startswith("استُبعد: المكان: مصر")
    assert search(address=back).total == everything.total
    assert not Article.objects.filter(pk__in=found_by(page), places__slug="egypt").exists()
    hidden = {field.get("name"): field.get("value") for field in page.tree.cssselect("#question input[type=hidden]")}
    assert hidden == {"not-place": "egypt"}
    (all_of_them,) = page.links(".chosen .all").values()
    assert search(address=all_of_them).total == everything.total


def test_only_what_the_results_hold_can_be_left_out(sample):
    page = search("", place="egypt")
    kinds = {name for *_, leave in rows(page) if leave for name in parse_qs(leave[1:]) if name.startswith("not-")}
    assert "not-source" in kinds
    assert "not-place" not in kinds


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_every_result_is_reached_page_by_page_and_on_by_date(sample, index, monkeypatch, sort):
    monkeypatch.setattr(pagination, "PER_PAGE", 4)
    monkeypatch.setattr(pagination, "LAST_PAGE", 3)
    undated = Article.objects.filter(pk__in=list(Article.objects.visible().values_list("pk", flat=True)[:15]))
    for article in undated:
        article.published_on = article.published_at = None
        article.save()
    index()
    page, seen, parts = search("", sort=sort), [], 1
    total = page.total
    while page:
        seen += [a.get("href") for a in page.tree.cssselect(".hit h2 a")]
        assert page.total == total, "the total is that of the whole list"
        following = page.tree.cssselect('.pages a[rel="next"]') or page.tree.cssselect(".onward a")
        parts += bool(following) and "after=" in following[0].get("href") and "page=" not in following[0].get("href")
        page = search(address=following[0].get("href")) if following else None
    assert len(seen) == len(set(seen)) == total == Article.objects.visible().count()
    assert parts == -(-total // 12)


def test_where_relevance_ends_the_page_says_how_to_go_on(sample, monkeypatch):
    monkeypatch.setattr(pagination, "PER_PAGE", 2)
    monkeypatch.setattr(pagination, "LAST_PAGE", 3)
    page = search("قال", page=3)
    assert page.total > 6
    assert len(page.tree.cssselect('.pages a[rel="next"]')) == 0
    assert "بحسب الصلة" in page.tree.cssselect(".onward")[0].text_content()
    (onward,) = page.links(".onward a").values()
    assert search(address=onward).headlines == search("قال", sort="newest").headlines
    assert search("قال", page=99999).headlines == page.headlines


def test_counts_past_the_numbered_pages_are_those_of_the_whole_list(sample, monkeypatch):
    monkeypatch.setattr(pagination, "PER_PAGE", 5)
    monkeypatch.setattr(pagination, "LAST_PAGE", 2)
    (onward,) = search("", page=2).links(".onward a").values()
    page = search(address=onward)
    assert "تتمّة ما بعد" in page.tree.cssselect(".summary")[0].text_content()
    for state, count, _, address, _ in islice(rows(page), 0, 20, 5):
        assert state == "offered"
        assert search(address=address).total == count


def test_a_place_in_the_list_that_is_gone_is_told(sample):
    (last,) = Article.objects.visible().newest_first()[5:6]
    after = search("", after=last.public_id)
    assert after.headlines == search("").headlines[6:] + search("", page=2).headlines[:6]
    Article.objects.filter(pk=last.pk).update(status="draft")
    page = search("", after=last.public_id)
    assert "لم يعد في الأرشيف" in page.text
    assert last.headline not in page.tree.cssselect(".summary")[0].text_content()


def test_a_day_in_every_year(archive, index):
    for year, month, day in ((2012, 2, 29), (2016, 2, 29), (2019, 3, 1), (2011, 3, 23)):
        Article.objects.create(headline=f"خبر {year}", published_on=date(year, month, day), status="published")
    index()
    leap = search("", day="02-29")
    assert leap.headlines == ["خبر 2016", "خبر 2012"]
    for typed in ("29/2", "٢٩/٢", "29 شباط", "29 فبراير", "02-29"):
        assert search("", day=typed).headlines == leap.headlines, typed
    assert search("هجوم", day="23/3").total == 2
    ((text, removed),) = search("هجوم", day="23/3").links(".chosen .chip").items()
    assert text.startswith("في مثل هذا اليوم من كل عام: 23 آذار/مارس")
    assert search(address=removed).total == search("هجوم").total
    assert search("", day="03-23", **{"not-year": "2019"}).headlines == ["خبر 2011"]
    assert search("", day="12-31").total == 0


def test_pages_of_a_day_lead_to_it_in_every_year(archive, index):
    made = Article.objects.create(headline="خبر", published_on=date(2012, 2, 29), status="published")
    index()
    for address in (made.get_absolute_url(), "/dates/2012/2/29/"):
        links = Results(200, Client().get(address).content.decode()).links("main a")
        assert links["في مثل هذا اليوم من كل عام"] == "/search/?day=02-29"


@pytest.mark.parametrize(
    "parameters",
    [
        {"month": "2019-13"},
        {"month": "2019"},
        {"not-year": "abc"},
        {"not-month": ["2019-00", "٢٠١٩-٣"]},
        {"day": "31/2"},
        {"day": "2019"},
        {"not-source": ["nobody", "a\0b", "daffa"]},
        {"after": "a\0b"},
        {"after": "\0", "sort": "newest"},
        {"after": "x" * 5000},
        {"year": "2019", "not-year": "2019"},
        {"page": "10000000"},
    ],
)
def test_a_bad_filter_is_no_error(archive, parameters):
    assert search("هجوم", **parameters).status == 200


def test_filters_that_could_not_be_read_are_told(archive):
    page = search("هجوم", month="2019-13", day="31/2", **{"not-source": "nobody"})
    notices = " ".join(item.text_content() for item in page.tree.cssselect(".notice li"))
    assert all(told in notices for told in ("2019-13", "31/2", "nobody"))
    assert page.total == search("هجوم").total


def test_the_page_of_all_values_of_no_filter_is_missing(archive):
    assert Client().get("/search/values/nothing/").status_code == 404
    assert Client().get("/search/values/places/?q=هجوم&page=99").status_code == 200
    assert Client().post("/search/values/places/").status_code == 405


def test_the_filters_in_english(archive):
    client = Client()
    client.cookies["django_language"] = "en"
    text = client.get("/search/?q=هجوم&not-source=daffa&year=2018&day=23/3").content.decode()
    assert "Left out: Source: " in text
    assert "Every year on: " in text
    assert "After a plus sign" in text

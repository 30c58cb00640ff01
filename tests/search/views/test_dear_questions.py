"""No question costs without bound: what it may take, what the page says, how long the page is, what is read twice."""

import re
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.test import Client

from articles.models import Article, Place
from pages import marks
from search.backends.whoosh import leaf
from search.backends.whoosh.postings import Postings
from search.retrieval import service
from tests.support.browsed import write_article

pytestmark = pytest.mark.django_db

BRACKET = "(في أو من أو على أو ال*)"
NEAR = f"{BRACKET} قرب/100 {BRACKET}"
LONGEST = 1_000_000
"""Bytes of a page."""


def ask(client: Client, path: str = "/search/", **parameters: object) -> tuple[int, str]:
    response = client.get(f"{path}?{urlencode(parameters, doseq=True)}")
    return response.status_code, response.content.decode()


@pytest.fixture
def reads(archive, monkeypatch):
    """The places in the index of the postings that were read."""
    found: list[int] = []

    class Counted(Postings):
        def __init__(self, buffer: memoryview, start: int) -> None:
            found.append(start)
            super().__init__(buffer, start)

    monkeypatch.setattr(leaf, "Postings", Counted)
    return found


def test_a_question_that_takes_too_long_is_answered_with_what_to_leave_out(archive, client, settings):
    settings.QUESTION_SECONDS = 0.0
    status, page = ask(client, q=f"{NEAR} كت* جذر:كتب هدنة", person="someone", **{"from": "2019-01-01"})
    assert status == 503
    assert "السؤال يستغرق وقتًا طويلًا" in page
    told = re.sub("<[^>]*>", "", page)
    assert "احذف كت* أو اختصره" in told
    assert "احذف جذر:كتب أو اختصره" in told
    assert "قرب/100" in told
    assert "احذف هدنة" not in told
    assert 'value="2019-01-01"' in page
    for path in ("/search/filters/", "/search/values/places/"):
        assert ask(client, path, q=NEAR)[0] == 503


def test_a_page_says_when_to_come_back(archive, client, settings):
    settings.QUESTION_SECONDS = 0.0
    assert int(client.get("/search/?q=هدنة+حلب").headers["Retry-After"]) > 0


def test_an_article_is_shown_without_its_marks_when_they_take_too_long(archive, client, settings):
    article = Article.objects.visible().get(headline="هدنة في حلب")
    settings.QUESTION_SECONDS = 0.0
    status, page = ask(client, article.get_absolute_url(), q="هدنة")
    assert status == 200
    assert "هدنة في حلب" in page
    assert "<mark" not in page
    assert "لم تُعلَّم كلمات السؤال" in page


def test_only_so_many_words_of_an_article_are_marked(archive, client, monkeypatch):
    monkeypatch.setattr(marks, "MOST", 7)
    article = write_article("هدنة", body="\n\n".join(["هدنة أخرى في المدينة"] * 20))
    status, page = ask(client, article.get_absolute_url(), q="هدنة")
    assert (status, page.count("<mark")) == (200, 7)
    assert page.count("هدنة أخرى") + page.count("هدنة</mark> أخرى") == 20
    assert "أول 7" in page


@pytest.mark.parametrize(
    "parameters",
    [
        {"drop": [f"كلمة{n}" * 40 for n in range(60)], "q": "هجوم " * 100},
        {"q": " ".join(f"~{word}" for word in ["كتب", "علم", "هجوم"] * 40)},
        {"q": " ".join(f"-هجوم{n}" for n in range(80))},
        {"not-place": [f"{'مكان-' * 10}{n}" for n in range(40)], "q": "هجوم", "counted": 1},
        {"q": "هجوم", "junk": "ا" * 20_000},
        {"q": "هجوم", "page": "2", "after": "س" * 9_000},
        {f"q{n}": "ا" * 20 for n in range(900)} | {"q": "هجوم"},
    ],
)
def test_no_page_is_longer_than_a_megabyte(archive, index, client, parameters):
    for number in range(40):
        Place.objects.create(name=f"{'مكان ' * 10}{number}", slug=f"{'مكان-' * 10}{number}")
    for article in Article.objects.visible():
        article.places.add(*Place.objects.all())
    index()
    for path in ("/search/", "/search/filters/", "/search/values/places/"):
        status, page = ask(client, path, **parameters)
        assert status == 200
        assert len(page.encode()) < LONGEST * 2 / 3, path  # the archive of the test fills no page


def test_a_common_address_keeps_all_its_parameters(archive, client):
    parameters = {"q": "هجوم", "source": "s", "not-place": "حلب", "drop": ["هجوما", "الهجوم"], "from": "2011-01-01"}
    _, page = ask(client, **parameters)
    for value in ("s", "حلب", "هجوما", "الهجوم", "2011-01-01"):
        assert f'value="{value}"' in page


def read_by(reads: list[int], client: Client, path: str = "/search/", **parameters: object) -> int:
    """How many postings a page reads."""
    del reads[:]
    ask(client, path, **parameters)
    return len(reads)


def test_excluded_values_do_not_look_everything_up_again(reads, client):
    places = [Place.objects.create(name=f"مكان {number}", slug=f"m{number}") for number in range(6)]
    for article in Article.objects.visible():
        article.places.add(*places)
    call_command("rebuild_index", verbosity=0)
    once = read_by(reads, client, q=NEAR)
    assert once > 10
    assert read_by(reads, client, q=NEAR, counted=1, **{"not-place": [place.slug for place in places]}) <= 1.5 * once


def test_a_page_whose_filters_take_too_long_is_not_loaded_again_and_again(archive, client, monkeypatch):
    monkeypatch.setattr(service, "COUNTING", -1.0)
    refreshed = 'http-equiv="refresh"'
    status, page = ask(client, q="هجوم", source="daffa")
    assert (status, refreshed in page) == (200, True)
    status, page = ask(client, q="هجوم", source="daffa", counted=1)
    assert (status, refreshed in page) == (200, False)


def test_a_word_that_no_article_holds_ends_the_search(reads, client):
    once = read_by(reads, client, "/search/filters/", q=NEAR)
    assert read_by(reads, client, "/search/filters/", q=f"{NEAR} شصضثغ") < once / 4

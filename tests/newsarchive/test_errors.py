"""Pages for what goes wrong: in the reader's language, and standing when little else does."""

import pytest
from django.db import OperationalError, connection
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.utils import translation
from django.views.defaults import server_error
from prometheus_client import REGISTRY


@pytest.mark.django_db
def test_not_found_offers_a_search(client):
    answer = client.get("/لا-شيء/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "الصفحة غير موجودة" in page
    assert 'role="search"' in page
    client.cookies["django_language"] = "en"
    assert "Page not found" in client.get("/لا-شيء/").content.decode()


@pytest.mark.django_db
def test_a_fault_is_told_without_the_database(client):
    def refuse(*args):
        raise AssertionError("the page of a fault asks the database")

    with connection.execute_wrapper(refuse), translation.override("ar"):
        answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    page = answer.content.decode()
    assert "حدث خلل" in page
    assert 'dir="rtl"' in page
    assert "/static/archive.css" in page
    with translation.override("en"):
        assert "Something went wrong" in server_error(RequestFactory().get("/")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/admin/", "/sources/"])
@pytest.mark.parametrize("is_closed", [False, True])
def test_a_database_that_does_not_answer_is_told_and_counted(client, settings, address, is_closed):
    def refuse(*args):
        raise OperationalError("connection refused: password=secret")

    settings.REQUIRE_LOGIN = is_closed
    client.raise_request_exception = False
    client.cookies["sessionid"] = "of somebody"
    failures = REGISTRY.get_sample_value("archive_database_failures_total")
    with connection.execute_wrapper(refuse):
        answer = client.get(address)
        client.cookies["django_language"] = "en"
        english = client.get(address)
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "10", "no-store")
    assert 'dir="rtl"' in answer.content.decode()
    assert "Its database does not answer" in english.content.decode()
    assert b"secret" not in answer.content
    assert "default-src" in answer["Content-Security-Policy"]
    assert REGISTRY.get_sample_value("archive_database_failures_total") == failures + 2


@pytest.mark.django_db
def test_another_fault_stays_one(client, monkeypatch):
    monkeypatch.setattr("pages.views.latest", lambda articles: 1 / 0)
    client.raise_request_exception = False
    assert client.get("/").status_code == 500


@pytest.mark.django_db
def test_a_forged_form_is_refused_in_words():
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/i18n/setlang/", {"language": "en"})
    assert answer.status_code == 403
    assert "لم تُقبل الاستمارة" in answer.content.decode()


@pytest.mark.parametrize(("name", "words"), [("400.html", "طلب غير مفهوم"), ("403_csrf.html", "لم تُقبل الاستمارة")])
def test_bare_pages_need_no_request(name, words):
    with translation.override("ar"):
        assert words in get_template(name).render({})


@pytest.mark.django_db
def test_robots_are_led_to_the_site_map(client):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://testserver/sitemap.xml" in answer.content.decode()
    assert "Disallow: /search/" in answer.content.decode()


@pytest.mark.django_db
def test_pages_are_read_and_not_written(client):
    for address in ("/", "/help/", "/robots.txt"):
        assert client.post(address).status_code == 405
        assert client.head(address).status_code == 200

"""A closed archive (REQUIRE_LOGIN): every address there is, and some there are not, asked by who is not logged in.

Where no test asks for the database, nothing of a request may: to ask it would fail the test.
"""

from urllib.parse import unquote

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve
from django.utils.encoding import iri_to_uri
from django.utils.regex_helper import normalize
from prometheus_client import REGISTRY

OPEN = {"/login/", "/admin/login/", "/i18n/setlang/"}
EXAMPLES = {"public_id": "0123456789", "kind": "sources", "app_label": "articles"}
EXAMPLES |= dict.fromkeys(("year", "month", "day", "object_id", "content_type_id"), "1")
NOWHERE = ["/nothing/", "/لا-شيء/", "/help", "/admin", "/login", "/admin/articles", "/i18n/", "/static/nothing.css"]


def addresses(resolver, before="/"):
    """Each address with an example of what varies in it, and its view."""
    for entry in resolver.url_patterns:
        template, names = normalize(entry.pattern.regex.pattern)[0]
        address = before + template % {name: EXAMPLES.get(name, "x") for name in names}
        if isinstance(entry, URLResolver):
            yield from addresses(entry, address)
        else:
            yield address, entry.callback


ADDRESSES = dict(addresses(get_resolver()))


@pytest.fixture
def closed(settings):
    settings.REQUIRE_LOGIN = True


@pytest.fixture
def reader(closed, client, django_user_model):
    client.force_login(django_user_model.objects.create_user("reader"))
    return client


def sent_to_login(answer, address):
    assert answer.status_code == 302, address
    login, _, back = answer["Location"].partition("?next=")
    assert login in ("/login/", "/admin/login/"), address
    assert unquote(back) == iri_to_uri(address)
    assert "no-store" in answer["Cache-Control"], address
    assert answer.content == b"", address


def test_the_walk_finds_each_view_of_the_archive_and_of_the_admin():
    assert {"/", "/articles/0123456789/x/", "/robots.txt", "/sitemap.xml", "/search/", "/sources/x/"} <= set(ADDRESSES)
    assert {"/admin/", "/admin/articles/article/1/change/", "/admin/jsi18n/"} <= set(ADDRESSES)
    assert all(resolve(address).func is view for address, view in ADDRESSES.items())


def test_only_what_leads_in_is_open():
    assert {address for address, view in ADDRESSES.items() if not getattr(view, "login_required", True)} == OPEN


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_every_other_address_leads_to_the_login(closed, method):
    ask = getattr(Client(), method)
    for address in set(ADDRESSES) - OPEN:
        sent_to_login(ask(address), address)


@pytest.mark.parametrize("address", NOWHERE)
def test_an_address_of_nothing_is_closed_like_the_others(closed, address):
    sent_to_login(Client().get(address), address)


def test_the_way_back_keeps_the_question(closed):
    sent_to_login(Client().get("/search/?q=%D9%87%D8%AF%D9%86%D8%A9"), "/search/?q=%D9%87%D8%AF%D9%86%D8%A9")


def test_a_forged_form_is_told_nothing(closed):
    answer = Client(enforce_csrf_checks=True).post("/search/")
    assert answer.status_code == 403
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("address", ["/login/", "/admin/login/"])
def test_the_login_is_open_and_kept_by_nobody(closed, address):
    answer = Client().get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_the_language_can_be_chosen_before(closed):
    client = Client()
    answer = client.post("/i18n/setlang/", {"language": "en", "next": "/login/"})
    assert answer["Location"] == "/login/"
    assert "Password" in client.get("/login/").content.decode()


def test_static_files_are_open_and_may_be_kept(closed, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "archive.css").write_text("body {}")
    answer = Client().get("/static/archive.css")
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"body {}")
    assert "no-store" not in answer["Cache-Control"]


@pytest.mark.django_db
def test_what_a_reader_is_shown_nobody_keeps(reader, archive):
    for address in [*archive.addresses, "/robots.txt", "/sitemap.xml", "/sitemap-articles.xml"]:
        answer = reader.get(address)
        assert answer.status_code == 200, address
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", ")), address


@pytest.mark.django_db
def test_a_reader_is_told_that_there_is_nothing_and_led_on(reader):
    answer = reader.get("/nothing/")
    assert answer.status_code == 404
    assert "no-store" in answer["Cache-Control"]
    assert reader.get("/help")["Location"] == "/help/"


@pytest.mark.django_db
def test_a_fault_is_kept_by_nobody(reader, monkeypatch):
    monkeypatch.setattr("pages.views.latest", lambda articles: 1 / 0)
    reader.raise_request_exception = False
    answer = reader.get("/")
    assert answer.status_code == 500
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_counted_once_where_there_is_nothing(reader):
    def refuse(*args):
        raise OperationalError("connection refused")

    reader.raise_request_exception = False
    failures = REGISTRY.get_sample_value("archive_database_failures_total")
    with connection.execute_wrapper(refuse):
        assert reader.get("/nothing/").status_code == 503
    assert REGISTRY.get_sample_value("archive_database_failures_total") == failures + 1


@pytest.mark.django_db
def test_an_open_archive_may_be_kept(client, archive):
    assert client.get("/nothing/").status_code == 404
    assert "no-store" not in client.get(archive.shown.get_absolute_url()).get("Cache-Control", "")

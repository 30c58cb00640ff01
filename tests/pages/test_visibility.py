"""Nobody sees, counts, or is led to what is a draft, scheduled or withdrawn."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.counts import by_day, by_record, by_year
from articles.kinds import SEGMENTS
from articles.models import NAMED_KINDS
from articles.presenters.article_page import neighbours
from tests.support.browsed import DAY, HIDDEN, NOTICE, write_article

SITEMAPS = ["/sitemap.xml", "/sitemap-articles.xml", "/sitemap-browse.xml"]


@pytest.mark.parametrize("name", HIDDEN)
def test_no_page_shows_it_or_its_names(client, archive, name):
    article = archive.hidden[name]
    for address in [*archive.addresses, *SITEMAPS, "/robots.txt"]:
        page = client.get(address).content.decode()
        assert article.headline not in page, address
        assert article.public_id not in page, address
        assert not [kind for kind in NAMED_KINDS if f"{kind} {name}" in page], address


@pytest.mark.parametrize("name", HIDDEN)
def test_a_record_of_hidden_articles_alone_has_no_page(client, archive, name):
    for kind, segment in SEGMENTS.items():
        assert client.get(f"/{segment}/{kind}-{name}/").status_code == 404


def test_counts_are_of_visible_articles(archive):
    assert by_day([DAY]) == {DAY: 1}
    assert by_year() == {DAY.year: 1}
    for kind in NAMED_KINDS:
        assert list(by_record(kind).values()) == [1]


def test_draft_and_scheduled_have_no_page(client, archive):
    for name in ("draft", "scheduled"):
        article = archive.hidden[name]
        for address in (article.get_absolute_url(), f"/articles/{article.public_id}/"):
            answer = client.get(address, follow=True)
            assert answer.status_code == 404
            assert article.headline not in answer.content.decode()


def test_withdrawn_answers_gone_with_its_notice(client, archive):
    article = archive.hidden["withdrawn"]
    for address in (article.get_absolute_url(), f"/articles/{article.public_id}/", f"/articles/{article.public_id}/x/"):
        answer = client.get(address)
        assert answer.status_code == 410
        assert NOTICE in answer.content.decode()
        assert article.headline not in answer.content.decode()


def test_scheduled_appears_when_its_time_comes(client, archive):
    article = archive.hidden["scheduled"]
    article.published_at = timezone.now() - timedelta(minutes=1)
    article.save()
    assert client.get(article.get_absolute_url()).status_code == 200
    assert article.headline in client.get("/").content.decode()
    assert article.public_id in mapped(client)


def test_neighbours_are_visible_and_of_the_same_source(archive):
    source = archive.shown.source
    for values in HIDDEN.values():
        write_article("مخفي", source=source, **values)
    write_article("من مصدر آخر", source=archive.hidden["draft"].source)
    assert neighbours(archive.shown) == (None, None)
    older, newer = (write_article("خبر", source=source, published_on=DAY + timedelta(days=n)) for n in (-1, 1))
    assert neighbours(archive.shown) == (older, newer)


def mapped(client):
    """The site map of the articles, in all its parts."""
    parts = re.findall("<loc>http://testserver(/sitemap-articles.xml[^<]*)</loc>", text_of(client, "/sitemap.xml"))
    assert parts
    return "".join(text_of(client, address) for address in parts)


def text_of(client, address):
    return client.get(address).content.decode()


def test_site_map_lists_the_visible(client, archive):
    articles = mapped(client)
    assert f"http://testserver{archive.shown.get_absolute_url()}" in articles
    assert articles.count("<loc>") == 1


def test_a_closed_archive_answers_nobody(client, archive, settings):
    settings.REQUIRE_LOGIN = True
    for address in [*archive.addresses, *SITEMAPS, "/robots.txt", "/search/?q=a", "/nothing/"]:
        answer = client.get(address)
        assert answer.status_code == 302, address
        assert answer["Location"].startswith("/login/?next="), address


def test_a_reader_with_an_account_enters_a_closed_archive(client, archive, settings, django_user_model):
    settings.REQUIRE_LOGIN = True
    django_user_model.objects.create_user("reader", password="قارئة الأرشيف ١")
    page = archive.shown.get_absolute_url()
    name = {"username": "reader", "next": page}
    refused = client.post("/login/", {**name, "password": "غيرها"})
    assert 'role="alert"' in refused.content.decode()
    assert client.post("/login/", {**name, "password": "قارئة الأرشيف ١"}).headers["Location"] == page
    shown = client.get(page)
    assert shown.status_code == 200
    assert "no-store" in shown["Cache-Control"]
    client.post("/logout/")
    assert client.get(page).status_code == 302

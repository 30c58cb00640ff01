"""The filters of a question that finds much: they follow its results, fail in words, and need no script."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from articles.models import Article, Source, Status
from search.backends import SearchUnavailableError
from search.backends.whoosh.engine import WhooshBackend
from search.indexing.indexer import Indexer
from search.retrieval import facets
from tests.support.browser import DESK, PHONE, Archive, opened

Q = "/search/?q=مدينة"


@pytest.fixture
def served(analyzer, transactional_db, live_server, monkeypatch):
    """Thirty articles, served by this process: more than five are much, more than ten estimated."""
    monkeypatch.setattr(facets, "AT_ONCE", 5)
    monkeypatch.setattr(facets, "EXACT", 10)
    sources = [Source.objects.create(name=f"صحيفة {number}", slug=f"s{number}") for number in range(3)]
    for number in range(30):
        day, source = date(2010 + number % 10, 1, 1 + number), sources[number % 3]
        Article.objects.create(
            headline=f"خبر المدينة {number}", published_on=day, source=source, status=Status.PUBLISHED
        )
    Indexer().run(wait=True)
    return live_server.url


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def page(request, browser: Browser, served: str):
    yield from opened(browser, Archive(served, Path(), ""), viewport=request.param)


@pytest.fixture
def scriptless(browser: Browser, served: str):
    yield from opened(browser, Archive(served, Path(), ""), java_script_enabled=False)


def test_filters_follow_the_results_and_nothing_jumps(page: Page):
    held: list[Route] = []
    page.route("**/search/filters/**", lambda route: held.append(route))  # noqa: PLW0108 (Playwright marks what it is given)
    page.goto(Q)
    waiting = page.locator("#filters [aria-busy=true]")
    expect(waiting).to_be_visible()
    expect(page.locator(".hit").first).to_be_visible()
    places = [page.locator(where).first.bounding_box() for where in (".hit", ".summary", "#filters")]
    held.pop().continue_()
    expect(waiting).to_have_count(0)
    value = page.locator(".filters .valued a").first
    expect(value).to_have_count(1)
    after = [page.locator(where).first.bounding_box() for where in (".hit", ".summary", "#filters")]
    assert [(box["x"], box["y"]) for box in after] == [(box["x"], box["y"]) for box in places]
    assert page.evaluate("document.activeElement === document.body"), "a reader's place is left alone"
    expect(page.locator(".filters .n").first).to_have_text(re.compile("^(نحو|about) [0-9,]+$"))


def test_a_value_of_the_fragment_narrows_in_place(page: Page):
    page.goto(Q)
    page.evaluate("window.still = true")
    section = page.locator(".filter").first
    expect(section.locator(".valued a").first).to_be_attached()
    if not section.get_attribute("open") is not None:
        section.locator("summary").first.click()
    section.locator(".valued a").first.click()
    expect(page.locator(".chosen .chip")).to_have_count(1)
    expect(page.locator(".filters [aria-current]")).to_have_count(1)
    assert page.evaluate("window.still")
    page.go_back()
    expect(page.locator(".chosen .chip")).to_have_count(0)
    expect(page.locator(".filters .valued a").first).to_be_attached()


def test_a_fragment_that_fails_says_so_and_can_be_had_again(browser: Browser, served: str):
    context = browser.new_context(base_url=served, viewport=DESK, locale="ar")
    page = context.new_page()
    page.route("**/search/filters/**", lambda route: route.fulfill(status=503))
    page.goto(Q)
    told = page.locator("#filters [role=alert]")
    expect(told).to_be_visible()
    expect(page.locator("#filters [aria-busy]")).to_have_count(0)
    told.get_by_role("link").click()
    expect(page.locator(".filters .valued a").first).to_be_attached()
    context.close()


def test_a_search_that_fails_is_told_and_the_question_kept(browser: Browser, served: str, monkeypatch):
    def refuse(*args, **options):
        raise SearchUnavailableError("no answer")

    context = browser.new_context(base_url=served, viewport=DESK, locale="ar")
    page = context.new_page()
    page.goto(Q)
    page.evaluate("window.still = true")
    monkeypatch.setattr(WhooshBackend, "search", refuse)
    page.locator(".summary a").first.click()
    expect(page.locator("main h1")).to_have_text("البحث متوقّف الآن")
    expect(page.locator("#q")).to_have_value("مدينة")
    assert page.evaluate("window.still")
    context.close()


def test_an_answer_that_is_no_page_of_the_archive_is_gone_to(browser: Browser, served: str):
    context = browser.new_context(base_url=served, viewport=DESK, locale="ar")
    page = context.new_page()
    page.goto(Q)
    page.route("**/search/?*sort=*", lambda route: route.fulfill(status=502, body="Bad gateway"))
    page.locator(".summary a").first.click()
    expect(page.locator("body")).to_have_text("Bad gateway")
    context.close()


def test_another_language_leads_back_to_what_is_shown_now(page: Page):
    page.goto(Q)
    page.locator(".summary a").first.click()
    expect(page).to_have_url(re.compile("sort="))
    page.locator(".language button").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile("sort="))


def test_without_script_the_filters_are_in_the_page(scriptless: Page):
    scriptless.goto(Q)
    expect(scriptless.locator(".filters .valued a").first).to_be_visible()
    expect(scriptless.locator("[aria-busy]")).to_have_count(0)
    total = scriptless.locator("[data-total]").get_attribute("data-total")
    scriptless.locator(".filters .valued a").first.click()
    expect(scriptless.locator(".chosen .chip")).to_have_count(1)
    expect(scriptless.locator(".filters [aria-current]")).to_have_count(1)
    scriptless.go_back()
    expect(scriptless.locator("[data-total]")).to_have_attribute("data-total", total)

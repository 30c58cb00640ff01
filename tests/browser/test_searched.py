"""What was searched, in a browser: forms dropped and brought back, words mistyped, words of two readings."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Archive, accessible


def total(page: Page) -> int:
    return int(page.locator("[data-total]").get_attribute("data-total") or -1)


def drop_and_bring_back(page: Page) -> None:
    page.goto("/search/?q=وزير")
    found = total(page)
    page.locator(".searched summary").click()
    form = page.locator(".searched .forms a.chip").first
    name = form.locator("bdi").inner_text()
    form.click()
    expect(page).to_have_url(re.compile("drop="))
    expect(page.locator(".searched s")).to_have_text(name)
    assert total(page) < found
    page.locator(".searched a.chip", has=page.locator("s")).click()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", str(found))
    expect(page.locator(".searched s")).to_have_count(0)


def test_a_form_is_dropped_and_brought_back_in_place(page: Page):
    page.goto("/search/")
    drop_and_bring_back(page)


def test_and_without_script(scriptless: Page):
    drop_and_bring_back(scriptless)


def test_dropping_leaves_the_page_where_it_is(page: Page):
    page.goto("/search/?q=وزير")
    page.evaluate("window.still = true")
    page.locator(".searched summary").click()
    page.locator(".searched .forms a.chip").first.click()
    expect(page.locator(".searched s")).to_have_count(1)
    expect(page.locator("details.searched")).to_have_attribute("open", "")
    assert page.evaluate("window.still")


@pytest.mark.parametrize("reader", ["page", "scriptless"])
def test_a_mistyped_word_is_mended_by_a_click(request: pytest.FixtureRequest, reader: str):
    page: Page = request.getfixturevalue(reader)
    page.goto("/search/?q=معركة الباغووز")
    assert total(page) == 0
    page.locator(".meant a", has_text="الباغوز").first.click()
    expect(page.locator("#q")).to_have_value("معركة الباغوز")
    assert total(page) > 0


def test_another_reading_is_one_click_away(page: Page):
    page.goto("/search/?q=مقاتل")
    page.locator(".asked > .more a").first.click()
    expect(page.locator("#q")).to_have_value("مَقْتَل")
    assert total(page) > 0
    expect(page.locator(".hit mark").first).to_be_visible()


@pytest.mark.parametrize("path", ["/search/?q=معركة الباغووز مقاتل", "/search/?q=كتب&level=root&drop=كتب"])
def test_nothing_to_mend_in_the_open_panel(page: Page, phone: Page, path: str):
    for reader in (page, phone):
        reader.goto(path)
        reader.evaluate("document.querySelector('details.searched').open = true")
        accessible(reader)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_editor_is_told_why(page: Page, archive: Archive):
    page.goto("/login/?next=/search/?q=وزير")
    page.locator("[name=username]").fill("editor")
    page.locator("[name=password]").fill(archive.password)
    page.locator("[name=password]").press("Enter")
    page.locator(".hit .why a").first.click()
    expect(page.locator("section.why mark").first).to_be_visible()
    accessible(page)
    page.locator(".explain input[name=q]").fill("زقققق")
    page.locator(".explain button").click()
    expect(page.locator("section.why.missing")).to_have_count(1)
    expect(page.locator("section.why")).to_contain_text("لا يرد في المقال")

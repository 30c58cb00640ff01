"""axe-core finds nothing to mend on any page, in both languages, at both widths."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PATHS = [
    "/",
    "/search/",
    "/search/?q=معركة",
    "/search/?q=زقققق",
    "/search/advanced/",
    "/dates/",
    "/dates/2019/",
    "/dates/2019/3/",
    "/sources/",
    "/places/",
    "/people/",
    "/subjects/",
    "/sections/",
    "/help/",
    "/no-such-page/",
    "/admin/login/",
]


def check(page: Page) -> None:
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()


@pytest.mark.parametrize("path", PATHS)
def test_at_a_desk(page: Page, path: str):
    page.goto(path)
    check(page)


@pytest.mark.parametrize("path", ["/", "/search/?q=معركة", "/help/"])
def test_on_a_phone(phone: Page, path: str):
    phone.goto(path)
    check(phone)


@pytest.mark.parametrize("path", ["/", "/search/?q=معركة", "/help/"])
def test_in_english_and_dark(page: Page, path: str):
    page.emulate_media(color_scheme="dark")
    page.goto(path)
    page.get_by_role("button", name="English").click()
    page.wait_for_load_state()
    check(page)


def test_an_article(page: Page):
    page.goto("/search/?q=الباغوز")
    page.locator(".hit h2 a").first.click()
    page.wait_for_load_state()
    check(page)

"""axe-core finds nothing to mend on any page, in both languages, at both widths."""

import pytest
from playwright.sync_api import Page

from tests.support.browser import accessible

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


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_no_violation_at_a_desk(page: Page, path: str):
    page.goto(path)
    accessible(page)


@pytest.mark.parametrize("path", ["/", "/search/?q=معركة", "/help/"])
def test_axe_finds_no_violation_on_a_phone(phone: Page, path: str):
    phone.goto(path)
    accessible(phone)


@pytest.mark.parametrize("path", ["/", "/search/?q=معركة", "/help/"])
def test_axe_finds_no_violation_in_english_and_dark(page: Page, path: str):
    page.emulate_media(color_scheme="dark")
    page.goto(path)
    page.get_by_role("button", name="English").click()
    page.wait_for_load_state()
    accessible(page)


def test_axe_finds_no_violation_in_an_article(page: Page):
    page.goto("/search/?q=الباغوز")
    page.locator(".hit h2 a").first.click()
    page.wait_for_load_state()
    accessible(page)

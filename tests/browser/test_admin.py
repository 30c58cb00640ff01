"""The editors' pages in a real browser: nothing breaks the Content-Security-Policy, nothing runs off a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Archive, log_in

LIST = "/admin/articles/article/"


@pytest.fixture(params=["page", "phone"])
def admin(request: pytest.FixtureRequest, archive: Archive) -> Page:
    page: Page = request.getfixturevalue(request.param)
    log_in(page, archive.password)
    return page


def test_pages_keep_to_the_policy_and_to_the_screen(admin: Page):
    admin.goto(LIST)
    change = admin.locator("#result_list a").first.get_attribute("href")
    assert change
    history, preview = (change.split("?")[0].replace("/change/", f"/{page}/") for page in ("history", "preview"))
    for address in (
        "/admin/",
        LIST,
        f"{LIST}paste/",
        f"{LIST}add/",
        change,
        history,
        preview,
        "/admin/articles/place/",
    ):
        admin.goto(address)
        # The complaints of the console are heard by the fixture.
        width = admin.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, address


def test_places_are_found_as_they_are_typed(page: Page, archive: Archive):
    log_in(page, archive.password)
    page.goto(f"{LIST}add/")
    page.locator(".field-places .select2-selection").click()
    page.keyboard.type("دمشق")
    expect(page.locator(".select2-results__option", has_text="دمشق")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".field-places .select2-selection__choice")).to_have_count(1)

"""Filters as a reader works them: in place, by keyboard, folded on a phone, and undone by going back."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

TOTAL = "data-total"


def total(page: Page) -> int:
    return int(page.locator("[data-total]").get_attribute(TOTAL))


def filter_of(page: Page, title: str):
    return page.locator(".filter", has=page.get_by_role("heading", name=title, exact=True))


def counted(value) -> int:
    return int(value.locator(".n").inner_text().replace("+", ""))


def expect_total(page: Page, number: int) -> None:
    expect(page.locator("[data-total]")).to_have_attribute(TOTAL, str(number), timeout=15_000)


def test_a_value_is_left_out_and_brought_back_in_place(page: Page):
    page.goto("/search/?q=مدينة")
    page.evaluate("window.still = true")
    everything, section = total(page), filter_of(page, "القسم")
    first = section.locator(".valued > li").first
    held = counted(first)
    first.get_by_role("link", name=re.compile("^استبعِد")).click()
    expect_total(page, everything - held)
    expect(page.locator(".chosen .chip")).to_have_text(re.compile("استُبعد: القسم"))
    excluded = filter_of(page, "القسم").locator(".excluded a")
    assert counted(excluded) == held
    excluded.click()
    expect_total(page, everything)
    expect(page.locator(".chosen .chip")).to_have_count(0)
    assert page.evaluate("window.still")


def test_months_come_with_the_year_and_go_with_it(page: Page):
    page.goto("/search/")
    everything = total(page)
    expect(filter_of(page, "الشهر")).to_have_count(0)
    filter_of(page, "السنة").get_by_role("link", name=re.compile("^2019")).first.click()
    month = filter_of(page, "الشهر").locator(".valued a:first-child").first
    expect(month).to_have_text(re.compile("/.* 2019"))
    expected = counted(month)
    month.click()
    expect_total(page, expected)
    page.locator(".chosen .chip", has_text="السنة").click()
    expect_total(page, everything)


def test_by_keyboard(page: Page):
    page.goto("/search/?q=مدينة")
    place = filter_of(page, "المكان")
    value = place.locator(".valued a").first
    expect(value).to_be_hidden()
    place.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(value).to_be_visible()
    expected = counted(value)
    page.keyboard.press("Tab")
    expect(value).to_be_focused()
    page.keyboard.press("Enter")
    expect_total(page, expected)
    assert page.evaluate("document.activeElement.id") == "main"


def test_on_a_phone_the_filters_are_folded_and_going_back_undoes_a_choice(phone: Page):
    phone.goto("/search/?q=مدينة")
    everything = total(phone)
    expect(phone.locator(".filters .valued a:visible")).to_have_count(0)
    phone.locator(".summary .narrow").click()
    expect(filter_of(phone, "السنة").locator("summary").first).to_be_in_viewport()
    filter_of(phone, "السنة").locator("summary").first.click()
    value = filter_of(phone, "السنة").locator(".valued a").first
    expected = counted(value)
    value.click()
    expect_total(phone, expected)
    expect(phone.locator(".hit").first).to_be_in_viewport()
    expect(filter_of(phone, "السنة").locator(".valued a").first).to_be_visible()
    expect(filter_of(phone, "المصدر").locator(".valued a").first).to_be_hidden()
    phone.go_back()
    expect_total(phone, everything)


def test_without_script_nothing_is_folded_away_for_good(scriptless: Page):
    scriptless.goto("/search/?q=مدينة")
    everything = total(scriptless)
    first = filter_of(scriptless, "المكان")
    first.locator("summary").first.click()
    held = counted(first.locator(".valued > li").first)
    first.locator(".leave").first.click()
    assert total(scriptless) == everything - held


def test_a_day_in_every_year_from_an_article(page: Page):
    page.goto("/search/?q=الباغوز")
    page.locator(".hit h2 a").first.click()
    headline = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="في مثل هذا اليوم من كل عام").click()
    expect(page.locator(".hit h2").filter(has_text=headline)).to_have_count(1)
    days = {re.search(r"(\d+) \D", text)[1] for text in page.locator(".hit time").all_inner_texts()}
    assert len(days) == 1


ALL_AT_ONCE = "/search/?q=مدينة&year=2019&year=2021&not-place=egypt&day=&from=2010"


@pytest.mark.parametrize("path", [ALL_AT_ONCE, "/search/values/places/?q=مدينة", "/search/?day=23/3"])
@pytest.mark.parametrize("width", [360, 1440])
def test_accessible_and_no_wider_than_the_page(page: Page, path: str, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    page.evaluate("for (const fold of document.querySelectorAll('.filters details')) fold.open = true")
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width

"""A reader's way: home, a question, a filter, an article, and back."""

import re

import pytest
from playwright.sync_api import Page, expect


def test_from_home_to_an_article_and_back(page: Page):
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.locator("#q").fill("معركة")
    page.locator("#q").press("Enter")
    expect(page).to_have_url(re.compile("/search/"))
    total = int(page.locator("[data-total]").get_attribute("data-total"))
    assert total > 1
    expect(page.locator(".hit mark").first).to_be_visible()

    filtered = page.locator(".filters li a").first
    promised = int(filtered.locator(".n").inner_text())
    filtered.click()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", str(promised))
    results = page.url

    headline = page.locator(".hit h2 a").first
    words = headline.inner_text()
    headline.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    expect(page.locator("article mark").first).to_be_visible()
    page.go_back()
    expect(page).to_have_url(results)
    expect(page.locator(".hit").first).to_be_visible()


def test_the_marks_of_an_article_lead_from_one_to_the_next(page: Page):
    page.goto("/search/?q=معركة")
    page.locator(".hit h2 a").first.click()
    marks = page.locator("mark[id]")
    expect(marks.first).to_be_visible()
    count = marks.count()
    told = page.locator(".places output")
    assert count > 1
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("mark.current")).to_have_attribute("id", "place-1")
    expect(told).to_have_text(f"1 من {count}")
    page.get_by_role("button", name="الموضع التالي").click()
    expect(page.locator("mark.current")).to_have_attribute("id", "place-2")
    expect(page.locator("mark.current")).to_be_in_viewport()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("mark.current")).to_have_attribute("id", f"place-{count}")
    expect(told).to_have_text(f"{count} من {count}")


def test_every_form_of_the_word_is_marked(page: Page):
    page.goto("/search/?q=وزير")
    marked = set(page.locator(".hit mark").all_inner_texts())
    assert {word for word in marked if word != "وزير"}, marked


def test_without_script_the_marks_are_counted_and_the_first_is_a_link(scriptless: Page):
    scriptless.goto("/search/?q=معركة")
    scriptless.locator(".hit h2 a").first.click()
    expect(scriptless.locator(".places button").first).to_be_hidden()
    scriptless.locator(".places a").click()
    expect(scriptless.locator("#place-1")).to_be_in_viewport()


def test_without_script(scriptless: Page):
    scriptless.goto("/")
    scriptless.get_by_role("searchbox").fill("هدنة")
    scriptless.get_by_role("searchbox").press("Enter")
    expect(scriptless.locator(".hit mark").first).to_be_visible()
    scriptless.locator(".filters li a").first.click()
    expect(scriptless.locator(".hit").first).to_be_visible()


def test_interface_switches_to_english_and_back(page: Page):
    page.goto("/search/?q=الباغوز")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_by_keyboard_alone(page: Page):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator("#q").focus()
    page.keyboard.type("الباغوز")
    page.keyboard.press("Enter")
    page.locator(".hit h2 a").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/search/?q=معركة", "/dates/", "/sources/", "/help/", "/dates/2019/"])
def test_nothing_overflows_a_phone(phone: Page, path: str):
    phone.goto(path)
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= 360


def test_narrowing_swaps_the_results_in_place(page: Page):
    page.goto("/search/?q=مدينة")
    page.evaluate("window.still = true")
    everything = page.locator("[data-total]").get_attribute("data-total")
    page.locator(".filters li a").first.click()
    expect(page.locator(".chosen .chip")).to_have_count(1)
    expect(page.locator("[data-total]")).not_to_have_attribute("data-total", everything)
    narrowed = page.url
    assert page.evaluate("window.still && document.activeElement.id") == "main"
    page.locator(".summary a").first.click()
    expect(page).to_have_url(re.compile("sort="))
    page.locator("#q").fill("قرية")
    page.locator("#q").press("Enter")
    expect(page).to_have_title(re.compile("قرية"))
    assert page.evaluate("window.still")
    page.go_back()
    expect(page.locator("#q")).to_have_value("مدينة")
    page.go_back()
    expect(page).to_have_url(narrowed)
    expect(page.locator(".chosen .chip")).to_have_count(1)


def test_two_days_narrow_the_results(page: Page):
    page.goto("/search/?q=مدينة")
    page.locator("[name=from]").fill("آذار 2019")
    page.locator("[name=to]").fill("2021")
    page.locator(".days button").click()
    expect(page).to_have_url(re.compile("from=.*to="))
    years = {hit.split()[-1] for hit in page.locator(".hit time").all_inner_texts()}
    assert years and years <= {"2019", "2020", "2021"}, years

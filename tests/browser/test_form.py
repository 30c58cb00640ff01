"""Asking with help: the advanced form, chips that read right, suggestions by keyboard."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

# Where each of the words stands on the page: the left edge of what the browser drew of it.
LEFT_EDGES = """(chip, words) => {
  const walker = document.createTreeWalker(chip, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!words.every((word) => node.data.includes(word))) continue;
    return words.map((word) => {
      const range = document.createRange();
      range.setStart(node, node.data.indexOf(word));
      range.setEnd(node, node.data.indexOf(word) + word.length);
      return range.getBoundingClientRect().left;
    });
  }
}"""


def clean(page: Page) -> None:
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()


def options(page: Page, box: str = "q"):
    return page.locator(f"#{box}_options [role=option]")


def test_the_form_writes_the_question_and_is_filled_from_it(page: Page):
    page.goto("/")
    page.get_by_role("link", name="بحث متقدم").click()
    page.get_by_label("كل هذه الكلمات").fill("مدينة")
    page.get_by_label("بلا أيٍّ").fill("مباراة")
    page.get_by_label("من", exact=True).fill("آذار 2018")
    page.get_by_role("button", name="ابحث").click()
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    expect(page.locator("#q")).to_have_value("مدينة من:2018-03-01 -مباراة")
    expect(page.locator(".hit").first).to_be_visible()
    page.get_by_role("link", name="بحث متقدم").click()
    expect(page.get_by_label("كل هذه الكلمات")).to_have_value("مدينة")
    expect(page.get_by_label("بلا أيٍّ")).to_have_value("مباراة")


def test_boxes_side_by_side_stand_in_line(page: Page):
    page.goto("/search/advanced/?source=لاشيء&from=غدا")
    for one, other in (("any", "phrase"), ("from", "to"), ("source", "agency")):
        right, left = (page.locator(f"#id_{name}").bounding_box() for name in (one, other))
        assert (right["y"], right["height"]) == (left["y"], pytest.approx(left["height"], abs=4))


def test_the_form_without_script(scriptless: Page):
    scriptless.goto("/search/advanced/?all=مدينة&from=غدا")
    expect(scriptless.locator("#id_from_error")).to_contain_text("غدا")
    scriptless.locator("#id_from").fill("2018")
    scriptless.get_by_role("button", name="ابحث").click()
    expect(scriptless.locator("#q")).to_have_value("مدينة من:2018-01-01")
    assert scriptless.locator("#q").get_attribute("role") is None


def test_a_name_is_completed_in_its_field(page: Page):
    page.goto("/search/advanced/")
    page.get_by_label("المكان").press_sequentially("الباغ")
    expect(options(page, "id_place").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("المكان")).to_have_value("الباغوز")
    page.keyboard.press("Enter")
    expect(page.locator("#q")).to_have_value('مكان:"الباغوز"')


def test_a_date_chip_reads_from_right_to_left(page: Page):
    page.goto("/search/?q=مدينة تاريخ:2018-03-01..2019-06-30")
    chip = page.locator(".chosen .chip bdi").filter(has_text="2018")
    expect(chip).to_have_text("1 آذار/مارس 2018 و30 حزيران/يونيو 2019")
    edges = chip.evaluate(LEFT_EDGES, ["1 ", "آذار", "مارس", "2018", "30", "حزيران", "يونيو", "2019"])
    assert edges == sorted(edges, reverse=True)
    label = chip.locator("xpath=ancestor::a").bounding_box()
    assert label["x"] + label["width"] > chip.bounding_box()["x"] + chip.bounding_box()["width"] + 30


def test_a_date_chip_reads_from_left_to_right_in_english(page: Page):
    page.goto("/search/?q=مدينة من:2018-03-23")
    page.get_by_role("button", name="English").click()
    chip = page.locator(".chosen .chip bdi").filter(has_text="March")
    edges = chip.evaluate(LEFT_EDGES, ["23", "March", "2018"])
    assert edges == sorted(edges)


@pytest.mark.parametrize("path", ["/", "/search/?q=مدينة"])
def test_suggestions_by_keyboard(page: Page, path: str):
    page.goto(path)
    box = page.locator("#q")
    box.fill("هجوم -")
    box.press_sequentially("الباغ")
    expect(box).to_have_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".combobox [role=status]")).to_have_text(re.compile("اقتراح"))
    expect(options(page).first).to_contain_text("الباغوز")
    clean(page)
    box.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert active and active == options(page).first.get_attribute("id")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    clean(page)
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("هجوم -الباغ")
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value('هجوم -مكان:"الباغوز"')
    expect(options(page).first).to_be_hidden()
    box.press("Enter")
    expect(page.locator(".chosen")).to_contain_text("الباغوز")


def test_home_and_end_and_round(page: Page):
    page.goto("/")
    box = page.locator("#q")
    box.press_sequentially("تون")
    expect(options(page).nth(1)).to_be_visible()
    last = options(page).count() - 1
    for key, number in (("ArrowUp", last), ("ArrowDown", 0), ("End", last), ("Home", 0), ("ArrowDown", 1)):
        box.press(key)
        expect(box).to_have_attribute("aria-activedescendant", f"q_option_{number}")
    box.press("Tab")
    expect(options(page).first).to_be_hidden()


def test_a_headline_leads_to_its_article(page: Page):
    page.goto("/")
    headline = page.locator(".latest .hit h3").first.inner_text()
    page.locator("#q").press_sequentially(" ".join(headline.split()[:2]))
    article = page.locator("#q_options [data-address]").filter(has_text=headline)
    expect(article).to_be_visible()
    article.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)


def test_in_the_middle_of_a_question_nothing_is_suggested(page: Page):
    page.goto("/")
    box = page.locator("#q")
    box.fill("هجوم الباغ")
    expect(options(page).first).to_be_visible()
    box.press("Home")
    page.keyboard.type("ا")
    expect(options(page).first).to_be_hidden()
    box.press("End")
    page.keyboard.type("و")
    expect(options(page).first).to_be_visible()


@pytest.mark.parametrize("path", ["/search/advanced/", "/search/advanced/?q=مدينة -حلب", "/search/advanced/?from=غدا"])
def test_the_form_is_open_to_all(page: Page, phone: Page, path: str):
    for reader in (page, phone):
        reader.goto(path)
        clean(reader)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    page.emulate_media(color_scheme="dark")
    page.get_by_role("button", name="English").click()
    page.wait_for_load_state()
    clean(page)

"""An editor groups names in a browser, and the next question uses the group."""

from playwright.sync_api import Page, expect

from tests.support.browser import Archive, log_in

GROUPS = "/admin/articles/namegroup/"


def total(page: Page, question: str) -> int:
    page.goto(f"/search/?q={question}")
    return int(page.locator("[data-total]").first.get_attribute("data-total") or "")


def test_a_group_added_in_the_admin_changes_the_next_answer(page: Page, archive: Archive):
    alone, whole = total(page, "داعش"), total(page, '"تنظيم الدولة الإسلامية"')
    assert alone < whole
    log_in(page, archive.password)
    page.goto(f"{GROUPS}add/")
    page.locator("#id_names").fill("داعش")
    page.locator("[name=_save]").first.click()
    expect(page.locator(".errorlist").first).to_contain_text("اسمين أو أكثر")
    page.locator("#id_names").fill("داعش\nتنظيم الدولة الإسلامية")
    page.locator("[name=_save]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert total(page, "داعش") >= whole
    expect(page.locator(".hit mark", has_text="الإسلامية").first).to_be_visible()

    # The other tests of this archive find it as it was.
    page.goto(GROUPS)
    page.locator("#result_list a", has_text="داعش").click()
    page.locator(".deletelink").first.click()
    page.locator("#content form [type=submit]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert total(page, "داعش") == alone

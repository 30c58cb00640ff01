"""An editor's way: log in, paste a report, check what was guessed, publish, and find it."""

from playwright.sync_api import Page, expect

from tests.support.browser import Archive, log_in

REPORT = """افتتحت بلدية رأس المعرة السبت خزانًا جديدًا للمياه بعد عامين من الأعمال التي تخللتها انقطاعات طويلة.

قنديل الساحل: قال مهندس في المشروع إن "الخزان يكفي سبعة أحياء"، مضيفًا أن الأنابيب القديمة استُبدلت كلها.&

أنابيب من زمن آخر
وكانت الشبكة السابقة قد مُدّت قبل ستين عامًا، وتسرّب منها نصف ما يُضخ فيها بحسب تقرير للبلدية.
"""


def test_paste_check_publish_find(page: Page, archive: Archive):
    log_in(page, archive.password)
    page.goto("/admin/articles/article/paste/")
    page.locator("textarea").fill(REPORT)
    page.locator("[type=submit].default").click()
    expect(page.locator("#id_lead")).to_have_value(REPORT.splitlines()[0])
    body = page.locator("#id_body").input_value()
    assert "## أنابيب من زمن آخر" in body
    assert "&" not in body
    page.locator("#id_headline").fill("خزان جديد في رأس المعرة")
    page.locator("#id_status").select_option("published")
    page.locator("[name=_save]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()

    for question in ("خزانات", "المعره", '"الأنابيب القديمة"', "=مهندس"):
        page.goto(f"/search/?q={question}")
        expect(page.locator(".hit h2", has_text="رأس المعرة")).to_have_count(1)


def test_wrong_password_is_refused_in_arabic(page: Page):
    page.goto("/admin/login/")
    page.locator("#id_username").fill("editor-of-no-archive")
    page.locator("#id_password").fill("غير صحيحة")
    page.locator("#id_password").press("Enter")
    expect(page.locator(".errornote")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")

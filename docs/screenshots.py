"""Take the pictures of the guides: `make screenshots`.

The sample archive is served in a folder that is removed afterwards, on 127.0.0.1, and read in Debian's Chromium.
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
LEXICON = os.environ.get("LEXICON_DIR") or ROOT / "var" / "lexicon"
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
DESK, PHONE = ViewportSize(width=1120, height=740), ViewportSize(width=390, height=780)
# A picture that is larger is too much for a page of the guide.
MAX_BYTES = 150_000

EDITORS = ("سلمى", "كريم")
PASSWORD = secrets.token_urlsafe(16)
ACCOUNTS = """
from django.contrib.auth.models import Group, User
chiefs = Group.objects.get(name="Chief editor")
for name in {names!r}:
    User.objects.create_user(name, password={password!r}, is_staff=True).groups.add(chiefs)
"""
LIST = "/admin/articles/article/"
REPORT = """افتتحت بلدية رأس المعرة السبت خزانًا جديدًا للمياه بعد عامين من الأعمال التي تخللتها انقطاعات طويلة.

قنديل الساحل: قال مهندس في المشروع إن "الخزان يكفي سبعة أحياء"، مضيفًا أن الأنابيب القديمة استُبدلت كلها.

أنابيب من زمن آخر
وكانت الشبكة السابقة قد مُدّت قبل ستين عامًا، وتسرّب منها نصف ما يُضخ فيها بحسب تقرير للبلدية.
"""


def main() -> None:
    chromium = shutil.which("chromium") or sys.exit("Chromium is not installed (Debian's package chromium).")
    IMAGES.mkdir(exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        readers(browser, address)
        editors(browser, address)
        browser.close()


@contextmanager
def served() -> Iterator[str]:
    """Serve a new archive with the sample articles and two editors; give its address."""
    folder = Path(tempfile.mkdtemp(prefix="archive-screenshots-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        bind = "{}:{}".format(*free.getsockname())
    environment = {**os.environ, "ARCHIVE_VAR": str(folder), "LEXICON_DIR": str(LEXICON), "BIND": bind}
    for name in ("DATABASE_URL", "SEARCH_URL", "REQUIRE_LOGIN"):
        environment.pop(name, None)
    manage = [sys.executable, str(ROOT / "manage.py")]
    server = None
    try:
        subprocess.run([*manage, "serve", "--prepare-only"], env=environment, check=True, stdout=subprocess.DEVNULL)
        accounts = ACCOUNTS.format(names=EDITORS, password=PASSWORD)
        subprocess.run([*manage, "shell", "--verbosity=0", "--command", accounts], env=environment, check=True)
        server = subprocess.Popen([*manage, "serve"], env=environment, stdout=subprocess.DEVNULL)
        wait_for(f"http://{bind}/help/", server)
        yield f"http://{bind}"
    finally:
        if server:
            server.terminate()
            server.wait(30)
        shutil.rmtree(folder)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.2)
    sys.exit("The archive was not served.")


@contextmanager
def opened(
    browser: Browser, address: str, size: ViewportSize = DESK, scheme: Literal["light", "dark"] = "light"
) -> Iterator[Page]:
    """Give a page of the archive, as a browser at its own desk (`TIME_ZONE`) opens it."""
    context = browser.new_context(
        base_url=address, viewport=size, locale="ar", timezone_id="Asia/Riyadh", color_scheme=scheme
    )
    # The admin's list of models is folded away: the pictures are of the pages beside it.
    context.add_init_script("localStorage.setItem('django.admin.navSidebarIsOpen', 'false')")
    yield context.new_page()
    context.close()


def take(page: Page, name: str, height: int | None = None) -> None:
    """Write the picture of a page as it stands, or of a desk's page as far down as `height`."""
    if height:
        page.set_viewport_size(ViewportSize(width=DESK["width"], height=height))
    page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, 0)")
    path = IMAGES / f"{name}.png"
    page.screenshot(path=path, animations="disabled")
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}: {size / 1000:.0f} kB")
    if size > MAX_BYTES:
        sys.exit(f"{path.name} is larger than {MAX_BYTES / 1000:.0f} kB.")


def search(page: Page, question: str) -> None:
    page.goto(f"/search/?q={quote(question)}")


def readers(browser: Browser, address: str) -> None:
    """What readers see."""
    with opened(browser, address) as page:
        search(page, "وزير")
        page.locator("details.searched summary").click()
        take(page, "results")
        page.goto("/search/advanced/")
        for label, text in (("كل هذه الكلمات", "هدنة"), ("بلا أيٍّ من هذه الكلمات", "غزة"), ("من", "آذار 2018")):
            page.get_by_label(label, exact=True).fill(text)
        page.get_by_label("المكان", exact=True).fill("اليمن")
        take(page, "advanced", 1250)
    with opened(browser, address, PHONE) as page:
        search(page, "زلزال -تركيا")
        take(page, "results-phone")
    with opened(browser, address, scheme="dark") as page:
        search(page, "معركة الباغوز")
        page.locator(".hit h2 a").first.click()
        take(page, "article-dark", 640)


def editors(browser: Browser, address: str) -> None:
    """What editors see."""
    with opened(browser, address) as page, opened(browser, address) as other:
        for editor, name in ((page, EDITORS[0]), (other, EDITORS[1])):
            log_in(editor, name)
        search(page, "معركة الباغوز")
        page.locator(".hit .why a").first.click()
        take(page, "why")
        page.goto(f"{LIST}paste/")
        page.locator("#id_report").fill(REPORT)
        page.locator("[type=submit].default").click()
        take(page, "paste", 1000)
        for editor in (page, other):
            editor.goto(f"{LIST}?q={quote('سقوط الباغوز')}")
            editor.locator("#result_list tbody th a").first.click()
        change(other, "headline", "سقوط الباغوز يطوي", "بلدة الباغوز تسقط وتطوي")
        other.locator("[name=_save]").first.click()
        other.locator(".messagelist .success").wait_for()
        change(page, "headline", "آخر صفحة", "الصفحة الأخيرة")
        change(page, "lead", "الصغيرة", "الحدودية الصغيرة")
        page.locator("[name=_save]").first.click()
        take(page, "conflict", 720)
        page.locator("[name=_over]").click()
        page.locator(".messagelist .success").wait_for()
        page.locator("#result_list tbody th a").first.click()
        page.locator(".historylink").click()
        take(page, "history", 600)


def log_in(page: Page, name: str) -> None:
    page.goto("/admin/")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    page.locator("#user-tools").wait_for()


def change(page: Page, field: str, old: str, new: str) -> None:
    """Put `new` in the place of `old` in a field of the form; end if `old` is not there."""
    box = page.locator(f"#id_{field}")
    text = box.input_value()
    if old not in text:
        sys.exit(f"The sample article has no longer «{old}» in its {field}.")
    box.fill(text.replace(old, new, 1))


if __name__ == "__main__":
    main()

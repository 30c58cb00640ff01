"""Pages of a served archive in Chromium."""

import re
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 740}


@dataclass(frozen=True)
class Archive:
    """A served archive: its address, the folder it writes to, and the first editor's password."""

    address: str
    folder: Path
    password: str


def opened(browser: Browser, archive: Archive, **options: object) -> Iterator[Page]:
    context = browser.new_context(**{"base_url": archive.address, "viewport": DESK, "locale": "ar", **options})
    page = context.new_page()
    page.set_default_timeout(15_000)
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # A page that is meant to be missing is reported too, and is no fault.
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            complaints.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert not complaints


def log_in(page: Page, password: str) -> None:
    page.goto("/admin/")
    page.locator("#id_username").fill("editor")
    page.locator("#id_password").fill(password)
    page.locator("#id_password").press("Enter")
    expect(page.locator("#user-tools")).to_be_visible()


def accessible(page: Page) -> None:
    """Fail on what axe finds wrong with a page."""
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the archive was not served:\n{log.read_text()}")


def first_password(log: Path) -> str:
    found = re.search(r"editor\W.*?(\S{16})\s*$", log.read_text(), re.MULTILINE)
    assert found, log.read_text()
    return found[1]

"""The archive as a person meets it: served by `manage.py serve`, read in Debian's Chromium."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.support.services import missing

# Playwright runs a loop of its own beside the tests, for which Django would not let them reach the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

ROOT = Path(settings.BASE_DIR)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 740}


@dataclass(frozen=True)
class Archive:
    """A served archive: its address, the folder it writes to, and the first editor's password."""

    address: str
    folder: Path
    password: str


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        missing("Chromium is not installed (Debian's package chromium)")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=QUIET)


@pytest.fixture(scope="package")
def archive() -> Iterator[Archive]:
    folder = Path(tempfile.mkdtemp(prefix="archive-browser-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        bind = "{}:{}".format(*free.getsockname())
    environment = {**os.environ, "ARCHIVE_VAR": str(folder), "LEXICON_DIR": str(settings.LEXICON_DIR), "BIND": bind}
    environment.pop("DATABASE_URL", None)
    log = folder / "served.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
    try:
        wait_for(f"http://{bind}/help/", server, log)
        yield Archive(f"http://{bind}", folder, first_password(log))
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
        shutil.rmtree(folder)


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


@pytest.fixture
def page(browser: Browser, archive: Archive) -> Iterator[Page]:
    """A desk-wide page of the archive, which fails the test on any complaint in the console."""
    yield from opened(browser, archive)


@pytest.fixture
def phone(browser: Browser, archive: Archive) -> Iterator[Page]:
    yield from opened(browser, archive, viewport=PHONE)


@pytest.fixture
def scriptless(browser: Browser, archive: Archive) -> Iterator[Page]:
    yield from opened(browser, archive, java_script_enabled=False)


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

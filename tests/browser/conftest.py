"""The archive as a person meets it: served by `manage.py serve`, read in Debian's Chromium."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.browser import PHONE, Archive, first_password, opened, wait_for
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

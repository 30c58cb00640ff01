"""The interface's translations: whole, and spoken by whichever command comes first."""

import os
import shutil
import subprocess
import sys

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

from tests.support.services import missing

PACKAGES = ("arabic/", "articles/", "search/", "pages/", "newsarchive/", "templates/", "locale/")
CATALOGUE = settings.BASE_DIR / "locale" / "ar" / "LC_MESSAGES" / "django.po"


@pytest.mark.parametrize("again", [False, True])
def test_the_first_command_speaks_arabic(tmp_path, again):
    for _ in range(1 + again):
        command = [sys.executable, "manage.py", "import_articles", "no-such-file"]
        environment = {**os.environ, "ARCHIVE_VAR": str(tmp_path)}
        told = subprocess.run(
            command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
        )
    assert told.returncode == 1
    assert "no-such-file" in told.stderr
    assert "There is nothing" not in told.stderr
    assert [path.name for path in (tmp_path / "locale" / "ar" / "LC_MESSAGES").iterdir()] == ["django.mo"]


def test_every_sentence_is_translated_with_its_places():
    with CATALOGUE.open("rb") as text:
        catalogue = read_po(text, locale="ar")
    messages = [message for message in catalogue if message.id]
    assert len(messages) > 300
    for message in messages:
        assert not message.fuzzy, message.id
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(strings), message.id
        assert not list(message.check(catalogue)), message.id


def test_no_sentence_of_the_code_is_missing(tmp_path):
    if not shutil.which("xgettext"):
        missing("xgettext is not installed (Debian's package gettext)")
    tracked = subprocess.run(["git", "ls-files"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)
    copy = tmp_path / "copy"
    for name in tracked.stdout.splitlines():
        if name.startswith(PACKAGES) or name in ("manage.py", "pyproject.toml"):
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(settings.BASE_DIR / name, copy / name)
    making = [sys.executable, "manage.py", "makemessages", "-l", "ar", "--no-obsolete", "-v0"]
    subprocess.run(making, cwd=copy, env={**os.environ, "ARCHIVE_VAR": str(tmp_path / "var")}, check=True)
    assert ids(copy / "locale" / "ar" / "LC_MESSAGES" / "django.po") <= ids(CATALOGUE)


def ids(path):
    with path.open("rb") as text:
        return {(message.id, message.context) for message in read_po(text, locale="ar")}

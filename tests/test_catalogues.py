"""The interface's translations are compiled where the program writes, and spoken at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import gettext
from django.utils.translation.reloader import translation_file_changed

from newsarchive.catalogues import compile_catalogues


@pytest.fixture
def nothing_compiled(settings: Any, tmp_path: Path) -> Iterator[None]:
    """A program at its very first start, which has spoken already, without any catalogue."""
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    translation_file_changed(None, Path("django.mo"))
    yield
    translation_file_changed(None, Path("django.mo"))


@pytest.mark.usefixtures("nothing_compiled")
def test_the_first_start_speaks_arabic():
    assert gettext("Search guide") == "Search guide"
    assert compile_catalogues() == 1
    assert gettext("Search guide") == "دليل البحث"
    assert compile_catalogues() == 0

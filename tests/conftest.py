"""What every test that reads a page needs: the interface's translations, and static files that nobody collected."""

from typing import Any

import pytest

from newsarchive.catalogues import compile_catalogues


@pytest.fixture(scope="session", autouse=True)
def translations() -> None:
    compile_catalogues()


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any) -> None:
    """No collected files are needed to read a page."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}

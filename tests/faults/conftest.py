"""Archives in folders of their own, on disks of their own."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from django.conf import settings

from arabic import Analyzer
from tests.support.faulty_archive import Archive
from tests.support.ports import free_address
from tests.support.servers import Postgres

MEGABYTES = 12


@pytest.fixture
def archive_at(tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Archive]]:
    """Makes an archive with these settings; its processes end with the test."""
    monkeypatch.setenv("LEXICON_DIR", str(settings.LEXICON_DIR))
    with ExitStack() as stack:

        def make(folder: Path | None = None, **environment: str) -> Archive:
            return stack.enter_context(
                Archive(folder or tmp_path / "archive", free_address(), {"LOG_LEVEL": "info", **environment})
            ).made()

        yield make


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def served(request: pytest.FixtureRequest, archive_at: Callable[..., Archive]) -> Iterator[Archive]:
    """An archive that answers, on each of the databases."""
    if request.param == "sqlite":
        archive = archive_at()
        archive.serve()
        yield archive
        return
    server = Postgres.made()
    try:
        archive = archive_at(DATABASE_URL=server.url)
        archive.serve()
        yield archive
    finally:
        with suppress(Exception):
            server.remove()


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A file system of a few megabytes of its own."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(folder)]
    done = subprocess.run(mounting, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no file system may be mounted here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)

"""What a test needs beside Python: skipped where it is not there, failed where REQUIRE_SERVICES=1 promises it."""

import os
from pathlib import Path
from typing import NoReturn

import pytest


def missing(reason: str) -> NoReturn:
    """Skip the test that asks, or fail it under REQUIRE_SERVICES=1."""
    if os.environ.get("REQUIRE_SERVICES") == "1":
        pytest.fail(f"REQUIRE_SERVICES=1, but {reason}")
    pytest.skip(reason)


def shared_data(name: str) -> Path:
    """A file of the real texts that are not in the repository; skips the test where they are not."""
    folder = Path(os.environ.get("ARCHIVE_SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data")
    if not (folder / name).exists():
        pytest.skip(f"{name} is not here: set ARCHIVE_SHARED_DATA to the folder that holds it")
    return folder / name

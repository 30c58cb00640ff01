"""The locks: every version with hashes of its files, no registry named, and what is installed is what they name."""

import re
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted(ROOT.glob("requirements*.txt"))
INSTALLED = ("requirements.txt", "requirements-dev.txt")


def entries(lock: Path) -> list[str]:
    """Each entry of a lock in one line, without comments."""
    lines = (line for line in lock.read_text().splitlines() if not line.startswith("#"))
    return "\n".join(lines).replace("\\\n", "").splitlines()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_each_version_has_the_hashes_of_its_files(lock):
    for entry in entries(lock):
        requirement, *hashes = re.split(r"\s+--hash=", entry)
        (pin,) = Requirement(requirement).specifier
        assert pin.operator == "==", entry
        assert hashes, entry
        assert all(re.fullmatch("sha256:[0-9a-f]{64}", one) for one in hashes), entry


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_lock_names_a_registry(lock):
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host", lock.read_text())


def test_no_two_locks_name_one_package():
    names = [
        (canonicalize_name(requirement.name), str(requirement.marker or ""))
        for lock in LOCKS
        for requirement in (Requirement(re.split(r"\s+--hash=", entry)[0]) for entry in entries(lock))
    ]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("lock", INSTALLED)
def test_what_is_installed_is_what_the_lock_names(lock):
    for entry in entries(ROOT / lock):
        requirement = Requirement(re.split(r"\s+--hash=", entry)[0])
        assert requirement.specifier.contains(version(requirement.name)), requirement


def test_everything_is_installed_with_hashes():
    assert "--require-hashes" in (ROOT / "Makefile").read_text()
    commands = re.findall("^RUN pip install.*$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert commands
    assert all("--require-hashes" in command for command in commands)

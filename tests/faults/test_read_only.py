"""A folder that may not be written, or a disk without room: `serve` says so in a sentence, in both languages."""

import subprocess

import pytest

from tests.support.processes import environment, made, manage


@pytest.fixture(params=["nothing there yet", "a database there", "no room"])
def unwritable(request, small_disk):
    """A folder in each of these states."""
    if request.param == "a database there":
        made(small_disk)
    if request.param == "no room":
        made(small_disk)
        with (small_disk / "filler").open("ab", buffering=0) as file, pytest.raises(OSError, match="space"):
            while True:
                file.write(bytes(4096))
    else:
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    return small_disk


def test_serve_says_so_in_a_sentence(unwritable, analyzer):
    done = subprocess.run(
        manage("serve", "--prepare-only"),
        env=environment(unwritable, SEARCH_URL=""),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    arabic, english = done.stderr.strip().splitlines()
    assert str(unwritable) in arabic
    assert "لا يستطيع الأرشيف" in arabic
    assert str(unwritable) in english
    assert "ARCHIVE_VAR" in english

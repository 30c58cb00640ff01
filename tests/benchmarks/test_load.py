"""A few readers and editors at the real server for some seconds: nothing fails and nothing that was saved is lost."""

import asyncio
import subprocess
import sys

import httpx
import pytest
from django.conf import settings

from benchmarks.load import __main__ as load
from benchmarks.load.record import Record, Visitor
from tests.support.ports import free_address

FEW = ("--seconds", "8", "--readers", "5", "--editors", "2", "--think", "0.2")


@pytest.mark.slow(15)
def test_a_small_load_without_an_error(analyzer):
    command = [sys.executable, "-m", "benchmarks.load", *FEW, "--search", "tantivy:", "--address", free_address()]
    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout.split()[0]) > 0, "nothing was saved"
    rows = {line.split("|")[1].strip() for line in done.stdout.splitlines() if line.startswith("| ")}
    assert {"results", "article", "browse", "suggestions", "editor's add", "editor's publish"} <= rows


def test_what_goes_wrong_is_counted_and_a_lost_article_told(monkeypatch):
    monkeypatch.setattr(load, "FOUND_WITHIN", 0)

    def answer(request):
        total = {"=kept": 1, "=lost": 0, "=gone": 1}.get(request.url.params.get("q", ""), 0)
        return httpx.Response(500 if request.url.path == "/" else 200, text=f'<b data-total="{total}">')

    async def run():
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="http://archive") as client:
            visitor = Visitor(client, Record())
            assert await visitor.get("home", "/") is None
            await load.settled(visitor, {"kept": True, "lost": True, "gone": False})
            return visitor.record

    record = asyncio.run(run())
    assert dict(record.errors) == {
        ("home", "500"): 1,
        ("saved articles", "not found"): 1,
        ("saved articles", "found still"): 1,
    }
    assert "| **all** | 1 |" in record.table(over=1)

"""A real archive, killed at random moments of its import and its indexing, ends as an undisturbed one does."""

import gzip
import json
import random
import time
from itertools import islice

import pytest

from benchmarks.archive import ANT, mapped_keys
from tests.support.held import held
from tests.support.processes import finish, kill_after, made, vocabulary
from tests.support.services import shared_data

LINES = 3_000


@pytest.mark.slow(50)
@pytest.mark.shared_data
def test_killed_five_times_it_is_the_same_archive_and_index(tmp_path, analyzer):
    disturbed, undisturbed = tmp_path / "disturbed", tmp_path / "undisturbed"
    beginning = tmp_path / "beginning.jsonl"
    with gzip.open(shared_data("ant-corpus.jsonl.gz"), "rt", encoding="utf-8") as whole:
        beginning.write_text("".join(islice(whole, LINES)), encoding="utf-8")
    importing = ["import_articles", str(beginning), "--publish", "--map", *mapped_keys(ANT)]
    for folder in (disturbed, undisturbed):
        made(folder)
    start = time.monotonic()
    told = finish(undisturbed, *importing)
    took = time.monotonic() - start
    moments = [random.uniform(0.1, 0.3) * took for _ in range(5)]
    killed = sum(kill_after(disturbed, seconds, *importing) for seconds in moments)
    assert killed >= 3, (moments, took)
    finish(disturbed, *importing)
    assert records(disturbed) == records(undisturbed)
    expected = held(str(undisturbed / "index"))
    assert len(expected) > LINES * 0.9
    assert held(str(disturbed / "index")) == expected, moments
    assert vocabulary(disturbed) == vocabulary(undisturbed)
    assert str(LINES) in told.splitlines()[-1]
    assert str(len(expected)) in finish(disturbed, *importing).splitlines()[-1]
    assert len(records(disturbed)) == len(expected)


def records(folder):
    """The records as they are exported, but for the identifiers that chance gave them."""
    lines = map(json.loads, finish(folder, "export_articles").splitlines())
    articles = [record for record in lines if record["type"] == "article"]
    return [{key: value for key, value in record.items() if key != "id"} for record in articles]

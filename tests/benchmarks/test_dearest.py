"""The search for dear requests grows addresses that the pages take, and keeps the dearest."""

import random

import pytest
from django.conf import settings as project
from django.core.management import call_command

from benchmarks import dearest


@pytest.fixture
def grower(samples):
    return dearest.Grower(random.Random(3))


@pytest.fixture
def samples(settings, analyzer, db):
    settings.SIMPLE_HISTORY_ENABLED = False
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("import_articles", str(project.BASE_DIR / "seeds" / "sample.jsonl"), publish=True, verbosity=0)
    call_command("rebuild_index", verbosity=0)


def test_questions_change_and_keep_their_length(grower):
    path, pairs = grower.first()
    seen = set()
    for _ in range(300):
        path, pairs = grower.changed(path, pairs)
        seen.add(path)
        assert pairs[0][0] == "q"
        assert len(pairs[0][1]) <= 600
    assert {"/search/", "/search/filters/"} < seen
    assert any(one.startswith("/articles/") for one in seen)
    assert any(one.startswith("/search/values/") for one in seen)


def test_the_dearest_come_first_and_no_page_fails(samples):
    made = dearest.grown(25, 60, 1)
    assert len(made) == 25
    assert [one.seconds for one in made] == sorted((one.seconds for one in made), reverse=True)
    assert {one.status for one in made} <= {200, 503}

"""What machines ask: life, readiness and figures, whatever else is closed or broken."""

import json
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from prometheus_client import REGISTRY

from arabic import Analyzer
from articles.models import Change
from newsarchive.metrics import ChangeLogCollector
from newsarchive.version import VERSION
from search.indexing.indexer import Indexer
from tests.support.published import published

TOKEN = "a token of twenty characters or more"


@pytest.fixture
def closed(settings):
    """An archive of the strictest settings, asked by a probe that knows no name of it."""
    settings.REQUIRE_LOGIN = True
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["archive.example.org"]
    return Client(headers={"host": "web:8000"})


def refuse(*args):
    raise OperationalError("connection refused: password=secret")


def parts(answer):
    return json.loads(answer.content)["parts"]


def test_life_touches_nothing(closed):
    # No mark of the database: to ask it would fail the test.
    answer = closed.get("/health/live")
    assert (answer.status_code, json.loads(answer.content)) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_every_part_is(closed, analyzer: Analyzer):
    Indexer().run()
    answer = closed.get("/health/ready")
    assert answer.status_code == 200
    assert set(parts(answer).values()) == {"ok"}
    assert json.loads(answer.content)["version"] == VERSION
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_not_ready_without_an_index(closed, analyzer: Analyzer):
    answer = closed.get("/health/ready")
    assert answer.status_code == 503
    assert json.loads(answer.content)["version"] == VERSION
    assert parts(answer) == {"database": "ok", "migrations": "ok", "lexicon": "ok", "index": "failed"}


@pytest.mark.django_db
def test_not_ready_without_a_migration(closed, analyzer: Analyzer):
    Indexer().run()
    MigrationRecorder.Migration.objects.filter(app="articles").delete()
    assert [name for name, said in parts(closed.get("/health/ready")).items() if said == "failed"] == ["migrations"]


@pytest.mark.django_db
def test_not_ready_without_the_database_and_no_reason_is_told(closed, analyzer: Analyzer):
    with connection.execute_wrapper(refuse):
        answer = closed.get("/health/ready")
    assert answer.status_code == 503
    assert parts(answer)["database"] == "failed"
    assert b"secret" not in answer.content


@pytest.mark.django_db
def test_figures_only_for_the_token(closed, settings):
    assert closed.get("/metrics").status_code == 404
    assert closed.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    settings.METRICS_TOKEN = TOKEN
    assert closed.get("/metrics", headers={"Authorization": "Bearer another"}).status_code == 404
    answer = closed.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert "archive_changes_due 0.0" in answer.content.decode()


def figure(name):
    return REGISTRY.get_sample_value(name) or 0.0


@pytest.mark.django_db
def test_the_change_log_is_counted_with_its_age(analyzer: Analyzer):
    published("هدنة")
    published("زلزال")
    Change.objects.update(due_at=timezone.now() - timedelta(minutes=5))
    Change.objects.create(article_id=1, due_at=timezone.now() + timedelta(days=1))
    waiting, age = (family.samples[0].value for family in ChangeLogCollector().collect())
    assert waiting == 2
    assert 300 <= age < 360
    before = figure("archive_articles_indexed_total")
    Indexer().run()
    assert figure("archive_articles_indexed_total") == before + 2
    assert [family.samples[0].value for family in ChangeLogCollector().collect()] == [0, 0]


@pytest.mark.django_db
def test_questions_and_failures_of_the_engine_are_counted(client, analyzer: Analyzer):
    failed, asked = figure("archive_engine_failures_total"), figure("archive_engine_seconds_count")
    assert client.get("/search/", {"q": "هدنة"}).status_code == 503
    assert figure("archive_engine_failures_total") == failed + 1
    Indexer().run()
    assert client.get("/search/", {"q": "هدنة"}).status_code == 200
    assert figure("archive_engine_failures_total") == failed + 1
    assert figure("archive_engine_seconds_count") >= asked + 2

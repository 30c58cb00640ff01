"""Settings: each documented, and none unsafe in production."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsarchive.engines import connection
from tests.support.environment import settings_read

ROOT = Path(__file__).resolve().parents[2]
TAKEN_FROM_ENVIRONMENT = re.compile(r"os\.environ\[[^\]]+\](?! = )|os\.environ\.get|getenv")
KEY = "a key of a test, of fifty characters and a few more, no secret"
SAFE = {"PRODUCTION": "1", "SECRET_KEY": KEY, "ALLOWED_HOSTS": "archive.example.org"}


def test_every_setting_is_documented_once_in_both_places():
    table = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE)
    example = re.findall(r"^#([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert sorted(table) == sorted(example) == sorted(settings_read())


def test_no_other_module_reads_the_environment():
    modules = [path for app in ("newsarchive", "articles", "search") for path in (ROOT / app).rglob("*.py")]
    reading = {
        path.name
        for path in modules
        if re.search(r"os\.environ\[[^\]]+\](?! = )|os\.environ\.get|getenv", path.read_text())
    }
    assert not reading


IMPORT = ("-c", "import newsarchive.settings")


def start(tmp_path: Path, *command: str, **changes: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "ARCHIVE_VAR": str(tmp_path), **SAFE, **changes}
    command = (sys.executable, *(command or IMPORT))
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "changes",
    [
        {"DEBUG": "1"},
        {"SECRET_KEY": ""},
        {"SECRET_KEY": "short"},
        {"SECRET_KEY": "k" * 60},
        {"SECRET_KEY": f"django-insecure-{KEY}"},
        {"ALLOWED_HOSTS": "*"},
        {"ALLOWED_HOSTS": ""},
        {"ALLOWED_HOSTS": "archive.example.org,."},
        {"CSRF_TRUSTED_ORIGINS": "http://archive.example.org"},
        {"DATABASE_URL": "postgres://desk:postgres@db:5432/news"},
        {"DATABASE_URL": "postgres://desk:desk@db:5432/news"},
        {"METRICS_TOKEN": "short"},
    ],
    ids=lambda changes: "-".join(f"{name}={value}" for name, value in changes.items()),
)
def test_production_refuses_to_start_unsafe(tmp_path, changes):
    refused = start(tmp_path, **changes)
    assert refused.returncode
    assert next(iter(changes)) in refused.stderr


def test_production_starts_safe_and_writes_no_key(tmp_path):
    assert start(tmp_path).returncode == 0
    assert not (tmp_path / "secret_key").exists()


def test_a_secret_may_stand_in_a_file(tmp_path):
    (tmp_path / "key").write_text(KEY)
    assert start(tmp_path, SECRET_KEY="", SECRET_KEY_FILE=str(tmp_path / "key")).returncode == 0
    (tmp_path / "key").write_text("short")
    assert "SECRET_KEY" in start(tmp_path, SECRET_KEY_FILE=str(tmp_path / "key")).stderr


def test_production_passes_the_deployment_check(tmp_path):
    checked = start(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", CSRF_TRUSTED_ORIGINS="")
    assert checked.returncode == 0, checked.stderr
    assert "?:" not in checked.stderr + checked.stdout


def test_made_key_is_kept_and_private(tmp_path):
    for _ in range(2):
        assert start(tmp_path, PRODUCTION="0", SECRET_KEY="").returncode == 0
    key = tmp_path / "secret_key"
    assert len(key.read_text()) >= 50
    assert key.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.parametrize(
    ("url", "engine"),
    [
        ("", "search.retrieval.haystack.engines.WhooshEngine"),
        ("tantivy:", "search.retrieval.haystack.engines.TantivyEngine"),
        ("tantivy:///srv/archive", "search.retrieval.haystack.engines.TantivyEngine"),
        ("opensearch://one:9200,two:9200/news", "search.retrieval.haystack.engines.OpenSearchEngine"),
        ("opensearch+https://one:9200/news", "search.retrieval.haystack.engines.OpenSearchEngine"),
    ],
)
def test_the_engine_is_chosen_by_its_address(tmp_path, url, engine):
    chosen = connection(url, tmp_path, USER="u")
    assert chosen["ENGINE"] == engine
    folders = {"": tmp_path / "index", "tantivy:": tmp_path / "tantivy", "tantivy:///srv/archive": "/srv/archive"}
    if url in folders:
        assert chosen["PATH"] == str(folders[url])
    if "," in url:
        assert chosen["URL"] == ["http://one:9200", "http://two:9200"]
    if "https" in url:
        assert (chosen["URL"], chosen["INDEX_NAME"], chosen["USER"]) == (["https://one:9200"], "news", "u")


@pytest.mark.parametrize("folder", ["", "archive"])
def test_an_index_is_given_no_folder_that_holds_more(tmp_path, folder):
    with pytest.raises(ImproperlyConfigured):
        connection(f"tantivy://{tmp_path / folder}", tmp_path / "archive")
    with pytest.raises(ImproperlyConfigured):
        connection("tantivy:///", tmp_path)


@pytest.mark.parametrize(
    "url", ["solr://here/x", "tantivy://host/folder", "tantivy:folder", "opensearch://here:9200", "opensearch:///news"]
)
def test_an_address_of_no_engine_is_refused_at_the_start(tmp_path, url):
    refused = start(tmp_path, SEARCH_URL=url)
    assert refused.returncode
    assert f"SEARCH_URL='{url}' names no engine" in refused.stderr

"""What is deployed hangs together: the compose file's settings exist, and no secret or open port is in it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.support.environment import settings_read
from tests.support.services import missing

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
SERVICES = yaml.safe_load((DEPLOY / "compose.yml").read_text())["services"]
OURS = ("prepare", "web", "indexer")


def test_compose_takes_the_file():
    if not shutil.which("docker-compose"):
        missing("docker-compose is not installed")
    command = ["docker-compose", "-f", str(DEPLOY / "compose.yml"), "config", "-q"]
    environment = {"PATH": "/usr/bin:/bin:/usr/local/bin", "ARCHIVE_HOST": "archive.example.org"}
    subprocess.run(command, env=environment, check=True, timeout=60)


@pytest.mark.parametrize("service", OURS)
def test_the_archive_is_given_settings_that_it_reads(service):
    given = {name.removesuffix("_FILE") for name in SERVICES[service]["environment"]}
    assert given <= settings_read()


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_may_do_little(service):
    is_engine = service == "opensearch"
    told = SERVICES[service]
    assert told["cap_drop"] == ["ALL"]
    assert told["security_opt"] == ["no-new-privileges:true"]
    assert told["read_only"] is not is_engine
    assert "mem_limit" in told
    assert ("ports" in told) == (service == "proxy")
    assert re.fullmatch(r"\S+:(\d+\.\d+\S*|\$\{ARCHIVE_VERSION:-1\})", told["image"])


def test_the_image_holds_what_the_archive_needs_and_nothing_of_its_making():
    taken = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert all((ROOT / name).exists() for name in taken)
    assert taken.isdisjoint({"tests", "benchmarks", "deploy", "docs", "requirements-dev.txt", ".env"})
    assert {
        "arabic",
        "articles",
        "newsarchive",
        "pages",
        "search",
        "templates",
        "static",
        "locale",
        "manage.py",
    } <= taken
    assert "pyproject.toml" in taken, "the version is read from it"


def test_secrets_stay_out_of_the_repository():
    ignored = (ROOT / ".gitignore").read_text().split()
    assert {"/deploy/.env", "/deploy/secrets/"} <= set(ignored)
    assert "PASSWORD=" not in (DEPLOY / ".env.example").read_text()

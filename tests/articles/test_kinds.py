"""The registry of the kinds of record: a new kind is one entry and a migration."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from articles.kinds import BY_NUMBER, FIELDS, KINDS, LISTS, SEGMENTS, SINGLE_FIELDS

# What stands before each command: the registry's own file with one entry more.
ENTRY = """
import pathlib, sys, types
text = pathlib.Path("articles/kinds.py").read_text(encoding="utf-8")
entry = 'Kind("event", 8, "events", "", "Event", "Events", "events", "event", "events", ("حدث",), is_many=True),'
before, end, after = text.partition(')\\n\"\"\"Every kind,')
assert end
import articles
kinds = articles.kinds = sys.modules["articles.kinds"] = types.ModuleType("articles.kinds")
exec(compile(before + entry + end + after, "articles/kinds.py", "exec"), vars(kinds))
import django
django.setup()
"""
# The migration is made in memory: nothing is written into the package.
WORK = """
from django.conf import settings
settings.MIGRATION_MODULES = {"articles": None}
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
from django.core.management import call_command
call_command("migrate", run_syncdb=True, verbosity=0)
import json, pathlib
lines = [
    {"type": "event", "name": "معركة الباغوز", "slug": "battle"},
    {"type": "article", "headline": "خبر الباغوز", "lead": "نص", "events": ["معركة الباغوز"], "status": "published",
     "published_at": "2019-03-23"},
    {"type": "article", "headline": "خبر آخر", "lead": "نص", "status": "published", "published_at": "2019-03-24"},
]
path = pathlib.Path(settings.VAR) / "two.jsonl"
path.write_text("\\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
call_command("import_articles", str(path), verbosity=0)
call_command("update_index", verbosity=0)
from django.test import Client
from articles.models import Article, NAMED_KINDS
assert NAMED_KINDS["event"].objects.get().articles.get().headline == "خبر الباغوز"
client = Client(headers={"host": "localhost"})
for address in ("/search/?q=حدث:\\"معركة الباغوز\\"", "/search/?event=battle"):
    page = client.get(address).content.decode()
    assert "خبر الباغوز" in page and "خبر آخر" not in page, address
offered = client.get("/search/?q=خبر").content.decode()
assert "event=battle" in offered, "a filter of its own"
assert "معركة الباغوز" in client.get("/events/battle/").content.decode()
assert "معركة الباغوز" in client.get(Article.objects.get(headline="خبر الباغوز").get_absolute_url()).content.decode()
out = pathlib.Path(settings.VAR) / "out.jsonl"
call_command("export_articles", str(out), verbosity=0)
assert '"events": ["battle"]' in out.read_text(encoding="utf-8")
print("all of it")
"""


def run(code: str, folder: Path) -> str:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "newsarchive.settings",
        "ARCHIVE_VAR": str(folder),
        "LEXICON_DIR": str(settings.LEXICON_DIR),
        "DATABASE_URL": "",
        "SEARCH_URL": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", ENTRY + code],
        cwd=settings.BASE_DIR,
        env={name: value for name, value in environment.items() if value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_a_migration_is_all_that_a_new_kind_asks_for(tmp_path: Path) -> None:
    said = run(
        'from django.core.management import call_command; call_command("makemigrations", dry_run=True)', tmp_path
    )
    assert "Create model Event" in said
    assert "Add field events to article" in said
    assert "Remove" not in said


@pytest.mark.usefixtures("analyzer")
def test_a_new_kind_is_known_everywhere(tmp_path: Path) -> None:
    assert "all of it" in run(WORK, tmp_path)


def test_what_is_stored_of_a_kind_stays() -> None:
    """Numbers stand in the database, names in addresses and in files."""
    numbers = {kind.name: kind.number for kind in BY_NUMBER}
    assert numbers == {
        "source": 1, "agency": 2, "section": 3, "subject": 4, "place": 5, "person": 6, "organisation": 7
    }  # fmt: skip
    assert len({name for kind in KINDS for name in kind.question_names}) == sum(len(k.question_names) for k in KINDS)
    assert SINGLE_FIELDS == ("source", "agency", "section")
    assert list(LISTS) == ["subjects", "places", "people", "organisations"]
    assert FIELDS["person"] == SEGMENTS["person"] == "people"

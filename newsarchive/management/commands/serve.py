"""`manage.py serve`: prepare everything that the archive needs, then serve it."""

import hashlib
import os
import secrets
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import BaseCommand, call_command
from django.core.management.base import CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from search.backends import default
from search.indexing.built import outdated

SAMPLE = Path(settings.BASE_DIR) / "seeds" / "sample.jsonl"
# Bytes without which nothing can be prepared: SQLite alone needs as many to open a database.
ROOM = 1 << 16
FIRST_EDITOR = "editor"
# The group that a migration of articles/ creates.
CHIEF_EDITORS = "Chief editor"


class Command(BaseCommand):
    help = "Prepare what is missing (lexicon, database, sample articles, index), then serve the archive."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--prepare-only", action="store_true", help="do not start the server")

    def handle(self, *args: Any, prepare_only: bool, **options: Any) -> None:
        try_to_write(settings.VAR)
        collect_static()
        call_command("build_lexicon")
        call_command("migrate", verbosity=0)
        # If there is an account, the archive was already set up, and its samples may have been deleted on purpose. In
        # production, samples must not mix with a newspaper's own articles.
        is_new = not get_user_model().objects.exists()
        if is_new and not settings.PRODUCTION:
            call_command("import_articles", str(SAMPLE))
        call_command("update_index", verbosity=0)
        if outdated(default()):
            call_command("rebuild_index")
        if is_new:
            # Print before the commit: if the process is killed between them, the next start creates another account.
            with transaction.atomic():
                self.stdout.write(first_editor())
                self.stdout.flush()
        if not prepare_only:
            self.stdout.flush()
            gunicorn = [sys.executable, "-m", "gunicorn", "-c", "python:newsarchive.gunicorn", "newsarchive.wsgi"]
            os.execv(sys.executable, gunicorn)  # noqa: S606 - no shell


def try_to_write(folder: Path) -> None:
    """Raise OSError, with the name of the folder, if no file can be written there."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(ROOM))
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(folder)) from error


def first_editor() -> str:
    """Create the first chief editor's account. Return the message with its password, which is stored nowhere else."""
    password = secrets.token_urlsafe(12)
    user = get_user_model().objects.create_user(FIRST_EDITOR, password=password, is_staff=True)
    user.groups.add(Group.objects.get(name=CHIEF_EDITORS))
    return _(
        "An editor's account was made: name %(name)s, password %(password)s\n"
        "The password is shown this once. The editors' pages are at /admin/."
    ) % {"name": FIRST_EDITOR, "password": password}


def collect_static() -> None:
    """Collect the static files if any has changed since they were last collected."""
    seen = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for path in sorted(settings.STATICFILES_DIRS[0].rglob("*")):
        seen.update(f"{path.name} {path.stat().st_mtime_ns}".encode())
    mark = settings.STATIC_ROOT / "gathered"
    if not mark.exists() or mark.read_text() != seen.hexdigest():
        call_command("collectstatic", interactive=False, verbosity=0)
        mark.write_text(seen.hexdigest())

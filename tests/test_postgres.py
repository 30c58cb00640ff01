"""What the suite says of records, pages, import and indexing holds on PostgreSQL too."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.support.services import missing

FOLDERS = (
    "tests/articles",
    "tests/pages",
    "tests/newsarchive/test_logins.py",
    "tests/newsarchive/test_probes.py",
    "tests/search/indexing",
    "tests/search/backends/test_counts.py",
    "tests/search/backends/test_language.py",
    "tests/search/backends/test_suite.py",
    "tests/search/gazetteer/test_names_on_pages.py",
    "tests/search/presenters/test_search_terms.py",
    "tests/search/retrieval",
    "tests/search/views",
)
# What in them never asks the database, or asks it nothing that the others do not.
LEFT_OUT = (
    "tests/articles/test_wording.py",
    "tests/articles/readers",
    "tests/pages/test_guide.py",
    *(f"tests/search/retrieval/test_{name}.py" for name in ("explain", "highlight", "params")),
)

# Of the engines the one that goes with it on one machine; what they find does not depend on where the records are.
CHOSEN = ["-m", "not slow and not browser", "-k", "not whoosh and not opensearch"]


@pytest.mark.postgres
@pytest.mark.slow(240)
def test_the_same_on_postgresql():
    url = os.environ.get("POSTGRES_URL")
    if not url:
        missing("POSTGRES_URL names no PostgreSQL, such as postgres://archive:archive@127.0.0.1:5432/archive")
    shared = ["-n", "auto", "--dist", "loadgroup", "--no-loadscope-reorder"]
    less = [f"--ignore={path}" for path in LEFT_OUT]
    command = [sys.executable, "-m", "pytest", "-q", *shared, *CHOSEN, *less, *FOLDERS]
    environment = {**os.environ, "DATABASE_URL": url, "LEXICON_DIR": str(settings.LEXICON_DIR)}
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False, timeout=900
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]

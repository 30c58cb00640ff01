"""The archive as a WSGI application: `gunicorn newsarchive.wsgi`."""

import os
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")

STATEMENT_SECONDS = 30
"""Time limit for a statement of a page, in seconds. Commands have no limit."""


def bound_statements(connection: Any, **kwargs: Any) -> None:
    """Set PostgreSQL's statement time-out. SQLite has a time-out of its own."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = '{STATEMENT_SECONDS}s'")


connection_created.connect(bound_statements, dispatch_uid="bound statements")
application = get_wsgi_application()

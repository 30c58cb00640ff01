"""What the archive tells of itself on stderr: lines to read, or in production one JSON object an event."""

import logging
from contextvars import ContextVar
from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""That of the request being answered, "" outside of one."""

OURS = ("newsarchive", "pages", "search", "articles", "arabic")


class RequestIdFilter(logging.Filter):
    """Writes into each record which request it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        if number := request_id.get():
            record.request_id = number
        return True


def logging_settings(level: str, *, as_json: bool) -> dict[str, Any]:
    """Return the settings of `logging` for Django and gunicorn: `level` for the archive's own, warnings of others."""
    level = level.upper()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "newsarchive.logs.RequestIdFilter"}},
        "formatters": {
            "text": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "format": "%(levelname)s %(name)s %(message)s",
                "rename_fields": {"levelname": "level", "name": "logger", "exc_info": "traceback"},
                "timestamp": "at",
                "json_ensure_ascii": False,
                # Django's errors bring the request, which would be written with the question.
                "reserved_attrs": [*RESERVED_ATTRS, "request"],
            },
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "filters": ["request_id"],
                "formatter": "json" if as_json else "text",
            }
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            **{name: {"level": level} for name in OURS},
            # gunicorn's own log passes nothing on.
            "gunicorn.error": {"handlers": ["stderr"], "level": level, "propagate": False},
            # Its lines of each 404 say less than the request's own; errors bring their traceback.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR"},
            # Whoever scans the net calls the archive by names it has not: the request's own line says so.
            "django.security.DisallowedHost": {"level": "CRITICAL"},
        },
    }

"""The log on stderr: plain lines, or in production one JSON object per event."""

import logging
from contextvars import ContextVar
from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the current request, "" outside of a request."""

OURS = ("newsarchive", "pages", "search", "articles", "arabic")


class RequestIdFilter(logging.Filter):
    """Adds the id of the current request to each log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        if number := request_id.get():
            record.request_id = number
        return True


def logging_settings(level: str, *, as_json: bool) -> dict[str, Any]:
    """Return the `logging` settings for Django and gunicorn: `level` for the archive's loggers, else warnings."""
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
                # Django's errors include the request, and so the question, which must not be logged.
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
            # gunicorn's own log does not propagate.
            "gunicorn.error": {"handlers": ["stderr"], "level": level, "propagate": False},
            # Its lines for 404s say less than the archive's own request line; errors keep their traceback.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR"},
            # Scanners use host names that the archive does not have: the archive's own request line is enough.
            "django.security.DisallowedHost": {"level": "CRITICAL"},
        },
    }

"""The checks that PRODUCTION=1 requires at start."""

from typing import Any

SHORTEST_KEY, FEWEST_CHARACTERS = 50, 5
"""Limits for SECRET_KEY, as in Django's own check (security.W009)."""
SHORTEST_TOKEN = 20
KNOWN_PASSWORDS = {"postgres", "password", "archive", "newsarchive", "changeme", "secret", "admin", "root"}


def unsafe(
    *, debug: bool, key: str | None, hosts: list[str], origins: list[str], database: dict[str, Any], token: str
) -> list[str]:
    """Return the names of the settings whose values are unsafe on a public server.

    `database` is Django's description of the database. PostgreSQL without a password is allowed: the server may
    identify the archive by its socket or its certificate.
    """
    password = str(database.get("PASSWORD") or "")
    guessed = bool(password) and password in KNOWN_PASSWORDS | {database.get("USER"), database.get("NAME")}
    found = {
        "DEBUG": debug,
        "SECRET_KEY": not is_random(key or ""),
        "ALLOWED_HOSTS": not hosts or any("*" in host or not host.strip(".") for host in hosts),
        "CSRF_TRUSTED_ORIGINS": any(not origin.startswith("https://") or "*" in origin for origin in origins),
        "DATABASE_URL": guessed,
        "METRICS_TOKEN": 0 < len(token) < SHORTEST_TOKEN,
    }
    return [name for name, is_unsafe in found.items() if is_unsafe]


def is_random(key: str) -> bool:
    """Return whether a key looks randomly generated."""
    drawn = len(key) >= SHORTEST_KEY and len(set(key)) >= FEWEST_CHARACTERS
    return drawn and not key.startswith("django-insecure-")

"""The version of the archive. It stands once, in pyproject.toml."""

import tomllib
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


def read_version(project: Path) -> str:
    """Return `project.version` of a pyproject.toml. Raise ImproperlyConfigured if it cannot be read."""
    try:
        version = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"]
    except (OSError, KeyError, ValueError) as error:
        raise ImproperlyConfigured(
            f"The archive's version cannot be read from {project}: {error!r}. "
            "The file belongs beside manage.py, with `version` in its table [project]."
        ) from error
    return str(version)


# Read once, at the start: an installation without the file says so before it serves anybody.
VERSION = read_version(PROJECT)

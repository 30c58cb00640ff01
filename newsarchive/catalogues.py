"""Compile the interface's translations into the folder that the program writes to.

The repository holds only locale/<language>/LC_MESSAGES/django.po. Babel compiles it, so that no gettext tools need be
installed.
"""

import os
from pathlib import Path

from django.conf import settings
from django.utils.translation.reloader import translation_file_changed

SOURCES = Path(settings.BASE_DIR) / "locale"


def compile_catalogues() -> None:
    """Compile each catalogue that is newer than its compiled file. Raise OSError if that cannot be written."""
    for source in sorted(SOURCES.glob("*/LC_MESSAGES/django.po")):
        target = settings.LOCALE_PATHS[0] / source.relative_to(SOURCES).with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            _compile(source, target)


def _compile(source: Path, target: Path) -> None:
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - only a process that compiles needs them
    from babel.messages.pofile import read_po  # noqa: PLC0415

    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.parent.parent.name, abort_invalid=True)
    draft = target.with_suffix(f".{os.getpid()}")
    with draft.open("wb") as machine:
        write_mo(machine, catalogue)
    draft.replace(target)
    # The models' names were loaded before, without the catalogue: reset the cached translations.
    translation_file_changed(None, target)

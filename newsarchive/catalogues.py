"""The interface's translations, compiled to where the program writes.

The repository holds locale/<language>/LC_MESSAGES/django.po alone; Babel compiles it, so that no gettext tools
need be installed.
"""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.reloader import translation_file_changed

SOURCES = Path(settings.BASE_DIR) / "locale"


def compile_catalogues() -> int:
    """Compile each catalogue newer than what stands compiled, and return how many were; this process speaks by them."""
    compiled = 0
    for source in sorted(SOURCES.glob("*/LC_MESSAGES/django.po")):
        target = settings.LOCALE_PATHS[0] / source.relative_to(SOURCES).with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parent.parent.name, abort_invalid=True)
        draft = target.with_suffix(".new")
        with draft.open("wb") as machine:
            write_mo(machine, catalogue)
        draft.replace(target)
        translation_file_changed(None, target)
        compiled += 1
    return compiled

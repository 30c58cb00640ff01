#!/usr/bin/env python
"""Run one of the archive's commands: `python manage.py help` lists them."""

import errno
import os
import sys

REFUSED = {errno.EACCES, errno.EDQUOT, errno.ENOSPC, errno.EPERM, errno.EROFS}
# In both languages: the settings, which choose one, may be what cannot be read.
TOLD = """\
لا يستطيع الأرشيف استعمال {path} ({reason}): امنحه حق القراءة والكتابة هناك، أو أفرغ مساحة على القرص، أو اختر له مجلدًا آخر بالإعداد ARCHIVE_VAR.
The archive cannot use {path} ({reason}): let it read and write there, free some space on the disk, or choose another \
folder for it with ARCHIVE_VAR."""  # noqa: E501 - a sentence is one line


def main() -> None:
    """Run the command. End with a sentence where the disk is full or may not be written."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings must be named first

    try:
        execute_from_command_line(sys.argv)
    except OSError as error:
        if error.errno not in REFUSED:
            raise
        # A full disk is told without a name.
        path = error.filename or os.environ.get("ARCHIVE_VAR", "var")
        sys.exit(TOLD.format(path=path, reason=error.strerror))


if __name__ == "__main__":
    main()

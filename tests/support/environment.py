"""What the settings read from the environment."""

import re

from django.conf import settings

READ = re.compile(r'env\.\w+\(\s*"([A-Z_]+)"')


def settings_read() -> set[str]:
    folder = settings.BASE_DIR / "newsarchive"
    files = [folder / "settings.py", folder / "gunicorn.py"]
    return {name for path in files for name in READ.findall(path.read_text())}

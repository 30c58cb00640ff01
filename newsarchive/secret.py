"""The signing key of an archive without SECRET_KEY."""

import os
import secrets
from pathlib import Path


def kept_secret_key(folder: Path) -> str:
    """Return the key in `folder`/secret_key. Create it at the first call, readable only by its owner.

    Two processes that start at the same time get the same key: the complete file is linked into place, and the first
    link wins. Raise OSError if the folder cannot be written.
    """
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"secret_key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()

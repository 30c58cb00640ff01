"""The signing key of an archive that was given none."""

import os
import secrets
from pathlib import Path


def kept_secret_key(folder: Path) -> str:
    """Return the key kept in `folder`/secret_key, made at the first call and readable by its owner alone.

    Two processes that start at once agree: the file is linked into place whole, and the first one wins.
    Raises OSError where the folder cannot be written.
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

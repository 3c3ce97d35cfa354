"""Where an installation keeps its files, and the key it signs with."""

import errno
import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path


def home(environment: Mapping[str, str]) -> Path:
    """The installation's own folder: TRYGGHJULET_HOME, or `var` where the command is run; made if missing.

    The folder, and whatever the process writes from now on, is its owner's alone.

    Raises:
        OSError: the folder cannot be made or written in; `filename` says which.
    """
    folder = Path(environment.get("TRYGGHJULET_HOME", "var")).absolute()
    os.umask(0o077)
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    with suppress(PermissionError):  # a folder that somebody else owns and lends out keeps its own rights
        folder.chmod(0o700)
    return folder


def secret_key(environment: Mapping[str, str], folder: Path, make: Callable[[], str]) -> str:
    """TRYGGHJULET_SECRET_KEY, or a key of the installation's own that is made once and kept in its folder."""
    if given := environment.get("TRYGGHJULET_SECRET_KEY"):
        return given
    kept = folder / "secret_key"
    if not kept.exists():
        # Written whole under another name first: another process reads all of the key or none of it.
        with tempfile.NamedTemporaryFile("w", dir=folder, prefix=".secret_key-") as made:
            made.write(make())
            made.flush()
            os.fsync(made.fileno())
            with suppress(FileExistsError):
                os.link(made.name, kept)
    return kept.read_text().strip()

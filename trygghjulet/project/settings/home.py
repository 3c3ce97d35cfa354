"""Where an installation keeps its files, and the key it signs with."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path


def home(environment: Mapping[str, str]) -> Path:
    """The installation's own folder: TRYGGHJULET_HOME, or `var` where the command is run; made if missing."""
    folder = Path(environment.get("TRYGGHJULET_HOME", "var")).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key(environment: Mapping[str, str], folder: Path, make: Callable[[], str]) -> str:
    """TRYGGHJULET_SECRET_KEY, or a key of the installation's own that is made once and kept in its folder."""
    if given := environment.get("TRYGGHJULET_SECRET_KEY"):
        return given
    kept = folder / "secret_key"
    try:
        with open(kept, "x", opener=_only_owner) as file:  # Path.open takes no opener
            file.write(make())
    except FileExistsError:
        pass
    return kept.read_text().strip()


def _only_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)

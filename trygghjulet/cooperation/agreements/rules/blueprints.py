"""The arrangements that a municipality can start from: one TOML file each, or a folder of files."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from trygghjulet.obligations.reading import read_blueprint
from trygghjulet.obligations.words import Blueprint

HERE = Path(__file__).parents[1] / "blueprints"


def names() -> tuple[str, ...]:
    """The names of the arrangements that come with the product."""
    files = [path.stem for path in HERE.glob("*.toml")]
    folders = [path.name for path in HERE.iterdir() if any(path.glob("*.toml"))]
    return tuple(sorted((*files, *folders)))


@lru_cache(maxsize=16)
def load(name: str) -> Blueprint:
    """The arrangement with that name.

    Raises:
        KeyError: there is none.
    """
    if name not in names():
        raise KeyError(name)
    return read_path(HERE / name if (HERE / name).is_dir() else HERE / f"{name}.toml")


def read_path(path: Path) -> Blueprint:
    """An arrangement from a file, or from all the files of a folder.

    Raises:
        Unreadable: something in it is not as docs/using/duties.md says.
    """
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    return read_blueprint((one.name, one.read_bytes()) for one in files)

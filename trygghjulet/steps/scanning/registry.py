"""The formats that material can come in. Each source folder registers its own; nothing here names one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.observations.findings import Reading

#: West, south, east, north in degrees.
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Circumstances:
    """What a reader is told beside the file.

    Attributes:
        name: what the person calls the file.
        today: nothing can have happened after this day.
        bounds: where points may lie.
        epsg: the metres that points are kept in.
        limits: how large the file may be.
        areas: the areas' codes and names, which are never taken for personal data.
    """

    name: str
    today: date
    bounds: Bounds
    epsg: int
    limits: Limits
    areas: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Format:
    """One way in which material comes.

    Attributes:
        key: what the database keeps.
        title: what a person chooses.
        sentence: what it is, and where such a file is got.
        accepts: file name endings, for the file chooser.
        read: file and circumstances → rows and findings; raises UnreadableFile.
    """

    key: str
    title: str
    sentence: str
    accepts: tuple[str, ...]
    read: Callable[[Path, Circumstances], Reading]


_formats: dict[str, Format] = {}


def register(format: Format) -> None:
    """Make a format known; a key can be taken once.

    Raises:
        ValueError: another format has the key.
    """
    if _formats.setdefault(format.key, format) is not format:
        raise ValueError(f"Formatet {format.key} är redan anmält.")


def formats() -> tuple[Format, ...]:
    """All known formats, by title."""
    return tuple(sorted(_formats.values(), key=lambda f: f.title))


def format_of(key: str) -> Format:
    """The format with a key.

    Raises:
        LookupError: no source has registered it.
    """
    try:
        return _formats[key]
    except KeyError:
        raise LookupError(f"Formatet {key} finns inte i den här installationen.") from None

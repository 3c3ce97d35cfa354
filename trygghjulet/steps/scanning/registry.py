"""The formats that material can come in. Each source folder registers its own; nothing here names one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tables import Wanted
from trygghjulet.foundation.services.client import Client
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
        mapping: which of the file's columns is what, as a person stated it once: the reader's words to the file's.
        settings: what the source was told when it was set up: a municipality's code, a codebook.
    """

    name: str
    today: date
    bounds: Bounds
    epsg: int
    limits: Limits
    areas: frozenset[str] = frozenset()
    mapping: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """Something that a source must or may be told, by the person who sets it up.

    Attributes:
        key: what the database keeps.
        label: what the form says.
        help: where a person finds it, or an example.
        required: nothing can be done without it.
        long: a text of several lines, such as a codebook.
        secret: a key; neither the source's page nor the log shows it.
    """

    key: str
    label: str
    help: str = ""
    required: bool = False
    long: bool = False
    secret: bool = False


@dataclass(frozen=True)
class Fetched:
    """What a service gave: a file like any other, with the name that it is told of by."""

    file_name: str
    content: bytes


@dataclass(frozen=True)
class Service:
    """Where a format's files can be fetched, beside being handed in.

    Attributes:
        sentence: what is asked, of whom.
        asks: what the source must be told, beside the format's own.
        fetch: client, the source's settings and today → a file that the format reads. Raises ServiceFailure.
    """

    sentence: str
    asks: tuple[Asked, ...]
    fetch: Callable[[Client, Mapping[str, str], date], Fetched]


@dataclass(frozen=True)
class Format:
    """One way in which material comes.

    Attributes:
        key: what the database keeps.
        title: what a person chooses.
        sentence: what it is, and where such a file is got.
        accepts: file name endings, for the file chooser.
        read: file and circumstances → rows and findings; raises UnreadableFile.
        theme: what such material mostly tells of, a value of `Theme`; proposed when a source is set up.
        columns: what a person may state about the file's columns, when they aren't recognised.
        asks: what the reader must be told when the source is set up.
        service: where such files can be fetched.
        folder: the source's own folder; its `page.md` documents it and `samples/` holds files made by us.
        has_categories: its rows have categories, that can be mapped to the common tree.
        pushed: how another system can send to such a source by itself, a sentence; empty where it can't.
        name: what a source of it is proposed to be called; the title where nothing is said.
        definition: what its figures mean, as a sentence to begin from when a source is set up.
        propose: the file's column names → a guess at which is what, for `columns`; by likeness where there is none.
        distinct: its files are like no other's, so that one handed in to another source can be told.
        wanted: what is stated of the columns → whether a row of names is the header, as the reader judges it.
    """

    key: str
    title: str
    sentence: str
    accepts: tuple[str, ...]
    read: Callable[[Path, Circumstances], Reading]
    theme: str = ""
    columns: tuple[Asked, ...] = ()
    asks: tuple[Asked, ...] = ()
    service: Service | None = None
    folder: Path | None = None
    has_categories: bool = False
    pushed: str = ""
    name: str = ""
    definition: str = ""
    propose: Callable[[Sequence[str]], Mapping[str, str]] | None = None
    wanted: Callable[[Mapping[str, str]], Wanted] | None = None
    distinct: bool = False

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Everything that a source is told, by the reader and by the service, each once."""
        every = (*self.asks, *(self.service.asks if self.service else ()))
        return tuple({one.key: one for one in every}.values())

    @property
    def samples(self) -> tuple[Path, ...]:
        """The files that show what the format looks like, by name."""
        folder = self.folder / "samples" if self.folder else None
        return tuple(sorted(folder.iterdir())) if folder and folder.is_dir() else ()


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

"""A file of places on its way in: what each row would do, kept between the preview and the answer."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from shapely import from_wkb, to_wkb

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.gazetteer.operations import Content, Weighed, weigh
from trygghjulet.foundation.gazetteer.reading import ReadPlace, read_places
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.observations.findings import Finding

#: A list of places is not a list of houses; more than this is another file.
MOST_PLACES = 5000
_KEPT_SECONDS = 3600


@dataclass(frozen=True)
class Plan:
    """What a file would do: its rows held against what is known, and what is wrong with the others."""

    rows: tuple[tuple[int, Weighed], ...]
    findings: tuple[Finding, ...]
    rows_read: int
    notes: tuple[str, ...]

    @property
    def contents(self) -> list[Content]:
        """The places to take in, when nothing is wrong."""
        return [weighed.content for _, weighed in self.rows]

    @property
    def new(self) -> int:
        """How many places would be added."""
        return sum(weighed.known is None for _, weighed in self.rows)

    @property
    def changed(self) -> int:
        """How many places would be changed."""
        return sum(weighed.differs for _, weighed in self.rows)

    @property
    def fits(self) -> bool:
        """Can it be taken in: nothing is wrong, and something comes of it?"""
        return not self.findings and bool(self.new + self.changed)


def plan(path: Path, *, name: str, cooperation: Cooperation) -> Plan:
    """Read a file of places and hold it against what is known.

    Raises:
        UnreadableFile: the file can't be used at all.
    """
    limits = Limits(
        max_bytes=settings.DELIVERY_MAX_BYTES,
        max_rows=MOST_PLACES,
        max_unpacked_bytes=settings.DELIVERY_MAX_UNPACKED_BYTES,
    )
    read = read_places(path, name=name, limits=limits)
    weighed = weigh(cooperation.area, [_content(row) for row in read.rows])
    told = list(zip((row.row for row in read.rows), weighed, strict=True))
    refused = [
        Finding(number, None, one.content.name, str(one.refusal), "Rätta raden i filen.")
        for number, one in told
        if one.refusal is not None
    ]
    findings = sorted((*read.findings, *refused), key=lambda finding: finding.row or 0)
    return Plan(
        rows=tuple((number, one) for number, one in told if one.refusal is None),
        findings=tuple(findings),
        rows_read=read.rows_read,
        notes=read.notes,
    )


def keep(contents: Sequence[Content], *, user_id: int | None, cooperation: Cooperation) -> str:
    """Keep what was previewed until it is answered; gives the word that it is asked for by."""
    word = uuid.uuid4().hex
    cache.set(_key(word, user_id, cooperation), [_plain(content) for content in contents], _KEPT_SECONDS)
    return word


def kept(word: str, *, user_id: int | None, cooperation: Cooperation) -> list[Content] | None:
    """What was previewed by the same person; None when it was too long ago."""
    plain: list[dict[str, Any]] | None = cache.get(_key(word, user_id, cooperation))
    return None if plain is None else [_rich(one) for one in plain]


def _key(word: str, user_id: int | None, cooperation: Cooperation) -> str:
    return f"places-to-bring-{cooperation.pk}-{user_id}-{word if word.isalnum() else ''}"


def _content(row: ReadPlace) -> Content:
    return Content(row.name, row.longitude, row.latitude, row.aliases, row.kind.value, row.boundary)


def _plain(content: Content) -> dict[str, Any]:
    boundary = None if content.boundary is None else to_wkb(content.boundary)
    return {**vars(content), "boundary": boundary}


def _rich(plain: dict[str, Any]) -> Content:
    boundary = plain["boundary"]
    return Content(**{**plain, "boundary": None if boundary is None else from_wkb(boundary)})

"""What is known of a source beside its rows: where it stands, and a number that changes when it does."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from trygghjulet.steps.scanning.models import Dataset, Pull, Source

#: What a person may change; the version is made of it.
_TERMS: Final = (
    *("name", "theme", "sharing", "smallest_count", "detail", "definition"),
    *("retention", "retention_months", "settings", "pull"),
)
_EVERY: Final = {
    Pull.HOURLY: timedelta(hours=1),
    Pull.DAILY: timedelta(days=1),
    Pull.WEEKLY: timedelta(days=7),
    Pull.MONTHLY: timedelta(days=30),
}


@dataclass(frozen=True)
class Held:
    """What a source counts now.

    Attributes:
        datasets: how many accepted files.
        rows: how many rows they hold together.
        first_day, last_day: what they speak of; None where they say no days.
    """

    datasets: int
    rows: int
    first_day: date | None
    last_day: date | None


def version_of(source: Source) -> int:
    """A number that is another as soon as anything that a person may change of the source has changed."""
    written = json.dumps([getattr(source, name) for name in _TERMS], default=str, sort_keys=True)
    return zlib.crc32(written.encode())


def held_by_source(datasets: list[Dataset]) -> dict[int, Held]:
    """What each source counts now, by the source's number."""
    held: dict[int, Held] = {}
    for one in datasets:
        before = held.get(one.source_id, Held(0, 0, None, None))
        firsts = [day for day in (before.first_day, one.first_day) if day]
        lasts = [day for day in (before.last_day, one.last_day) if day]
        held[one.source_id] = Held(
            before.datasets + 1,
            before.rows + one.rows,
            min(firsts, default=None),
            max(lasts, default=None),
        )
    return held


def next_pull(source: Source, *, at: datetime) -> datetime | None:
    """When the source is fetched next, as its rhythm says; None when it isn't fetched."""
    every = _EVERY.get(Pull(source.pull))
    if every is None:
        return None
    return at if source.pulled_at is None else max(at, source.pulled_at + every)

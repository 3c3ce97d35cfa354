"""An indicator's figures: counted live, or kept as they were, JSON-ready, with all that is needed to read them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cattrs.preconf.json import make_converter

from trygghjulet.observations.period import Period

#: A ratio and the ends of its interval.
Ratio = tuple[float, float, float]


@dataclass(frozen=True)
class Series:
    """An indicator month by month, and what can be said of before and after the measure began.

    `title`, `definition` and `begins` (the measure's first day) are as they were when it was counted. `source` names
    the material; `first_day` and `last_day` are the days that all its sources hold, None where there is none.
    `before` and `after` count equally many whole months on each side of the measure's start. `ratio` compares the
    indicator alone, by day; `against` compares it with the same categories in the rest of the cooperation's area.
    None where it can't be told. `variation` says how many times its mean the indicator varied with, month by month,
    before the measure, which the intervals are widened for; None where the months before are too few to tell, and
    the intervals then suppose independent incidents. `hashes` are of the material's rows.
    """

    title: str
    definition: str
    begins: date
    source: str = ""
    first_day: date | None = None
    last_day: date | None = None
    months: tuple[tuple[date, int], ...] = ()
    before_days: Period | None = None
    after_days: Period | None = None
    before: int = 0
    after: int = 0
    rest_before: int = 0
    rest_after: int = 0
    ratio: Ratio | None = None
    against: Ratio | None = None
    verdict: str = "cannot_be_told"
    variation: float | None = None
    hashes: tuple[str, ...] = ()

    @property
    def counted(self) -> bool:
        """Is there any material behind it?"""
        return self.first_day is not None

    @property
    def months_compared(self) -> int:
        """How many months on each side are compared; 0 where none can be."""
        if self.after_days is None:
            return 0
        first, last = self.after_days.first, self.after_days.last
        return (last.year - first.year) * 12 + last.month - first.month + 1


def joined(kept: Series, live: Series) -> Series:
    """What was kept before rows went, and what the rows that are left add to it.

    Months that the rows no longer hold are as they were kept. Before and after are those of the longer comparison.
    """
    if not live.counted or live.first_day is None or kept.first_day is None or kept.last_day is None:
        return kept
    begins = live.first_day
    if begins.day > 1:
        # The month in which the rows that are left begin is whole only in what was kept.
        begins = _next_month(begins)
    held = {month for month, _ in kept.months}
    months = [(m, n) for m, n in kept.months if m < begins]
    months += [(m, n) for m, n in live.months if m >= begins or m not in held]
    compared = live if live.months_compared >= kept.months_compared else kept
    return replace(
        compared,
        title=live.title,
        definition=live.definition,
        source="; ".join(dict.fromkeys((*kept.source.split("; "), *live.source.split("; ")))),
        first_day=min(kept.first_day, live.first_day),
        last_day=max(kept.last_day, live.last_day or kept.last_day),
        months=tuple(sorted(months)),
        hashes=tuple(dict.fromkeys((*kept.hashes, *live.hashes))),
    )


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


_converter = make_converter()


def to_json(series: Series) -> dict[str, Any]:
    """The figures as JSON-ready values; the same figures give the same values."""
    plain: dict[str, Any] = json.loads(_converter.dumps(series))
    return plain


def from_json(plain: dict[str, Any]) -> Series:
    """The figures back from what `to_json` gave.

    Raises:
        cattrs.ClassValidationError: something is missing or of another sort.
    """
    return _converter.structure(plain, Series)


def sha256(plain: dict[str, Any]) -> str:
    """The hash that kept figures are known by: over the canonical JSON of them."""
    canonical = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def defined(categories: Sequence[str], *, area: str, radius: int | None) -> str:
    """What an indicator counts, in a sentence."""
    types = ", ".join(categories) or "Alla typer"
    near = f", inom {radius} meter från den utpekade punkten" if radius else ""
    return f"{types} i {area}{near}."

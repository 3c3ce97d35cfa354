"""Which days the material holds, source by source, so that what is missing is never read as a fall or a rise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from trygghjulet.documents import numbers
from trygghjulet.observations.period import Period
from trygghjulet.steps.picture.rules.figures import SourceNote

#: The most days that may be silent without being missing, where incidents are common.
_SLACK_DAYS = 7
#: Of a short period a smaller part may be silent: a twelfth, and a quarter where incidents are rare.
_SLACK_SHARE, _RARE_SHARE = 12, 4
#: So many mean gaps between incidents pass in silence by chance alone one time in twenty (ln 20).
_SILENT_GAPS = 3
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Held:
    """The days that a source's datasets hold, in order, and how many incidents there are on them."""

    name: str
    spans: tuple[Period, ...]
    rows: int

    def touches(self, period: Period) -> bool:
        """Does it hold any day of the period?"""
        return any(span.first <= period.last and period.first <= span.last for span in self.spans)

    def missing(self, period: Period) -> tuple[Period, ...]:
        """The stretches of the period that it doesn't hold, leaving out silences that chance can explain."""
        slack, found, day = self._slack(period), [], period.first
        for span in self.spans:
            if (min(span.first, period.last + _DAY) - day).days > slack:
                found.append(Period(day, min(span.first - _DAY, period.last)))
            day = max(day, span.last + _DAY)
        if (period.last - day).days + 1 > slack:
            found.append(Period(day, period.last))
        return tuple(found)

    def _slack(self, period: Period) -> int:
        days = sum(span.days for span in self.spans)
        rare = min(ceil(_SILENT_GAPS * days / max(self.rows, 1)), period.days // _RARE_SHARE)
        return max(min(_SLACK_DAYS, period.days // _SLACK_SHARE), rare)


def held_by(notes: Iterable[SourceNote]) -> tuple[Held, ...]:
    """What each source holds; its datasets are taken together."""
    by_source: dict[tuple[str, str], list[SourceNote]] = {}
    for note in notes:
        by_source.setdefault((note.name, note.owner), []).append(note)
    return tuple(
        Held(
            name,
            tuple(sorted(Period(n.first_day, n.last_day) for n in listed if n.first_day and n.last_day)),
            sum(n.rows for n in listed),
        )
        for (name, _), listed in by_source.items()
    )


def days_of(held: Sequence[Held]) -> Period | None:
    """From the first to the last day that any source holds."""
    spans = [span for source in held for span in source.spans]
    return Period(min(s.first for s in spans), max(s.last for s in spans)) if spans else None


def missing(held: Sequence[Held], period: Period, *, beside: Period | None = None) -> tuple[str, ...]:
    """What of a period some source doesn't hold, a sentence for each such source.

    Args:
        beside: a period that will be compared with; a source that holds days of either is asked for both.
    """
    asked = [s for s in held if s.touches(period) or (beside is not None and s.touches(beside))]
    return tuple(
        _sentence(source, period, gaps, alone=len(held) == 1)
        for source in asked
        if (gaps := source.missing(period))
    )


def gaps_in(held: Sequence[Held], period: Period, *, beside: Period) -> tuple[Period, ...]:
    """The stretches of a period that some source doesn't hold, of those that hold days of either period."""
    return tuple(gap for s in held if s.touches(period) or s.touches(beside) for gap in s.missing(period))


def _sentence(source: Held, period: Period, gaps: Sequence[Period], *, alone: bool) -> str:
    material = "Underlaget" if alone else f"Underlaget från {source.name}"
    only = gaps[0]
    if len(gaps) == 1 and only.first > period.first and only.last == period.last:
        return (
            f"{material} slutar {numbers.day(only.first - _DAY)}, "
            f"men perioden går till {numbers.day(period.last)}."
        )
    if len(gaps) == 1 and only.first == period.first and only.last < period.last:
        return f"{material} börjar {numbers.day(only.last + _DAY)}, men perioden börjar {numbers.day(period.first)}."
    return f"{material} saknar {' och '.join(numbers.days(gap.first, gap.last) for gap in gaps)}."

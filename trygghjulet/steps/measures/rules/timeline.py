"""A plan's time line as a chart with its table: measures with their steps, and the day it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Chart, ChartKind, Column, ColumnKind, Marker, Row, Table


@dataclass(frozen=True)
class Bar:
    """Something with a beginning and perhaps an end; a step lies under its measure."""

    title: str
    first_day: date
    last_day: date | None
    state: str
    who: str = ""
    is_step: bool = False


def timeline(bars: Sequence[Bar], *, on: date, caption: str = "Tidslinje") -> Chart:
    """The bars as a chart; what has no end runs on to the edge of the picture."""
    columns = (
        Column("Vad"),
        Column("Från", ColumnKind.DATE),
        Column("Till", ColumnKind.DATE),
        Column("Läge"),
        Column("Vem"),
    )
    rows = tuple(
        Row((f"– {bar.title}" if bar.is_step else bar.title, bar.first_day, bar.last_day, bar.state, bar.who))
        for bar in bars
    )
    first = min(bar.first_day for bar in bars)
    last = max(bar.last_day or bar.first_day for bar in bars)
    measures = sum(not bar.is_step for bar in bars)
    inside = first <= on <= last
    return Chart(
        caption=caption,
        alt=(
            f"Liggande staplar för {measures} {'åtgärd' if measures == 1 else 'åtgärder'} "
            f"med steg, från {numbers.day(first)} till {numbers.day(last)}."
            + (f" Ett streck visar {numbers.day(on)}." if inside else "")
        ),
        kind=ChartKind.TIMELINE,
        table=Table(caption, columns, rows),
        series=(1, 2, 3),
        markers=(Marker(on, "I dag"),) if inside else (),
    )

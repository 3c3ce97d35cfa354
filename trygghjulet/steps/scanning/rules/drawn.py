"""Series of published figures as a chart with the table that is its twin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from trygghjulet.documents.tree import (
    Cell,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Marker,
    Row,
    Table,
    Withheld,
)
from trygghjulet.observations.period import Period
from trygghjulet.steps.scanning.rules.figures import (
    Line,
    Measure,
    Point,
    Points,
    called,
    period_name,
    periods_in,
    remark_of,
)


@dataclass(frozen=True)
class Origin:
    """Where figures come from, and what they mean."""

    source: str
    definition: str

    def facts(self, periods: Sequence[Period]) -> dict[str, str]:
        """What is written beneath a table of them."""
        names = list(dict.fromkeys((period_name(periods[0]), period_name(periods[-1]))))
        return {"source": self.source, "definition": self.definition, "period": " till ".join(names)}


def chart_of(
    points: Points, measure: Measure, *, hidden: frozenset[tuple[Line, Period]], told: Origin
) -> Chart | None:
    """The series as a chart with its table; None where there is nothing to draw.

    Over several periods they are lines; for a single one bars.
    """
    if not any(p.value is not None for of_one in points.values() for p in of_one.values()):
        return None
    drawing = _Drawing(points, measure, hidden, told)
    return drawing.over_time() if len(drawing.periods) > 1 else drawing.at_once()


@dataclass(frozen=True)
class _Drawing:
    points: Points
    measure: Measure
    hidden: frozenset[tuple[Line, Period]]
    told: Origin

    @cached_property
    def lines(self) -> list[Line]:
        return list(self.points)

    @cached_property
    def names(self) -> list[str]:
        return [called(line, self.lines) for line in self.lines]

    @cached_property
    def periods(self) -> list[Period]:
        return periods_in(self.points)

    @cached_property
    def kind(self) -> ColumnKind:
        points = (p for of_one in self.points.values() for p in of_one.values())
        values = [p.value for p in points if p.value is not None]
        whole = all(value.is_integer() and value >= 0 for value in values)
        return ColumnKind.COUNT if self.measure.is_count and whole else ColumnKind.NUMBER

    @cached_property
    def bounded(self) -> list[Line]:
        """The series that the source tells the uncertainty of."""
        return [line for line in self.lines if any(p.interval for p in self.points[line].values())]

    def over_time(self) -> Chart:
        columns = [Column("Period"), *(Column(name, self.kind) for name in self.names)]
        columns += [self._uncertainty(line) for line in self.bounded]
        rows = [self._period(period) for period in self.periods]
        early = next((period for period in self.periods if self._early(period)), None)
        alone = len(self.lines) == 1 and self.bounded
        return Chart(
            caption=self.measure.title,
            alt=self._alt(),
            kind=ChartKind.LINE,
            table=self._table((*columns, Column("Anmärkning")), rows),
            series=tuple(range(1, len(self.lines) + 1)),
            band=len(self.lines) + 1 if alone else None,
            markers=(Marker(period_name(early), "preliminärt"),) if early else (),
            axis=self.measure.unit.capitalize(),
        )

    def at_once(self) -> Chart:
        (period,) = self.periods
        with_bounds = self.bounded == self.lines
        several_areas = len({line.area for line in self.lines}) > 1
        columns = [Column("Område" if several_areas else "Grupp"), Column(period_name(period), self.kind)]
        columns += [Column("Osäkerhet", ColumnKind.INTERVAL, derived_from=(1,))] if self.bounded else []
        rows = []
        for name, line in zip(self.names, self.lines, strict=True):
            cells: list[Cell] = [name, self._value(line, period)]
            cells += [self._bounds(line, period)] if self.bounded else []
            point = self.points[line].get(period)
            rows.append(Row((*cells, remark_of(point).capitalize() if point else "")))
        return Chart(
            caption=self.measure.title,
            alt=f"{self.measure.words} {period_name(period)}: {', '.join(self.names)}. Värdena står i tabellen.",
            kind=ChartKind.RANGE if with_bounds else ChartKind.BAR,
            table=self._table((*columns, Column("Anmärkning")), rows),
            series=(2,) if with_bounds else (1,),
            axis=self.measure.unit.capitalize(),
        )

    def _table(self, columns: Sequence[Column], rows: Sequence[Row]) -> Table:
        return Table(self.measure.title, tuple(columns), tuple(rows), **self.told.facts(self.periods))

    def _uncertainty(self, line: Line) -> Column:
        at = self.lines.index(line)
        title = "Osäkerhet" if len(self.lines) == 1 else f"{self.names[at]}, osäkerhet"
        return Column(title, ColumnKind.INTERVAL, derived_from=(at + 1,))

    def _period(self, period: Period) -> Row:
        values = [self._value(line, period) for line in self.lines]
        bounds = [self._bounds(line, period) for line in self.bounded]
        told = {
            name: self.points[line].get(period) for name, line in zip(self.names, self.lines, strict=True)
        }
        return Row((period_name(period), *values, *bounds, _remarks(told)))

    def _value(self, line: Line, period: Period) -> Cell:
        if (line, period) in self.hidden:
            return Withheld()
        point = self.points[line].get(period)
        if point is None or point.value is None:
            return None
        return round(point.value) if self.kind is ColumnKind.COUNT else point.value

    def _bounds(self, line: Line, period: Period) -> Cell:
        if (line, period) in self.hidden:
            return Withheld()
        point = self.points[line].get(period)
        return point.interval if point else None

    def _early(self, period: Period) -> bool:
        points = (of_one.get(period) for of_one in self.points.values())
        return any(p is not None and p.preliminary and p.value is not None for p in points)

    def _alt(self) -> str:
        span = f"{period_name(self.periods[0])} till {period_name(self.periods[-1])}"
        return f"{self.measure.words}, {span}, för {', '.join(self.names)}. Värdena står i tabellen."


def _remarks(points: Mapping[str, Point | None]) -> str:
    """What is to be known of the figures of a row: of all of them, or of some by name."""
    said: dict[str, list[str]] = {}
    for name, point in points.items():
        if point is not None and (remark := remark_of(point)):
            said.setdefault(remark, []).append(name)
    parts = [
        remark if len(names) == len(points) else f"{remark}: {', '.join(names)}"
        for remark, names in said.items()
    ]
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]

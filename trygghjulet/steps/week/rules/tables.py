"""The tables, charts and map of a week's picture, each with its source, period and definition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import cos, pi, sin
from typing import Final

from trygghjulet.documents import numbers
from trygghjulet.documents.tree import (
    Block,
    BulletList,
    Cell,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Highlight,
    MapFigure,
    Paragraph,
    Row,
    Shape,
    Table,
)
from trygghjulet.steps.week.rules.days import PARTS_OF_DAY, WEEKDAYS
from trygghjulet.steps.week.rules.figures import Figures, Line, Material, Standing, Times
from trygghjulet.steps.week.rules.usual import TOLD

STANDING: Final = {
    Standing.MORE: "fler än vanligt",
    Standing.AS_USUAL: "som vanligt",
    Standing.CANNOT_BE_TOLD: "kan inte avgöras",
}
#: The most rows of a table in the week's picture: it is gone through in half an hour.
_ROWS: Final = 12
#: At most so likely, corrected for all that was looked at, to be called clear.
CLEAR: Final = 0.01
#: A mean below this is written as hardly any, and one from `_MANY` without decimals.
_HARDLY: Final = 0.1
_MANY: Final = 20
#: A circle on the map is drawn with so many corners.
_CORNERS: Final = 24


def sureness(line: Line) -> str:
    """How sure it is that a line stands out, in a word."""
    return "tydligt" if (line.q or 0.0) <= CLEAR else "troligt"


def reported(figures: Figures, material: Material) -> Iterator[Block]:
    """What was reported, by category."""
    if not material.categories:
        yield Paragraph("Inget har rapporterats.")
        return
    table = _table(figures, material, "Rapporter efter typ", "Typ", material.categories)
    first = material.categories[0]
    yield Chart(
        caption="Veckan mot det vanliga, efter typ" if material.weeks_behind else "Veckan efter typ",
        alt=f"Staplar för {len(table.rows)} typer. Flest är {in_sentence(first.name)} med {first.count}.",
        kind=ChartKind.BAR,
        table=table,
        series=(1, 2) if material.weeks_behind else (1,),
        axis="Antal",
        muted=(2,),
    )


def where(figures: Figures, material: Material) -> Iterator[Block]:
    """Where: known places, the map, what lies close together, and areas."""
    if material.places:
        yield _table(figures, material, "Rapporter på kända platser", "Plats", material.places)
    if figures.outlines and material.areas:
        yield _map(figures, material)
    if figures.clusters:
        yield Table(
            caption=f"Det som ligger samlat inom {figures.settings.radius} meter",
            columns=(
                Column("Vid"),
                Column("Antal", ColumnKind.NUMBER),
                Column("Vanligen i veckan", ColumnKind.NUMBER, decimals=1),
                Column("Vad"),
            ),
            rows=tuple(
                Row(
                    (
                        f"{number}. {one.name}",
                        one.count,
                        one.usual,
                        ", ".join(f"{in_sentence(name)} ({n})" for name, n in one.categories[:4]),
                    )
                )
                for number, one in enumerate(figures.clusters, start=1)
            ),
            source="Fältrapporter och händelser med punkt, från dem som delar sina rader",
            period=period_of(figures),
            definition="Cirklar kring de tätaste punkterna. Visar var det låg tätt, inte vad som är ovanligt.",
        )
    if material.areas:
        yield _table(figures, material, "Rapporter efter område, mot det vanliga", "Område", material.areas)
    if figures.unplaced:
        yield Paragraph(f"{reports(figures.unplaced).capitalize()} ligger inte i något område.")
    if not (material.places or material.areas or figures.clusters):
        yield Paragraph("Ingen plats är rapporterad.")


def _map(figures: Figures, material: Material) -> MapFigure:
    """The areas coloured by how many reports lie in them, with the circles where they lie close."""
    counts = {line.key: line.count for line in material.areas}
    rows = [(one.name, counts.get(f"area:{one.code}", 0)) for one in figures.outlines]
    circles = "" if not figures.clusters else f" {len(figures.clusters)} cirklar visar var det låg samlat."
    return MapFigure(
        caption="Rapporter efter område, och var det låg samlat",
        alt=f"Karta över {len(rows)} områden. Flest rapporter i {material.areas[0].name}.{circles}",
        shapes=tuple(Shape(one.name, one.polygons) for one in figures.outlines),
        table=Table(
            caption="Rapporter efter område",
            columns=(Column("Område"), Column("Antal", ColumnKind.COUNT)),
            rows=tuple(Row(row) for row in rows),
            source=f"{material.name} ({material.owner})",
            period=period_of(figures),
            definition=material.definition,
        ),
        highlights=tuple(
            Highlight(str(number), (_circle(one.x, one.y, figures.settings.radius),))
            for number, one in enumerate(figures.clusters, start=1)
        ),
        value=1,
    )


def _circle(x: float, y: float, radius: float) -> tuple[tuple[tuple[float, float], ...]]:
    turns = [2 * pi * i / _CORNERS for i in range(_CORNERS)]
    ring = [(round(x + radius * cos(turn), 1), round(y + radius * sin(turn), 1)) for turn in turns]
    return ((*ring, ring[0]),)


def when(figures: Figures, times: Times) -> Iterator[Block]:
    """When: weekday and part of the day."""
    count, day, part = max(
        (n, -weekday, -part) for weekday, row in enumerate(times.table) for part, n in enumerate(row)
    )
    total = times.total
    yield Paragraph(
        f"Flest på {WEEKDAYS[-day]} {PARTS_OF_DAY[-part][0]}: {count} av {total}. "
        f"{_share('Kvällar och nätter (18–06)', times.late, total, times.usual_late)} "
        f"{_share('Helgen (fredag kväll till söndag)', times.weekend, total, times.usual_weekend)}"
    )
    table = Table(
        caption="Rapporter efter veckodag och tid",
        columns=(
            Column("Dag"),
            *(
                Column(f"{name} ({first:02d}–{first + 6:02d})", ColumnKind.NUMBER)
                for name, first in PARTS_OF_DAY
            ),
        ),
        rows=tuple(Row((name.capitalize(), *row)) for name, row in zip(WEEKDAYS, times.table, strict=True)),
        source="Fältrapporter från dem som delar sina rader",
        period=period_of(figures),
        definition="När det som rapporterades hände eller började. Det som bara har en dag räknas inte.",
    )
    yield Chart(
        caption="När på veckan",
        alt=f"Rutnät över veckodag och tid på dygnet. Flest på {WEEKDAYS[-day]} {PARTS_OF_DAY[-part][0]}.",
        kind=ChartKind.HEATMAP,
        table=table,
        axis="Antal",
    )


def who(figures: Figures) -> Iterator[Block]:
    """Which organisations reported, and which have been silent."""
    shared = [one for one in figures.parties if one.shared]
    if shared:
        silent = any(one.silent for one in shared)
        columns = [Column("Organisation"), Column("Rapporter", ColumnKind.NUMBER)]
        yield Table(
            caption="Rapporter efter organisation",
            columns=(*columns, Column("Att tänka på")) if silent else tuple(columns),
            rows=tuple(
                Row((one.name, one.count, *((_silence(one.silent),) if silent else ()))) for one in shared
            ),
            source="Fältrapporter",
            period=period_of(figures),
            definition="Organisationer med någon som får rapportera från fältet.",
        )
    else:
        yield Paragraph("Ingen organisation har någon som rapporterar från fältet.")


def _silence(weeks: int) -> str:
    if not weeks:
        return ""
    return "Inget den här veckan" if weeks == 1 else f"Inget på {weeks} veckor"


def beside(figures: Figures, material: Material) -> Iterator[Block]:
    """Material beside the shared reports: its sums by category and area."""
    if not material.shared:
        yield Paragraph(
            f"Raderna stannar hos {'dem' if not material.hashes else material.owner}. Bara summor visas, "
            f"och inga antal under {material.smallest}."
        )
    hidden = [one for one in figures.parties if not one.shared]
    if not material.hashes and hidden:
        yield Table(
            caption="Rapporter efter organisation",
            columns=(Column("Organisation"), Column("Rapporter", ColumnKind.COUNT)),
            rows=(
                *(Row((one.name, one.count)) for one in hidden),
                Row(("Alla", sum(one.count for one in hidden)), total=True),
            ),
            source="Fältrapporter",
            period=period_of(figures),
            definition=material.definition,
        )
    if not material.total.count:
        yield Paragraph("Inget om den här veckan.")
        return
    for caption, head, lines in (
        ("Antal efter typ", "Typ", material.categories),
        ("Antal efter område", "Område", material.areas),
    ):
        if material.shared or any(line.count >= material.smallest for line in lines):
            yield _table(figures, material, caption, head, lines)
        elif lines:
            yield Paragraph(f"{caption} visas inte: inget antal är minst {material.smallest}.")


def other_material(figures: Figures) -> Iterator[Block]:
    """What else usually comes, and has not."""
    come = [one for one in figures.materials if one.hashes]
    if figures.not_come:
        yield BulletList(tuple(not_come(one.name, one.owner, one.until) for one in figures.not_come))
    if not come and not figures.not_come:
        yield Paragraph("Inget annat underlag brukar komma varje vecka.")
    elif not come:
        yield Paragraph("Inget annat underlag täcker veckan.")


def not_come(name: str, owner: str, until: date | None) -> str:
    """That material has not come for the whole week, and how far it reaches."""
    ends = f": underlaget slutar {numbers.day(until)}." if until else "."
    return f"{name} ({owner}) har inte kommit för hela veckan{ends}"


def _table(figures: Figures, material: Material, caption: str, head: str, lines: Sequence[Line]) -> Table:
    """A table of lines; where only sums may be told it has just counts, so that nothing can be reckoned out."""
    told, rest = list(lines[:_ROWS]), lines[_ROWS:]
    open_ = material.shared
    years = open_ and any(line.last_year for line in lines)
    kind = ColumnKind.NUMBER if open_ else ColumnKind.COUNT
    columns = [Column(head), Column("Veckan", kind)]
    if open_:
        columns.append(Column("Vanligen", ColumnKind.NUMBER, decimals=1))
    if years:
        columns.append(Column("I fjol"))
    columns.append(Column("Läge", derived_from=() if open_ else (1,)))

    def row(line: Line) -> Row:
        cells: list[Cell] = [line.name, line.count]
        if open_:
            cells.append(line.usual)
        if years:
            cells.append(" · ".join(map(str, line.last_year)))
        small = not open_ and line.count < material.smallest
        cells.append("" if small else _told_standing(line))
        return Row(tuple(cells))

    rows = [row(line) for line in told]
    if rest:
        name = f"Övriga ({len(rest)})"
        usual = [line.usual for line in rest if line.usual is not None]
        other = Line("rest", name, sum(line.count for line in rest), round(sum(usual), 1) if usual else None)
        rows.append(Row((*row(other).cells[:-1], "")))
    return Table(
        caption=f"{caption}",
        columns=tuple(columns),
        rows=tuple(rows),
        source=f"{material.name} ({material.owner})",
        period=period_of(figures),
        definition=material.definition,
        note=_against(material, years=years),
    )


def _told_standing(line: Line) -> str:
    if line.standing is Standing.MORE:
        return f"{STANDING[line.standing]} ({sureness(line)})"
    return "nytt, kan inte avgöras" if line.new else STANDING[line.standing]


def _against(material: Material, *, years: bool) -> str:
    if not material.weeks_behind:
        return "Det finns inga hela veckor bakåt att jämföra med."
    words = (
        f"Vanligen är medeltalet av {min(TOLD, material.weeks_behind)} veckor bakåt."
        if material.shared
        else ""
    )
    return f"{words} I fjol: veckan före, samma vecka och veckan efter.".strip() if years else words


def _share(what: str, part: int, total: int, usual: float | None) -> str:
    told = f"{what}: {numbers.percent(part / total)} av rapporterna"
    return f"{told}, mot vanligen {numbers.percent(usual)}." if usual is not None else f"{told}."


def period_of(figures: Figures) -> str:
    """The week's days in words."""
    return numbers.days(figures.settings.first_day, figures.settings.last_day)


def reports(n: int) -> str:
    """A number of reports in words."""
    return counted(n, "rapport", "rapporter")


def counted(n: int, one: str, many: str) -> str:
    """A number with its noun, in singular or plural."""
    return f"{numbers.number(n)} {one if n == 1 else many}"


def usually(mean: float | None) -> str:
    """A mean of some weeks as people say it."""
    if mean is None:
        return "okänt"
    if mean < _HARDLY:
        return "nästan inga" if mean else "inga"
    return numbers.number(mean, decimals=0 if round(mean, 1) % 1 == 0 or mean >= _MANY else 1)


def part_called(line: Line, part: str) -> str:
    """What a part of a line is called in a sentence: places keep their capital letter."""
    return part if line.key.startswith("category:") else in_sentence(part)


def in_sentence(name: str) -> str:
    """A title inside a sentence: small first letter, unless it is a name or an abbreviation."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name

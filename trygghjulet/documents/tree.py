"""The document tree: what a report says, without a word on how it looks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Protocol

SAFE_SCHEMES = ("https://", "http://", "mailto:", "/", "#")


@dataclass(frozen=True)
class Strong:
    """Words that carry weight in a sentence."""

    text: str


class Unshown(int):
    """A number that is worked out with like any other, but that is withheld wherever it would be shown."""


@dataclass(frozen=True)
class Count:
    """A number of incidents in running text; written as "färre än 5" where it is withheld."""

    value: int


@dataclass(frozen=True)
class Derived:
    """Words worked out from numbers of incidents (a rate, a share, a change); withheld when any of them is
    small.

    `counts` holds every number of incidents that the words could give away.
    """

    text: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere."""

    text: str
    href: str

    @property
    def safe_href(self) -> str:
        """The address, or nothing when it is of a kind that no report should open (such as a script)."""
        address = self.href.strip()
        # Two slashes at the start lead to another site without saying how.
        return address if address.lower().startswith(SAFE_SCHEMES) and not address.startswith("//") else ""


Span = str | Strong | Count | Derived | Link
Words = str | tuple[Span, ...]


def spans(words: Words) -> tuple[Span, ...]:
    """The parts of a text, also when it was given as one plain string."""
    return (words,) if isinstance(words, str) else words


@dataclass(frozen=True)
class Interval:
    """An estimate with its bounds, all in the same unit."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Withheld:
    """What stands in a cell, or a text, whose number is not shown."""


Cell = str | int | float | date | Interval | Withheld | None


class ColumnKind(StrEnum):
    TEXT = "text"
    COUNT = "count"  # a number of incidents: may be withheld
    NUMBER = "number"  # any other number, such as inhabitants: never withheld by itself
    RATE = "rate"
    PERCENT = "percent"  # a share between 0 and 1
    INTERVAL = "interval"
    DATE = "date"


DERIVED_KINDS = frozenset({ColumnKind.RATE, ColumnKind.PERCENT, ColumnKind.INTERVAL})
#: From here up a share is told well enough in whole per cent.
SMALL_SHARE = 0.01
NUMERIC_KINDS = DERIVED_KINDS | {ColumnKind.COUNT, ColumnKind.NUMBER}


@dataclass(frozen=True)
class Column:
    """A column of a table.

    `total_of_rows`: the column holds, for each row, the sum of the table's other count columns.
    `derived_from`: the columns that these values were worked out from, withheld together with them. Left
    out, a rate, a share or an interval counts as worked out from every count column, so that one forgotten
    word hides too much rather than too little; `()` says that it builds on no count of the table.
    `decimals`: how many are written; left out, the kind decides.
    """

    title: str
    kind: ColumnKind = ColumnKind.TEXT
    total_of_rows: bool = False
    derived_from: tuple[int, ...] | None = None
    decimals: int | None = None

    @property
    def numeric(self) -> bool:
        return self.kind in NUMERIC_KINDS


@dataclass(frozen=True)
class Row:
    """A row of a table; `total` marks the one that sums up the others."""

    cells: tuple[Cell, ...]
    total: bool = False


@dataclass(frozen=True)
class Table:
    """Figures in rows and columns, and where they come from.

    The first column names the rows. `source`, `period` and `definition` are written beneath, `note` above
    them. Raises `ValueError` when a row does not have one cell per column, when more than one row or column
    is marked as the total, when a column is derived from one that does not exist, or
    when a cell holds something that is not a `Cell`, such as a number of NumPy's own.
    """

    caption: Words
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    source: str = ""
    period: str = ""
    definition: str = ""
    note: Words = ""

    def __post_init__(self) -> None:
        width = len(self.columns)
        for number, row in enumerate(self.rows, start=1):
            if len(row.cells) != width:
                raise ValueError(f"row {number} has {len(row.cells)} cells, the table has {width} columns")
            for value in row.cells:
                # A number of another library's own type would be drawn in one rendering and lost in the next.
                if value is not None and not isinstance(
                    value, str | int | float | date | Interval | Withheld
                ):
                    raise ValueError(f"row {number} holds {value!r} of a type that a table can't hold")
        if (
            sum(row.total for row in self.rows) > 1
            or sum(column.total_of_rows for column in self.columns) > 1
        ):
            raise ValueError("a table has at most one total row and one total column")
        for column in self.columns:
            if any(not 0 <= index < width for index in column.derived_from or ()):
                raise ValueError(f"the column {column.title!r} is derived from a column that does not exist")
        object.__setattr__(self, "columns", tuple(map(self._precise, range(width), self.columns)))

    def _precise(self, index: int, column: Column) -> Column:
        """The column; shares of which some are less than one per cent get a decimal, so that few is not none."""
        if column.kind is not ColumnKind.PERCENT or column.decimals is not None:
            return column
        shares = (row.cells[index] for row in self.rows)
        small = any(isinstance(share, int | float) and 0 < abs(share) < SMALL_SHARE for share in shares)
        return replace(column, decimals=1) if small else column

    def body(self) -> tuple[Row, ...]:
        """The rows without the total."""
        return tuple(row for row in self.rows if not row.total)

    def sources_of(self, index: int) -> tuple[int, ...]:
        """The columns that column `index` was worked out from."""
        column = self.columns[index]
        if column.derived_from is not None:
            return column.derived_from
        if column.kind in DERIVED_KINDS:
            return tuple(i for i, other in enumerate(self.columns) if other.kind is ColumnKind.COUNT)
        return ()


def _require_alternative(alt: Words) -> None:
    if not alt:
        raise ValueError("a picture needs words for those who can't see it")


class ChartKind(StrEnum):
    BAR = "bar"
    LINE = "line"
    HEATMAP = "heatmap"
    RANGE = "range"  # an estimate as a dot with its interval as a line
    TIMELINE = "timeline"  # from one day to another, in the order of the rows


@dataclass(frozen=True)
class Marker:
    """A line across a chart at a moment that explains it, such as the start of a measure.

    `at` equals a value of the chart's first column (for dates it may also fall between two of them).
    """

    at: date | str
    label: str


@dataclass(frozen=True)
class Chart:
    """A picture of a table, which follows it wherever it goes.

    The table's first column runs along the bars, the time axis or the rows of the heat map. `series` are
    the columns drawn (left out: every count, rate, number and share except a total); for `RANGE` it is the
    interval column; for `TIMELINE` they are three, the columns of the first day, the last day and the state.
    `band` is an interval column drawn behind a line. `reference` is a value to compare
    with, such as 1 for "no change". `muted` are drawn columns in a quiet grey, such as what is usual. `axis` names
    the value axis with its unit. `alt` says in a sentence or two what the picture shows.
    """

    caption: Words
    alt: Words
    kind: ChartKind
    table: Table
    series: tuple[int, ...] = ()
    band: int | None = None
    markers: tuple[Marker, ...] = ()
    reference: float | None = None
    axis: str = ""
    muted: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        _require_alternative(self.alt)

    def drawn(self) -> tuple[int, ...]:
        """The columns that the picture shows."""
        if self.series:
            return self.series
        wanted = (
            {ColumnKind.INTERVAL} if self.kind is ChartKind.RANGE else NUMERIC_KINDS - {ColumnKind.INTERVAL}
        )
        return tuple(
            index
            for index, column in enumerate(self.table.columns)
            if index > 0 and column.kind in wanted and not column.total_of_rows
        )


Point = tuple[float, float]
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]


class Geometry(Protocol):
    """Anything that describes itself as GeoJSON, as shapely's geometries do."""

    @property
    def __geo_interface__(self) -> dict[str, object]: ...


def polygons(geometry: Geometry) -> tuple[Polygon, ...]:
    """The polygons of a geometry in projected metres: outer ring first, then the holes. Others raise
    `ValueError`.
    """
    described = geometry.__geo_interface__
    coordinates = described.get("coordinates")
    parts: Sequence[Sequence[Sequence[Sequence[float]]]]
    match described["type"]:
        case "Polygon":
            parts = [coordinates]  # type: ignore[list-item]  # GeoJSON says what the type holds
        case "MultiPolygon":
            parts = coordinates  # type: ignore[assignment]  # GeoJSON says what the type holds
        case other:
            raise ValueError(f"a map takes polygons, not {other}")
    return tuple(
        tuple(tuple((float(point[0]), float(point[1])) for point in ring) for ring in part) for part in parts
    )


@dataclass(frozen=True)
class Shape:
    """An area of the map; its value stands in the table's row with the same name."""

    name: str
    polygons: tuple[Polygon, ...]


@dataclass(frozen=True)
class Highlight:
    """A place lifted out on the map, such as a hot spot, with its rank; left out when its count is
    withheld.
    """

    label: str
    polygons: tuple[Polygon, ...]
    count: int | None = None


@dataclass(frozen=True)
class MapFigure:
    """A map of areas in projected metres, coloured by a column of its table, with places lifted out.

    `value` is the column that colours the areas; left out, the areas are only drawn. `names`: write their
    names.
    """

    caption: Words
    alt: Words
    shapes: tuple[Shape, ...]
    table: Table
    highlights: tuple[Highlight, ...] = ()
    value: int | None = None
    names: bool = True

    def __post_init__(self) -> None:
        _require_alternative(self.alt)


@dataclass(frozen=True)
class Drawing:
    """A picture that its room has drawn, as SVG, and the same in a table, which follows it wherever it goes.

    The SVG holds no number of incidents, and every word in it is escaped by the one who drew it. Where the table has
    anything to withhold, the picture is left out. `twin_shown`: the table stands elsewhere in the same document, so
    that the picture needs none of its own.
    """

    caption: Words
    alt: Words
    svg: str
    table: Table
    twin_shown: bool = False

    def __post_init__(self) -> None:
        _require_alternative(self.alt)


@dataclass(frozen=True)
class Paragraph:
    words: Words


@dataclass(frozen=True)
class BulletList:
    items: tuple[Words, ...]


@dataclass(frozen=True)
class KeyFigure:
    """One number worth remembering: what it is, the number, and a few words to read it by."""

    label: str
    value: Span
    note: Words = ""


@dataclass(frozen=True)
class KeyFigures:
    items: tuple[KeyFigure, ...]


class CalloutKind(StrEnum):
    NOTE = "note"
    LIMIT = "limit"  # what the figures can't say
    LESSON = "lesson"  # what an earlier round taught


@dataclass(frozen=True)
class Callout:
    kind: CalloutKind
    words: Words


Figure = Chart | MapFigure | Drawing
Block = Paragraph | BulletList | KeyFigures | Table | Chart | MapFigure | Drawing | Callout


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it. `level` 1 is a chapter; `anchor` is the name that links use."""

    title: str
    blocks: tuple[Block, ...] = ()
    level: int = 1
    anchor: str = ""


@dataclass(frozen=True)
class Document:
    """A whole report. `facts` are the pairs on the title page: who made it, for what period, its registry
    number.

    A `sheet` is a few pages to have before one at a meeting: on paper it has a small head instead of a title page, no
    table of contents, and two columns from the first chapter that fits in one.

    Levels may not jump (a part of a part needs its part), so that the headings make sense read aloud:
    `ValueError`.
    """

    title: str
    sections: tuple[Section, ...]
    subtitle: str = ""
    language: str = "sv"
    facts: tuple[tuple[str, str], ...] = ()
    sheet: bool = False

    def __post_init__(self) -> None:
        levels = [0, *(section.level for section in self.sections)]
        if any(after < 1 or after > before + 1 for before, after in pairwise(levels)):
            raise ValueError("a section's level may be at most one deeper than the one before it")

    def blocks(self) -> Iterator[Block]:
        for section in self.sections:
            yield from section.blocks

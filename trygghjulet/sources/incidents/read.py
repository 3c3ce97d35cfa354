"""Incidents from CSV, Excel, Parquet, GeoJSON and GeoPackage: good rows kept, bad rows explained."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import shapely

from trygghjulet.documents.numbers import number
from trygghjulet.foundation.files.contents import Contents, recognise, refusal
from trygghjulet.foundation.files.features import in_degrees, read_features
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.opening import read_table
from trygghjulet.foundation.files.tables import Remarks, Table, blank_to_null
from trygghjulet.foundation.privacy.guard import look
from trygghjulet.observations.findings import Reading
from trygghjulet.observations.schema import Kind, conform
from trygghjulet.sources.incidents.columns import Mapping, Recognised, recognise_columns
from trygghjulet.sources.incidents.places import Bounds, Columns, Points, read_points
from trygghjulet.sources.incidents.times import Moments, joined, moments

_FIRST_YEAR = 1990
_MOST_AT_ONCE = 1_000_000
_MOST_CATEGORIES, _LONGEST_CATEGORY = 500, 120
#: How many characters are shown of a value that may hold what nobody should read.
_SHOWN = 4
_LON, _LAT = "longitud", "latitud"


def read(
    path: Path,
    *,
    name: str,
    limits: Limits,
    today: date,
    bounds: Bounds | None = None,
    mapping: Mapping | None = None,
    epsg: int | None = None,
    areas: Collection[str] = (),
) -> Reading:
    """The incidents in a file. A row with any remark is left out of `rows` and told of in `findings`.

    Args:
        path: where the file lies.
        name: what the person calls it.
        limits: how large it may be.
        today: no incident can have happened after this day.
        bounds: where points may lie (west, south, east, north in degrees); None allows the whole Earth.
        mapping: which column is what, where the names don't say it.
        epsg: the projection of `x` and `y`; None takes SWEREF 99 TM in Sweden and UTM elsewhere.
        areas: codes and names of areas, never taken for personal data.

    Raises:
        UnreadableFile: the file can't be used at all, or its column of categories is free text.
    """
    contents = recognise(path, name=name, limits=limits)
    has_shapes = contents in (Contents.JSON, Contents.GEOPACKAGE)
    table, shapes = (
        _points_table(path, name, limits)
        if has_shapes
        else (read_table(path, name=name, limits=limits), None)
    )
    columns = recognise_columns(table.cells.columns, mapping, has_shapes=has_shapes, name=name)
    at = shapes or (
        Columns(table.cells[columns.x], table.cells[columns.y]) if columns.x and columns.y else None
    )
    remarks, beside = Remarks(table), Remarks(table.without_findings())
    with ThreadPoolExecutor(
        1
    ) as other:  # the columns of time and words, and those of the place, on a core each
        placing = (
            other.submit(read_points, at, remarks=beside, bounds=bounds, epsg=epsg, name=name) if at else None
        )
        happened_from, happened_to, excel_days = _when(table, columns, remarks, today, name)
        category = _category(table, columns, remarks, name)
        given_area = blank_to_null(table.cells[columns.area]) if columns.area else None
        if given_area is not None:
            given = given_area.drop_nulls().unique()
            _refuse_personal_data(given_area, given, columns.area, remarks, but=areas)
        points = placing.result() if placing else None
    remarks.take_over(beside)
    _require_place(points, given_area, at, columns, remarks)
    amount = _amount(table, columns, remarks)
    rows = pl.DataFrame(
        {
            "happened_from": happened_from,
            "happened_to": happened_to,
            "category": category,
            "given_area": given_area,
            "key": blank_to_null(table.cells[columns.key]) if columns.key else None,
            "amount": amount,
            "x": pl.Series(points.x, nan_to_null=True) if points else None,
            "y": pl.Series(points.y, nan_to_null=True) if points else None,
        },
        height=table.cells.height,
    )
    if not (good := remarks.good).all():
        rows = rows.filter(good)
    return Reading(
        kind=Kind.INCIDENTS,
        rows=conform(rows, Kind.INCIDENTS),
        findings=remarks.findings(),
        rows_read=table.rows_read,
        notes=(*table.notes, *_notes(rows, columns, excel_days), *remarks.notes()),
        epsg=points.epsg if points else None,
        faults=remarks.frame(),
    )


def _points_table(path: Path, name: str, limits: Limits) -> tuple[Table, Columns]:
    features = read_features(path, name=name, limits=limits)
    shapes, findings = in_degrees(features, name=name)
    is_point = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    if not is_point.any():
        raise refusal(
            name,
            "Kartans objekt är inte punkter.",
            "Lämna in händelserna som punkter, en för varje händelse.",
        )
    points = shapes.copy()
    points[~is_point] = None
    numbers = pl.int_range(1, len(points) + 1, eager=True, dtype=pl.UInt32).alias("row")
    table = Table(features.properties, numbers, notes=tuple(finding.problem for finding in findings))
    return table, Columns(pl.Series(_LON, shapely.get_x(points)), pl.Series(_LAT, shapely.get_y(points)))


def _when(
    table: Table, columns: Recognised, remarks: Remarks, today: date, name: str
) -> tuple[pl.Series, pl.Series | None, int]:
    cells = table.cells
    started = cells[columns.happened_from]
    if columns.clock:
        started = joined(started, cells[columns.clock]).alias(f"{columns.happened_from}, {columns.clock}")
    read_from = moments(started)
    remarks.add(
        read_from.missing,
        column=columns.happened_from,
        problem="Tidpunkten saknas.",
        remedy="Fyll i när det hände, minst vilken dag.",
    )
    _check_moments(read_from, started, remarks, today, name)
    if not columns.happened_to:
        return read_from.local, None, read_from.excel_days
    ended = cells[columns.happened_to]
    read_to = moments(ended)
    _check_moments(read_to, ended, remarks, today, name)
    span = pl.DataFrame({"first": read_from.local, "last": read_to.local})
    first, last = pl.col("first"), pl.col("last")
    whole_day = (last.dt.time() == time()) & (last == first.dt.truncate("1d")) & (first > last)
    last = pl.when(whole_day).then(last + pl.duration(days=1)).otherwise(last)
    span = span.select(
        pl.when(last != first).then(last).alias("happened_to"), (last < first).alias("backwards")
    )
    remarks.add(
        span["backwards"],
        column=columns.happened_to,
        values=ended,
        problem="Sluttiden ligger före starttiden.",
        remedy="Kontrollera båda tiderna.",
    )
    return read_from.local, span["happened_to"], read_from.excel_days + read_to.excel_days


def _check_moments(found: Moments, written: pl.Series, remarks: Remarks, today: date, name: str) -> None:
    if found.month_first:
        raise refusal(
            name,
            "Datumen verkar vara skrivna månad/dag/år, och går då inte att skilja från dag/månad/år.",
            "Skriv datumen som 2025-01-31 (år-månad-dag).",
            column=written.name,
        )
    first, tomorrow = datetime(_FIRST_YEAR, 1, 1), datetime.combine(today + timedelta(days=1), time())
    for wrong, problem, remedy in (
        (found.impossible, "Det finns ingen sådan dag eller tid.", "Rätta datumet eller klockslaget."),
        (found.unreadable, "Tidpunkten går inte att tolka.", "Skriv den som 2025-01-31 14:05."),
        (found.local >= tomorrow, "Tidpunkten ligger i framtiden.", "Kontrollera datumet."),
        (
            found.local < first,
            f"Tidpunkten ligger före år {_FIRST_YEAR}.",
            "Kontrollera årtalet, eller ta bort raden.",
        ),
    ):
        remarks.add(wrong, column=written.name, values=written, problem=problem, remedy=remedy)


def _category(table: Table, columns: Recognised, remarks: Remarks, name: str) -> pl.Series:
    category, words = _word_by_word(
        table.cells[columns.category], lambda words: blank_to_null(words).str.replace_all(r"\s+", " ")
    )
    remarks.add(
        category.is_null(),
        column=columns.category,
        problem="Kategorin saknas.",
        remedy="Fyll i vilken sorts händelse det är.",
    )
    if (kinds := len(words)) > _MOST_CATEGORIES:
        raise refusal(
            name,
            f"Kolumnen verkar vara fritext: den har {number(kinds)} olika värden. Är det rätt kolumn?",
            f"Ta med en kolumn med händelsens sort, som har högst {_MOST_CATEGORIES} olika värden.",
            column=columns.category,
        )
    if len(long := words.filter(words.str.len_chars() > _LONGEST_CATEGORY)):
        remarks.add(
            category.is_in(long.implode()),
            column=columns.category,
            values=category.str.head(_SHOWN) + "…",
            problem=f"Kategorin är längre än {_LONGEST_CATEGORY} tecken och verkar vara fritext.",
            remedy="Skriv bara vilken sorts händelse det är.",
        )
    _refuse_personal_data(category, words, columns.category, remarks)
    return category


def _word_by_word(
    column: pl.Series, change: Callable[[pl.Series], pl.Series]
) -> tuple[pl.Series, pl.Series]:
    """A column in which few words stand many times, changed, and its words: each word is looked at once."""
    words = column.unique().cast(pl.String, strict=False)
    changed = change(words)
    if not changed.equals(words, null_equal=True) or column.dtype != pl.String:
        column = column.cast(pl.String, strict=False).replace_strict(words, changed, return_dtype=pl.String)
    return column, changed.drop_nulls().unique()


def _refuse_personal_data(
    written: pl.Series, values: pl.Series, column: str | None, remarks: Remarks, *, but: Collection[str] = ()
) -> None:
    """Remark on every value that looks like personal data, and show no more than its beginning.

    A value without a digit, an @, or two words holds nothing that the guard can find, so it is not looked at.

    Args:
        values: each value that is written, once.
    """
    doubtful = values.filter(values.str.contains(r"[\d@]|\pL[\s.,]+\pL")).to_list()
    found = {value: seen[0].kind for value in doubtful if value not in but and (seen := look(value, but=but))}
    for kind in sorted(set(found.values())):
        remarks.add(
            written.is_in([value for value, of_kind in found.items() if of_kind == kind]),
            column=column,
            values=written.str.head(_SHOWN) + "…",
            problem=f"Värdet ser ut som {kind.with_article}.",
            remedy="Ta bort personuppgiften ur filen, eller välj en annan kolumn.",
        )


def _require_place(
    points: Points | None,
    given_area: pl.Series | None,
    at: Columns | None,
    columns: Recognised,
    remarks: Remarks,
) -> None:
    absent = pl.repeat(True, remarks.height, eager=True) if points is None else pl.Series(~points.given)
    if given_area is not None:
        absent = absent & given_area.is_null()
    named = [column for column in ((at.x.name, at.y.name) if at else ()) + (columns.area,) if column]
    remarks.add(
        absent,
        column=", ".join(named),
        problem="Platsen saknas.",
        remedy="Fyll i koordinater eller område.",
    )


def _amount(table: Table, columns: Recognised, remarks: Remarks) -> pl.Series:
    if not columns.amount:
        return pl.repeat(1, table.cells.height, dtype=pl.Int64, eager=True)
    written = table.cells[columns.amount]
    text = blank_to_null(written).str.replace_all(r"[\s\u00a0]", "").str.replace(r"[.,]0+$", "")
    amount = text.cast(pl.Int64, strict=False)
    remarks.add(
        ~amount.is_between(1, _MOST_AT_ONCE).fill_null(value=False),
        column=columns.amount,
        values=written,
        problem="Antalet är inte ett helt tal från 1 och uppåt.",
        remedy="Skriv antalet med siffror, eller ta bort raden om inget hände.",
    )
    return amount


def _notes(rows: pl.DataFrame, columns: Recognised, excel_days: int) -> tuple[str, ...]:
    notes = []
    if excel_days:
        notes.append(f"Tider skrivna som Excels dagnummer: {number(excel_days)}. De är omräknade till datum.")
    if columns.area and (lacking := rows["x"].null_count()):
        notes.append(
            f"Rader utan koordinater: {number(lacking)}. De räknas bara i det område som raden anger."
        )
    if columns.key:
        # A hash stands for its key: eight bytes, not a text, and numbers sort quickly.
        hashes = np.sort(rows["key"].drop_nulls().hash().to_numpy())
        if repeated := int(np.count_nonzero(hashes[1:] == hashes[:-1])):
            notes.append(
                f"Rader med samma {columns.key} som en tidigare rad: {number(repeated)}. Alla räknas, "
                "eftersom ett ärende kan rymma flera händelser."
            )
    return tuple(notes)

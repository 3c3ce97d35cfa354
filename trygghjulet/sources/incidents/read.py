"""Incidents from CSV, Excel, Parquet, GeoJSON and GeoPackage: good rows kept, bad rows explained."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple
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
from trygghjulet.foundation.files.tables import Remarks, Table, blank_to_null, may_hold
from trygghjulet.observations.findings import Reading
from trygghjulet.observations.schema import Kind, conform
from trygghjulet.sources.incidents.beside import people_beside
from trygghjulet.sources.incidents.columns import Mapping, Recognised, known_columns, recognise_columns
from trygghjulet.sources.incidents.people import (
    SHOWN,
    without_homes,
    without_people,
    without_personal_keys,
)
from trygghjulet.sources.incidents.places import Bounds, Columns, Points, read_points
from trygghjulet.sources.incidents.times import Moments, in_the_hour_twice, joined, moments, never_was

_FIRST_YEAR = 1990
_MOST_AT_ONCE = 1_000_000
_MOST_CATEGORIES, _LONGEST_CATEGORY = 500, 120
#: What a row that sums up others calls itself.
_SUM = r"(?i)^\s*(?:total(?:t|er|summa)?|(?:del|slut)?summa(?: totalt)?|grand total)\s*:?\s*$"
_IN_EVERY_SUM = "aA"
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
        else (read_table(path, name=name, limits=limits, wanted=known_columns(mapping)), None)
    )
    columns = recognise_columns(table.cells.columns, mapping, has_shapes=has_shapes, name=name)
    remarks, beside = Remarks(table), Remarks(table.without_findings())
    at = shapes or (
        Columns(table.cells[columns.x], table.cells[columns.y]) if columns.x and columns.y else None
    )
    place = (at.x.name, at.y.name) if at else ()
    times = _taken(table, columns.happened_from, columns.happened_to, columns.clock)
    cells = _taken(table, columns.category, columns.area, columns.key, columns.amount)
    rows_read, first = table.rows_read, table.cells[:, 0]
    said = (*table.notes, *people_beside(table.cells, read=astuple(columns), year=today.year))
    # The columns of time and words, and those of the place, on a core each.
    with ThreadPoolExecutor(1) as other:
        placing = (
            other.submit(read_points, at, remarks=beside, bounds=bounds, epsg=epsg, name=name) if at else None
        )
        again, with_key = _repeated(table, columns.key, shapes)
        # A large file's text goes as it is read, so that it never lies beside all that came of it.
        del table, at, shapes
        happened_from, happened_to, about_times = _when(times, columns, remarks, today, name)
        del times
        words = {c: cells[c].unique() for c in (columns.category, columns.area) if c}
        category = _category(cells[columns.category], words[columns.category], remarks, name)
        given_area = blank_to_null(cells[columns.area]) if columns.area else None
        homes = 0
        if given_area is not None:
            given_area, homes = without_homes(given_area, but=areas)
            given = given_area.drop_nulls().unique()
            without_people(given_area, given, columns.area, remarks, but=areas)
        if columns.key:
            without_personal_keys(cells[columns.key], happened_from, remarks, name=name)
        _leave_sums(first, cells, words, remarks)
        points = placing.result() if placing else None
        del placing
    remarks.take_over(beside)
    _require_place(points, given_area, place, columns, remarks)
    amount = _amount(cells, columns, remarks)
    rows = pl.DataFrame(
        {
            "happened_from": happened_from,
            "happened_to": happened_to,
            "category": category,
            "given_area": given_area,
            "key": blank_to_null(cells[columns.key]) if columns.key else None,
            "amount": amount,
            "x": pl.Series(points.x, nan_to_null=True) if points else None,
            "y": pl.Series(points.y, nan_to_null=True) if points else None,
        },
        height=remarks.height,
    ).rechunk()  # the pieces that a file is read in are slow to pick from
    found_epsg = points.epsg if points else None
    del points
    good = remarks.good
    if again is not None:
        good = good & ~again
    if not good.all():
        rows = rows.filter(good)
    return Reading(
        kind=Kind.INCIDENTS,
        rows=conform(rows, Kind.INCIDENTS),
        findings=remarks.findings(),
        rows_read=rows_read,
        notes=(
            *said,
            *about_times,
            *_notes(rows, columns, homes),
            *_about_keys(columns.key, 0 if again is None else int(again.sum()), with_key),
            *remarks.notes(),
        ),
        epsg=found_epsg,
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


def _repeated(table: Table, key: str | None, shapes: Columns | None) -> tuple[pl.Series | None, int]:
    """Which rows say in every column what an earlier row says, and how many others share their key with one.

    Without a key two rows that are alike may well be two events, so then there is nothing to tell.
    """
    if key is None:
        return None, 0
    keys = table.cells[key]
    # A hash stands for its key: eight bytes, not a text, and numbers sort quickly.
    hashes = np.sort(keys.drop_nulls().hash().to_numpy())
    sharing = int(np.count_nonzero(hashes[1:] == hashes[:-1]))
    if not sharing:
        return None, 0
    few = (keys.is_duplicated() & keys.is_not_null()).arg_true()
    rows = table.cells[few]
    if shapes:
        rows = rows.hstack([shapes.x.gather(few).alias(" x"), shapes.y.gather(few).alias(" y")])
    later = ~rows.select(pl.struct(pl.all()).is_first_distinct()).to_series()
    again = pl.repeat(False, len(keys), eager=True).scatter(few.filter(later), values=True)
    return again, sharing - int(later.sum())


def _about_keys(key: str | None, alike: int, sharing: int) -> tuple[str, ...]:
    """What is said of rows with the same key; the mapping's page says the same."""
    notes = []
    if alike:
        notes.append(
            f"Rader som är lika en tidigare rad i alla kolumner: {number(alike)}. De räknas en gång."
        )
    if sharing:
        notes.append(
            f"Rader med samma {key} som en tidigare rad, men med andra uppgifter: {number(sharing)}. Alla räknas, "
            "eftersom ett ärende kan rymma flera händelser. Kommer ärendet igen i en senare fil gäller den filen."
        )
    return tuple(notes)


def _leave_sums(
    first: pl.Series, cells: dict[str, pl.Series], words: dict[str, pl.Series], remarks: Remarks
) -> None:
    """Remark on rows that sum up others: their area, their category or their first cell says so.

    Args:
        words: each value of the columns in which few stand many times, once.
    """
    for column, values in ({first.name: first} | words).items():
        if values.dtype != pl.String or not may_hold(values, _IN_EVERY_SUM):
            continue
        if len(sums := values.filter(values.str.contains(_SUM)).unique()):
            written = cells.get(column, first)
            remarks.add(
                written.is_in(sums.implode()),
                column=column,
                values=written,
                problem="Raden är en summa av andra rader, så den räknas inte.",
                remedy="Du behöver inte göra något. Ta gärna bort summor ur filen.",
            )


def _taken(table: Table, *columns: str | None) -> dict[str, pl.Series]:
    """Those of some columns that there are, by their names in the file."""
    return {column: table.cells[column] for column in columns if column}


def _when(
    cells: dict[str, pl.Series], columns: Recognised, remarks: Remarks, today: date, name: str
) -> tuple[pl.Series, pl.Series | None, tuple[str, ...]]:
    """When each row's event began and ended, and what a person should know of how the times were read."""
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
        return read_from.local, None, _about_times(read_from)
    ended = cells[columns.happened_to]
    read_to = moments(ended)
    _check_moments(read_to, ended, remarks, today, name)
    span = pl.DataFrame({"first": read_from.local, "last": read_to.local})
    first, last = pl.col("first"), pl.col("last")
    whole_day = (last.dt.time() == time()) & (last == first.dt.truncate("1d")) & (first > last)
    last = pl.when(whole_day).then(last + pl.duration(days=1)).otherwise(last)
    # In the hour that comes twice the clock may show less at the end, and then nobody knows how long it was.
    twice = (last < first) & in_the_hour_twice("first") & in_the_hour_twice("last")
    span = span.select(
        pl.when((last != first) & ~twice).then(last).alias("happened_to"),
        ((last < first) & ~twice).alias("backwards"),
    )
    remarks.add(
        span["backwards"],
        column=columns.happened_to,
        values=ended,
        problem="Sluttiden ligger före starttiden.",
        remedy="Kontrollera båda tiderna.",
    )
    return read_from.local, span["happened_to"], _about_times(read_from, read_to)


def _about_times(*read: Moments) -> tuple[str, ...]:
    notes = []
    if excel_days := sum(one.excel_days for one in read):
        notes.append(f"Tider skrivna som Excels dagnummer: {number(excel_days)}. De är omräknade till datum.")
    if two_ways := sum(one.two_ways for one in read):
        notes.append(
            f"Datum som går att läsa på två sätt, som 03/04/2025: {number(two_ways)}. Inget datum i kolumnen visar "
            "vilket som menas. De är lästa som dag/månad/år, alltså 3 april. Kontrollera att det stämmer."
        )
    for one in read:
        if one.short_years:
            example = "14-03-25" if one.short_year_last else "25-03-14"
            notes.append(
                f"Årtal med två siffror: {number(one.short_years)}. De är lästa som {example} för 14 mars 2025. "
                "Kontrollera att det stämmer."
            )
    if lost := sum(never_was(one.local) for one in read):
        notes.append(
            f"Tider som inte fanns, mellan 02:00 och 03:00 natten då sommartiden började: {number(lost)}. De är lästa "
            "som de står. Är filens tider vintertid hela året, eller en annan tidszon, stämmer dygnets timmar inte."
        )
    return tuple(notes)


def _check_moments(found: Moments, written: pl.Series, remarks: Remarks, today: date, name: str) -> None:
    if found.month_first:
        raise refusal(
            name,
            "Datumen verkar vara skrivna månad/dag/år, och går då inte att skilja från dag/månad/år.",
            "Skriv datumen som 2025-01-31 (år-månad-dag).",
            column=written.name,
        )
    first = datetime.combine(date(_FIRST_YEAR, 1, 1), time())
    tomorrow = datetime.combine(today + timedelta(days=1), time())
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


def _category(written: pl.Series, words: pl.Series, remarks: Remarks, name: str) -> pl.Series:
    """The categories without needless blanks.

    Args:
        words: each value of the column, once.
    """
    category, words = _word_by_word(
        written, words, lambda words: blank_to_null(words).str.replace_all(r"\s+", " ")
    )
    remarks.add(
        category.is_null(),
        column=written.name,
        problem="Kategorin saknas.",
        remedy="Fyll i vilken sorts händelse det är.",
    )
    if (kinds := len(words)) > _MOST_CATEGORIES:
        raise refusal(
            name,
            f"Kolumnen verkar vara fritext: den har {number(kinds)} olika värden. Är det rätt kolumn?",
            f"Ta med en kolumn med händelsens sort, som har högst {_MOST_CATEGORIES} olika värden.",
            column=written.name,
        )
    if len(long := words.filter(words.str.len_chars() > _LONGEST_CATEGORY)):
        remarks.add(
            category.is_in(long.implode()),
            column=written.name,
            values=category.str.head(SHOWN) + "…",
            problem=f"Kategorin är längre än {_LONGEST_CATEGORY} tecken och verkar vara fritext.",
            remedy="Skriv bara vilken sorts händelse det är.",
        )
    without_people(category, words, written.name, remarks)
    return category


def _word_by_word(
    column: pl.Series, words: pl.Series, change: Callable[[pl.Series], pl.Series]
) -> tuple[pl.Series, pl.Series]:
    """A column in which few words stand many times, changed, and its words: each word is looked at once."""
    words = words.cast(pl.String, strict=False)
    changed = change(words)
    if not changed.equals(words, null_equal=True) or column.dtype != pl.String:
        column = column.cast(pl.String, strict=False).replace_strict(words, changed, return_dtype=pl.String)
    return column, changed.drop_nulls().unique()


def _require_place(
    points: Points | None,
    given_area: pl.Series | None,
    place: tuple[str, ...],
    columns: Recognised,
    remarks: Remarks,
) -> None:
    absent = pl.repeat(True, remarks.height, eager=True) if points is None else pl.Series(~points.given)
    if given_area is not None:
        absent = absent & given_area.is_null()
    named = [column for column in (*place, columns.area) if column]
    remarks.add(
        absent,
        column=", ".join(named),
        problem="Platsen saknas.",
        remedy="Fyll i koordinater eller område.",
    )


def _amount(cells: dict[str, pl.Series], columns: Recognised, remarks: Remarks) -> pl.Series:
    if not columns.amount:
        return pl.repeat(1, remarks.height, dtype=pl.Int64, eager=True)
    written = cells[columns.amount]
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


def _notes(rows: pl.DataFrame, columns: Recognised, homes: int) -> tuple[str, ...]:
    notes = []
    if columns.area and (lacking := rows["x"].null_count()):
        notes.append(
            f"Rader utan koordinater: {number(lacking)}. De räknas bara i det område som raden anger."
        )
    if homes:
        notes.append(
            f"Rader där området är en adress: {number(homes)}. Husnumret är borttaget, för det pekar ut ett hem."
        )
    return tuple(notes)

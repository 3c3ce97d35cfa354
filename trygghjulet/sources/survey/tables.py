"""Ready tables of a survey: a share for each question, area, group and year, however the table is laid out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import polars as pl

from trygghjulet.documents.numbers import number
from trygghjulet.foundation.files.contents import refusal
from trygghjulet.foundation.files.tables import Remarks, Table, blank_to_null, fold
from trygghjulet.foundation.privacy.guard import look
from trygghjulet.observations.findings import Finding, Reading
from trygghjulet.observations.period import Period
from trygghjulet.observations.schema import FIGURES, Kind
from trygghjulet.sources.survey import times
from trygghjulet.sources.survey.ways import AREA, Ways

_ROLES: dict[str, tuple[str, ...]] = {
    "question": ("fraga", "fragan", "indikator", "question", "pastaende", "matt", "fragestallning"),
    "answer": ("svarsalternativ", "alternativ", "svar", "answer"),
    "area": (*AREA, "plats", "polisomrade", "geografi"),
    "year": ("ar", "year", "period", "undersokningsar", "matar", "lasar"),
    "value": ("andel", "andelprocent", "varde", "value", "procent", "resultat", "share", "andeli"),
    "answers": ("antalsvar", "antalsvarande", "n", "bas", "svarande", "respondenter", "antal", "antalsvari"),
    "low": ("nedre", "undregrans", "nedregrans", "kinedre", "lag", "low", "lower"),
    "high": ("ovre", "ovregrans", "kiovre", "hog", "high", "upper"),
    "margin": ("felmarginal", "osakerhetstal", "osakerhet", "marginal", "konfidensintervall", "ki", "ki95"),
    "unit": ("enhet", "unit"),
}
_GROUPS = ("grupp", "kon", "alder", "aldersgrupp", "arskurs", "ak", "skola", "skolenhet", "redovisningsgrupp")
_HIDDEN = frozenset(
    {"xx", "x", "..", ".", "…", "-", "–", "*", "**", "redovisas ej", "redovisas inte", "saknas"}
)
_SPAN = re.compile(r"^\(?\s*(-?[\d.,]+)\s*(?:–|-|till|;)\s*(-?[\d.,]+)\s*\)?$")
_PERCENT = "procent"
_MISSING = "withheld_or_missing"
_REMEDY = "Kontrollera värdet mot rapporten."
_SHARE_SCALE_FROM = 5


@dataclass(frozen=True)
class _Layout:
    """Which columns tell what; `wide` columns hold a figure each, headed by a year or by a question."""

    roles: dict[str, str]
    groups: tuple[str, ...]
    wide: tuple[str, ...]
    headed_by: str


def is_table(table: Table) -> bool:
    """Is it a ready table rather than a row for each respondent?"""
    return _layout(table) is not None


def read_figures(
    table: Table, ways: Ways, *, name: str, today: date, year: str = "", area: str = "", unit: str = ""
) -> Reading:
    """The figures of a ready table.

    - long: a row for each question (and area, group, year) with its share;
    - a column for each year, a row for each question (and area);
    - a column for each question, a row for each area.

    What isn't told ("XX", "..", "-", empty) becomes a figure that is missing, never zero.

    Args:
        year: the year of all figures, where neither a column nor the file's name says it.
        area: what all figures tell of, where no column says it.

    Raises:
        UnreadableFile: none of these layouts, or no year.
    """
    layout = _layout(table)
    if layout is None:
        raise refusal(
            name,
            f"Filen är ingen färdig tabell som går att läsa. Filens kolumner är: {', '.join(table.cells.columns)}.",
            "En sådan har en rad för varje fråga med andelen i en kolumn, en kolumn för varje år, "
            "eller en rad för varje område med en kolumn för varje fråga.",
            row=1,
        )
    remarks = Remarks(table)
    long = _long(table, layout)
    findings: list[Finding] = []
    if not ("year" in layout.roles or layout.headed_by == "year"):
        span = times.stated(year, name, splits=ways.splits_years)
        long = long.with_columns(pl.lit(_written(span)).alias("year"))
    found = _figures(long, findings, today, area, ways)
    rows, notes = _finish(found, findings, ways, unit)
    return Reading(
        kind=Kind.FIGURES,
        rows=rows,
        findings=tuple(sorted((*findings, *remarks.findings()), key=lambda f: f.row or 0)),
        rows_read=long.height + table.findings_total,
        notes=(
            "Filen är läst som en färdig tabell: varje andel räknas som en rad här.",
            *table.notes,
            *notes,
        ),
    )


def _layout(table: Table) -> _Layout | None:
    written = table.cells.columns
    known = {fold(column): column for column in reversed(written)}
    roles = {
        role: column
        for role, names in _ROLES.items()
        if (column := next((known[name] for name in names if name in known), None))
    }
    groups = tuple(known[name] for name in _GROUPS if name in known)
    used = {*roles.values(), *groups}
    headed_by_year = tuple(column for column in written if times.YEARS.match(column))
    if headed_by_year and "question" in roles:
        roles.pop("year", None)
        return _Layout(roles, groups, headed_by_year, "year")
    if "value" in roles and ("question" in roles or "area" in roles):
        return _Layout(roles, groups, (), "")
    rest = tuple(column for column in written if column not in used)
    if (
        "area" in roles
        and "question" not in roles
        and rest
        and all(_is_figures(table.cells[c]) for c in rest)
    ):
        areas = blank_to_null(table.cells[roles["area"]]).drop_nulls()
        if "year" in roles or areas.n_unique() == len(areas):
            return _Layout({r: roles[r] for r in ("area", "year") if r in roles}, groups, rest, "question")
    return None


def _is_figures(column: pl.Series) -> bool:
    text = blank_to_null(column).drop_nulls().str.to_lowercase()
    plain = text.filter(~text.is_in(list(_HIDDEN))).str.replace_all(r"[\s\u00a0%]", "")
    found = plain.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    return len(text) > 0 and found.null_count() <= len(found) // 10


def _long(table: Table, layout: _Layout) -> pl.DataFrame:
    """A row for each figure: the roles as text, and the file's row and column."""
    cells = table.cells.select(blank_to_null(column) for column in table.cells)
    base = {role: cells[column] for role, column in layout.roles.items()}
    if layout.groups:
        told = [cells[column] for column in layout.groups]
        base["group"] = pl.select(pl.concat_str(told, separator=", ", ignore_nulls=True)).to_series()
    base["row"] = table.numbers
    frame = pl.DataFrame(base)
    if not layout.wide:
        return frame.with_columns(pl.lit(layout.roles["value"]).alias("column"))
    return pl.concat(
        frame.with_columns(
            cells[column].alias("value"),
            pl.lit(column).alias("column"),
            pl.lit(column).alias(layout.headed_by),
        )
        for column in layout.wide
    ).sort("row", maintain_order=True)


def _written(span: Period) -> str:
    return (
        str(span.first.year) if span.first.year == span.last.year else f"{span.first.year}/{span.last.year}"
    )


def _figures(
    long: pl.DataFrame, findings: list[Finding], today: date, area: str, ways: Ways
) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for row in long.iter_rows(named=True):
        span = times.years(row["year"] or "", splits=ways.splits_years)
        title = row.get("question") or row["column"]
        answer = row.get("answer")
        value, hidden = _number(row["value"])
        problem = ""
        if span is None or span.first > today:
            problem = "Året går inte att tolka, eller ligger i framtiden."
        elif value is None and not hidden:
            problem = "Värdet är inte ett tal."
        elif look(f"{title} {row.get('area') or ''}"):
            problem = "Raden verkar innehålla personuppgifter."
        if problem or span is None:
            findings.append(Finding(row["row"], row["column"], row["value"], problem, _REMEDY))
            continue
        low, high = _interval(row, value)
        count, _ = _number(row.get("answers"))
        place = row.get("area") or area or None
        rows.append(
            {
                "indicator": f"{title}: {answer}" if answer else title,
                "title": f"{title}: {answer}" if answer else title,
                "area": place,
                "given_area": place,
                "group": row.get("group") or None,
                "period_from": span.first,
                "period_to": span.last,
                "value": value,
                "low": low,
                "high": high,
                "answers": None if count is None or count < 0 else round(count),
                "unit": row.get("unit") or "",
                "status": "final",
                "missing": _MISSING if hidden else None,
                "row": row["row"],
            }
        )
    return rows


def _finish(
    rows: list[dict[str, object]], findings: list[Finding], ways: Ways, unit: str
) -> tuple[pl.DataFrame, list[str]]:
    schema = {**FIGURES, "row": pl.UInt32()}
    frame, notes = pl.DataFrame(rows, schema=schema), []
    value = pl.col("value")
    percents = pl.col("unit").is_in(["", "%", _PERCENT, "andel"])
    told = frame.filter(percents & value.is_not_null())["value"]
    if len(told) >= _SHARE_SCALE_FROM and _in_shares(told):
        notes.append("Andelarna står som tal mellan 0 och 1 i filen och är omräknade till procent.")
        frame = frame.with_columns(
            pl.when(percents).then(pl.col(c) * 100).otherwise(c) for c in ("value", "low", "high")
        )
    beyond = frame.filter(percents & ~value.is_between(0, 100))
    findings += [
        Finding(
            row["row"],
            None,
            f"{row['title']}: {row['value']:g}",
            "Andelen ligger inte mellan 0 och 100 procent.",
            _REMEDY,
        )
        for row in beyond.iter_rows(named=True)
    ]
    frame = frame.filter(~(percents & ~value.is_between(0, 100)).fill_null(value=False))
    frame = frame.with_columns(
        pl.when(percents).then(pl.lit(unit or _PERCENT)).otherwise("unit").alias("unit")
    )
    few = (pl.col("answers") < ways.fewest_answers).fill_null(value=False) & value.is_not_null()
    if small := frame.filter(few).height:
        notes.append(
            f"Andelar som bygger på färre än {ways.fewest_answers} svar: {number(small)}. "
            "De är lästa som att siffran saknas."
        )
        frame = frame.with_columns(
            *(pl.when(few).then(None).otherwise(c).alias(c) for c in ("value", "low", "high", "answers")),
            pl.when(few).then(pl.lit(_MISSING)).otherwise("missing").alias("missing"),
        )
    of_one = ["indicator", "area", "group", "period_from", "period_to"]
    once = frame.unique([*of_one, "value"], keep="first", maintain_order=True)
    twice = once.select(pl.struct(of_one).is_duplicated()).to_series()
    findings += [
        Finding(
            row["row"],
            None,
            f"{row['title']}, {row['area'] or 'utan område'}: {row['value']}",
            "Samma fråga, område, grupp och år har olika andelar. Ingen av dem är med.",
            "Behåll den som gäller, eller lägg till en kolumn med gruppen.",
        )
        for row in once.filter(twice).iter_rows(named=True)
    ]
    if hidden := once.filter(~twice)["missing"].count():
        notes.append(
            f"Andelar som inte är redovisade: {number(hidden)}. De är lästa som att siffran saknas, inte som noll."
        )
    return once.filter(~twice).drop("row"), notes


def _in_shares(values: pl.Series) -> bool:
    return bool((values <= 1).all() and (values != values.round()).any())


def _number(written: str | None) -> tuple[float | None, bool]:
    """The number, and whether the cell says that it isn't told."""
    text = re.sub(r"[\s\u00a0\u202f]", "", written or "").removesuffix("%")
    if (
        not text
        or text.lower() in _HIDDEN
        or (written or "").strip().lower() in _HIDDEN
        or text.startswith("<")
    ):
        return None, True
    plain = text.replace("−", "-").removeprefix("±").replace(",", ".")
    if not re.fullmatch(r"-?\d{1,12}(?:\.\d{1,12})?", plain):
        return None, False
    return float(plain), False


def _interval(row: dict[str, str | None], value: float | None) -> tuple[float | None, float | None]:
    if value is None:
        return None, None
    low, high = _number(row.get("low"))[0], _number(row.get("high"))[0]
    margin = (row.get("margin") or "").strip()
    if low is None and high is None and margin:
        if span := _SPAN.match(margin):
            low, high = (_number(end)[0] for end in span.groups())
        elif (reach := _number(margin)[0]) is not None and reach >= 0:
            low, high = max(value - reach, 0.0), value + reach
    return (low, high) if low is not None and high is not None and low <= value <= high else (None, None)

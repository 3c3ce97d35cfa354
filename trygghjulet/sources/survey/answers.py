"""A file with a row for each respondent, as answers: one row for each person and question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from trygghjulet.documents.numbers import number
from trygghjulet.foundation.files.contents import refusal
from trygghjulet.foundation.files.tables import Remarks, Table, blank_to_null, fold
from trygghjulet.observations.findings import Finding, Reading
from trygghjulet.observations.period import Period
from trygghjulet.observations.schema import ANSWERS, Kind
from trygghjulet.sources.survey import times
from trygghjulet.sources.survey.codebook import Codebook, Variable, plain_code
from trygghjulet.sources.survey.columns import Columns, is_age_in_years, recognise
from trygghjulet.sources.survey.ways import Ways

#: Answers that are none, where the codebook doesn't say otherwise.
NO_ANSWER = frozenset(
    (
        *("vill inte svara", "vill ej svara", "inget svar", "ej svar", "ej svarat", "svar saknas", "saknas"),
        *("uppgift saknas", "ingen uppgift", "vet ej", "vet inte", "vet ej/vill ej svara", "ej aktuellt"),
        *(".", "..", "-", "–", "na", "n/a", "null", "#null!"),
    )
)
SMALL_GROUP = "Annan (för få svar för att visas)"
_AGES = (
    (0, 15, "–15 år"),
    (16, 24, "16–24 år"),
    (25, 44, "25–44 år"),
    (45, 64, "45–64 år"),
    (65, 84, "65–84 år"),
)
_OLDEST = "85– år"
_HEAVIEST = 1e9


@dataclass(frozen=True)
class Given:
    """What a reader of answers is told: the codebook, the columns that a person stated, and the year."""

    codebook: Codebook
    mapping: Mapping[str, str]
    year: str
    today: date
    areas: frozenset[str]


def read_answers(table: Table, given: Given, ways: Ways, *, name: str) -> Reading:
    """The answers of a table with a row for each respondent.

    Respondents get numbers in the order of what they answered, so that a number says nothing of the file's order
    or of the numbers in it, and the same file always gives the same rows.

    Raises:
        UnreadableFile: a column is wrong, or no year.
    """
    columns = recognise(table.cells, given.codebook, given.mapping, ways, name=name, areas=given.areas)
    remarks = Remarks(table)
    weight = _weights(table, columns, remarks)
    when = _times(table, columns, given, remarks, splits=ways.splits_years, name=name)
    area = blank_to_null(table.cells[columns.area]) if columns.area else None
    if area is not None and columns.area:
        area = _coded(area, given.codebook.of(columns.area), [])
    findings = list(columns.findings)
    kept, notes = {}, []
    for column in (*columns.questions, *columns.background):
        said = given.codebook.of(column)
        kept[column] = _coded(table.cells[column], said, findings)
        if is_age_in_years(table.cells[column]):
            kept[column] = _age_groups(kept[column])
            notes.append(f"Åldern i kolumnen ”{column}” är omräknad till åldersgrupper.")
        if fold(column) in ways.guarded:
            kept[column], few = _together(kept[column], when, ways.smallest_group)
            if few:
                notes.append(
                    f"Grupper i kolumnen ”{column}” med färre än {ways.smallest_group} svar: {few}. "
                    "De är sammanslagna och visas inte var för sig."
                )
    people = pl.DataFrame(
        {f"answer {n}": values for n, values in enumerate(kept.values())}
        | {
            "weight": weight,
            "given_area": area,
            "answered_from": when["first"],
            "answered_to": when["last"],
        },
        schema_overrides={"given_area": pl.String},
    ).filter(remarks.good)
    rows = _long(people, columns, given)
    people_read, variables = table.rows_read, len(kept)
    return Reading(
        kind=Kind.ANSWERS,
        rows=rows,
        findings=(*findings, *remarks.findings()),
        rows_read=people_read * variables,
        notes=(
            f"Filen är läst som ett svar per rad: {number(people.height)} svarande, {_questions(columns)}. "
            "Varje svar på en fråga räknas som en rad här.",
            *(_weight_notes(columns)),
            *notes,
            *table.notes,
            *remarks.notes(),
        ),
        faults=pl.concat([_frame(findings), remarks.frame()]),
    )


def _frame(findings: list[Finding]) -> pl.DataFrame:
    return Reading(Kind.ANSWERS, pl.DataFrame(), tuple(findings), 0).all_faults()


def _questions(columns: Columns) -> str:
    asked, told = len(columns.questions), len(columns.background)
    return (
        f"{asked} {'fråga' if asked == 1 else 'frågor'} och {told} "
        f"{'bakgrundsuppgift' if told == 1 else 'bakgrundsuppgifter'}"
    )


def _weight_notes(columns: Columns) -> tuple[str, ...]:
    if columns.weight:
        return ()
    return ("Filen har ingen vikt. Alla svar räknas lika, och säger då mest om dem som svarade.",)


def _weights(table: Table, columns: Columns, remarks: Remarks) -> pl.Series:
    if columns.weight is None:
        return pl.repeat(1.0, table.cells.height, dtype=pl.Float64, eager=True)
    written = table.cells[columns.weight]
    text = blank_to_null(written).str.replace_all(r"[\s\u00a0]", "").str.replace(",", ".", literal=True)
    weight = text.cast(pl.Float64, strict=False)
    sound = (weight.is_finite() & (weight >= 0) & (weight < _HEAVIEST)).fill_null(value=False)
    remarks.add(
        ~sound,
        column=columns.weight,
        values=written,
        problem="Vikten saknas eller är inte ett tal från noll och uppåt.",
        remedy="Fyll i vikten, eller ta bort raden.",
    )
    return weight


def _times(
    table: Table, columns: Columns, given: Given, remarks: Remarks, *, splits: bool, name: str
) -> pl.DataFrame:
    """First and last day of each answer's period."""
    column = columns.date or columns.year
    if column is None:
        span = times.stated(given.year, name, splits=splits)
        if span.first > given.today:
            raise refusal(
                name, "Året ligger i framtiden.", "Kontrollera året i filens namn eller för källan."
            )
        return pl.DataFrame(
            {"first": [span.first] * table.cells.height, "last": [span.last] * table.cells.height},
            schema={"first": pl.Date, "last": pl.Date},
        )
    written = blank_to_null(table.cells[column])
    found: dict[str, Period | None] = {}
    for value in written.drop_nulls().unique():
        read = times.month_of(value) if columns.date else None
        found[value] = read or times.years(value, splits=splits)
    wrong = [v for v, span in found.items() if span is None]
    late = [v for v, span in found.items() if span and span.first > given.today]
    remarks.add(
        written.is_null() | written.is_in(wrong),
        column=column,
        values=written,
        problem="Året eller dagen saknas eller går inte att tolka.",
        remedy="Skriv år som 2025 och dag som 2025-09-30.",
    )
    remarks.add(
        written.is_in(late),
        column=column,
        values=written,
        problem="Svaret är daterat i framtiden.",
        remedy="Kontrollera året eller dagen.",
    )
    spans = [found.get(value) if value else None for value in written]
    return pl.DataFrame(
        {"first": [s and s.first for s in spans], "last": [s and s.last for s in spans]},
        schema={"first": pl.Date, "last": pl.Date},
    )


def _coded(written: pl.Series, said: Variable, findings: list[Finding]) -> pl.Series:
    """The answers in words; null where there is none. What the codebook lacks is told of once for each value."""
    text = blank_to_null(written).str.replace_all(r"\s+", " ")
    counted = text.drop_nulls().value_counts(sort=False, name="times it stands there")
    meaning: dict[str, str | None] = {}
    for value, times_found in counted.iter_rows():
        code = plain_code(value)
        if code in said.missing:
            meaning[value] = None
        elif code in said.answers:
            meaning[value] = said.answers[code]
        elif said.answers and value not in said.answers.values() and value.lower() not in NO_ANSWER:
            meaning[value] = None
            findings.append(
                Finding(
                    None,
                    written.name,
                    value,
                    f"Värdet finns inte i kodboken och räknas som inget svar ({number(times_found)} svar).",
                    "Lägg till koden i kodboken, eller rätta filen.",
                )
            )
        else:
            meaning[value] = None if value.lower() in NO_ANSWER else value
    return text.replace_strict(meaning, default=None, return_dtype=pl.String)


def _age_groups(ages: pl.Series) -> pl.Series:
    def group(text: str) -> str:
        age = int(text)
        return next((label for low, high, label in _AGES if low <= age <= high), _OLDEST)

    return ages.map_elements(group, return_dtype=pl.String)


def _together(values: pl.Series, when: pl.DataFrame, smallest: int) -> tuple[pl.Series, int]:
    """The groups with the small ones of a period put together, and how many they were."""
    frame = pl.DataFrame({"value": values, "first": when["first"]})
    size = pl.len().over("value", "first")
    few = pl.col("value").is_not_null() & (size < smallest)
    marked = frame.with_columns(few.alias("few"))
    groups = marked.filter("few").select("value", "first").n_unique() if marked["few"].any() else 0
    told = marked.select(pl.when("few").then(pl.lit(SMALL_GROUP)).otherwise("value").alias("value"))
    return told["value"], groups


def _long(people: pl.DataFrame, columns: Columns, given: Given) -> pl.DataFrame:
    people = people.sort(people.columns).with_columns(
        pl.int_range(1, pl.len() + 1).cast(pl.String).alias("respondent"),
        pl.when(pl.col("given_area").is_in(list(given.areas))).then(pl.col("given_area")).alias("area"),
    )
    parts = []
    for at, column in enumerate((*columns.questions, *columns.background)):
        role = "question" if at < len(columns.questions) else "background"
        parts.append(
            people.select(
                "respondent",
                pl.lit(column).alias("question"),
                pl.lit(given.codebook.of(column).question or column).alias("title"),
                pl.col(f"answer {at}").alias("answer"),
                pl.lit(role).alias("role"),
                "weight",
                "area",
                "given_area",
                "answered_from",
                "answered_to",
            )
        )
    return pl.concat(parts).cast(dict(ANSWERS)).select(list(ANSWERS))  # type: ignore[arg-type]  # a schema is such a map

"""Figures from Kolada's open interface, version 3 (and 2): one row for indicator, municipality, group and year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import polars as pl

from trygghjulet.foundation.files.contents import refusal, too_many_rows
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tables import MOST_FINDINGS
from trygghjulet.foundation.files.trees import finite, read_json
from trygghjulet.observations.findings import Finding, Reading
from trygghjulet.observations.schema import Kind, conform
from trygghjulet.sources.kolada.indicators import Indicator, known, tells_the_opposite

_AGAIN: Final = "Hämta uppgifterna från Kolada igen, eller lämna in svaret precis som Kolada gav det."
_GROUPS: Final = {"T": None, "K": "Kvinnor", "M": "Män"}
_FIRST_YEAR, _LAST_YEAR = 1950, 2100
_MARGIN: Final = "Detta är ett osäkerhetstal"
#: A row of the file: indicator, area, group, year, value (None: not shown).
_Row = tuple[str, str, str | None, int, float | None]


@dataclass
class _File:
    """What has been found in a file so far."""

    rows: list[tuple[int, _Row]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    bad: int = 0
    read: int = 0
    removed: int = 0
    twice: int = 0
    alone: int = 0
    bounds: int = 0

    def tell(self, number: int, column: str, value: object, problem: str) -> None:
        """Tell of a row that can't be used."""
        self.bad += 1
        if self.bad <= MOST_FINDINGS:
            self.findings.append(
                Finding(number, column, None if value is None else str(value), problem, _AGAIN)
            )


def read(path: Path, *, name: str, limits: Limits) -> Reading:
    """The figures in an answer from Kolada, or in what `fetch` put together from several.

    An indicator that holds another's uncertainty becomes its interval. Women and men stand beside all. A year
    becomes the days it speaks of, also where it speaks of two years.

    Args:
        path: JSON with `values`, and perhaps `kpis` and `municipalities` with what things are called.
        name: what the person calls it.
        limits: how large it may be.

    Raises:
        UnreadableFile: not such a file, or no figure in it can be used.
    """
    answer = read_json(path, name=name, limits=limits, remedy=_AGAIN)
    values = answer.get("values") if isinstance(answer, dict) else None
    if not isinstance(answer, dict) or not isinstance(values, list):
        raise refusal(name, "Filen har inga ”values” som Koladas svar har.", _AGAIN)
    if values and all(isinstance(v, dict) and "title" in v and "kpi" not in v for v in values):
        raise refusal(
            name,
            "Filen är en av Koladas listor över nyckeltal eller kommuner, utan några värden.",
            "Hämta värden för nyckeltalen: adressen börjar med /v3/data/.",
        )
    found = _File()
    for number, item in enumerate(values, start=1):
        _take(item, number, found)
        if found.read > limits.max_rows:
            raise too_many_rows(name, found.read, limits)
    if not found.rows:
        first = found.findings[0].problem if found.findings else "Filen har inga värden."
        raise refusal(name, first, _AGAIN)
    names = {str(m["id"]): str(m["title"]) for m in _told(answer, "municipalities")}
    kpis = _told(answer, "kpis")
    indicators = _indicators({row[0] for _, row in found.rows}, kpis)
    rows, notes = _figures(found, indicators, names, kpis)
    if rows.is_empty():
        raise refusal(name, "Filen har bara osäkerhetstal, inte värdena som de hör till.", _AGAIN)
    if answer.get("next_url") or answer.get("next_page"):
        notes.append(
            "Filen är en sida av flera: Kolada har fler värden än de som finns här. Låt Trygghjulet hämta dem, eller "
            "lämna in även de sidor som svarets ”next_url” pekar på."
        )
    if found.bad > MOST_FINDINGS:
        notes.append(
            f"Filen har {found.bad} anmärkningar. De {MOST_FINDINGS} första visas, resten är bara räknade."
        )
    return Reading(Kind.FIGURES, conform(rows, Kind.FIGURES), tuple(found.findings), found.read, tuple(notes))


def _take(item: object, number: int, found: _File) -> None:
    """One indicator, municipality and year, with a value for each gender. Counts each value as a row."""
    if not isinstance(item, dict) or not isinstance(item.get("values"), list):
        found.read += 1
        found.tell(number, "values", item, "Posten saknar värden.")
        return
    kpi, area, period = (str(item.get(key) or "").strip() for key in ("kpi", "municipality", "period"))
    for value in item["values"]:
        found.read += 1
        problem = _wrong(kpi, area, period, value)
        if problem:
            found.tell(number, *problem)
        elif value.get("isdeleted") is True:
            found.removed += 1
        else:
            found.rows.append(
                (number, (kpi, area, _GROUPS[value["gender"]], int(period), finite(value.get("value"))))
            )


def _wrong(kpi: str, area: str, period: str, value: object) -> tuple[str, object, str] | None:
    """What is wrong with a value: where, what stands there, and why it can't be used."""
    for key, given, missing in (
        ("kpi", kpi, "Nyckeltalet saknas."),
        ("municipality", area, "Kommunen saknas."),
    ):
        if not given:
            return key, None, missing
    if not (len(period) == 4 and period.isascii() and period.isdigit()) or not (
        _FIRST_YEAR <= int(period) <= _LAST_YEAR
    ):
        return "period", period or None, "Året går inte att tolka."
    if not isinstance(value, dict):
        return "values", value, "Värdet är inte så som Kolada skriver det."
    if not isinstance(value.get("gender"), str) or value["gender"] not in _GROUPS:
        return "gender", value.get("gender"), "Könet ska vara T, K eller M."
    if value.get("value") is not None and finite(value["value"]) is None:
        return "value", value["value"], "Värdet är inte ett tal."
    return None


def _told(answer: dict[str, Any], key: str) -> list[dict[str, Any]]:
    told = answer.get(key)
    listed = told if isinstance(told, list) else []
    return [t for t in listed if isinstance(t, dict) and t.get("id") and t.get("title")]


def _indicators(ids: set[str], kpis: list[dict[str, Any]]) -> dict[str, Indicator]:
    """Every indicator of the file: as we know it, else as the file tells of it, else by its number."""
    told = {str(kpi["id"]): kpi for kpi in kpis}
    found = {}
    for one in sorted(ids):
        kpi = told.get(one, {})
        title, description = str(kpi.get("title") or one), str(kpi.get("description") or "")
        indicator = known().get(one) or Indicator(one, title, "", _unit(title))
        if not indicator.turned and tells_the_opposite(title, description):
            indicator = replace(
                indicator, title=f"{title} – värdet är andelen som är trygga eller föga oroliga", turned=True
            )
        found[one] = indicator
    return found


def _unit(title: str) -> str:
    if "andel (%)" in title:
        return "procent"
    _, comma, unit = title.rpartition(",")
    return unit.strip().replace("inv", "invånare") if comma and unit.strip().startswith("antal") else ""


def _figures(
    found: _File, indicators: dict[str, Indicator], names: dict[str, str], kpis: list[dict[str, Any]]
) -> tuple[pl.DataFrame, list[str]]:
    margins = {i.margin: i.id for i in known().values() if i.margin}
    uncertain = {str(k["id"]) for k in kpis if str(k.get("description") or "").startswith(_MARGIN)} | set(
        margins
    )
    half = {
        (margins[kpi], area, group, year): value
        for _, (kpi, area, group, year, value) in found.rows
        if kpi in margins and value is not None
    }
    rows: dict[tuple[object, ...], dict[str, object]] = {}
    for _, (kpi, area, group, year, value) in found.rows:
        if kpi in uncertain:
            found.alone += kpi not in margins
            found.bounds += kpi in margins
            continue
        indicator = indicators[kpi]
        first, last = _years(indicator, year)
        key = (kpi, area, group, first, last)
        if key in rows and (value is None or rows[key]["value"] is not None):
            found.twice += 1
            continue
        margin = half.get((kpi, area, group, year))
        rows[key] = {
            "indicator": kpi,
            "title": indicator.title,
            "area": area,
            "given_area": names.get(area),
            "group": group,
            "period_from": date(first, 1, 1),
            "period_to": date(last, 12, 31),
            "value": value,
            "low": None if value is None or margin is None else _floor(value - margin, indicator.unit),
            "high": None if value is None or margin is None else _ceiling(value + margin, indicator.unit),
            "unit": indicator.unit or None,
            "status": "final",
            "missing": "withheld_or_missing" if value is None else None,
        }
    frame = pl.DataFrame(list(rows.values()), infer_schema_length=None)
    return frame, _notes(frame, [indicators[i] for i in sorted({str(k[0]) for k in rows})], found)


def _years(indicator: Indicator, year: int) -> tuple[int, int]:
    if indicator.paired:
        even = year - year % 2
        return even, even + 1
    return year - indicator.years + 1, year


def _floor(value: float, unit: str) -> float:
    return max(0.0, value) if unit else value


def _ceiling(value: float, unit: str) -> float:
    return min(100.0, value) if unit == "procent" else value


def _notes(rows: pl.DataFrame, indicators: list[Indicator], found: _File) -> list[str]:
    notes = ["Källa: Kolada (CC BY 4.0). Den som visar siffrorna för andra ska ange det."]
    notes += [
        f"{i.id} heter något annat i Kolada: där talar titeln om otrygghet, men värdet är andelen som är trygga. "
        "Ett högre värde är alltså bättre."
        for i in indicators
        if i.turned
    ]
    if longer := [i.id for i in indicators if i.years > 1 or i.paired]:
        notes.append(
            "Värden som gäller flera år tillsammans, så att ett enskilt år inte går att utläsa: "
            f"{', '.join(longer)}."
        )
    if hidden := rows["missing"].count() if rows.height else 0:
        notes.append(f"Värden som Kolada inte visar, för att de saknas eller är för osäkra: {hidden}.")
    if found.removed:
        notes.append(f"Värden som Kolada har tagit bort, och som därför inte är med: {found.removed}.")
    if found.twice:
        notes.append(f"Värden som står flera gånger och räknas en gång: {found.twice}.")
    if found.bounds:
        notes.append(
            "Osäkerhetstal som står som gränser vid sina värden, och därför inte räknas som egna rader: "
            f"{found.bounds}."
        )
    if found.alone:
        notes.append(
            f"Osäkerhetstal till nyckeltal som inte är kända här, och som inte är med: {found.alone}."
        )
    if strange := Counter(i.id for i in indicators if i.id == i.title):
        notes.append(
            f"Nyckeltal som filen inte säger vad de heter: {', '.join(sorted(strange))}. De visas med sina nummer."
        )
    return notes

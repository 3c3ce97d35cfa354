"""Duties as an agreement keeps them: their table, when they fall due in words, and small changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from trygghjulet.documents import numbers
from trygghjulet.obligations import words

PER = {
    "week": "vecka",
    "fortnight": "fjortonde dag",
    "month": "månad",
    "quarter": "kvartal",
    "four_months": "tertial",
    "half_year": "halvår",
    "term": "termin",
    "year": "år",
    "two_years": "tvåårsperiod",
    "three_years": "treårsperiod",
    "four_years": "fyraårsperiod",
}
UNITS = {"years": "år", "months": "månader", "weeks": "veckor", "days": "dagar"}
_EVERY_OTHER = 2
#: The forms of `when` that a person may choose among on the page; the others are kept as they stand.
FORMS = {
    "keep": "Låt det stå som det är",
    "per": "Ett antal gånger per år, kvartal eller annan period",
    "every": "Med ett visst mellanrum",
    "in_year": "Under ett visst år",
    "by": "En gång, senast en viss dag",
    "standing": "Gäller hela tiden",
    "open": "Utan datum, med källans eget ord",
}
#: What a form can't do without.
LACKING = {
    "every": "Ange hur långt mellanrummet är.",
    "in_year": "Ange vilket år.",
    "by": "Ange senaste dagen.",
}


def plain(value: Any) -> Any:
    """A table of TOML as JSON can hold it: dates as they are written."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


@dataclass(frozen=True)
class WhenGiven:
    """When something is to be done, as a person fills it in. Only the fields of the chosen form are read."""

    form: str = "keep"
    per: str = "year"
    at_least: int | None = None
    length: int | None = None
    unit: str = "years"
    in_year: int | None = None
    then_every: int | None = None
    by: date | None = None
    word: str = ""


def when_table(given: WhenGiven, *, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The language's table for what was filled in; what the old one of the same form said besides stays.

    Raises:
        ValueError: the form lacks something; the message says what.
    """
    old = dict(before or {})
    if given.form == "keep":
        if not old:
            raise ValueError("Välj när det ska göras.")
        return old
    lacking = {"every": given.length, "in_year": given.in_year, "by": given.by}
    if not lacking.get(given.form, True):
        raise ValueError(LACKING[given.form])
    tables: Mapping[str, dict[str, Any]] = {
        "per": {"per": given.per, "at_least": given.at_least or 1},
        "every": {"every": {given.unit: given.length}},
        "in_year": {"in_year": given.in_year}
        | ({"then_every": given.then_every} if given.then_every else {}),
        "by": {"by": given.by.isoformat() if given.by else ""},
        "standing": {"standing": True},
        "open": {"open": given.word},
    }
    table = tables[given.form]
    if given.form not in old:
        return table
    kept = {key: value for key, value in old.items() if key not in ("then_every", given.form)}
    if (kept.get("at_most") or table.get("at_least", 0)) < table.get("at_least", 0):
        kept.pop("at_most")
    return kept | table


def when_given(table: Mapping[str, Any]) -> WhenGiven:
    """What a table says, as the form shows it; forms that the page does not have are kept."""
    every = table.get("every") or {}
    unit = next((unit for unit in UNITS if every.get(unit)), "years")
    by = table.get("by")
    return WhenGiven(
        form=next((form for form in FORMS if form in table), "keep"),
        per=table.get("per", "year"),
        at_least=table.get("at_least", 1) if "per" in table else None,
        length=every.get(unit),
        unit=unit,
        in_year=table.get("in_year"),
        then_every=table.get("then_every"),
        by=date.fromisoformat(by) if isinstance(by, str) and len(by) == 10 else None,
        word=table.get("open", ""),
    )


def told(when: words.When) -> str:  # noqa: PLR0911  # one sentence for each form of the language
    """When it is to be done, in a few words."""
    match when:
        case words.PerPeriod():
            return _per(when)
        case words.Every():
            # "Vartannat år" without "minst" is met within the calendar year, and is not said more strictly than that.
            return f"{'' if when.whole_years else 'minst '}{_interval(when.every)}"
        case words.InYear():
            then = f" och därefter vart {when.then_every}:e år" if when.then_every else ""
            if when.then_every == _EVERY_OTHER:
                then = " och därefter vartannat år"
            return f"under {when.in_year}{then}"
        case words.By():
            return f"senast {numbers.day(when.by)}"
        case words.Before():
            return f"senast {when.days} dagar före varje gång"
        case words.After():
            return "efter varje gång" if when.days is None else f"inom {when.days} dagar efter varje gång"
        case words.Standing():
            return "hela tiden"
        case words.Open():
            return f"”{when.word}”, utan datum" if when.word else "utan angiven tid"
        case words.AtEnd():
            return "när giltighetstiden är slut"
        case words.Never():
            return "ska inte ske"
        case _:
            return "turvis från gång till gång"


def _per(when: words.PerPeriod) -> str:
    about = "cirka " if when.about else ""
    if when.at_most == when.at_least:
        return f"{about}{when.at_least} {_times(when)} per {PER[when.per]}"
    most = f"–{when.at_most}" if when.at_most else ""
    return f"{about or 'minst '}{when.at_least}{most} {_times(when)} per {PER[when.per]}"


def _times(when: words.PerPeriod) -> str:
    return "gång" if when.at_least == 1 and when.at_most in (None, 1) else "gånger"


def _interval(length: words.Interval) -> str:
    for unit, one, other in (
        ("years", "varje år", "vartannat år"),
        ("months", "varje månad", "varannan månad"),
        ("weeks", "varje vecka", "varannan vecka"),
        ("days", "varje dag", "varannan dag"),
    ):
        count: int = getattr(length, unit)
        if count:
            return {1: one, _EVERY_OTHER: other}.get(count, f"en gång på {count} {UNITS[unit]}")
    return "varje gång"


def within(clause: str, text: str) -> bool:
    """Does a text hold the clause, line breaks and spaces aside?"""
    wanted = _squeezed(clause)
    return bool(wanted) and wanted in _squeezed(text)


@dataclass(frozen=True)
class Place:
    """A part's own words and its lines in the source, to find where a clause belongs."""

    text: str
    lines: tuple[int, int] | None


def home_of(clause: str, lines: tuple[int, int] | None, places: Iterable[Place]) -> int | None:
    """Which of the places, counted from nought, the clause stands in: by its lines, else by its words."""
    listed = list(places)
    if lines is not None:
        fitting = [
            (place.lines[1] - place.lines[0], number)
            for number, place in enumerate(listed)
            if place.lines and place.lines[0] <= lines[0] and lines[1] <= place.lines[1]
        ]
        if fitting:
            return min(fitting)[1]
    return next((number for number, place in enumerate(listed) if within(clause, place.text)), None)


@dataclass(frozen=True)
class Renaming:
    """Names of the blueprint's own place and parties, and what they are called here."""

    names: tuple[tuple[str, str], ...]

    def __call__(self, text: str) -> str:
        """The text with every whole name exchanged, also in the genitive."""
        for old, new in sorted(self.names, key=lambda pair: -len(pair[0])):
            if old and old != new:
                # An "s" is the genitive; a name that ends so itself takes none.
                genitive = "" if new.endswith("s") else "s"
                text = re.sub(rf"\b{re.escape(old)}s\b", f"{new}{genitive}".replace("\\", ""), text)
                text = re.sub(rf"\b{re.escape(old)}\b", new.replace("\\", ""), text)
        return text


_TAGS = re.compile(r"</?(?:i|b|u|em|strong|sub|sup|p|br|span)\s*/?>", re.IGNORECASE)
_STARRED = re.compile(r"(\*{1,3})(?=\S)([^*\n]+?)(?<=\S)\1")
_DAY = re.compile(
    r"(?:\b[A-ZÅÄÖ][\w-]*,? )?(?:den )?\b\d{1,2} (?:januari|februari|mars|april|maj|juni|juli|augusti|september"
    r"|oktober|november|december) \d{4}\b|(?:\b[A-ZÅÄÖ][\w-]*,? )?(?:den )?\b\d{4}-\d{2}-\d{2}\b"
)


def without_markup(text: str) -> str:
    """The text without the marks for italics and bold that a transcription may hold."""
    return _STARRED.sub(r"\2", _TAGS.sub("", text))


def unsigned(text: str) -> str:
    """What stands among the signatures, without the place and the day that somebody signed at."""
    lines = [_DAY.sub("", line).strip() for line in text.split("\n")]
    return "\n".join(lines).strip()


def standing_names(names: Iterable[str], text: str) -> tuple[str, ...]:
    """Which of the names still stand in a text, as whole words or in the genitive."""
    return tuple(name for name in names if re.search(rf"\b{re.escape(name)}s?\b", text))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()

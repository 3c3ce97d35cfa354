"""Reading one table of a TOML or JSON file: its values, and a finding for each that is not as it should be."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from trygghjulet.obligations.dates import Span, span

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HEADING = re.compile(r"\s*\[\[\s*([\w-]+)\s*\]\]")
Choice = TypeVar("Choice", bound=StrEnum)
_LONGEST_SHOWN = 60
NOT_UTF8 = "är inte UTF-8 (byte {}). Spara om den som UTF-8."
DATE_HELP = 'Skriv "2024-11-21", eller mindre exakt "2024-11", "2024", "2024-W07", "2024-Q1" eller "2024-H1".'


@dataclass(frozen=True)
class Finding:
    """What is wrong, where, and what to do."""

    file: str
    line: int
    where: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}, rad {self.line}" if self.line else self.file
        return f"{place}, {self.where}: {self.problem} {self.remedy}".strip()


class Unreadable(Exception):
    """The file could not be taken; `findings` say why, each with its place."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


@dataclass
class File:
    """A file being read, and what has been found wrong in it."""

    name: str
    text: str = ""
    findings: list[Finding] = field(default_factory=list)

    def line_of(self, section: str, number: int) -> int:
        """The line of a section's heading: the number:th `[[section]]`. Nought where it cannot be told."""
        lines = self._headings.get(section, ())
        return lines[number] if number < len(lines) else 0

    @cached_property
    def _headings(self) -> Mapping[str, list[int]]:
        """The lines of each section's headings. Asked for once the text is in place, and found in one pass."""
        found: dict[str, list[int]] = {}
        for number, line in enumerate(self.text.split("\n"), 1):
            heading = _HEADING.match(line)
            if heading:
                found.setdefault(heading[1], []).append(number)
        return found


_PLAIN = {None: "tomt", True: "true", False: "false"}


def shown(value: object) -> str:
    """A value as it stands, cut when long and without the signs that steer a screen."""
    if value is None or isinstance(value, bool):
        return _PLAIN[value]
    try:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):
        return "ett alltför stort värde"
    text = "".join(sign if sign.isprintable() else " " for sign in text)
    text = text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
    return f"”{text}”" if isinstance(value, str) else text


def told(error: Exception) -> str:
    """Why a file could not be taken apart, in words."""
    if isinstance(error, RecursionError):
        return "den är nästlad i för många led"
    place = re.search(r"\(at line (\d+), column (\d+)\)|line (\d+) column (\d+)", str(error))
    if place:
        line, column = (one for one in place.groups() if one is not None)
        return f"rad {line}, tecken {column} går inte att tolka"
    if "end of document" in str(error):
        return "den tar slut mitt i något"
    return "den går inte att tolka"


def nearest(given: str, known: Iterable[str]) -> str:
    """A sentence that proposes the nearest known word, or lists them when they are few."""
    choices = list(known)
    close = difflib.get_close_matches(given, choices, n=1, cutoff=0.6)
    if close:
        return f"Menar du {close[0]}?"
    return f"Kända: {', '.join(choices)}." if 0 < len(choices) <= 20 else ""


class Entry:
    """One table, asked for its values by name. A wrong value becomes a finding and the answer is the default."""

    def __init__(self, file: File, where: str, values: object, *, line: int = 0) -> None:
        self.file, self.where, self.line = file, where, line
        self.values: Mapping[str, Any] = {}
        if isinstance(values, Mapping):
            self.values = values
        else:
            self.wrong("", f"{shown(values)} är ingen tabell.", "Skriv { nyckel = värde }.")
        self._asked: set[str] = set()

    def wrong(self, key: str, problem: str, remedy: str = "") -> None:
        """Note that something is wrong with a value."""
        where = f"{self.where} › {key}" if key else self.where
        self.file.findings.append(Finding(self.file.name, self.line, where, problem, remedy))

    def has(self, key: str) -> bool:
        """Whether the key stands there with something in it."""
        return self.values.get(key) is not None

    def _get(self, key: str) -> Any:
        self._asked.add(key)
        return self.values.get(key)

    def _typed(self, key: str, kind: type | tuple[type, ...], words: str) -> Any:
        value = self._get(key)
        if value is None:
            return None
        # In Python a truth value is a whole number; in the language it is not.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.wrong(key, f"{shown(value)} är inte {words}.")
            return None
        return value

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        """A text; empty where it is left out."""
        value = self._typed(key, str, "en text")
        if required and not (value or "").strip():
            if value is not None or not self.has(key):
                self.wrong(key, "saknas.", f'Skriv {key} = "…".')
            return default
        return value if value is not None else default

    def id(self, key: str = "id") -> str:
        """An id of small letters, digits and hyphens."""
        value = self.text(key, required=True)
        if value and not ID.fullmatch(value):
            self.wrong(key, f"{shown(value)} är inget id.", "Använd a–z, 0–9 och bindestreck.")
        return value

    def truth(self, key: str, *, default: bool = False) -> bool:
        """True or false."""
        value = self._typed(key, bool, "true eller false")
        return default if value is None else bool(value)

    def whole(
        self, key: str, default: int | None = None, *, least: int = 0, most: int = 1_000_000_000
    ) -> int | None:
        """A whole number from `least` through `most`."""
        value = self._typed(key, int, "ett heltal")
        if value is None:
            return default
        if value < least:
            self.wrong(key, f"{value} är för litet.", f"Minst {least}.")
            return default
        if value > most:
            self.wrong(key, f"{shown(value)} är för stort.", f"Högst {most}.")
            return default
        return int(value)

    def whole_or(self, key: str, default: int, *, least: int = 0, most: int = 1_000_000_000) -> int:
        """A whole number, with a default."""
        value = self.whole(key, default, least=least, most=most)
        return default if value is None else value

    def choice(self, key: str, kind: type[Choice], default: Choice) -> Choice:
        """One of the language's fixed words."""
        value = self._typed(key, str, "en text")
        if value is None:
            return default
        try:
            return kind(value)
        except ValueError:
            self.wrong(key, f"{shown(value)} är inget av orden.", nearest(value, [one.value for one in kind]))
            return default

    def one_of(self, key: str, known: Iterable[str], default: str = "") -> str:
        """One of some words."""
        value = self.text(key, default)
        choices = list(known)
        if value and value != default and value not in choices:
            self.wrong(key, f"{shown(value)} är inget av orden.", nearest(value, choices))
            return default
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one."""
        value = self._get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.wrong(key, f"{shown(value)} är ingen lista av texter.", 'Skriv ["…", "…"].')
            return ()
        return tuple(value)

    def pair(self, key: str, *, open_ended: bool = False) -> tuple[int, int | None] | None:
        """Two whole numbers: at least and at most."""
        value = self._get(key)
        if value is None:
            return None
        if open_ended and isinstance(value, int) and not isinstance(value, bool):
            return (value, None)
        numbers_only = isinstance(value, list) and all(
            isinstance(one, int) and not isinstance(one, bool) for one in value
        )
        if not numbers_only or len(value) != 2 or value[0] > value[1]:
            self.wrong(key, f"{shown(value)} är inte två heltal i ordning.", "Skriv [minst, högst].")
            return None
        return (value[0], value[1])

    def span(self, key: str) -> Span | None:
        """A date, or the span of days that it can be."""
        value = self._get(key)
        if value is None or value == "":
            return None
        if isinstance(value, datetime):
            value = value.date()
        if isinstance(value, date):
            return Span(value, value)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        try:
            return span(value)
        except (ValueError, AttributeError):
            self.wrong(key, f"{shown(value)} är inget datum.", DATE_HELP)
            return None

    def day(self, key: str) -> date | None:
        """An exact day."""
        found = self.span(key)
        if found is not None and not found.exact:
            self.wrong(key, f"{shown(self.values[key])} är ingen bestämd dag.", 'Skriv "2024-11-21".')
            return None
        return found.first if found else None

    def lines(self, key: str = "lines") -> tuple[int, int] | None:
        """The first and last line of the source."""
        found = self.pair(key)
        if found is None or found[1] is None:
            return None
        if found[0] < 1:
            self.wrong(key, f"rad {found[0]} finns inte.", "Raderna räknas från 1.")
            return None
        return (found[0], found[1])

    def having(self, key: str = "having") -> tuple[tuple[str, Any], ...]:
        """Properties, as pairs in order."""
        value = self._typed(key, dict, "en tabell")
        made = []
        for name, one in sorted((value or {}).items()):
            if _is_property(one):
                made.append((name, _frozen(one)))
            else:
                self.wrong(
                    f"{key} › {name}",
                    f"{shown(one)} kan inte vara en egenskap.",
                    "Skriv en text, ett tal, true, false eller en lista av texter.",
                )
        return tuple(made)

    def table(self, key: str) -> Entry | None:
        """A table inside the table."""
        value = self._get(key)
        return None if value is None else Entry(self.file, f"{self.where} › {key}", value, line=self.line)

    def tables(self, key: str) -> list[Entry]:
        """A list of tables."""
        value = self._get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(key, f"{shown(value)} är ingen lista av tabeller.", f"Skriv [[{key}]].")
            return []
        return [
            Entry(self.file, f"{self.where} › {key} {number}", one, line=self.line)
            for number, one in enumerate(value, 1)
        ]

    def done(self) -> None:
        """Note each key that the language does not know."""
        for key in self.values:
            if key not in self._asked:
                self.wrong(str(key), "är ingen känd nyckel här.", nearest(str(key), sorted(self._asked)))


def _is_property(value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(one, (str, int, bool)) for one in value)
    return isinstance(value, (str, int, float, bool))


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


def sections(
    file: File, values: Mapping[str, Any], key: str, make: Callable[[Entry], Any], title: str = "id"
) -> tuple[Any, ...]:
    """The entries of a `[[section]]`, each made into its word."""
    given = values.get(key, [])
    if not isinstance(given, list):
        file.findings.append(
            Finding(file.name, 0, key, f"{shown(given)} är ingen lista.", f"Skriv [[{key}]] för varje.")
        )
        return ()
    made = []
    for number, one in enumerate(given):
        name = one.get(title, "") if isinstance(one, Mapping) else ""
        where = f"{key} {number + 1}" + (f" ({name})" if name else "")
        entry = Entry(file, where, one, line=file.line_of(key, number))
        made.append(make(entry))
        entry.done()
    return tuple(made)

"""The library of known measures: one file for each, read into plain values."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent.parent / "library"

#: How well known an effect is, in the order a page lists it; the words say what a grade asks for.
GRADES: dict[str, tuple[str, str]] = {
    "proven": (
        "Visad effekt",
        "En systematisk översikt av flera kontrollerade studier visar en tydlig effekt.",
    ),
    "evaluated": (
        "Utvärderad på annat håll",
        "Minst en studie med jämförelse visar effekt, men inte på många platser.",
    ),
    "promising": ("Lovande", "Bygger på en rimlig tanke, med visst stöd i studier men osäkra resultat."),
    "untested": ("Oprövad", "Ingen studie vi känner kan säga om det hjälper."),
    "no_effect": ("Ingen visad effekt", "Studier med jämförelse har inte funnit att det hjälper."),
    "may_harm": ("Kan skada", "Studier visar att det kan göra saken värre."),
}
PERSPECTIVES = {
    "offender": "Gärningsperson",
    "target": "Brottsutsatt eller måltavla",
    "place": "Plats och väktare",
}


@dataclass(frozen=True)
class Reference:
    """A work that an entry rests on."""

    author: str
    year: int
    title: str
    publisher: str

    def __str__(self) -> str:
        return f"{self.author} ({self.year}). {self.title}. {self.publisher}."


@dataclass(frozen=True)
class ProposedStep:
    """A step as an entry proposes it: weeks from the measure's first day, and how many it takes."""

    title: str
    week: int
    weeks: int


@dataclass(frozen=True)
class ProposedGoal:
    """A goal as an entry proposes it, with blanks that a plan fills in."""

    kind: str
    text: str


@dataclass(frozen=True)
class ProposedIndicator:
    """What an entry proposes to follow; made an indicator where the material has its categories."""

    title: str
    theme: str
    categories: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """A known measure: what it is, what it takes and what is known of its effect."""

    key: str
    title: str
    what: str
    problems: tuple[str, ...]
    perspectives: tuple[str, ...]
    grade: str
    size: str
    tried_on: str
    how: tuple[str, ...]
    takes: str
    side_effects: str
    follow_up: str
    purpose: str
    prevention_type: str
    prevention_level: str
    figures: str = ""
    steps: tuple[ProposedStep, ...] = ()
    goals: tuple[ProposedGoal, ...] = ()
    indicators: tuple[ProposedIndicator, ...] = ()
    references: tuple[Reference, ...] = ()
    own: bool = False
    pk: int | None = None
    by_name: str = ""
    source_words: str = ""

    @property
    def grade_words(self) -> str:
        """The grade in words."""
        return GRADES[self.grade][0]

    @property
    def grade_means(self) -> str:
        """What the grade asks for."""
        return GRADES[self.grade][1]

    @property
    def perspective_words(self) -> tuple[str, ...]:
        """The sides of the triangle that it works on, in words."""
        return tuple(PERSPECTIVES[one] for one in self.perspectives)

    def speaks_of(self, words: str) -> bool:
        """Do all of some words stand somewhere in what it tells?"""
        told = " ".join((self.title, self.what, self.size, self.tried_on, *self.problems)).casefold()
        return all(word in told for word in words.casefold().split())


@cache
def known() -> tuple[Entry, ...]:
    """Every entry that comes with the product, best known first and then by title."""
    entries = [_entry(path) for path in sorted(_FOLDER.glob("*.toml"))]
    return tuple(in_order(entries))


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Best known first, then by title."""
    grades = list(GRADES)
    return sorted(entries, key=lambda entry: (grades.index(entry.grade), entry.title.casefold()))


def chosen(
    entries: Iterable[Entry], *, words: str = "", problem: str = "", perspective: str = "", grade: str = ""
) -> list[Entry]:
    """Those that fit what somebody looks for; what is left empty is not asked."""
    return [
        entry
        for entry in entries
        if (not words or entry.speaks_of(words))
        and (not problem or problem in entry.problems)
        and (not perspective or perspective in entry.perspectives)
        and (not grade or grade == entry.grade)
    ]


def problems_of(entries: Iterable[Entry]) -> list[str]:
    """Every problem that some entry suits, in alphabetical order."""
    return sorted({problem for entry in entries for problem in entry.problems}, key=str.casefold)


def _entry(path: Path) -> Entry:
    given: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    lists: dict[str, Any] = {name: tuple(given.pop(name, ())) for name in ("problems", "perspectives", "how")}
    parts: dict[str, Any] = {
        "steps": tuple(ProposedStep(**one) for one in given.pop("steps", ())),
        "goals": tuple(ProposedGoal(**one) for one in given.pop("goals", ())),
        "indicators": tuple(
            ProposedIndicator(one["title"], one["theme"], tuple(one["categories"]))
            for one in given.pop("indicators", ())
        ),
        "references": tuple(Reference(**one) for one in given.pop("references", ())),
    }
    entry = Entry(key=path.stem, **lists, **parts, **given)
    if entry.grade not in GRADES or not set(entry.perspectives) <= set(PERSPECTIVES):
        raise ValueError(f"{path.name} has a grade or a perspective that is not known")
    return entry

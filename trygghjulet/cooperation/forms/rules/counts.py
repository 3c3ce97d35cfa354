"""What is counted about a cooperation form in a period, and what cannot be true. Numbers only: no case fits in here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date

from trygghjulet.documents import numbers

#: Fewer children than this are never told, however low a cooperation sets its own limit: they are children, and few.
FEWEST = 5


@dataclass(frozen=True)
class Counts:
    """A period's figures about a form; None is what nobody has counted.

    Attributes:
        groups: groups that worked in the form.
        meetings: meetings that those groups held.
        children: children in work at any time of the period.
        inflow: those of them who were new.
        ended: those of them whose work ended.
        better, same, worse: the assessed change, of those whose change was assessed.
    """

    groups: int | None = None
    meetings: int | None = None
    children: int | None = None
    inflow: int | None = None
    ended: int | None = None
    better: int | None = None
    same: int | None = None
    worse: int | None = None

    @property
    def at_start(self) -> int | None:
        """Children who were in work already when the period began."""
        return _less(self.children, self.inflow)

    @property
    def at_end(self) -> int | None:
        """Children who were still in work when the period ended."""
        return _less(self.children, self.ended)

    @property
    def assessed(self) -> int | None:
        """Children whose change was assessed; None unless all three ways are counted."""
        return _sum((self.better, self.same, self.worse))

    @property
    def is_empty(self) -> bool:
        """Is nothing counted?"""
        return all(getattr(self, field.name) is None for field in fields(self))

    def __add__(self, other: Counts) -> Counts:
        """Two areas together; what one of them has not counted is not known of both."""
        names = [field.name for field in fields(self)]
        return Counts(**{name: _sum((getattr(self, name), getattr(other, name))) for name in names})


@dataclass(frozen=True)
class Period:
    """The days that figures are about, both included."""

    first: date
    last: date

    def __str__(self) -> str:
        whole_year = (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31)
        same = self.first.year == self.last.year
        return str(self.first.year) if whole_year and same else numbers.days(self.first, self.last)

    def meets(self, other: Period) -> bool:
        """Do the two have a day in common?"""
        return self.first <= other.last and other.first <= self.last


def faults(counts: Counts) -> tuple[str, ...]:
    """What cannot be true of a period's figures, in sentences; nothing where they hold together."""
    found = []
    if counts.is_empty:
        found.append("Fyll i minst en siffra.")
    if any((getattr(counts, field.name) or 0) < 0 for field in fields(counts)):
        found.append("Ett antal kan inte vara mindre än noll.")
    if (counts.at_start or 0) < 0:
        found.append("De nya är fler än barnen i arbete. De nya räknas in bland dem.")
    if (counts.at_end or 0) < 0:
        found.append("De avslutade är fler än barnen i arbete. De avslutade räknas in bland dem.")
    assessed = sum(n or 0 for n in (counts.better, counts.same, counts.worse))
    if counts.children is not None and assessed > counts.children:
        found.append("De bedömda är fler än barnen i arbete.")
    return tuple(found)


def obstacle(period: Period, area_path: str | None, others: Iterable[tuple[Period, str | None]]) -> str:
    """Why figures for a period and an area cannot stand beside those of others; empty where they can.

    The parts of a form's figures must never overlap: two sums that share some of the children would together
    tell the few by whom they differ. So periods are the same or apart, and in a period areas are apart, or
    there is one figure for the whole.

    Args:
        period: the days.
        area_path: the path of the area; None is the whole cooperation.
        others: periods and areas of the form's other figures.
    """
    for other, path in others:
        if other != period:
            if other.meets(period):
                return f"Perioden går in i {other}, som redan har siffror. Välj samma period eller en som inte gör det."
        elif path != area_path:
            if path is None:
                return f"{period} har redan siffror för hela samverkan. De kan inte också delas på områden."
            if area_path is None:
                return f"{period} har redan siffror per område. Hela samverkan räknas ihop av dem."
            if path.startswith(area_path) or area_path.startswith(path):
                return f"Området ligger i, eller rymmer, ett som redan har siffror för {period}."
    return ""


def together(counts: Sequence[Counts]) -> Counts:
    """Several areas' figures as one."""
    total, *rest = counts
    for more in rest:
        total += more
    return total


def _less(whole: int | None, part: int | None) -> int | None:
    return None if whole is None or part is None else whole - part


def _sum(parts: Iterable[int | None]) -> int | None:
    given = list(parts)
    return None if any(part is None for part in given) else sum(part or 0 for part in given)

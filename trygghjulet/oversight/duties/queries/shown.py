"""A fact with the page where it can be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from trygghjulet.obligations.dates import Span
from trygghjulet.obligations.facts import Fact


@dataclass(frozen=True)
class Shown:
    """A fact, and the page where it can be seen; no address where there is none."""

    fact: Fact
    href: str = ""


def one_day(day: date) -> Span:
    """A day as a span of that day alone."""
    return Span(day, day)


def plain(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Properties as facts have them: a list as what does not change."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in properties.items()}

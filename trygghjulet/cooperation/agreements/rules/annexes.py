"""Annexes: which version is the current one, and whether it was decided by whoever may decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date


def same_body(one: str, other: str) -> bool:
    """Do two names mean the same body, whatever the capitals and spaces?"""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def deviation(*, may_decide: str, decided_by: str) -> str:
    """What is out of order with a decision; empty where nothing is, or where it can't be told."""
    if not may_decide or not decided_by or same_body(may_decide, decided_by):
        return ""
    return f"Beslutad av {decided_by}, men överenskommelsen säger att {may_decide} beslutar."


def current(valid_from: Mapping[int, date | None], *, on: date) -> int | None:
    """The number of the version that applies a day: the one that began last. None where none is known to."""
    begun = [(day, number) for number, day in valid_from.items() if day is not None and day <= on]
    return max(begun)[1] if begun else None

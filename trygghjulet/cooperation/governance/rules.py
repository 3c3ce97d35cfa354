"""Whether a governing document is valid a certain day, or should be looked over, with the reason in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from trygghjulet.documents import numbers

#: So long before a document runs out it is time to look it over: a decision takes about half a year to prepare.
REVIEW_DAYS = 183
#: A document that is valid until further notice is looked over once in a term of office.
REVIEW_YEARS = 4
_ORDINAL = "fjärde"


class Validity(StrEnum):
    """Where a document stands a certain day. The value is what an address says."""

    VALID = "giltig"
    REVIEW = "ses-over"
    RUN_OUT = "gatt-ut"
    COMING = "kommer"
    ENDED = "upphort"
    UNKNOWN = "okant"


@dataclass(frozen=True)
class Days:
    """What is known of when a document is valid; None is what is not known.

    Attributes:
        until_further_notice: it says itself that it has no last day.
        replaced_on: the day that a later document took its place.
        replaced_by: what that one is called.
    """

    decided_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    until_further_notice: bool = False
    last_revised_on: date | None = None
    ended_on: date | None = None
    replaced_on: date | None = None
    replaced_by: str = ""


@dataclass(frozen=True)
class Standing:
    """Where a document stands, and why."""

    validity: Validity
    reason: str


def standing(days: Days, *, on: date) -> Standing:
    """Where a document stands a day."""
    if days.ended_on is not None and days.ended_on <= on:
        return Standing(Validity.ENDED, f"Upphävdes {numbers.day(days.ended_on)}.")
    if days.replaced_on is not None and days.replaced_on <= on:
        return Standing(
            Validity.ENDED,
            f"Ersattes {numbers.day(days.replaced_on)} av {days.replaced_by or 'ett senare dokument'}.",
        )
    if days.valid_from is not None and days.valid_from > on:
        return Standing(Validity.COMING, f"Börjar gälla {numbers.day(days.valid_from)}.")
    if days.valid_until is not None:
        return _with_last_day(days, days.valid_until, on=on)
    if days.until_further_notice:
        return _without_last_day(days, on=on)
    return Standing(Validity.UNKNOWN, "Hur länge dokumentet gäller är inte infört.")


def _with_last_day(days: Days, last: date, *, on: date) -> Standing:
    if last < on:
        heirless = "" if days.replaced_by else " Inget dokument som ersätter det är infört."
        return Standing(Validity.RUN_OUT, f"Gällde till och med {numbers.day(last)}.{heirless}")
    left = (last - on).days
    if left <= REVIEW_DAYS:
        kept = "sista dagen är i dag" if left == 0 else "en dag kvar" if left == 1 else f"{left} dagar kvar"
        return Standing(Validity.REVIEW, f"Gäller till och med {numbers.day(last)}: {kept}.")
    return Standing(Validity.VALID, f"Gäller till och med {numbers.day(last)}.")


def _without_last_day(days: Days, *, on: date) -> Standing:
    known = _looked_over(days, on=on)
    if not known:
        return Standing(Validity.VALID, "Gäller tills vidare. När det senast sågs över är inte känt.")
    latest = max(known)
    if _a_term_after(latest) <= on:
        return Standing(
            Validity.REVIEW,
            f"Gäller tills vidare, och sågs senast över {numbers.day(latest)}. Ett dokument utan slutdag ses över "
            f"vart {_ORDINAL} år.",
        )
    return Standing(Validity.VALID, f"Gäller tills vidare. Sågs senast över {numbers.day(latest)}.")


def review_day(days: Days, *, on: date) -> date | None:
    """The first day on which a document should be looked over, as that can be told a day; None where it can't."""
    if days.valid_until is not None:
        return days.valid_until - timedelta(days=REVIEW_DAYS)
    known = _looked_over(days, on=on)
    return _a_term_after(max(known)) if days.until_further_notice and known else None


def _looked_over(days: Days, *, on: date) -> list[date]:
    """The days up to a day when somebody is known to have looked the document over."""
    return [day for day in (days.last_revised_on, days.decided_on, days.valid_from) if day and day <= on]


def _a_term_after(day: date) -> date:
    try:
        return day.replace(year=day.year + REVIEW_YEARS)
    except ValueError:  # 29 February in a year that is not divided by four, as 2100
        return date(day.year + REVIEW_YEARS, 3, 1)

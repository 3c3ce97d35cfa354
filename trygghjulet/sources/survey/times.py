"""Which days a survey's answers or figures are from."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from trygghjulet.foundation.files.contents import refusal
from trygghjulet.observations.period import Period

YEARS = re.compile(r"^\s*((?:19|20)\d{2})(?:\s*[/–-]\s*((?:19|20)?\d{2}))?\s*$")
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:[/–-]((?:19|20)?\d{2}))?(?!\d)")
_DAY = re.compile(r"^\s*((?:19|20)\d{2})-?(\d{2})-?(\d{2})(?:[T ].*)?$")


def years(written: str, *, splits: bool) -> Period | None:
    """The days of "2025" or "2024/25"; None for anything else.

    Args:
        splits: two years that follow each other are a school year, from July to June; else two whole years.
    """
    match = YEARS.match(written)
    if not match:
        return None
    first = int(match[1])
    if not match[2]:
        return Period.year(first)
    last = int(match[2]) if len(match[2]) == 4 else int(match[1][:2] + match[2])
    if not first < last <= first + 5:
        return None
    if splits and last == first + 1:
        return Period(date(first, 7, 1), date(last, 6, 30))
    return Period(date(first, 1, 1), date(last, 12, 31))


def month_of(written: str) -> Period | None:
    """The month in which a day lies: when in the month somebody answered says who they are, and nothing more."""
    match = _DAY.match(written)
    if not match:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def stated(setting: str, name: str, *, splits: bool) -> Period:
    """The days that were stated when the source was set up, or that the file's name says.

    Raises:
        UnreadableFile: neither says it.
    """
    if setting.strip():
        if found := years(setting, splits=splits):
            return found
        raise refusal(
            name, "Året som är angivet för källan går inte att tolka.", "Skriv det som 2025.", value=setting
        )
    told = {match.group() for match in _IN_NAME.finditer(name)}
    found = years(told.pop(), splits=splits) if len(told) == 1 else None
    if found is None:
        raise refusal(
            name,
            "Filen säger inte vilket år den gäller, och namnet har inget årtal eller flera.",
            "Lägg till en kolumn som heter ”år”, ge filen ett namn med ett enda årtal, eller ange året för källan.",
        )
    return found

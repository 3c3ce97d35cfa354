"""When something happened, from what a reporter chose on the phone and when it was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

#: How much a phone's clock may differ before what it says is moved by the difference.
CLOCKS_DIFFER: Final = timedelta(minutes=2)
#: Older than this is not a report of the week's state of things.
OLDEST: Final = timedelta(days=365)

NOW, TODAY, DAY = "now", "today", "day"


class WrongTime(ValueError):
    """The time can't be right; the message says in Swedish what is wrong and what to do."""


@dataclass(frozen=True)
class When:
    """What was chosen: now, earlier today or another day, with a span where one is known."""

    choice: str
    day: date | None = None
    first: time | None = None
    last: time | None = None


def written(said: datetime, sent: datetime | None, at: datetime) -> datetime:
    """When a report was written, by the house's clock.

    Args:
        said: when, by the phone's clock.
        sent: what the phone's clock showed when the report was sent.
        at: what the house's clock showed then. Where the two differ, the phone's clock is wrong.
    """
    age = at - said
    if sent is not None and abs(at - sent) > CLOCKS_DIFFER:
        age = sent - said
    # A clock that says more than a year back is no clock: then it was written when it came.
    return at - age if timedelta(0) <= age <= OLDEST else at


def span(when: When, *, written_at: datetime, zone: tzinfo) -> tuple[datetime, datetime | None]:
    """From and to, where "now" is when it was written. Without a time the whole day is the span.

    Raises:
        WrongTime: the span is backwards, has not happened yet, or lies too far back.
    """
    now = written_at.astimezone(zone)
    if when.choice == NOW:
        return written_at, None
    day = now.date() if when.choice == TODAY else when.day
    if day is None:
        raise WrongTime("Ange vilken dag det hände.")
    if day > now.date():
        raise WrongTime("Dagen har inte varit än. Ange en dag till och med i dag.")
    if now.date() - day > OLDEST:
        raise WrongTime("Dagen ligger mer än ett år tillbaka. Ange en senare dag.")
    if when.last and not when.first:
        raise WrongTime("Ange också från vilken tid.")
    starts = _moment(day, when.first or time(0), zone)
    if starts > now:
        raise WrongTime("Tiden har inte varit än. Ange en tid som har varit.")
    if when.first and not when.last:
        return starts, None
    ends = _moment(day, when.last or time(23, 59), zone)
    if ends < starts:  # the hour that comes twice: from its first time into its second
        ends = _moment(day, when.last or time(23, 59), zone, fold=1)
    if when.last and ends < starts:  # a night is two dates
        ends = _moment(day + timedelta(days=1), when.last, zone)
        if ends - starts > timedelta(hours=12):
            raise WrongTime("Tiden till är före tiden från. Byt plats på dem.")
    return starts, max(starts, min(ends, now))


def _moment(day: date, clock: time, zone: tzinfo, *, fold: int = 0) -> datetime:
    """What the clock showed on a day, as a moment: only moments can be compared in the nights when clocks are moved.

    Raises:
        WrongTime: the clock never showed it, for that night it was put forward.
    """
    shown = datetime.combine(day, clock, tzinfo=zone).replace(fold=fold)
    moment = shown.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != shown.replace(tzinfo=None):
        raise WrongTime(
            f"Klockan {clock:%H:%M} fanns inte den natten, för då ställdes klockan fram från 02 till 03. "
            "Ange en tid före 02 eller från 03."
        )
    return moment

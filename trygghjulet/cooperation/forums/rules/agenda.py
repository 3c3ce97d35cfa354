"""An agenda's times and numbers, its standing points, and what a forum does not deal with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Final, TypeVar

FORMAL, FOLLOW_UP, INFORMATION = "formal", "follow_up", "information"
BREAK, PRE_MEETING = "break", "pre_meeting"
#: Kinds that are nothing to deal with, and so have no number.
UNNUMBERED: Final = frozenset({BREAK, PRE_MEETING})
#: Kinds that stand on every agenda, and so are taken over from one meeting to the next.
STANDING: Final = frozenset({FORMAL, FOLLOW_UP, BREAK, PRE_MEETING})
#: What has become of a point that is not dealt with at this meeting.
GONE: Final = frozenset({"carried_over", "tabled", "withdrawn"})
_DAY: Final = 24 * 60
#: What ends every agenda, so that a point added later goes before it.
_CLOSING: Final = ("övriga frågor", "nästa möte", "mötet avslutas", "avslutning")


@dataclass(frozen=True)
class StandingPoint:
    """A point that comes back at every meeting: its kind, title and how long it takes."""

    kind: str
    title: str
    minutes: int | None = None
    presenter: str = ""


#: The agenda that a forum begins with.
DEFAULT: Final = (
    StandingPoint(FORMAL, "Mötet öppnas", 5, "Ordföranden"),
    StandingPoint(FORMAL, "Val av justerare"),
    StandingPoint(FORMAL, "Dagordningen godkänns"),
    StandingPoint(FORMAL, "Föregående mötes anteckningar", 5),
    StandingPoint(FOLLOW_UP, "Uppföljning av uppgifter", 15),
    StandingPoint(INFORMATION, "Läget just nu", 20),
    StandingPoint(FORMAL, "Övriga frågor", 10),
    StandingPoint(FORMAL, "Nästa möte"),
    StandingPoint(FORMAL, "Mötet avslutas"),
)


@dataclass(frozen=True)
class Slot:
    """A point as the clock sees it. `starts` is what somebody has set; left out, it follows on the one before."""

    key: int
    title: str
    kind: str
    minutes: int | None = None
    starts: time | None = None
    state: str = "to_come"


@dataclass(frozen=True)
class Timed:
    """When a point begins and ends. `ends` is left out where nobody has said how long it takes."""

    starts: time | None
    ends: time | None


@dataclass(frozen=True)
class Timetable:
    """The times of an agenda by the points' keys, and what does not fit together, in words."""

    times: dict[int, Timed]
    clashes: tuple[str, ...] = ()
    ends: time | None = None


def clock(at: time) -> str:
    """A time of day as it is written in Swedish: 09.30."""
    return f"{at.hour:02}.{at.minute:02}"


def timetable(slots: Iterable[Slot], *, starts: time | None, ends: time | None) -> Timetable:
    """When each point begins and ends, and where the clock does not hold together.

    A point begins where it is said to, else where the one before it ended. One without minutes takes no time of its
    own. A meeting before the meeting has its own clock: without a time of its own it ends as the meeting begins.

    Args:
        slots: the points that are to be dealt with, in their order.
        starts: when the meeting begins, where that is set.
        ends: when it ends, where that is set.
    """
    now = _minutes(starts)
    times: dict[int, Timed] = {}
    clashes: list[str] = []
    before = "mötet börjar"
    for slot in slots:
        if slot.kind == PRE_MEETING:
            times[slot.key] = _before_the_meeting(slot, starts)
            continue
        begins = _minutes(slot.starts) if slot.starts is not None else now
        if slot.starts is not None and now is not None and begins is not None and begins < now:
            clashes.append(
                f"{slot.title} börjar {clock(slot.starts)}, men {before} {_said(now)}. "
                "Ändra tiden eller minuterna."
            )
        # Two points at once: what comes after waits for the one that ends last.
        over = None if begins is None else begins + (slot.minutes or 0)
        now = over if over is None or now is None else max(now, over)
        times[slot.key] = Timed(_time(begins), _time(over) if slot.minutes else None)
        before = f"{slot.title} slutar"
    last = _minutes(ends)
    if now is not None and last is not None and now > last:
        clashes.append(
            f"Punkterna räcker till {_said(now)}, men mötet slutar {_said(last)}: {now - last} minuter för mycket."
        )
    return Timetable(times, tuple(clashes), _time(now))


def _before_the_meeting(slot: Slot, starts: time | None) -> Timed:
    if slot.starts is not None:
        begins = _minutes(slot.starts) or 0
        return Timed(slot.starts, _time(begins + slot.minutes) if slot.minutes else None)
    meeting = _minutes(starts)
    if meeting is None or not slot.minutes or slot.minutes > meeting:
        return Timed(None, None)
    return Timed(_time(meeting - slot.minutes), starts)


def _minutes(at: time | None) -> int | None:
    return None if at is None else at.hour * 60 + at.minute


def _time(minutes: int | None) -> time | None:
    """The time of day; none past midnight, where an agenda has gone wrong anyway."""
    return None if minutes is None or minutes >= _DAY else time(minutes // 60, minutes % 60)


def _said(minutes: int) -> str:
    at = _time(minutes)
    return clock(at) if at is not None else "efter midnatt"


def numbers_of(slots: Iterable[Slot], *, announced: bool) -> dict[int, int]:
    """The number of each point that is something to deal with.

    Args:
        slots: every point of the meeting, in order.
        announced: the call has gone out, so that a point that falls away keeps its number.
    """
    numbered = [
        slot.key for slot in slots if slot.kind not in UNNUMBERED and (announced or slot.state not in GONE)
    ]
    return {key: number for number, key in enumerate(numbered, 1)}


P = TypeVar("P")


def place_for_new(points: Sequence[P], title_of: Callable[[P], str]) -> int:
    """Where a new point goes: last, but before other questions, the next meeting and the end."""
    place = len(points)
    while place and title_of(points[place - 1]).strip().casefold() in _CLOSING:
        place -= 1
    return place


def beyond(
    *, individual: bool, operational: bool, refuses_operational: bool, clause: str, instead: str
) -> str:
    """Why a forum does not deal with a matter, and where to take it; empty when it does.

    Args:
        individual: the matter is about one person.
        operational: it is about how the work is done from day to day.
        refuses_operational: the forum does not deal with such matters.
        clause: where it is said, and how.
        instead: the forum where it can be taken; empty where there is none.
    """
    said = f" {clause.strip().rstrip('.')}." if clause.strip() else ""
    if individual:
        return (
            f"Ett ärende om en enskild person kan inte tas upp här.{said} "
            "Ta det hos den myndighet som har ärendet, med dess sekretess. "
            "Det som gäller fler, till exempel en plats eller ett arbetssätt, går bra att ta upp."
        )
    if operational and refuses_operational:
        place = f"i {instead}" if instead else "i arbetsgruppen eller i det löpande arbetet"
        return f"En operativ fråga kan inte tas upp i det här forumet.{said} Ta den {place}."
    return ""

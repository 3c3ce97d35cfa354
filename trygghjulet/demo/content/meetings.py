"""When Solvik's forums have met in two years: as they should, but for a quarter without a steering group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from trygghjulet.demo.content.agreement import (
    LOCAL_STEERING_GROUP,
    PREPARATORY_GROUP,
    STEERING_GROUP,
    STRATEGIC_COUNCIL,
)
from trygghjulet.demo.content.forums import BOARD, STATION_GROUP
from trygghjulet.demo.people import MUNICIPALITY, POLICE, Party

_CALLED_BEFORE: Final = 14
_NOTES_AFTER: Final = timedelta(days=7)
_PLACES: Final = {
    BOARD: (time(13), time(16), "Rådhuset, kommunstyrelsens sal"),
    STRATEGIC_COUNCIL: (time(9), time(12), "Rådhuset, sessionssalen"),
    STEERING_GROUP: (time(13), time(15), "Polishuset, Strandgatan 4"),
    LOCAL_STEERING_GROUP: (time(9), time(11), "Medborgarkontoret Centrum"),
    PREPARATORY_GROUP: (time(13), time(14, 30), "Rådhuset, rum Ekbacken"),
    STATION_GROUP: (time(15), time(16), "Stationshuset, övre plan"),
}


@dataclass(frozen=True)
class Meeting:
    """A meeting of a forum: held, cancelled with its reason, or still to come."""

    forum: str
    on: date
    held: bool = True
    cancelled: str = ""
    full_day: bool = False
    chaired_by: Party = MUNICIPALITY
    notes_by: Party = MUNICIPALITY
    notes_to: tuple[str, ...] = ()
    called_before: int = _CALLED_BEFORE
    title: str = ""

    @property
    def called_on(self) -> date:
        """The day that the call went out."""
        return self.on - timedelta(days=self.called_before)

    @property
    def hours(self) -> tuple[time, time]:
        """When it begins and ends."""
        return (time(9), time(16)) if self.full_day else _PLACES[self.forum][:2]

    @property
    def place(self) -> str:
        """Where it is."""
        return _PLACES[self.forum][2]

    @property
    def notes_sent_on(self) -> date:
        """The day that the notes went out."""
        return self.on + _NOTES_AFTER


def _days(text: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for day in text.split())


def _held(
    forum: str, days: str, *, notes_to: tuple[str, ...], alternate: bool = False
) -> tuple[Meeting, ...]:
    return tuple(
        Meeting(
            forum,
            day,
            full_day=forum == STEERING_GROUP and day.month == 12,
            chaired_by=POLICE if alternate and number % 2 else MUNICIPALITY,
            notes_by=MUNICIPALITY if alternate and number % 2 else POLICE if alternate else MUNICIPALITY,
            notes_to=notes_to,
        )
        for number, day in enumerate(_days(days))
    )


def _to_come(forum: str, days: str) -> tuple[Meeting, ...]:
    return tuple(
        Meeting(forum, day, held=False, full_day=forum == STEERING_GROUP and day.month == 12)
        for day in _days(days)
    )


MEETINGS: Final = (
    Meeting(BOARD, date(2026, 4, 13)),
    *_held(
        STRATEGIC_COUNCIL,
        "2025-02-13 2025-09-18 2026-02-12 2026-09-17",
        notes_to=(BOARD,),
    ),
    Meeting(STRATEGIC_COUNCIL, date(2026, 12, 8), held=False, title="Extra möte om 2027", called_before=18),
    *_to_come(STRATEGIC_COUNCIL, "2027-02-11"),
    *_held(
        STEERING_GROUP,
        "2024-12-05 2025-03-13 2025-06-05 2025-12-04 2026-03-12",
        notes_to=(STRATEGIC_COUNCIL, BOARD),
    ),
    *_held(
        STEERING_GROUP,
        "2026-06-04 2026-09-10",
        notes_to=(STRATEGIC_COUNCIL, BOARD, LOCAL_STEERING_GROUP),
    ),
    Meeting(STEERING_GROUP, date(2025, 9, 11), held=False, cancelled="För få ledamöter kunde komma."),
    *_to_come(STEERING_GROUP, "2026-12-10 2027-03-11"),
    *_held(
        LOCAL_STEERING_GROUP,
        "2024-11-14 2025-02-06 2025-05-08 2025-08-28 2025-11-06 2026-02-05 2026-05-07 2026-08-27 2026-11-05",
        notes_to=(STEERING_GROUP,),
    ),
    *_to_come(LOCAL_STEERING_GROUP, "2027-02-04"),
    *_held(
        PREPARATORY_GROUP,
        "2024-11-21 2025-02-27 2025-05-22 2025-08-28 2025-11-20 2026-02-26 2026-05-21 2026-08-27",
        notes_to=(STEERING_GROUP,),
        alternate=True,
    ),
    *_to_come(PREPARATORY_GROUP, "2026-12-03 2027-02-25"),
    *_held(STATION_GROUP, "2026-09-30 2026-10-20", notes_to=(LOCAL_STEERING_GROUP,)),
    *_to_come(STATION_GROUP, "2026-12-09"),
)
"""Every meeting, forum by forum."""

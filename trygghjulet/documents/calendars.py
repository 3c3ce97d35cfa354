"""What every calendar file of the house shares: the names of its entries, Swedish time and its opening lines."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Final

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vText

#: The time that everything in the house happens in.
ZONE: Final = "Europe/Stockholm"
_SPACE: Final = uuid.UUID("6f2f2a52-8c1b-5f0e-9a57-2d6c0a3f4b11")


def uid(key: str) -> str:
    """What an entry is called in every calendar: the same for the same key, whoever reads it and whenever."""
    return f"{uuid.uuid5(_SPACE, key)}@trygghjulet"


def opened(*, product: str, name: str) -> Calendar:
    """A calendar with the lines that each begins with, and the days and hours of Sweden.

    Args:
        product: what made it, such as "Årshjul".
        name: what the calendar is called; empty for a single invitation, which is put into the reader's own.
    """
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", f"-//Trygghjulet//{product}//SV")
    made.add("calscale", "GREGORIAN")
    if name:
        made.add("name", name)
        made.add("x-wr-calname", vText(name))
    return made


def swedish_time() -> Timezone:
    """Swedish time, with the rule for summer time that has held since 1996."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    for begins, name, before, after, month in (
        (datetime(1996, 10, 27, 3), "CET", 2, 1, 10),  # noqa: DTZ001  # a rule of the clock is in local time
        (datetime(1981, 3, 29, 2), "CEST", 1, 2, 3),  # noqa: DTZ001  # the same
    ):
        part = TimezoneStandard() if name == "CET" else TimezoneDaylight()
        part.add("dtstart", begins)
        part.add("tzname", name)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(part)
    return zone

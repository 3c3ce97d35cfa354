"""The year's entries as a calendar in the form of RFC 5545, for calendar programs to subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Event, vText

from trygghjulet.documents import calendars, numbers
from trygghjulet.oversight.annual_wheel.rules.year import KIND_WORDS, PROGRESS_WORDS, Entry, Kind, Progress

#: What is in a calendar. What comes back every month or oftener would drown the rest, and a season is no day.
IN_CALENDAR = (Kind.DUTY, Kind.PLANNED, Kind.HELD, Kind.OWN)
#: How often a calendar program is asked to read it anew.
FRESH = timedelta(hours=6)


def uid(cooperation: str, entry: Entry) -> str:
    """What an entry is called in every calendar: the same for the same entry, whoever reads it and whenever."""
    return calendars.uid(f"{cooperation}/{entry.key}")


def calendar(
    entries: Iterable[Entry], *, cooperation: str, name: str, made_at: datetime, site: str, page: str
) -> bytes:
    """The calendar file: a whole day for each due day, meeting and own process. No person's name is in it.

    The same entries give the same bytes.

    Args:
        entries: the entries of the years that it holds.
        cooperation: the cooperation's address, part of each entry's name for good.
        name: what the calendar is called.
        made_at: when the calendar was ordered, in UTC; the stamp of every entry.
        site: the site's address without a path.
        page: the path that an entry without a page of its own leads to.
    """
    made = calendars.opened(product="Årshjul", name=name)
    made.add("refresh-interval", FRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vText("PT6H"))
    # A calendar may not be empty (RFC 5545, 3.6), and the days are Swedish ones.
    made.add_component(calendars.swedish_time())
    chosen = [one for one in entries if one.kind in IN_CALENDAR]
    for entry in sorted(chosen, key=lambda one: (one.last, one.key)):
        made.add_component(_event(entry, cooperation=cooperation, made_at=made_at, site=site, page=page))
    return bytes(made.to_ical(sorted=False))


def _event(entry: Entry, *, cooperation: str, made_at: datetime, site: str, page: str) -> Event:
    event = Event()
    event.add("uid", uid(cooperation, entry))
    event.add("dtstamp", made_at.replace(microsecond=0))
    first, last = _days(entry)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("summary", summary(entry))
    event.add("description", _description(entry))
    event.add("url", f"{site}{entry.link or page}")
    event.add("categories", [KIND_WORDS[entry.kind]])
    event.add("status", "CONFIRMED")
    # A due day takes nobody's time; a meeting or a process is not known to the hour.
    event.add("transp", "TRANSPARENT")
    event.add("x-microsoft-cdo-alldayevent", vText("TRUE"))
    event.add("x-microsoft-cdo-busystatus", vText("FREE"))
    return event


def _days(entry: Entry) -> tuple[date, date]:
    return (entry.last, entry.last) if entry.kind is Kind.DUTY else (entry.first, entry.last)


def summary(entry: Entry) -> str:
    """An entry in a line: what it is, where, and that it is a last day where it is."""
    title = entry.title + (f", {entry.where}" if entry.where else "")
    if entry.kind is Kind.DUTY:
        return f"Sista dag: {title}"
    return f"Möte: {title}" if entry.kind in (Kind.PLANNED, Kind.HELD) else title


def _description(entry: Entry) -> str:
    said = [f"{KIND_WORDS[entry.kind]}."]
    if entry.kind is Kind.DUTY:
        said.append(f"Ska vara gjort senast {numbers.day(entry.last)}.")
    if entry.note:
        said.append(f"{entry.note[:1].upper()}{entry.note[1:]}.")
    if entry.holders:
        said.append(f"Ansvarar: {', '.join(entry.holders)}.")
    # How it stands changes from day to day; only what is settled is written down here.
    if entry.progress is Progress.DONE:
        said.append(f"{PROGRESS_WORDS[entry.progress]}.")
    return "\n".join(said)

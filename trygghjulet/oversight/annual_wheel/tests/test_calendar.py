"""The calendar file is what RFC 5545 asks for, byte by byte, and stays the same for the same entries."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from icalendar import Calendar

from trygghjulet.oversight.annual_wheel.rules.calendar import IN_CALENDAR, calendar, uid
from trygghjulet.oversight.annual_wheel.rules.year import Entry, Kind, Progress, Ring, Year
from trygghjulet.oversight.annual_wheel.tests.years import years

pytestmark = pytest.mark.requirement("DUT-3")
MADE = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
LINE = re.compile(r"[A-Z0-9-]+(;[A-Z0-9-]+=(\"[^\"]*\"|[^\";:,]*))*:.*", re.DOTALL)


def file(entries: tuple[Entry, ...]) -> bytes:
    return calendar(
        entries,
        cooperation="an",
        name="Trygg i Ån: hela årshjulet",
        made_at=MADE,
        site="https://trygg.exempel.example",
        page="/an/arshjul/",
    )


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def entry(**more: object) -> Entry:
    plain = Entry(
        "duty:plan:2026-03-31",
        Ring.CITY,
        Kind.DUTY,
        "Åtgärdsplanen följs upp",
        date(2026, 1, 1),
        date(2026, 3, 31),
        Progress.OPEN,
    )
    return replace(plain, **more)


@given(years())
@settings(max_examples=60, deadline=None)
def test_every_line_keeps_to_the_form(year: Year) -> None:
    content = file(year.entries)
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    for line in unfolded(content):
        assert LINE.fullmatch(line), line
    assert unfolded(content)[0] == "BEGIN:VCALENDAR"
    assert unfolded(content)[-1] == "END:VCALENDAR"


@given(years())
@settings(max_examples=60, deadline=None)
def test_read_back_it_is_the_same_entries_each_once_with_what_is_required(year: Year) -> None:
    read = Calendar.from_ical(file(year.entries))
    assert [str(read[name]) for name in ("VERSION", "CALSCALE")] == ["2.0", "GREGORIAN"]
    assert read["PRODID"]
    assert not read.errors
    events = {str(event["UID"]): event for event in read.walk("VEVENT")}
    expected = {uid("an", one): one for one in year.entries if one.kind in IN_CALENDAR}
    assert len(read.walk("VEVENT")) == len(events)
    assert set(events) == set(expected)
    for key, one in expected.items():
        event = events[key]
        assert event["DTSTAMP"].dt == MADE
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert event["DTEND"].params["VALUE"] == "DATE"
        assert event["DTEND"].dt == one.last + timedelta(days=1)
        assert event["DTSTART"].dt == (one.last if one.kind is Kind.DUTY else one.first)
        assert one.title.strip() in str(event["SUMMARY"]).strip()
        assert str(event["URL"]).startswith("https://trygg.exempel.example/")


def test_an_empty_calendar_is_still_a_calendar() -> None:
    read = Calendar.from_ical(file(()))
    assert [part.name for part in read.subcomponents] == ["VTIMEZONE"]


def test_commas_semicolons_backslashes_and_new_lines_are_written_as_the_form_asks() -> None:
    lines = unfolded(file((entry(title="Plan; budget, mål\\väg\nnytt"),)))
    assert "SUMMARY:Sista dag: Plan\\; budget\\, mål\\\\väg\\nnytt" in lines


def test_the_programs_are_told_how_often_to_read_and_what_it_is_called() -> None:
    lines = unfolded(file((entry(),)))
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in lines
    assert "X-PUBLISHED-TTL:PT6H" in lines
    assert "X-WR-CALNAME:Trygg i Ån: hela årshjulet" in lines
    assert "TRANSP:TRANSPARENT" in lines
    assert not [line for line in lines if line.startswith("METHOD")], "en prenumeration är ingen inbjudan"


def test_the_same_entry_has_the_same_name_whatever_is_said_about_it() -> None:
    same = entry(title="Omskriven", progress=Progress.DONE, link="/an/skyldigheter/3/", where="Norr")
    assert uid("an", entry()) == uid("an", same)
    assert uid("an", entry(key="duty:plan:2026-06-30")) != uid("an", entry())
    assert uid("bn", entry()) != uid("an", entry())


def test_the_same_entries_in_another_order_are_the_same_bytes() -> None:
    one, other = entry(), entry(key="own:1:2026-01-07", kind=Kind.OWN, ring=Ring.OWN, last=date(2026, 1, 7))
    assert file((one, other)) == file((other, one))


def test_what_comes_back_every_week_and_seasons_are_left_out() -> None:
    band = entry(key="band:1:2026", kind=Kind.BAND, often="varje vecka, 52 gånger")
    season = entry(key="season:1", kind=Kind.SEASON, ring=Ring.SEASON)
    assert Calendar.from_ical(file((band, season))).walk("VEVENT") == []

"""The pages: the year, the own processes and the calendars with their secret addresses."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from icalendar import Calendar

from tests.cast import AT, Cast
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.foundation.access.rules import Denied, Refused
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.parties import operations as parties
from trygghjulet.foundation.parties.models import Holding
from trygghjulet.oversight.annual_wheel import operations
from trygghjulet.oversight.annual_wheel.models import CalendarFeed
from trygghjulet.oversight.annual_wheel.queries import entries_of, wheel
from trygghjulet.oversight.annual_wheel.rules.year import Choice, Kind

pytestmark = pytest.mark.requirement("DUT-3")


def address_of(cast: Cast) -> str:
    return f"/kalender/{cast.home.calendar_secret}.ics"


def events(cast: Cast, address: str) -> dict[str, str]:
    """What a calendar program gets: the entries' names and words."""
    answer = cast.client("anonymous").get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(one["UID"]): str(one["SUMMARY"]) for one in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_the_year_is_drawn_and_listed_with_meetings_duties_and_own_processes(cast: Cast) -> None:
    page = cast.client("pia").get("/lillaker/arshjul/2026/").content.decode()
    assert page.count('<svg class="annual-wheel') == 2
    for words in (
        "Styrgruppen",
        "3 februari 2026",
        "Budgeten tas fram",
        "Arbetet följs upp",
        "Februari 2026",
    ):
        assert words in page
    numbers = set(re.findall(r'href="#nr-(\d+)"', page))
    assert numbers
    assert numbers == set(re.findall(r'id="nr-(\d+)"', page))
    assert "/lillaker/arshjul/2025/" in page
    assert "/lillaker/arshjul/2027/" in page


def test_seasons_name_their_source_or_say_that_there_is_none(cast: Cast) -> None:
    page = cast.client("pia").get("/lillaker/arshjul/2026/").content.decode()
    assert "Polisens händelser" in page or "för lite för att visa säsonger" in page


@pytest.mark.parametrize("year", [1, 1989, 2101, 9999])
def test_a_year_out_of_reach_is_not_found(cast: Cast, year: int) -> None:
    assert cast.client("pia").get(f"/lillaker/arshjul/{year}/").status_code == 404


def test_a_choice_narrows_picture_and_list_and_an_unknown_one_does_nothing(cast: Cast) -> None:
    client = cast.client("saga")
    found = wheel(cast.scope("saga"), cooperation=cast.home.cooperation, years=(2026,), today=AT.date())
    forum = next(entry.forum for entry in found.entries if entry.kind is Kind.PLANNED)
    narrowed = client.get("/lillaker/arshjul/2026/", {"forum": forum}).content.decode()
    tables = narrowed[narrowed.index('id="listan"') : narrowed.index('id="egna"')]
    assert "Styrgruppen" in tables
    assert "Budgeten tas fram" not in tables
    assert f"/lillaker/arshjul/2027/?forum={forum}" in narrowed
    everything = client.get("/lillaker/arshjul/2026/", {"forum": "finns-inte"}).content.decode()
    assert "Budgeten tas fram" in everything[everything.index('id="listan"') : everything.index('id="egna"')]


def test_the_neighbours_year_is_another(cast: Cast) -> None:
    mine = wheel(cast.scope("saga"), cooperation=cast.home.cooperation, years=(2026,), today=AT.date())
    theirs = wheel(cast.scope("saga"), cooperation=cast.neighbour.cooperation, years=(2026,), today=AT.date())
    assert mine.entries
    assert theirs.entries == ()


def test_a_picture_to_keep_has_no_links_and_is_a_file(cast: Cast) -> None:
    answer = cast.client("pia").get("/lillaker/arshjul/2026/bild.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "attachment" in answer["Content-Disposition"]
    assert b"<a " not in answer.content


def test_a_process_is_entered_changed_and_removed(cast: Cast) -> None:
    client = cast.client("saga")
    given = {
        "title": "LiO beslutas",
        "first": "2026-12-10",
        "last": "2026-12-12",
        "repeats": "on",
        "party": "",
    }
    assert client.post("/lillaker/arshjul/egna/ny/", given).status_code == 302
    page = client.get("/lillaker/arshjul/2028/").content.decode()
    assert "10–12 december 2028" in page
    address = re.search(r'(/lillaker/arshjul/egna/\d+/)">LiO beslutas', page)
    assert address
    changed = {**given, "last": "2026-12-01"}
    assert "ligger före den första" in client.post(address[1], changed).content.decode()
    assert client.post(f"{address[1]}ta-bort/").status_code == 302
    assert "LiO beslutas" not in client.get("/lillaker/arshjul/2028/").content.decode()


def test_a_link_that_is_no_web_address_is_refused(cast: Cast) -> None:
    given = {"title": "Budget", "first": "2026-12-10", "last": "2026-12-12", "link": "javascript:alert(1)"}
    assert cast.client("saga").post("/lillaker/arshjul/egna/ny/", given).status_code == 422


def test_a_process_longer_than_a_year_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="högst ett år"):
        operations.enter_process(
            by=cast.scope("saga"),
            at=AT,
            cooperation=cast.home.cooperation,
            title="Evig",
            first=date(2026, 1, 1),
            last=date(2027, 1, 2),
        )


def ordered(client: Client) -> str:
    """Order a calendar at the page and read its address there."""
    page = client.post("/lillaker/arshjul/kalendrar/", {"forum": "", "party": "", "function": ""})
    found = re.search(r"https?://[^<\"]+/kalender/[\w-]+\.ics", page.content.decode())
    assert found
    return urlsplit(found[0]).path


def test_a_calendars_address_is_shown_once_and_read_without_signing_in(cast: Cast) -> None:
    client = cast.client("pia")
    address = ordered(client)
    secret = address.removeprefix("/kalender/").removesuffix(".ics")
    assert secret not in client.get("/lillaker/arshjul/kalendrar/").content.decode()
    assert not CalendarFeed.objects.filter(secret_sha256__contains=secret).exists()
    assert secret not in str(list(AuditEntry.objects.order_by("-pk").values("details", "subject_name")[:1]))
    assert any("Styrgruppen" in words for words in events(cast, address).values())


def test_the_same_entry_has_the_same_name_for_every_reader_and_after_it_has_been_held(cast: Cast) -> None:
    mine, others = events(cast, address_of(cast)), events(cast, ordered(cast.client("pia")))
    assert mine.keys() == others.keys()
    planned = {key for key, words in mine.items() if words == "Möte: Styrgruppen"}
    by = cast.scope("saga")
    later = AT + timedelta(days=60)
    forums.hold_meeting(
        by=by, at=later, forum=cast.home.forum, meeting=cast.home.meeting, held_on=date(2026, 2, 10)
    )
    assert {
        key for key, words in events(cast, address_of(cast)).items() if words == "Möte: Styrgruppen"
    } == planned


def test_what_runs_over_the_turn_of_the_year_is_one_entry_with_all_its_days(cast: Cast) -> None:
    operations.enter_process(
        by=cast.scope("saga"),
        at=AT,
        cooperation=cast.home.cooperation,
        title="Bokslutet",
        first=date(2025, 12, 1),
        last=date(2026, 2, 15),
        repeats=False,
    )
    feed, scope = CalendarFeed.objects.get(pk=cast.home.calendar.pk), cast.scope("saga")
    found = [one for one in entries_of(feed, scope, today=date(2026, 6, 1)) if one.title == "Bokslutet"]
    assert [(one.first, one.last) for one in found] == [(date(2025, 12, 1), date(2026, 2, 15))]


def test_no_person_is_named_in_a_calendar(cast: Cast) -> None:
    content = cast.client("anonymous").get(address_of(cast)).content.decode().replace("\r\n ", "")
    names = Holding.objects.filter(function__cooperation=cast.home.cooperation).values_list(
        "user__name", "user__email"
    )
    assert [
        part for pair in names for part in pair if part.lower() in content.lower().replace("trygg", "")
    ] == []


def test_a_closed_or_unknown_address_leads_nowhere(cast: Cast) -> None:
    address = address_of(cast)
    cast.client("saga").post(f"/lillaker/arshjul/kalendrar/{cast.home.calendar.pk}/stang/")
    assert cast.client("anonymous").get(address).status_code == 404
    assert cast.client("saga").get(address).status_code == 404
    assert cast.client("anonymous").get("/kalender/inte-en-hemlighet.ics").status_code == 404


def test_who_may_not_see_the_cooperation_any_more_has_no_calendar_of_it(cast: Cast) -> None:
    address = ordered(cast.client("pia"))
    held = Holding.objects.get(function=cast.home.function("pia"))
    parties.end_holding(by=cast.scope("saga"), at=AT, holding=held, last_day=date(2025, 12, 31))
    assert cast.client("anonymous").get(address).status_code == 404
    assert cast.client("anonymous").get(address_of(cast)).status_code == 200


def test_a_closed_account_has_no_calendar(cast: Cast) -> None:
    address = ordered(cast.client("pia"))
    user = Holding.objects.get(function=cast.home.function("pia")).user
    user.is_active = False
    user.save()
    assert cast.client("anonymous").get(address).status_code == 404


def test_a_secret_opens_its_own_cooperation_only(cast: Cast) -> None:
    mine = set(events(cast, address_of(cast)))
    theirs = set(events(cast, f"/kalender/{cast.neighbour.calendar_secret}.ics"))
    assert mine
    assert theirs
    assert not mine & theirs


def test_nobody_closes_somebody_elses_calendar(cast: Cast) -> None:
    with pytest.raises(Refused, match="någon annans"):
        operations.close_feed(of=cast.scope("kim"), at=AT, feed=cast.home.calendar)
    assert cast.client("kim").get("/lillaker/arshjul/kalendrar/").content.decode().count("/stang/") == 0


def test_a_stranger_can_order_no_calendar(cast: Cast) -> None:
    with pytest.raises(Denied):
        operations.order_feed(
            of=cast.scope("vera"), at=AT, cooperation=cast.home.cooperation, choice=Choice(), words="allt"
        )


def test_a_program_that_has_the_newest_is_told_so_and_nothing_on_the_way_keeps_it(cast: Cast) -> None:
    client = cast.client("anonymous")
    first = client.get(address_of(cast))
    again = client.get(address_of(cast), headers={"if-none-match": f'W/"gammal", {first["ETag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"].startswith("private, max-age=")
    assert client.head(address_of(cast)).status_code == 200
    assert client.post(address_of(cast)).status_code == 405


def test_when_it_was_read_last_is_noted_once_an_hour(cast: Cast) -> None:
    feed = cast.home.calendar
    at = datetime.fromisoformat("2026-03-01T12:00:00+01:00")
    for minutes, expected in ((0, 0), (30, 0), (61, 61)):
        operations.note_reading(feed=cast.home.calendar, at=at + timedelta(minutes=minutes))
        feed.refresh_from_db()
        assert feed.last_read_at == at + timedelta(minutes=expected)


def test_there_is_a_limit_to_how_many_calendars_somebody_has(cast: Cast) -> None:
    client = cast.client("pia")
    for _ in range(20):
        ordered(client)
    refused = client.post("/lillaker/arshjul/kalendrar/", {})
    assert refused.status_code == 422
    assert "Stäng någon som inte används" in refused.content.decode()


def test_a_year_after_the_agreement_says_that_it_has_ended(cast: Cast) -> None:
    agreement = cast.home.agreement
    assert agreement.valid_until is not None
    after = agreement.valid_until.year + 1
    page = cast.client("pia").get(f"/lillaker/arshjul/{after}/").content.decode()
    assert f"{agreement.title} gäller till och med 31 december {after - 1}." in page
    assert "gäller till och med" not in cast.client("pia").get("/lillaker/arshjul/2026/").content.decode()

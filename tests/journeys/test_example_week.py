"""The example week: forty reports from six organisations' phones, half of them without a line, become one picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Final, Self

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser as Chromium
from pytest_django.live_server_helper import LiveServer

from tests.journeys.browsing import Browser, Checked, People
from tests.journeys.days import Turn
from tests.journeys.partners import (
    BESIDE,
    BUSES,
    CENTRE,
    LIBRARY,
    PATH,
    REPORTERS,
    SHOPS,
    SQUARE,
    STATION,
    SWINGS,
    TUNNEL,
    ZONE,
    Spot,
    join,
    live_through,
)
from tests.journeys.phones import KEPT, SENT, Phone, Saw
from tests.journeys.town import settle
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.operations import AppointmentContent
from trygghjulet.demo.people import POLICE
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.jobs import timetable
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.foundation.parties.queries import scope_of
from trygghjulet.steps.field import operations as field
from trygghjulet.steps.field.models import Report
from trygghjulet.steps.field.tests.pictures import CAMERA
from trygghjulet.steps.scanning.rules.categories import offered_in_the_field
from trygghjulet.steps.week import jobs, operations as week
from trygghjulet.steps.week.models import TakenReport

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.requirement("SCN-7", "SCN-3", "PIC-2"),
]

#: A week from Tuesday to Monday, and the Tuesday on which the group meets.
TUESDAY: Final = date(2025, 11, 11)
MEETING: Final = TUESDAY + timedelta(days=7)
WEEKS_BEHIND: Final = 26
#: How many a week there usually are where this week is not as usual.
USUAL: Final[dict[Spot | None, float]] = {STATION: 2.0, BUSES: 5.5, TUNNEL: 6.5}
PHONE_NUMBER: Final = "070-174 06 05"
SOLD: Final = "Säljer öppet vid trappan."
MEASURE: Final = "Trygghetsvärdar på plats fredag och lördag"

LITTER, GRAFFITI, LIGHT = "Nedskräpning", "Klotter", "Belysning"
CROWD, DRUNK, DRUGS = "Samling som stör", "Berusade personer", "Öppen droghantering"
UNSAFE, DRIVING = "Otrygg plats", "Olovlig eller störande körning"
CODES: Final = {category.title: category.code for category in offered_in_the_field()}

NINE, LATE = time(9), time(21, 30)
#: What, where and send; what may be left out takes one each.
FEWEST_TAPS: Final = 3
#: Who keeps the rows, and whose phone something happens to.
POLICEMAN: Final = "patrik"
LOSES_AN_ANSWER: Final = "hedda"
LOADS_WITHOUT: Final = "bosse"
WRITES_A_NUMBER: Final = "vera"

#: What each sees with a line, in the morning of a day, and without one, in the evening: the day's number first.
SHIFTS: Final[dict[str, tuple[int, tuple[Saw, ...], tuple[Saw, ...]]]] = {
    "fia": (
        0,
        (
            Saw(LITTER, STATION),
            Saw(GRAFFITI, STATION, text="Klotter på väntkuren.", affects="Några stycken", photo=True),
            Saw(LIGHT, TUNNEL, "known", text="Tre lampor är släckta."),
            Saw(LITTER, SHOPS, "known", hours=(time(6, 30), time(7, 45))),
        ),
        (
            Saw(CROWD, STATION, affects="Många", text="Många väljer en annan väg."),
            Saw(DRUNK, STATION, hours=(time(18), time(20, 30))),
            Saw(UNSAFE, "Stigen bakom sporthallen"),
            Saw(GRAFFITI, SQUARE, "known"),
        ),
    ),
    POLICEMAN: (
        1,
        (Saw(DRUGS, STATION, text=SOLD), Saw(DRUNK, SQUARE, "known"), Saw(CROWD, SQUARE)),
        (Saw(DRUGS, BUSES), Saw(DRUGS, SQUARE, "known"), Saw(DRUNK, SQUARE)),
    ),
    "hedda": (
        2,
        (
            Saw(LITTER, SHOPS),
            Saw(GRAFFITI, SHOPS, photo=True),
            Saw(LIGHT, PATH),
            Saw(LITTER, PATH, day=str(TUESDAY + timedelta(days=1))),
        ),
        (Saw(GRAFFITI, SHOPS, "known"), Saw(LIGHT, STATION), Saw(UNSAFE, SWINGS, affects="Många")),
    ),
    "bosse": (
        3,
        (Saw(LITTER, CENTRE), Saw(GRAFFITI, CENTRE, "map"), Saw(LIGHT, SWINGS)),
        (
            Saw(CROWD, STATION),
            Saw(LITTER, STATION, photo=True),
            Saw(GRAFFITI, CENTRE, "known", text="Hela gaveln mot torget."),
        ),
    ),
    "sixten": (
        3,
        (Saw(UNSAFE, LIBRARY), Saw(LITTER, LIBRARY)),
        (
            Saw(DRIVING, BUSES, "known"),
            Saw(CROWD, "Utanför skolans norra ingång"),
            Saw(LIGHT, SQUARE, "known"),
        ),
    ),
    "vera": (
        4,
        (
            Saw(DRIVING, STATION, affects="Många"),
            Saw(CROWD, STATION, affects="Många", text="Runt tjugo unga vid kiosken."),
            Saw(DRUNK, STATION),
            Saw(UNSAFE, TUNNEL, "known"),
        ),
        (
            Saw(CROWD, SQUARE, "known", text=f"Ring {PHONE_NUMBER} om det blir fler."),
            Saw(DRUNK, SQUARE),
            Saw(DRIVING, STATION),
            Saw(DRUNK, SQUARE, hours=(time(19), time(21))),
        ),
    ),
}
ALL: Final = {name: (*morning, *evening) for name, (_, morning, evening) in SHIFTS.items()}
SHARED: Final = [saw for name, seen in ALL.items() if name != POLICEMAN for saw in seen]
AREAS: Final = {"S103": "Ekbacken", "S201": "Innerstaden", "S202": "Stationsområdet", "S301": "Solängen"}


@pytest.fixture(autouse=True)
def _own_photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PHOTOS", tmp_path / "photos")


@pytest.fixture
def town(transactional_db: None) -> Cooperation:
    """Solvik with six organisations that report, half a quiet year, and a group that is to meet."""
    cooperation = settle(beside=BESIDE)
    installer = Scope(user_id=None, user_name="Den som installerar", operator=True)
    saga = scope_of(User.objects.get(email="saga@solvik.example"), TUESDAY)
    at = datetime.combine(TUESDAY, time(8), tzinfo=ZONE)
    join(installer, saga, cooperation=cooperation)
    kim = scope_of(User.objects.get(email="kim@solvik.example"), TUESDAY)
    field.set_sharing(
        by=kim, at=at, cooperation=cooperation, party=Party.objects.get(name=POLICE), rows_shared=False
    )
    _live_as_usual(saga, at, cooperation)
    group = forums.set_up(
        by=saga, at=at, cooperation=cooperation, name="EST-gruppen", kind="working", area=None
    )
    for name in ("saga", "kim", "stig"):
        user = User.objects.get(email=f"{name}@solvik.example")
        forums.appoint(
            by=saga,
            at=at,
            forum=group,
            content=AppointmentContent(title=f"Ledamot {name[0]}", since=TUESDAY, user=user),
        )
    week.set_up(by=saga, at=at, cooperation=cooperation, forum=group, area=cooperation.area)
    forums.plan_meeting(by=saga, at=at, forum=group, planned_on=MEETING, starts_at=time(9, 30))
    return cooperation


def _live_as_usual(saga: Scope, at: datetime, cooperation: Cooperation) -> None:
    """Each week of the half year was as this one, save at the spots where this one is not as usual."""
    usual: dict[tuple[str, Spot | None], float] = {}
    kinds = {}
    now = Counter(saw.where for saw in SHARED)
    for name, seen in ALL.items():
        own = name == POLICEMAN
        kinds[REPORTERS[name]] = Counter(CODES[saw.what] for saw in (seen if own else SHARED))
        for where, number in Counter(saw.where for saw in seen).items():
            spot = where if isinstance(where, Spot) else None
            more = 1.0 if own or spot not in USUAL else USUAL[spot] / now[where]
            usual[REPORTERS[name], spot] = number * more
    live_through(
        by=saga, at=at, cooperation=cooperation, until=TUESDAY, weeks=WEEKS_BEHIND, usual=usual, kinds=kinds
    )


@pytest.fixture
def phones(
    browser: Chromium, live_server: LiveServer, town: Cooperation, checked: Checked
) -> Iterator[dict[str, Phone]]:
    """A phone for each who reports."""
    held = {name: Phone(browser, live_server.url, checked) for name in REPORTERS}
    yield held
    for phone in held.values():
        phone.browser.close()


def test_forty_reports_from_six_organisations_end_in_one_picture(
    phones: dict[str, Phone], people: People, turn_to: Turn, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given six phones, and a week's work of which half is without a line
    assert (len(SHARED) + len(ALL[POLICEMAN]), len(phones)) == (40, 6)
    assert sum(len(evening) for _, _, evening in SHIFTS.values()) == 20
    before = set(Report.objects.values_list("pk", flat=True))
    for number in range(7):
        turn_to(TUESDAY + timedelta(days=number))
        _live_a_day(phones, number)

    # Then each report is in the house once, as it was seen, and no photo tells of its camera
    sent = Report.objects.exclude(pk__in=before).select_related("party", "place", "area")
    _are_as_they_were_seen(list(sent))

    # And the picture is drafted by itself before the meeting, with every report in it once
    _draft_by_itself(monkeypatch)
    taken = sorted(TakenReport.objects.values_list("report_id", flat=True))
    assert taken == sorted(report.pk for report in sent)

    # And it tells the meeting what was sent, and that the planted place stands out and nothing else
    turn_to(MEETING)
    saga = people("saga")
    saga.visit("/solvik/veckan/").follow(numbers.days(TUESDAY, MEETING - timedelta(days=1)))
    _tells_what_was_sent(saga)

    # When the meeting chooses what to do, decides, and lets everybody know
    _meet(saga)
    people("kim").visit(saga.path).press("Skicka till dem som tillkommit").sees(
        "6 rapporter har fått ett svar."
    )

    # Then those who reported see on their phones what came of it
    _sees_what_came_of_it(phones)


def _live_a_day(phones: dict[str, Phone], number: int) -> None:
    """Those who were without a line yesterday evening find one; others write with a line, and later without."""
    day = TUESDAY + timedelta(days=number)
    for name, (began, morning, evening) in SHIFTS.items():
        phone = phones[name]
        if began == number - 1:
            phone.be_at(datetime.combine(day, NINE, tzinfo=ZONE))
            _find_line(phone, name)
        if began == number:
            phone.be_at(datetime.combine(day, NINE, tzinfo=ZONE))
            phone.sign_in(f"{name}@solvik.example")
            _write_with_a_line(phone, name, morning)
            phone.be_at(datetime.combine(day, LATE, tzinfo=ZONE))
            phone.lose_line()
            _write_without(phone, name, evening)


def _write_with_a_line(phone: Phone, name: str, seen: Sequence[Saw]) -> None:
    for i, saw in enumerate(seen):
        if name == LOSES_AN_ANSWER and i == 0:
            phone.lose_next_answer()
            phone.report(saw, answer=KEPT)
            phone.says("1 väntar på nät.")
            phone.press("Skicka nu")
            phone.is_empty()
        else:
            taps = phone.report(saw, answer=SENT)
            if saw.way == "here" and not saw.day:
                assert taps == FEWEST_TAPS + sum(map(bool, (saw.affects, saw.text, saw.photo)))


def _write_without(phone: Phone, name: str, seen: Sequence[Saw]) -> None:
    for i, saw in enumerate(seen):
        if name == LOADS_WITHOUT and i == 1:
            phone.page.reload()
            phone.ready()
            phone.says("Du är utan nät.")
        phone.report(saw, answer=KEPT)
    phone.says(f"{len(seen)} väntar på nät.")


def _find_line(phone: Phone, name: str) -> None:
    phone.find_line()
    if name == WRITES_A_NUMBER:
        phone.says("En rapport kunde inte tas emot och behöver rättas.")
        phone.says(f"telefonnummer ({PHONE_NUMBER})")
        phone.browser.check()
        phone.mend("Det kan bli fler.")
    phone.is_empty()


def _are_as_they_were_seen(sent: Sequence[Report]) -> None:
    titles = {code: title for title, code in CODES.items()}

    def was(report: Report) -> tuple[object, ...]:
        local = timezone.localtime(report.happened_from)
        return (
            report.party.name,
            titles[report.category],
            report.place.name if report.place else "",
            report.area.name if report.area else "",
            local.date(),
            local.time().replace(second=0, microsecond=0),
            report.get_affects_display(),
            bool(report.photo),
        )

    assert Counter(map(was, sent)) == Counter(
        _expected(name, saw, evening=i > 0)
        for name, (_, *shifts) in SHIFTS.items()
        for i, seen in enumerate(shifts)
        for saw in seen
    )
    files = [Path(settings.PHOTOS) / report.photo for report in sent if report.photo]
    assert len(files) == len(set(files)) == sum(saw.photo for seen in ALL.values() for saw in seen)
    assert not [file for file in files if CAMERA.encode() in file.read_bytes()]
    assert [report.text for report in sent if PHONE_NUMBER in report.text] == []


def _expected(name: str, saw: Saw, *, evening: bool) -> tuple[object, ...]:
    day = date.fromisoformat(saw.day) if saw.day else TUESDAY + timedelta(days=SHIFTS[name][0])
    at = time(0) if saw.day else saw.hours[0] if saw.hours else LATE if evening else NINE
    spot = saw.where if isinstance(saw.where, Spot) else None
    return (
        REPORTERS[name],
        saw.what,
        spot.name if spot and spot.known else "",
        AREAS[spot.area] if spot else "",
        day,
        at,
        saw.affects or "Vet inte",
        saw.photo,
    )


def _draft_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """The timetable's hour on the meeting's morning comes."""
    [timing] = [one for one in timetable.timings() if one.job is jobs.draft_pictures]
    due = timing.latest(datetime.combine(MEETING, time(6), tzinfo=ZONE))
    assert due == datetime.combine(MEETING, time(5, 30), tzinfo=ZONE)

    class Due(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.combine(due.date(), due.time(), tzinfo=tz)

    monkeypatch.setattr(jobs, "datetime", Due)
    assert timing.job.call() == 1


def _tells_what_was_sent(saga: Browser) -> None:
    spots = [saw.where for saw in SHARED if isinstance(saw.where, Spot)]
    assert _table(saga, "Rapporter efter typ") == Counter(saw.what for saw in SHARED)
    assert _table(saga, "Rapporter på kända platser") == Counter(spot.name for spot in spots if spot.known)
    assert _table(saga, "Rapporter efter område, mot det vanliga") == Counter(AREAS[s.area] for s in spots)
    gave = {REPORTERS[name]: len(seen) for name, seen in ALL.items()}
    kept = {POLICE: gave.pop(POLICE)}
    assert _table(saga, "Rapporter efter organisation") == gave
    assert _table(saga, "Rapporter efter organisation", which=1) == kept | {"Alla": kept[POLICE]}
    saga.sees(
        f"kom {len(SHARED)} rapporter",
        "6 av 6",
        f"Sticker ut: {STATION.name} ({spots.count(STATION)} mot vanligen",
        f"{STATION.name}: {spots.count(STATION)} mot vanligen",
        "Tydligt fler än vanligt.",
        f"{sum(saw.affects == 'Många' for saw in SHARED)} rapporter gäller många människor.",
        "2 rapporter ligger inte i något område.",
        "Raderna stannar hos dem. Bara summor visas, och inga antal under 5.",
    )
    saga.sees_not(SOLD, DRUGS, "Nya som rapporterar")
    assert _outstanding(saga) == [STATION.name]


_ROWS: Final = """(tables, caption) => tables
    .filter((table) => table.caption?.textContent.trim() === caption)
    .map((table) => [...table.tBodies].flatMap((body) => [...body.rows].map((row) =>
        [...row.cells].map((cell) => cell.textContent.replace(/\\s+/g, " ").trim()))))"""


def _table(saga: Browser, caption: str, *, which: int = 0) -> dict[str, int]:
    """The first figure of each row of a table on the page."""
    found = saga.page.locator("main table").evaluate_all(_ROWS, caption)
    return {row[0]: int(row[1]) for row in found[which]}


def _outstanding(saga: Browser) -> list[str]:
    """What some table says there is more of than usual."""
    rows = saga.page.locator("main table tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim()))"
    )
    return [row[0] for row in rows if row[-1].startswith("fler än vanligt")]


def _meet(saga: Browser) -> None:
    page = saga.path
    saga.follow(STATION.name).write(why="Rapporterna har blivit fem gånger så många.").press("Välj fokus")
    # The police's report from there is not told, nor can it be reckoned out.
    at_station = sum(saw.where == STATION for saw in SHARED)
    saga.sees("Fokus är valt.", f"{STATION.name}, {at_station} rapporter i veckan")
    saga.follow(f"Ny insats för {STATION.name}").write(title=MEASURE, done_by="Fältsekreterare")
    saga.press("För in").sees("Insatsen är införd.", MEASURE)
    saga.visit(f"{page}visa/").sees(STATION.name, MEASURE)
    saga.visit(page).follow("Besluta").press("För in beslutet").sees("Beslutad", "fryst").check()
    saga.press("Skicka ut").sees(f"{len(SHARED)} rapporter har fått ett svar.")


def _sees_what_came_of_it(phones: dict[str, Phone]) -> None:
    fia = phones["fia"].browser
    at_station = sum(saw.where == STATION for saw in ALL["fia"])
    fia.visit("/solvik/falt/").sees(f"Insats: {MEASURE} (Fältsekreterare, senast ")
    badges = Counter(fia.page.locator("main article .badge").all_inner_texts())
    assert badges["Åtgärdas"] == at_station
    fia.visit("/inkorg/").sees("Veckans läge i Solvik", "Svar på")
    patrik = phones[POLICEMAN].browser
    patrik.visit("/solvik/falt/").sees("Med i veckans läge", "Åtgärdas")

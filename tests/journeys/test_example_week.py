"""The example week: forty reports from six organisations' phones, half of them without a line, become one picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Final, Self

import pytest
from django.conf import settings
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
from trygghjulet.demo.people import MUNICIPALITY, POLICE
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
USUAL: Final = {STATION: 3.0, BUSES: 5.0, TUNNEL: 6.0}
PHONE_NUMBER: Final = "070-174 06 05"
SECRET: Final = "Säljer öppet vid trappan."
MEASURE: Final = "Trygghetsvärdar på plats fredag och lördag"

LITTER, GRAFFITI, LIGHT = "Nedskräpning", "Klotter", "Belysning"
CROWD, DRUNK, DRUGS = "Samling som stör", "Berusade personer", "Öppen droghantering"
UNSAFE, DRIVING = "Otrygg plats", "Olovlig"

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
    "patrik": (
        1,
        (Saw(DRUGS, STATION, text=SECRET), Saw(DRUNK, SQUARE, "known"), Saw(CROWD, SQUARE)),
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
        (Saw(DRIVING, BUSES, "known"), Saw(CROWD, "Utanför skolans norra ingång"), Saw(LIGHT, SQUARE, "known")),
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
SHARED: Final = [saw for name, seen in ALL.items() if name != "patrik" for saw in seen]
KEPT_BY_POLICE: Final = ALL["patrik"]
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
    """The half year is as the week, save where the week is not as usual."""
    codes = {category.title: category.code for category in offered_in_the_field()}
    spots = Counter((POLICE if saw in KEPT_BY_POLICE else MUNICIPALITY, _spot(saw)) for saw in _everything())
    kinds: dict[str, Counter[str]] = {POLICE: Counter(), MUNICIPALITY: Counter()}
    for name, seen in ALL.items():
        whose = POLICE if REPORTERS[name] == POLICE else MUNICIPALITY
        kinds[whose].update(next(codes[title] for title in codes if title.startswith(s.what)) for s in seen)
    usual: dict[tuple[str, Spot | None], float] = {
        (whose, spot): USUAL.get(spot, n) if spot and whose == MUNICIPALITY else n
        for (whose, spot), n in spots.items()
    }
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
    # Given six phones, a week's work, and no line in the evenings
    assert (len(SHARED) + len(KEPT_BY_POLICE), len(phones)) == (40, 6)
    assert sum(len(evening) for _, _, evening in SHIFTS.values()) == 20
    before = Report.objects.count()
    for name, (number, morning, _) in SHIFTS.items():
        _report_in_the_morning(phones[name], name, turn_to, TUESDAY + timedelta(days=number), morning)
    for name, (number, _, evening) in SHIFTS.items():
        _report_in_the_evening(phones[name], name, turn_to, TUESDAY + timedelta(days=number), evening)

    # Then each report is in once, whole, and the photos tell nothing of the cameras
    assert Report.objects.count() == before + 40
    _are_as_they_were_seen()

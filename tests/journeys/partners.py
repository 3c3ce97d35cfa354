"""Who reports from Solvik's streets: six organisations, the spots they know, and the half year behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

import numpy as np

from tests.journeys.town import FOUNDED, PASSWORD
from trygghjulet.demo.people import MUNICIPALITY, POLICE
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.gazetteer import operations as gazetteer
from trygghjulet.foundation.geography.models import Area, Place
from trygghjulet.foundation.parties import operations as parties
from trygghjulet.foundation.parties.models import Cooperation, Party, PartyKind
from trygghjulet.steps.field.models import Report

ZONE: Final = ZoneInfo("Europe/Stockholm")
#: The organisations beside the municipality and the police.
BESIDE: Final = (
    ("Solvikshem", PartyKind.BUSINESS),
    ("Hyresgården", PartyKind.BUSINESS),
    ("Vaktbolaget Nord", PartyKind.BUSINESS),
    ("Ängsskolan", PartyKind.CIVIL_SOCIETY),
)
#: Who reports for each, by first name; the first two are at work in the town already.
REPORTERS: Final = {
    "fia": MUNICIPALITY,
    "patrik": POLICE,
    "hedda": "Solvikshem",
    "bosse": "Hyresgården",
    "vera": "Vaktbolaget Nord",
    "sixten": "Ängsskolan",
}
#: A degree in metres where Solvik lies, eastwards and northwards.
_EAST, _NORTH = 57_000, 111_000


@dataclass(frozen=True)
class Spot:
    """Somewhere people stand: so many metres from the middle of an area; known by name to all, or to nobody."""

    name: str
    area: str
    east: int = 0
    north: int = 0
    known: bool = True

    @property
    def point(self) -> tuple[float, float]:
        """Longitude and latitude."""
        middle = Area.objects.get(code=self.area).polygon.representative_point()
        return middle.x + self.east / _EAST, middle.y + self.north / _NORTH


STATION = Spot("Stationstorget", "S202")
BUSES = Spot("Bussterminalen", "S202", east=280)
TUNNEL = Spot("Gångtunneln", "S202", north=-280)
SQUARE = Spot("Stortorget", "S201")
LIBRARY = Spot("Biblioteket", "S201", east=-280)
SHOPS = Spot("Ekbackens centrum", "S103")
PATH = Spot("Skogsstigen", "S103", north=300, known=False)
CENTRE = Spot("Solängens torg", "S301")
SWINGS = Spot("Lekplatsen", "S301", north=300, known=False)
SPOTS: Final = (STATION, BUSES, TUNNEL, SQUARE, LIBRARY, SHOPS, PATH, CENTRE, SWINGS)


def join(installer: Scope, saga: Scope, *, cooperation: Cooperation) -> None:
    """Let the organisations beside have somebody each who reports, keep the police's rows, and name the places."""
    at = datetime.combine(FOUNDED, time(10), tzinfo=ZONE)
    for first_name, name in list(REPORTERS.items())[2:]:
        function = parties.add_function(
            by=installer,
            at=at,
            cooperation=cooperation,
            party=Party.objects.get(name=name),
            title="Trygghetsvärd",
            role="field_worker",
            area=None,
        )
        parties.appoint(
            by=installer,
            at=at,
            function=function,
            email=f"{first_name}@solvik.example",
            name=first_name.capitalize(),
            since=FOUNDED,
            password=PASSWORD,
        )
    contents = [gazetteer.Content(spot.name, *spot.point) for spot in SPOTS if spot.known]
    gazetteer.bring(by=saga, at=at, cooperation=cooperation, contents=contents)


@operation
def live_through(
    *,
    by: Scope,
    at: datetime,
    cooperation: Cooperation,
    until: date,
    weeks: int,
    usual: Mapping[tuple[str, Spot | None], float],
    kinds: Mapping[str, Mapping[str, int]],
) -> None:
    """Quiet weeks before a day: reports as they lie when they have come, as many as chance gives around the usual.

    Args:
        usual: how many a week, by the organisation and where; no spot is a place in words only.
        kinds: what is reported, by the organisation, in the proportions of the counts.
    """
    draw = np.random.default_rng(2025)
    known = {place.name: place for place in Place.objects.filter(root=cooperation.area)}
    areas = {area.code: area for area in Area.objects.filter(path__startswith=cooperation.area.path)}
    who = {
        name: (User.objects.get(email=f"{first}@solvik.example"), Party.objects.get(name=name))
        for first, name in REPORTERS.items()
    }
    points = {spot: spot.point for spot in SPOTS}
    made = []
    for back in range(1, weeks + 1):
        for (name, spot), mean in usual.items():
            shares = np.array(list(kinds[name].values()), dtype=float)
            for _ in range(int(draw.poisson(mean))):
                day = until - timedelta(days=7 * back - int(draw.integers(0, 7)))
                moment = datetime.combine(day, time(int(draw.integers(8, 23)), 15), tzinfo=ZONE)
                user, party = who[name]
                longitude, latitude = points[spot] if spot else (None, None)
                made.append(
                    Report(
                        key=uuid4(),
                        cooperation=cooperation,
                        party=party,
                        category=str(draw.choice(list(kinds[name]), p=shares / shares.sum())),
                        place=known.get(spot.name) if spot else None,
                        area=areas[spot.area] if spot else None,
                        longitude=longitude,
                        latitude=latitude,
                        address="" if spot else "Vid gångvägen",
                        happened_from=moment,
                        written_at=moment,
                        received_at=moment,
                        by_id=user.pk,
                        by_name=user.name,
                    )
                )
    Report.objects.bulk_create(made)
    record(by=by, at=at, cooperation_id=cooperation.pk, act="rapporterade", subject=made[0], number=len(made))

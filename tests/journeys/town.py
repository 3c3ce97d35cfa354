"""The town of the journeys: Solvik's map and people, a thin file of incidents, a cooperation with no work done."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from trygghjulet.cooperation.agreements import operations as agreements
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import ForumKind
from trygghjulet.demo import files
from trygghjulet.demo.city import City, make_city
from trygghjulet.demo.people import CAST, MUNICIPALITY, POLICE
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.geography import operations as geography
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.geography.reading import read_areas
from trygghjulet.foundation.parties import operations as parties
from trygghjulet.foundation.parties.models import Cooperation, Party, PartyKind
from trygghjulet.foundation.parties.queries import scope_of

FOUNDED = date(2025, 1, 7)
PASSWORD = "solrosor vid kajen"  # noqa: S105  # no secret: the town exists in the suite only
#: Rows that the police's file holds beside the good ones: a day that is not, a place in words, no kind at all.
BAD_ROWS = (
    "H2025-90001;Klotter;2025-02-30 12:00;;6543544,0;411283,0",
    "H2025-90002;Klotter;2025-03-03 12:00;;vid kiosken;411283,0",
    "H2025-90003;;2025-03-04 12:00;;6543544,0;411283,0",
)


@cache
def _city() -> City:
    """Solvik in 2024 and 2025, every fourth incident, but all of them in the places that stand out."""
    city = make_city()
    thin = (
        city.incidents.with_row_index()
        .filter(pl.col("happened_from") >= datetime(2024, 1, 1))
        .filter(pl.col("planted").is_not_null() | (pl.col("index") % 4 == 0))
        .drop("index")
    )
    return replace(city, incidents=thin)


def good_rows() -> int:
    """How many rows of the police's file can be used."""
    return _city().incidents.height


@cache
def incidents_file() -> bytes:
    """The police's incidents as their system writes them, with the bad rows at the end."""
    return files.incidents_csv(_city()) + "".join(f"{row}\r\n" for row in BAD_ROWS).encode("windows-1252")


def settle(*, beside: tuple[tuple[str, PartyKind], ...] = ()) -> Cooperation:
    """Found the cooperation: map, parties, people, agreement and forums; the work itself is left to do.

    Args:
        beside: parties that take part beside the municipality and the police.
    """
    installer = Scope(user_id=None, user_name="Den som installerar", operator=True)
    at = datetime.combine(FOUNDED, time(9), tzinfo=ZoneInfo("Europe/Stockholm"))
    cooperation = parties.found(
        by=installer,
        at=at,
        name="Trygg i Solvik",
        slug="solvik",
        area=_map(installer, at),
        parties=((MUNICIPALITY, PartyKind.MUNICIPALITY), (POLICE, PartyKind.POLICE), *beside),
        contact="trygg@solvik.example",
    )
    for person in CAST:
        function = parties.add_function(
            by=installer,
            at=at,
            cooperation=cooperation,
            party=Party.objects.get(name=person.party),
            title=person.title,
            role=person.role,
            area=Area.objects.get(code=person.area_code) if person.area_code else None,
        )
        parties.appoint(
            by=installer,
            at=at,
            function=function,
            email=person.email,
            name=person.name,
            since=FOUNDED,
            password=PASSWORD,
        )
    saga = scope_of(User.objects.get(email="saga@solvik.example"), FOUNDED)
    agreements.enter(
        by=saga,
        at=at,
        cooperation=cooperation,
        title="Överenskommelse Trygg i Solvik 2025–2028",
        purposes="Färre brott och större trygghet.",
        fields_of_work="Hela kommunen.",
        problems=(("Våld på allmän plats", ""),),
        valid_from=FOUNDED,
        valid_until=None,
        decided_on=FOUNDED,
        signed_on=FOUNDED,
        registry_number="KS 2025:7",
    )
    forums.set_up(
        by=saga,
        at=at,
        cooperation=cooperation,
        name="Styrgruppen",
        kind=ForumKind.STEERING,
        area=None,
        led_by=Party.objects.get(name=MUNICIPALITY),
    )
    return cooperation


def _map(installer: Scope, at: datetime) -> Area:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / files.AREAS
        file.write_bytes(files.areas_geojson(_city()))
        read, _ = read_areas(file, name=files.AREAS, limits=Limits())
    return geography.plant(by=installer, at=at, code="S", name="Solvik", layers=(read,))

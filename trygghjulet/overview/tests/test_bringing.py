"""What a blueprint tells of its forums becomes rows, and nothing that somebody has entered is changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import AT, POLICE, Cast
from trygghjulet.cooperation.agreements import operations as agreements
from trygghjulet.cooperation.agreements.rules import blueprints
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import Composition, Forum, ForumLink, RoutingRule, Seat, TurnRule
from trygghjulet.foundation.parties.models import Party
from trygghjulet.overview.organising.bringing import lacking

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=30)


def _police() -> Party:
    return Party.objects.get(name=POLICE)


def _start(cast: Cast, name: str, **parties: Party) -> None:
    own: Mapping[str, Party] = parties or {"staden": cast.home.municipality, "polisen": _police()}
    agreements.start_from_blueprint(
        by=cast.scope("saga"),
        at=AT,
        cooperation=cast.home.cooperation,
        blueprint=blueprints.load(name),
        parties=own,
        place="Lillåker",
    )


def _set_up_all(cast: Cast) -> str:
    """Set up every forum that the blueprints name, through the page."""
    saga, address = cast.client("saga"), reverse("overview:set_up_forums", args=(cast.home.place.slug,))
    form: Any = saga.get(address).context["form"]
    answer = saga.post(
        address, {"chosen": [value for value, _ in form.fields["chosen"].choices]}, follow=True
    )
    assert answer.status_code == 200
    return answer.content.decode()


def _forum(cast: Cast, key: str, *, area: str = "") -> Forum:
    found = Forum.objects.filter(cooperation=cast.home.cooperation, key=key)
    return found.get(area__code=area) if area else found.get(area=None)


@pytest.mark.requirement("FRM-2", "FOR-2", "FOR-9")
def test_the_council_of_2022_is_set_up_as_its_statutes_say(cast: Cast) -> None:
    _start(cast, "goteborg-2022")
    _set_up_all(cast)
    council = _forum(cast, "trygghetsradet")
    assert (council.kind, council.call_days, council.secretariat) == ("council", 7, "Stadsledningskontoret")
    assert council.refuses_individual
    assert council.refuses_operational
    assert council.refusal_clause.endswith("rad 494")
    composition = Composition.objects.get(forum=council)
    assert (composition.members_least, composition.members_most, composition.substitutes_most) == (14, 14, 2)
    assert (composition.term_years, composition.committee, composition.vice_chairs) == (4, True, 2)
    seats = dict(Seat.objects.filter(forum=council).values_list("key", "at_least"))
    assert seats == {"presidiet": 3, "myndigheter": 4, "naringslivet": 2, "akademin": 2, "civilsamhallet": 3}
    women = council.perspectives.get(key="focus")
    assert women.seat is not None
    assert (women.seat.key, women.value) == ("civilsamhallet", "kvinnor-tjejer")
    committee = _forum(cast, "radets-arbetsutskott")
    assert committee.part_of == council
    assert {
        (rule.what, rule.when) for rule in RoutingRule.objects.filter(forum=council, what="protokoll")
    } == {
        ("protokoll", "each_meeting"),
        ("protokoll", "by_decision"),
    }


@pytest.mark.requirement("FRM-2", "FOR-2", "FOR-3")
def test_harrydas_mandates_and_every_other_meeting_are_set_up(cast: Cast) -> None:
    _start(cast, "harryda", kommunen=cast.home.municipality, polisen=_police())
    _set_up_all(cast)
    strategic, political = _forum(cast, "strategiskt-forum"), _forum(cast, "politiskt-forum")
    assert Seat.objects.get(forum=strategic, key="sektorerna").mandates == [
        "uttala-sig",
        "ta-med-fragor",
        "fa-att-agera",
    ]
    head = Seat.objects.get(forum=political, key="lokalpolisomradeschef")
    assert (head.attends, head.party) == ("every_other", _police())
    assert strategic.led_by == cast.home.municipality
    assert Composition.objects.get(forum=_forum(cast, "samverkansgrupperna")).police_required
    ways = set(ForumLink.objects.filter(forum=political).values_list("kind", "to__key"))
    assert ways == {("prepares_for", "kommunstyrelsen")}


@pytest.mark.requirement("FRM-2", "FOR-3", "FOR-7")
def test_the_turns_of_2024_are_set_up_in_the_city_and_in_each_area(cast: Cast) -> None:
    _start(cast, "goteborg-2024")
    page = _set_up_all(cast)
    for forum in (_forum(cast, "ledningsgrupp"), _forum(cast, "ledningsgrupp-lokal", area="norr")):
        turns = {rule.what: rule for rule in TurnRule.objects.filter(forum=forum)}
        assert {what: rule.share for what, rule in turns.items()} == {
            "chair": "every_other",
            "convened_by": "equal",
            "notes_by": "every_other",
        }
        places = [place.party for place in turns["chair"].places.all()]
        assert places == [cast.home.municipality, _police()]
    north = _forum(cast, "samordning-lokal", area="norr")
    assert [link.to.area.code for link in north.links.all() if link.to.area] == ["norr"]
    up = ForumLink.objects.get(forum__key="ledningsgrupp-lokal", forum__area__code="norr", kind="raises_to")
    assert up.to == _forum(cast, "ledningsgrupp")
    assert "Ledningsgrupp Trygg i Norr" in page or "norr" in page.casefold()
    assert "lyfter frågor till" in page


@pytest.mark.requirement("FRM-2")
def test_what_is_there_is_left_as_it_is_and_only_what_is_missing_is_brought(cast: Cast) -> None:
    saga, home = cast.scope("saga"), cast.home
    _start(cast, "goteborg-2024")
    group = forums.set_up(
        by=saga,
        at=AT,
        cooperation=home.cooperation,
        name="Vår ledningsgrupp",
        kind="steering",
        key="ledningsgrupp",
    )
    forums.change_forum(
        by=saga,
        at=AT,
        forum=group,
        content=forums.ForumContent("Vår ledningsgrupp", "steering", purpose="Vårt eget syfte."),
    )
    address = reverse("overview:bring_told", args=(home.place.slug,))
    page = cast.client("saga").get(address).content.decode()
    assert "Vår ledningsgrupp: syfte, mandat och kallelse, sammansättning" in page
    answer = cast.client("saga").post(address, {"chosen": [group.pk]})
    assert answer.status_code == 302
    group.refresh_from_db()
    assert group.purpose == "Vårt eget syfte."
    assert group.mandate.startswith("Ledningsgruppen ska skapa förutsättningar")
    assert Seat.objects.filter(forum=group).count() == 21
    assert [forum for forum, _ in lacking(saga, cooperation=home.cooperation)] == []
    assert "redan infört" in cast.client("saga").get(address).content.decode()


@pytest.mark.requirement("FRM-2")
@pytest.mark.parametrize("name", blueprints.names())
def test_everything_that_any_blueprint_tells_can_be_brought(cast: Cast, name: str) -> None:
    municipality = "kommunen" if name == "harryda" else "staden"
    _start(cast, name, **{municipality: cast.home.municipality, "polisen": _police()})
    _set_up_all(cast)
    assert lacking(cast.scope("saga"), cooperation=cast.home.cooperation) == []
    assert cast.client("saga").get(reverse("forums:index", args=(cast.home.place.slug,))).status_code == 200

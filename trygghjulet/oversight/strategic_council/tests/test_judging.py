"""Each criterion of 10 § both ways, and bodies together: the rules alone, without a database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as some

from trygghjulet.oversight.strategic_council.rules.bodies import (
    Body,
    Channel,
    Leader,
    Leads,
    Matter,
    Member,
    Overruled,
    Side,
    Theme,
)
from trygghjulet.oversight.strategic_council.rules.criteria import Answer, Criterion, Evidence, Verdict
from trygghjulet.oversight.strategic_council.rules.judging import judge
from trygghjulet.oversight.strategic_council.rules.wording import decides, leading, sides, themes

pytestmark = pytest.mark.requirement("GOV-3")

ON = date(2026, 3, 1)
TOWN, POLICE = Leader("Staden", Side.MUNICIPALITY), Leader("Polisen", Side.POLICE)


def member(title: str, organisation: str, *who: Side, leads: bool | None = None, **more: Any) -> Member:
    return Member(f"ledamot-{title}-{organisation}", title, organisation, frozenset(who), leads, **more)


DIRECTOR = member("Stadsdirektör", "Staden", Side.MUNICIPALITY, leads=True)
CHIEF = member("Polisområdeschef", "Polisen", Side.POLICE, leads=True)
OFFICER = member("Kommunpolis", "Polisen", Side.POLICE, leads=False)
TRADE = member("", "Handeln", Side.BUSINESS)
EVERYBODY = (
    DIRECTOR,
    CHIEF,
    member("Skoldirektör", "Staden", Side.MUNICIPALITY, Side.SCHOOL, leads=True),
    member("Socialdirektör", "Staden", Side.MUNICIPALITY, Side.SOCIAL, leads=True),
    member("Chef", "Kriminalvården", Side.PUBLIC, leads=True),
    member("VD", "Handeln", Side.BUSINESS, leads=True),
    member("Direktor", "Stadsmissionen", Side.CIVIL, leads=True),
)


def body(name: str = "Rådet", **known: Any) -> Body:
    return Body(ref=name, name=name, **known)


def handled(title: str, *which: Theme) -> Matter:
    return Matter(title, frozenset(which), handled=True)


def told(criterion: Criterion, *bodies: Body) -> tuple[Verdict, str]:
    found = judge(bodies, ON).of(criterion)
    return found.verdict, found.reason


@pytest.mark.parametrize(
    ("leaders", "verdict", "said"),
    [
        ((TOWN,), Verdict.YES, "Leds av Staden."),
        ((TOWN, POLICE), Verdict.RESERVED, "Ledningen delas eller växlar: Staden och Polisen."),
        ((POLICE,), Verdict.NO, "Leds av Polisen, inte av kommunen."),
        ((), Verdict.UNKNOWN, "Det sägs inte vem som leder."),
        (
            (Leader("Staden", Side.MUNICIPALITY, Leads.CONVENES),),
            Verdict.RESERVED,
            "Staden sammankallar. Vem som leder mötena sägs inte.",
        ),
        ((Leader("Polisen", Side.POLICE, Leads.CONVENES),), Verdict.UNKNOWN, "Polisen sammankallar."),
        (
            (Leader("Kommunstyrelsen", Side.MUNICIPALITY, Leads.CHAIR_APPOINTED_BY),),
            Verdict.RESERVED,
            "Kommunstyrelsen utser ordföranden, men det sägs inte att det ska vara någon från kommunen.",
        ),
    ],
)
def test_who_leads(leaders: tuple[Leader, ...], verdict: Verdict, said: str) -> None:
    found, reason = told(Criterion.LED, body(leaders=leaders))
    assert found is verdict
    assert said in reason


def test_one_that_the_municipality_leads_and_one_that_the_police_lead_is_a_reservation_that_tells_which() -> (
    None
):
    verdict, reason = told(
        Criterion.LED, body("Rådet", leaders=(TOWN,)), body("Hearingen", leaders=(POLICE,))
    )
    assert verdict is Verdict.RESERVED
    assert reason == "Rådet: Leds av Staden. Hearingen: Leds av Polisen, inte av kommunen."


def test_the_municipality_and_all_the_examples_is_a_yes() -> None:
    verdict, reason = told(Criterion.ACTORS, body(members=EVERYBODY))
    assert verdict is Verdict.YES
    assert "alla förarbetenas exempel" in reason


def test_examples_that_are_not_seen_are_a_reservation_and_named() -> None:
    verdict, reason = told(Criterion.ACTORS, body(members=(DIRECTOR, CHIEF)))
    assert verdict is Verdict.RESERVED
    assert (
        "syns inte skolan, socialtjänsten, andra offentliga aktörer, näringslivet och civilsamhället"
        in reason
    )
    assert "Kommunen avgör själv" in reason


@pytest.mark.parametrize(
    ("members", "verdict", "said"),
    [
        ((DIRECTOR,), Verdict.NO, "Bara kommunen ingår."),
        ((CHIEF, TRADE), Verdict.NO, "Kommunen syns inte bland dem som ingår"),
        ((), Verdict.UNKNOWN, "inte infört vilka som ingår"),
    ],
)
def test_who_is_missing(members: tuple[Member, ...], verdict: Verdict, said: str) -> None:
    found, reason = told(Criterion.ACTORS, body(members=members))
    assert found is verdict
    assert said in reason


def test_who_leads_does_not_tell_who_else_takes_part() -> None:
    assert told(Criterion.ACTORS, body(leaders=(TOWN,)))[0] is Verdict.UNKNOWN
    assert told(Criterion.ACTORS, body(leaders=(TOWN, POLICE)))[0] is Verdict.RESERVED


@pytest.mark.parametrize(
    ("members", "verdict", "said"),
    [
        ((DIRECTOR, CHIEF, OFFICER), Verdict.YES, "Ledande befattning syns för Polisen."),
        ((DIRECTOR, OFFICER), Verdict.NO, "Ingen ledande befattning syns för Polisen."),
        ((CHIEF, TRADE), Verdict.RESERVED, "Befattningen är inte känd för Handeln."),
        ((TRADE,), Verdict.UNKNOWN, "Befattningen är inte känd för Handeln."),
        ((DIRECTOR,), Verdict.UNKNOWN, "Ingen annan aktör än kommunen syns"),
    ],
)
def test_leading_positions(members: tuple[Member, ...], verdict: Verdict, said: str) -> None:
    found, reason = told(Criterion.POSITIONS, body(members=members))
    assert found is verdict
    assert said in reason


def test_a_persons_word_on_a_seat_counts_before_the_list_and_its_reason_is_told() -> None:
    sent = member(
        "Kommunpolis",
        "Polisen",
        Side.POLICE,
        leads=False,
        overruled=Overruled(leading=True, reason="Har delegation från chefen", by="Samordnaren"),
    )
    judged = judge([body(members=(sent,))], ON).of(Criterion.POSITIONS)
    assert judged.verdict is Verdict.YES
    assert judged.evidence == (
        Evidence("Kommunpolis, Polisen: ledande, enligt Samordnaren: Har delegation från chefen"),
    )


PAPER = Matter("Syftet: planering", frozenset({Theme.PLANNING}), handled=False)


@pytest.mark.parametrize(
    ("matters", "verdict", "said"),
    [
        (
            (handled("Lägesbild", Theme.CRIME), handled("Insatser", Theme.NEED)),
            Verdict.YES,
            "Mötena har hanterat brottsligheten och dess konsekvenser och behovet av åtgärder.",
        ),
        ((handled("Lägesbild", Theme.CRIME),), Verdict.RESERVED, "bara hanterat brottsligheten"),
        ((PAPER,), Verdict.RESERVED, "syns först när dagordningar är införda"),
        ((PAPER, handled("Föredrag")), Verdict.RESERVED, "Ingen av de behandlade punkterna"),
        ((handled("Föredrag"),), Verdict.NO, "men ingen syns som en strategisk fråga"),
        ((Matter("Syftet: lära", frozenset(), handled=False),), Verdict.NO, "Inget i uppdraget"),
        ((), Verdict.UNKNOWN, "Varken uppdrag eller dagordningar"),
    ],
)
def test_strategic_questions(matters: tuple[Matter, ...], verdict: Verdict, said: str) -> None:
    found, reason = told(Criterion.QUESTIONS, body(matters=matters))
    assert found is verdict
    assert said in reason


TO_TOWN = Channel("Protokollet till kommunstyrelsen", frozenset({Side.MUNICIPALITY}))
TO_POLICE = Channel("Beredning hos polisen", frozenset({Side.POLICE}))
TO_MEMBERS = Channel("Protokollet till ledamöterna", frozenset({Side.OTHER}), weak=True)


@pytest.mark.parametrize(
    ("channels", "verdict", "said"),
    [
        ((TO_TOWN, TO_POLICE), Verdict.YES, "in till var och en: kommunen och polisen"),
        ((TO_TOWN,), Verdict.RESERVED, "Ingen syns till polisen."),
        ((TO_MEMBERS,), Verdict.RESERVED, "ingen kanal vidare in i organisationerna"),
        ((), Verdict.UNKNOWN, "Ingen kanal är införd"),
        (
            (TO_POLICE, Channel("Sändlista", frozenset({Side.MUNICIPALITY}), used=False)),
            Verdict.RESERVED,
            "Den till kommunen är bestämd men har inte använts.",
        ),
    ],
)
def test_channels(channels: tuple[Channel, ...], verdict: Verdict, said: str) -> None:
    found, reason = told(Criterion.CHANNELS, body(members=(DIRECTOR, CHIEF), channels=channels))
    assert found is verdict
    assert said in reason


def test_meetings_that_nothing_leaves_is_a_no() -> None:
    met = body(members=(DIRECTOR, CHIEF), matters=(handled("Lägesbild", Theme.CRIME),))
    verdict, reason = told(Criterion.CHANNELS, met)
    assert verdict is Verdict.NO
    assert "ingen kanal från forumet syns till kommunen och polisen" in reason


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        ({"decides": (Evidence("Beslutar om planen"),), "advises": (Evidence("Samråd"),)}, Verdict.YES),
        ({"acts": (Evidence("Får sektorn att agera"),)}, Verdict.RESERVED),
        ({"advises": (Evidence("Är rådgivande"),)}, Verdict.NO),
        ({}, Verdict.UNKNOWN),
    ],
)
def test_the_mandate_is_judged_but_is_none_of_the_acts_criteria(
    known: Mapping[str, Any], verdict: Verdict
) -> None:
    result = judge([body(leaders=(TOWN,), **known)], ON)
    assert result.of(Criterion.MANDATE).verdict is verdict
    assert not result.of(Criterion.MANDATE).of_the_act
    without = judge([body(leaders=(TOWN,))], ON)
    assert result.verdict is without.verdict
    assert result.summary == without.summary


def test_a_council_that_meets_every_criterion_of_the_act_is_a_yes_without_any_mandate_to_decide() -> None:
    whole = body(
        leaders=(TOWN,),
        members=EVERYBODY,
        matters=(handled("Lägesbild", Theme.CRIME), handled("Plan", Theme.PLANNING)),
        channels=(Channel("Till alla", frozenset(Side)),),
        advises=(Evidence("Samråd"),),
    )
    result = judge([whole], ON)
    assert result.word == "Uppfyllt"
    assert result.summary == "Lagens fem kriterier: uppfyllda 5."
    assert result.of(Criterion.MANDATE).word == "Inte uppfyllt"


def test_an_answer_counts_and_what_the_test_works_out_is_told_beside() -> None:
    answer = Answer(Verdict.YES, "Näringslivet är bortvalt.", by="Samordnaren")
    result = judge([body(members=(DIRECTOR, CHIEF))], ON, answers={Criterion.ACTORS: answer})
    judged = result.of(Criterion.ACTORS)
    assert (judged.verdict, judged.worked_out) == (Verdict.YES, Verdict.RESERVED)
    assert judged.why == "Näringslivet är bortvalt."
    assert "1 av dem är besvarade av en människa" in result.summary


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (
            {"last_met": date(2025, 2, 1), "entered": True},
            "har inte mötts på över ett år: senast 1 februari 2025",
        ),
        ({"entered": True}, "Inget hållet möte är infört för Rådet."),
        ({"ended_on": date(2025, 12, 31)}, "Rådet upphörde 31 december 2025."),
    ],
)
def test_what_else_must_be_known(known: Mapping[str, Any], said: str) -> None:
    assert any(said in one for one in judge([body(**known)], ON).warnings)


def test_a_body_that_met_this_year_is_not_warned_of() -> None:
    assert judge([body(last_met=date(2026, 1, 12), entered=True)], ON).warnings == ()


def test_no_forum_at_all_can_not_be_judged() -> None:
    result = judge([], ON)
    assert {one.verdict for one in result.judgements} == {Verdict.UNKNOWN}
    assert "Inget forum är valt." in result.of(Criterion.LED).reason


_SIDES = some.sampled_from(Side)
_MEMBERS = some.builds(
    Member,
    ref=some.text("abc", max_size=3),
    title=some.sampled_from(["Chef", "Samordnare", ""]),
    organisation=some.sampled_from(["Staden", "Polisen", "Handeln", ""]),
    sides=some.frozensets(_SIDES, min_size=1, max_size=2),
    leading=some.sampled_from([True, False, None]),
)
_BODIES = some.builds(
    Body,
    ref=some.uuids().map(str),
    name=some.sampled_from(["Rådet", "Gruppen", "Hearingen"]),
    leaders=some.lists(
        some.builds(
            Leader, some.sampled_from(["A", "B"]), some.one_of(some.none(), _SIDES), some.sampled_from(Leads)
        ),
        max_size=2,
    ).map(tuple),
    members=some.lists(_MEMBERS, max_size=4).map(tuple),
    matters=some.lists(
        some.builds(Matter, some.just("Fråga"), some.frozensets(some.sampled_from(Theme)), some.booleans()),
        max_size=3,
    ).map(tuple),
    channels=some.lists(
        some.builds(
            Channel,
            some.just("Väg"),
            some.frozensets(_SIDES, max_size=3),
            some.booleans(),
            some.sampled_from([None, True, False]),
        ),
        max_size=3,
    ).map(tuple),
    decides=some.sampled_from([(), (Evidence("Beslutar"),)]),
    acts=some.sampled_from([(), (Evidence("Agerar"),)]),
    advises=some.sampled_from([(), (Evidence("Råder"),)]),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.lists(_BODIES, min_size=1, max_size=3), _BODIES)
def test_adding_a_forum_never_turns_a_yes_to_a_no(bodies: list[Body], more: Body) -> None:
    before, after = judge(bodies, ON), judge([*bodies, more], ON)
    for criterion in Criterion:
        if before.of(criterion).verdict is Verdict.YES:
            assert after.of(criterion).verdict is not Verdict.NO


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.permutations(["A", "B", "C"]), some.lists(_BODIES, min_size=3, max_size=3))
def test_the_order_of_the_forums_does_not_matter(order: list[str], bodies: list[Body]) -> None:
    named = dict(zip("ABC", bodies, strict=True))
    before = judge(list(named.values()), ON)
    after = judge([named[one] for one in order], ON)
    assert [one.verdict for one in before.judgements] == [one.verdict for one in after.judgements]


@pytest.mark.parametrize(
    "title",
    [
        "Stadsdirektör",
        "Polisområdeschefen i norr",
        "VD för bostadsbolaget",
        "Kommunstyrelsens ordförande",
        "Generaldirektör",
        "Rektor",
        "Biträdande lokalpolisområdeschef",
    ],
)
def test_leading_titles(title: str) -> None:
    assert leading(title) is True


@pytest.mark.parametrize(
    "title", ["Kommunpolis", "Samordnare", "Planeringsledare", "Direktörsassistent", "Rådgivare"]
)
def test_titles_that_lead_nothing(title: str) -> None:
    assert leading(title) is False


def test_no_title_tells_nothing() -> None:
    assert leading(" ") is None


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Direktör för socialförvaltningen", "", {Side.MUNICIPALITY, Side.SOCIAL}),
        ("Rektor, grundskoleförvaltningen", "municipality", {Side.MUNICIPALITY, Side.SCHOOL}),
        ("Polismyndigheten", "", {Side.POLICE}),
        ("Kommunpolis", "", {Side.POLICE}),
        ("Chalmers tekniska högskola", "", {Side.PUBLIC}),
        ("Länsstyrelsen", "authority", {Side.PUBLIC}),
        ("Svenskt Näringsliv", "", {Side.BUSINESS}),
        ("Stadsmissionen", "", {Side.CIVIL}),
        ("Någon annan", "", {Side.OTHER}),
    ],
)
def test_which_actor_it_is(text: str, kind: str, found: set[Side]) -> None:
    assert sides(text, kind) == found


def test_what_a_point_is_about() -> None:
    assert themes("Lägesbild och insatser under våren") == {Theme.CRIME, Theme.NEED}
    assert themes("Presentation av nya ledamöter") == frozenset()
    assert decides("Gruppen beslutar om planen")
    assert not decides("Gruppen bereder frågor")

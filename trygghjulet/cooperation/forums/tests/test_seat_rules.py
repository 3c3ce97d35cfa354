"""Who sits where, judged: what is empty, wrongly filled, run out or soon to, in words that say what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from trygghjulet.cooperation.forums.rules.seats import (
    CompositionRule,
    Finding,
    Held,
    Kind,
    PerspectiveRule,
    SeatRule,
    Severity,
    judge,
)
from trygghjulet.obligations.terms import term_began, term_ends

pytestmark = pytest.mark.requirement("FOR-2")

TODAY = date(2024, 5, 6)
BEGAN = date(2023, 1, 1)
SEATS = (
    SeatRule(1, "presidiet", "Kommunstyrelsens presidium", 3, 3, elected=True),
    SeatRule(2, "myndigheter", "Ledamöter från myndigheter", 4, 4),
    SeatRule(3, "naringslivet", "Ledamöter från näringslivet", 2, 2),
    SeatRule(4, "akademin", "Ledamöter från akademin", 2, 2),
    SeatRule(5, "civilsamhallet", "Ledamöter från civilsamhället", 3, 3),
)
WOMEN = PerspectiveRule("minst en för kvinnor och tjejer", "focus", "kvinnor-tjejer", 1, 5)
OFFICIALS = PerspectiveRule("elva på tjänstepersonsnivå", "level", "tjansteperson", 11)
COUNCIL = CompositionRule(
    members=(14, 14),
    substitutes=(2, 2),
    term_years=4,
    vice_chairs=2,
    has_chair=True,
    committee=True,
    committee_sits=True,
)


def council() -> list[Held]:
    """The trygghetsråd as its §§ 4–5 have it."""
    made = [
        Held(number, f"Ledamot {number}", BEGAN, seat=seat.id, title="Ledamot")
        for number, seat in enumerate((one for one in SEATS for _ in range(one.at_least)), start=1)
    ]
    for place, office in enumerate(("chair", "first_vice", "second_vice")):
        made[place] = replace(made[place], office=office)
    made[-1] = replace(made[-1], properties={"focus": "kvinnor-tjejer"})
    return [*made, *(Held(20 + one, f"Ersättare {one}", BEGAN, role="substitute", seat=1) for one in (1, 2))]


def found(held: list[Held], rules: CompositionRule = COUNCIL, on: date = TODAY) -> tuple[Finding, ...]:
    return judge(rules, SEATS, (WOMEN, OFFICIALS), held, on)


def kinds(held: list[Held], rules: CompositionRule = COUNCIL, on: date = TODAY) -> list[tuple[Kind, str]]:
    return [(one.kind, one.words) for one in found(held, rules, on)]


def but(held: list[Held], number: int, **changed: Any) -> list[Held]:
    return [replace(one, **changed) if one.id == number else one for one in held]


def test_a_council_as_its_statutes_have_it_lacks_nothing() -> None:
    assert len(council()) == 16
    assert found(council()) == ()


def test_an_empty_seat_shows_with_how_many_and_since_when() -> None:
    left = but(council(), 5, until=date(2024, 3, 31))
    told = dict(kinds(left))
    assert (Kind.EMPTY, "13 ledamöter är utsedda. Det ska vara 14.") in kinds(left)
    assert (
        Kind.EMPTY,
        "Ledamöter från myndigheter: 1 av 4 platser är tomma sedan 31 mars 2024.",
    ) in kinds(left)
    assert Kind.PERSPECTIVE in told  # ten officials, not eleven


def test_too_many_show_for_the_seat_and_for_the_whole() -> None:
    more = [*council(), Held(30, "Extra", BEGAN, seat=4)]
    assert kinds(more) == [
        (Kind.TOO_MANY, "Ledamöter från akademin: 3 sitter men högst 2 får göra det."),
        (Kind.TOO_MANY, "15 ledamöter är utsedda, men det får vara högst 14."),
    ]
    third = [*council(), Held(31, "Tredje", BEGAN, role="substitute", seat=1)]
    assert kinds(third) == [(Kind.TOO_MANY, "3 ersättare är utsedda, men det får vara högst 2.")]


def test_the_rule_on_womens_and_girls_organisations_is_about_its_own_category() -> None:
    without = but(council(), 14, properties={})
    words = "Minst en för kvinnor och tjejer bland Ledamöter från civilsamhället: 1 saknas."
    assert kinds(without) == [(Kind.PERSPECTIVE, words)]
    elsewhere = but(without, 8, properties={"focus": "kvinnor-tjejer"})
    assert kinds(elsewhere) == [(Kind.PERSPECTIVE, words)]


def test_terms_are_those_after_the_general_elections() -> None:
    assert term_began(4, date(2022, 12, 31)) == date(2019, 1, 1)
    assert term_began(4, BEGAN) == BEGAN
    assert (term_ends(4, TODAY), term_began(4, date(2027, 1, 1))) == (date(2026, 12, 31), date(2027, 1, 1))
    after = found(council(), on=date(2027, 1, 1))
    assert {one.kind for one in after} == {Kind.EXPIRED}
    assert len(after) == 16
    assert after[0].words == "Ledamot 1: mandattiden gick ut, en ny började 1 januari 2027."


def test_a_term_that_soon_runs_out_warns_until_somebody_is_appointed_to_go_on() -> None:
    late = date(2026, 11, 20)
    (soon,) = found(council(), on=late)
    assert (soon.kind, soon.severity) == (Kind.RUNS_OUT, Severity.WARNING)
    assert soon.words == (
        "Mandattiden går ut 31 december 2026. 16 uppdrag går ut då och ingen är utsedd efter."
    )
    (sooner,) = found(but(council(), 4, until=date(2024, 6, 1)))
    assert (sooner.words, sooner.appointment) == ("Ledamot 4: uppdraget går ut 1 juni 2024.", 4)
    renewed = [*council(), *(replace(one, id=one.id + 50, since=date(2027, 1, 1)) for one in council())]
    assert found(renewed, on=late) == ()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"party": 9}, "Kommunpolisen: platsen hör till Polisen, annan part."),
        (
            {"party": None},
            "Kommunpolisen: platsen hör till Polisen, det står inte vilken part personen kommer från.",
        ),
        ({"title": "Analytiker"}, "Kommunpolisen: platsen är för kommunpolis."),
        ({"public_name": "Ett namn"}, "Kommunpolisen: namn skrivs bara för förtroendevalda."),
    ],
)
def test_who_does_not_fit_the_seat_is_told_with_why(changed: dict[str, Any], words: str) -> None:
    seat = SeatRule(
        1, "kommunpolis", "Kommunpolis", party=7, party_name="Polisen", function_title="kommunpolis"
    )
    right = Held(1, "Kommunpolisen", BEGAN, seat=1, party=7, title="Kommunpolisen")
    assert judge(CompositionRule(), (seat,), (), [right], TODAY) == ()
    wrong = judge(CompositionRule(), (seat,), (), [replace(right, **changed)], TODAY)
    assert [(one.kind, one.words) for one in wrong] == [(Kind.WRONG_FILL, words)]


def test_a_member_without_a_seat_is_told() -> None:
    assert (Kind.WRONG_FILL, "Ledamot 4 är ledamot utan plats. Ange vilken plats det gäller.") in kinds(
        but(council(), 4, seat=None)
    )


def test_chairs_lacking_or_two_at_once_show() -> None:
    assert kinds(but(council(), 1, office="")) == [(Kind.OFFICE, "Ordförande saknas.")]
    assert kinds(but(council(), 3, office="")) == [(Kind.OFFICE, "Andre vice ordförande saknas.")]
    two = but(but(council(), 4, office="chair"), 3, office="second_vice")
    assert kinds(two) == [(Kind.OFFICE, "2 är ordförande samtidigt: Ledamot 1 och Ledamot 4.")]


def test_lacking_police_and_committee_show() -> None:
    assert kinds(council(), replace(COUNCIL, police_required=True)) == [
        (Kind.POLICE, "Polisen ska finnas med, men ingen av ledamöterna kommer från polisen.")
    ]
    with_police = but(council(), 5, police=True)
    assert found(with_police, replace(COUNCIL, police_required=True)) == ()
    assert [one.kind for one in found(council(), replace(COUNCIL, committee_sits=False))] == [Kind.COMMITTEE]


def test_the_mandate_that_goes_with_a_seat_is_asked_of_each_who_sits_there() -> None:
    seat = SeatRule(1, "sektorerna", "Sektorerna", mandates=("uttala-sig", "ta-med-fragor", "fa-att-agera"))
    has = Held(1, "Sektorchef", BEGAN, seat=1, mandates=seat.mandates)
    lacks = replace(has, id=2, called="Handläggare", mandates=("uttala-sig",))
    wrong = judge(CompositionRule(), (seat,), (), [has, lacks], TODAY)
    assert [one.words for one in wrong] == [
        "Handläggare har inte mandat att ta med sig frågor, "
        "se till att den egna organisationen agerar på frågorna."
    ]


def test_nomination_eligibility_and_the_decision_to_adjoin_are_asked_for() -> None:
    rules = replace(COUNCIL, nominated_by="Organisationerna, till stadsledningskontoret")
    without = [one for one in found(council(), rules) if one.kind is Kind.NOMINATION]
    assert len(without) == 11  # not of the elected
    unfit = but(council(), 12, properties={"eligible": False})
    assert kinds(unfit) == [
        (Kind.WRONG_FILL, "Ledamot 12: organisationen uppfyller inte kraven för att komma i fråga.")
    ]
    guest = Held(40, "Forskare", BEGAN, role="adjunct")
    asked = replace(COUNCIL, adjuncts_decided_by="Rådet")
    assert kinds([*council(), guest], asked) == [
        (Kind.ADJUNCT, "Forskare är adjungerad utan beslut. Beslutet fattas av: Rådet.")
    ]
    assert found([*council(), replace(guest, decision="§ 4")], asked) == ()


def test_who_was_appointed_by_another_body_than_the_one_that_appoints_is_told() -> None:
    rules = replace(COUNCIL, appointed_by="Kommunstyrelsen")
    assert found(but(council(), 12, appointed_by="kommunstyrelsen den 4 januari"), rules) == ()
    assert kinds(but(council(), 12, appointed_by="Rektorn"), rules) == [
        (Kind.WRONG_FILL, "Ledamot 12 är utsedd av Rektorn. Den som utser är: Kommunstyrelsen.")
    ]
    each = replace(rules, appointed_by="Parterna var för sig")
    assert found(but(council(), 12, appointed_by="Lillåkers kommun"), each) == ()


def test_a_colleague_who_stays_is_nobodys_successor() -> None:
    rules = replace(COUNCIL, term_years=None)
    council_ = but(council(), 13, since=date(2023, 6, 1))  # appointed later, and stays
    (soon,) = found(but(council_, 12, until=date(2024, 6, 1)), rules)
    assert soon.words == "Ledamot 12: uppdraget går ut 1 juni 2024."
    after = found(
        [*but(council_, 12, until=date(2024, 6, 1)), Held(40, "Ny", date(2024, 6, 2), seat=5)], rules
    )
    assert after == ()


def test_one_successor_takes_up_one_place_of_the_category() -> None:
    one_new = [*council(), Held(40, "Ny", date(2027, 1, 1), seat=5)]
    (soon,) = found(one_new, on=date(2026, 11, 20))
    assert soon.words == (
        "Mandattiden går ut 31 december 2026. 15 uppdrag går ut då och ingen är utsedd efter."
    )
    both_gone = but(but(council(), 12, until=date(2024, 4, 30)), 13, until=date(2024, 4, 30))
    told = [
        one.appointment
        for one in found([*both_gone, Held(41, "Ny", date(2024, 5, 1), seat=5)])
        if one.kind is Kind.EXPIRED
    ]
    assert told == [13]


@pytest.mark.parametrize("title", ["Polis", "Kommun", "Kommunpolischef", "Områdespolis"])
def test_a_part_of_the_title_is_not_the_title(title: str) -> None:
    seat = SeatRule(1, "kommunpolis", "Kommunpolis", function_title="kommunpolis")
    held = Held(1, title, BEGAN, seat=1, title=title)
    (wrong,) = judge(CompositionRule(), (seat,), (), [held], TODAY)
    assert wrong.kind is Kind.WRONG_FILL
    at_home = replace(held, title="Kommunpolis i Norra Backen")
    assert judge(CompositionRule(), (seat,), (), [at_home], TODAY) == ()

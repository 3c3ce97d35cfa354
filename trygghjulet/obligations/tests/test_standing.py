"""What is to be there all the time: a plan, a function, a composition."""

from __future__ import annotations

from datetime import date

import pytest

from trygghjulet.obligations.standing import State
from trygghjulet.obligations.tests.cases import fact, standing

PLAN = 'evidence = { kind = "document", what = "atgardsplan" }\nwhen = { standing = true }'
CONTACT = (
    'evidence = { kind = "arrangement", what = "kontaktvag", party = "polisen" }\nwhen = { standing = true }'
)
pytestmark = pytest.mark.requirement("DUT-1", "DUT-2")


def contact(**days: str) -> str:
    dates = "".join(f'{name.rstrip("_")} = "{day}"\n' for name, day in days.items())
    return f'[[facts]]\nkind = "arrangement"\nwhat = "kontaktvag"\nparty = "polisen"\n{dates}'


def test_a_plan_that_exists_is_met_also_when_it_is_older_than_the_agreement() -> None:
    found = standing(
        PLAN, fact("document", "2022-11-01", what='"atgardsplan"'), at="2024-03-01", kind="document"
    )
    assert (found.state, found.due, found.evidence) == (State.MET, None, ("fakta 1",))
    assert "1 november 2022" in found.reason


def test_a_plan_that_is_not_there_is_overdue_from_the_first_day() -> None:
    found = standing(PLAN, "", at="2024-01-01", kind="document")
    assert (found.state, found.due) == (State.OVERDUE, date(2024, 1, 1))


def test_outside_the_complete_record_silence_tells_nothing() -> None:
    begun = '[record]\ncomplete_from = "2025-01-01"\n'
    ended = '[record]\ncomplete_until = "2024-01-31"\n'
    assert standing(PLAN, begun, at="2024-03-01", kind="document").state is State.CANNOT_BE_TOLD
    assert standing(PLAN, ended, at="2024-03-01", kind="document").state is State.CANNOT_BE_TOLD


def test_what_has_an_end_nears_it_and_then_is_lacking() -> None:
    given = contact(from_="2024-01-01", until="2024-12-31")
    assert standing(CONTACT, given, at="2024-06-01", kind="communication").state is State.MET
    nearing = standing(CONTACT, given, at="2024-11-20", kind="communication")
    assert (nearing.state, nearing.due) == (State.AT_RISK, date(2024, 12, 31))
    lacking = standing(CONTACT, given, at="2025-01-01", kind="communication")
    assert lacking.state is State.OVERDUE
    assert "31 december 2024" in lacking.reason


def test_what_is_renewed_goes_on() -> None:
    given = contact(from_="2024-01-01", until="2024-12-31") + contact(from_="2024-12-01", until="2025-12-31")
    assert standing(CONTACT, given, at="2024-12-20", kind="communication").state is State.MET
    assert standing(CONTACT, given, at="2025-06-01", kind="communication").state is State.MET


def test_another_partys_arrangement_is_not_this_one() -> None:
    given = contact(from_="2024-01-01").replace("polisen", "staden")
    assert standing(CONTACT, given, at="2024-06-01", kind="communication").state is State.OVERDUE


# The rules of Göteborg's trygghetsråd: 14 members and 2 substitutes by category, and a perspective among civil society.
COUNCIL = """
evidence = { kind = "appointment", forum = "radet" }
when = { standing = true }
[duties.composition]
members = [14, 14]
substitutes = [2, 2]
[[duties.composition.seats]]
id = "presidiet"
name = "Kommunstyrelsens presidium"
at_least = 3
at_most = 3
[[duties.composition.seats]]
id = "myndigheter"
name = "Myndigheter"
at_least = 4
at_most = 4
[[duties.composition.seats]]
id = "naringslivet"
name = "Näringslivet"
at_least = 2
at_most = 2
[[duties.composition.seats]]
id = "akademin"
name = "Akademin"
at_least = 2
at_most = 2
[[duties.composition.seats]]
id = "civilsamhallet"
name = "Civilsamhället"
at_least = 3
at_most = 3
[[duties.composition.perspectives]]
seat = "civilsamhallet"
at_least = 1
having = { focus = "kvinnor-tjejer" }
name = "en organisation med fokus på kvinnor och tjejer"
"""
SEATS = {"presidiet": 3, "myndigheter": 4, "naringslivet": 2, "akademin": 2}


def seat(what: str, count: int = 1, **values: str) -> str:
    rest = "".join(f"{name.rstrip('_')} = {value}\n" for name, value in values.items())
    sits = f'what = "{what}"\ncount = {count}\nfrom = "2024-01-01"\n'
    return f'[[facts]]\nkind = "appointment"\nforum = "radet"\n{sits}{rest}'


def council(**changed: int) -> str:
    seats = {**SEATS, "civilsamhallet": 2, "kvinnor": 1, "ersattare": 2, **changed}
    return "".join(seat(name, seats[name]) for name in SEATS if seats[name]) + "".join(
        [
            seat("civilsamhallet", seats["civilsamhallet"]) if seats["civilsamhallet"] else "",
            seat("civilsamhallet", 1, having='{ focus = "kvinnor-tjejer" }') if seats["kvinnor"] else "",
            seat("ersattare", seats["ersattare"], having="{ substitute = true }")
            if seats["ersattare"]
            else "",
        ]
    )


class TestComposition:
    def test_with_every_seat_filled_it_is_met(self) -> None:
        found = standing(COUNCIL, council(), at="2024-06-01", kind="composition")
        assert found.state is State.MET
        assert len(found.evidence) == 7

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"presidiet": 2}, "Kommunstyrelsens presidium: 1 saknas"),
            ({"akademin": 3}, "Akademin: 1 för många"),
            ({"myndigheter": 3}, "13 ledamöter av 14"),
            ({"civilsamhallet": 3}, "15 ledamöter, högst 14"),
            ({"ersattare": 1}, "1 ersättare av 2"),
            ({"ersattare": 3}, "3 ersättare, högst 2"),
            ({"kvinnor": 0, "civilsamhallet": 3}, "fokus på kvinnor och tjejer: 1 saknas"),
        ],
    )
    def test_each_rule_is_held_and_the_one_that_is_broken_is_named(
        self, changed: dict[str, int], said: str
    ) -> None:
        found = standing(COUNCIL, council(**changed), at="2024-06-01", kind="composition")
        assert found.state is State.OVERDUE
        assert said in found.reason

    def test_nobody_appointed_is_overdue(self) -> None:
        assert standing(COUNCIL, "", at="2024-06-01", kind="composition").state is State.OVERDUE

    def test_before_the_appointments_begin_nobody_sits(self) -> None:
        later = council().replace("2024-01-01", "2024-05-01")
        assert standing(COUNCIL, later, at="2024-04-30", kind="composition").state is State.OVERDUE
        assert standing(COUNCIL, later, at="2024-05-01", kind="composition").state is State.MET

    ONE = (
        'evidence = { kind = "appointment", forum = "radet" }\nwhen = { standing = true }\n'
        '[duties.composition]\n%s[[duties.composition.seats]]\nid = "ordforande"\nname = "Ordförande"\n'
    )

    def test_a_seat_that_falls_empty_is_seen_the_day_after(self) -> None:
        sits = seat("ordforande", until='"2024-08-31"')
        nearing = standing(self.ONE % "", sits, at="2024-08-31", kind="composition")
        assert (nearing.state, nearing.due) == (State.AT_RISK, date(2024, 8, 31))
        assert standing(self.ONE % "", sits, at="2024-09-01", kind="composition").state is State.OVERDUE

    def test_a_mandate_lasts_no_longer_than_the_term(self) -> None:
        # Terms of four years begin the year after a general election: 2023, 2027.
        duty = self.ONE % "term_years = 4\n"
        sits = seat("ordforande")
        assert standing(duty, sits, at="2026-06-01", kind="composition").state is State.MET
        assert standing(duty, sits, at="2027-01-01", kind="composition").state is State.OVERDUE
        assert standing(
            duty, sits.replace("2024-01-01", "2027-01-01"), at="2027-01-01", kind="composition"
        ).state is (State.MET)

    def test_an_appointment_known_to_the_month_counts(self) -> None:
        sits = fact("appointment", "2024-02", forum='"radet"', what='"ordforande"')
        assert standing(self.ONE % "", sits, at="2024-06-01", kind="composition").state is State.MET


def test_silence_tells_only_of_what_the_record_is_complete_for() -> None:
    own = '[record]\ncomplete_for = ["staden"]\n'
    other = '[record]\ncomplete_for = ["radet"]\n'
    assert standing(PLAN, own, at="2024-03-01", kind="document").state is State.OVERDUE
    assert standing(PLAN, other, at="2024-03-01", kind="document").state is State.CANNOT_BE_TOLD

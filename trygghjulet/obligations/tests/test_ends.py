"""Ends and heirs: agreements, bodies and functions come and go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from trygghjulet.obligations.standing import State
from trygghjulet.obligations.state import judge
from trygghjulet.obligations.tests.cases import MEETS, arrangement, fact, meetings, recorded, standing

YEARLY = MEETS + 'when = { per = "year" }'
REPORT = 'to = ["radet"]\nevidence = { kind = "report", what = "laget" }\nwhen = { per = "year" }'
TO_2026 = 'valid_from = "2024-01-01"\nvalid_until = "2026-12-31"'
pytestmark = pytest.mark.requirement("FRM-5")


def ended(what: str, on: str, **values: str) -> str:
    return fact("ended", on, what=f'"{what}"', **values)


class TestTheAgreementEnds:
    def test_after_its_last_day_nothing_is_asked(self) -> None:
        found = standing(YEARLY, "", at="2027-01-01", valid=TO_2026)
        assert (found.state, found.due) == (State.NOT_APPLICABLE, None)
        assert "31 december 2026" in found.reason

    def test_what_was_missed_while_it_ran_is_still_told_also_in_its_last_year(self) -> None:
        found = standing(YEARLY, meetings("2025-03-01"), at="2027-06-01", valid=TO_2026)
        assert found.missed == ("2024", "2026")

    def test_what_would_fall_due_after_the_end_is_not_asked(self) -> None:
        to_june = 'valid_from = "2024-01-01"\nvalid_until = "2026-06-30"'
        held = meetings("2024-02-02", "2025-02-02")
        running = standing(YEARLY, held, at="2026-06-20", valid=to_june)
        assert running.state in (State.MET, State.NOT_APPLICABLE)
        assert standing(YEARLY, held, at="2026-07-01", valid=to_june).missed == ()

    def test_superseded_it_ends_the_day_before_and_names_the_successor(self) -> None:
        given = ended("overenskommelsen", "2024-11-21", replaced_by='"overenskommelsen-2024"')
        before = standing(YEARLY, given, at="2024-11-20")
        after = standing(YEARLY, given, at="2024-11-21")
        assert before.state is not State.NOT_APPLICABLE
        assert after.state is State.NOT_APPLICABLE
        assert "20 november 2024" in after.reason
        assert "ersattes" in after.reason
        assert after.missed == ()

    def test_before_it_is_known_the_end_changes_nothing(self) -> None:
        given = ended("overenskommelsen", "2024-11-21")
        assert standing(YEARLY, given, at="2024-06-01").due == date(2024, 12, 31)

    def test_asked_about_the_past_it_answers_as_it_was(self) -> None:
        given = meetings("2024-03-01") + ended("overenskommelsen", "2025-06-01")
        assert standing(YEARLY, given, at="2024-12-31").state is State.MET


class TestTheForumEnds:
    def test_a_forum_that_is_dissolved_need_not_meet(self) -> None:
        found = standing(YEARLY, ended("radet", "2024-06-01"), at="2025-02-01")
        assert found.state is State.NOT_APPLICABLE
        assert "Rådet" in found.reason

    def test_a_local_forum_ends_in_its_own_area_only(self) -> None:
        each = 'level = "local"\neach = "local_areas"\n' + YEARLY
        found = standing(each, ended("radet", "2024-02-01", area='"norr"'), at="2024-06-01")
        assert {part.area: part.state for part in found.parts} == {
            "norr": State.NOT_APPLICABLE,
            "soder": State.DUE,
        }

    def test_who_was_to_receive_is_gone_and_the_duty_stands_without_a_recipient(self) -> None:
        found = standing(REPORT, ended("radet", "2024-06-01"), at="2024-07-01", kind="report")
        assert found.state is not State.NOT_APPLICABLE
        assert found.ownerless
        assert found.holders == ("staden",)
        assert "ta emot" in found.reason


class TestWhoHoldsIt:
    def test_the_one_who_is_named_holds_it(self) -> None:
        found = standing(REPORT, "", at="2024-03-01", kind="report")
        assert (found.holders, found.ownerless) == (("staden",), False)

    def test_of_two_holders_the_one_left_carries_on(self) -> None:
        both = arrangement(YEARLY)
        duty = replace(both.duties[0], who=("staden", "kommunpolis"))
        found = judge(duty, recorded(ended("kommunpolis", "2024-02-01")), date(2024, 3, 1), blueprint=both)
        assert (found.holders, found.ownerless) == (("staden",), False)

    def test_when_the_holder_is_gone_it_is_ownerless_until_someone_takes_it(self) -> None:
        gone = ended("staden", "2024-02-01")
        taken = (
            gone
            + '[[facts]]\nkind = "taken_over"\nduty = "skyldigheten"\nby = ["polisen"]\non = "2024-04-01"\n'
        )
        before = standing(REPORT, gone, at="2024-01-31", kind="report")
        ownerless = standing(REPORT, taken, at="2024-03-31", kind="report")
        owned = standing(REPORT, taken, at="2024-04-01", kind="report")
        assert not before.ownerless
        assert (ownerless.ownerless, ownerless.holders) == (True, ())
        assert "ingen äger skyldigheten" in ownerless.reason
        assert (owned.ownerless, owned.holders) == (False, ("polisen",))

    def test_ownerless_it_still_falls_due(self) -> None:
        gone = ended("staden", "2024-02-01")
        found = standing(REPORT, gone, at="2025-01-01", kind="report")
        assert (found.state, found.ownerless) == (State.OVERDUE, True)

    def test_when_the_heir_goes_too_it_is_ownerless_again(self) -> None:
        given = (
            ended("staden", "2024-02-01")
            + '[[facts]]\nkind = "taken_over"\nduty = "skyldigheten"\nby = ["polisen"]\non = "2024-04-01"\n'
            + ended("polisen", "2024-09-01")
        )
        assert standing(REPORT, given, at="2024-10-01", kind="report").ownerless


STATUTES = """
[[instruments]]
id = "reglementet"
kind = "statutes"
title = "Reglementet"
valid_from = "2024-01-01"
[[forums]]
id = "namnden"
name = "Nämnden"
kind = "strategic"
instrument = "reglementet"
[[duties]]
id = "namnden-berattelse"
title = "Nämnden berättar varje år"
instrument = "reglementet"
who = ["namnden"]
kind = "report"
evidence = { kind = "report", what = "berattelse" }
when = { per = "year" }
"""


def test_statutes_die_with_the_forum_they_constitute_but_the_agreement_lives_on() -> None:
    report = 'evidence = { kind = "report", what = "annat" }\nwhen = { per = "year" }'
    blueprint = arrangement(report, kind="report", more=STATUTES)
    record = recorded(ended("namnden", "2024-06-01"))
    found = {
        duty.id: judge(duty, record, date(2024, 7, 1), blueprint=blueprint).state for duty in blueprint.duties
    }
    assert found["namnden-berattelse"] is State.NOT_APPLICABLE
    assert found["skyldigheten"] is State.DUE

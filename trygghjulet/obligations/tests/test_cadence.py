"""So many times in each period, in a named year, or once by a day."""

from __future__ import annotations

from datetime import date

import pytest

from trygghjulet.obligations.standing import State
from trygghjulet.obligations.tests.cases import MEETS, fact, meetings, standing

FOUR_A_YEAR = MEETS + 'when = { per = "year", at_least = 4 }'
ONCE_A_YEAR = MEETS + 'when = { per = "year" }'
pytestmark = pytest.mark.requirement("DUT-1", "DUT-2")


def test_four_meetings_a_year_are_met_when_the_fourth_is_held() -> None:
    held = meetings("2024-02-05", "2024-05-06", "2024-09-02", "2024-11-04")
    third = standing(FOUR_A_YEAR, held, at="2024-11-03")
    fourth = standing(FOUR_A_YEAR, held, at="2024-11-04")
    assert (third.state, third.due) == (State.DUE, date(2024, 12, 31))
    assert "3 av minst 4" in third.reason
    assert fourth.state is State.MET
    assert "4 av minst 4" in fourth.reason
    assert len(fourth.evidence) == 4


def test_too_few_by_new_year_is_overdue_the_next_day_and_says_which_year() -> None:
    held = meetings("2024-02-05", "2024-05-06")
    last_day = standing(FOUR_A_YEAR, held, at="2024-12-31")
    after = standing(FOUR_A_YEAR, held, at="2025-01-01")
    assert last_day.state is State.AT_RISK
    assert (after.state, after.due, after.missed) == (State.OVERDUE, date(2024, 12, 31), ("2024",))
    assert "2024: 2 av minst 4" in after.reason
    assert len(after.evidence) == 2


def test_what_was_missed_stays_on_the_record_when_the_work_goes_on() -> None:
    held = meetings("2024-02-05", "2025-02-03", "2025-05-05", "2025-08-25", "2025-11-03")
    found = standing(FOUR_A_YEAR, held, at="2025-12-01")
    assert (found.state, found.missed) == (State.MET, ("2024",))
    assert "Missat: 2024" in found.reason


def test_more_than_asked_for_is_no_fault_but_said() -> None:
    held = meetings("2024-02-05", "2024-05-06", "2024-09-02", "2024-11-04")
    found = standing(MEETS + 'when = { per = "year", at_least = 2, at_most = 3 }', held, at="2024-12-01")
    assert found.state is State.MET
    assert "fler än 3" in found.reason


def test_two_meetings_are_enough_where_two_to_three_are_asked_for() -> None:
    duty = MEETS + 'when = { per = "year", at_least = 2, at_most = 3 }'
    assert standing(duty, meetings("2024-02-05", "2024-09-02"), at="2024-12-01").state is State.MET
    assert standing(duty, meetings("2024-02-05"), at="2025-01-01").state is State.OVERDUE


@pytest.mark.parametrize(
    ("per", "last_day", "the_next"),
    [
        ("week", "2024-01-07", "2024-01-08"),
        ("month", "2024-02-29", "2024-03-01"),
        ("quarter", "2024-03-31", "2024-04-01"),
        ("four_months", "2024-04-30", "2024-05-01"),
        ("half_year", "2024-06-30", "2024-07-01"),
        ("term", "2024-06-30", "2024-07-01"),
        ("year", "2024-12-31", "2025-01-01"),
        ("two_years", "2025-12-31", "2026-01-01"),
        ("three_years", "2026-12-31", "2027-01-01"),
        ("four_years", "2027-12-31", "2028-01-01"),
    ],
)
def test_each_cadence_is_late_the_day_after_its_period(per: str, last_day: str, the_next: str) -> None:
    duty = MEETS + f'when = {{ per = "{per}" }}'
    before = meetings("2024-01-02", "2024-02-01") if per == "month" else ""
    done = meetings("2024-01-02")
    assert standing(duty, before, at=last_day).state is not State.OVERDUE
    assert standing(duty, "", at=the_next).state is State.OVERDUE
    assert standing(duty, "", at=the_next).missed
    assert standing(duty, done, at="2024-01-02").state is State.MET


def test_once_a_quarter_is_not_four_a_year() -> None:
    held = meetings("2024-01-10", "2024-02-10", "2024-03-10", "2024-03-20")
    found = standing(MEETS + 'when = { per = "quarter" }', held, at="2024-07-01")
    assert (found.state, found.missed) == (State.OVERDUE, ("kvartal 2 2024",))
    assert standing(FOUR_A_YEAR, held, at="2024-07-01").state is State.MET


def test_one_of_the_meetings_must_be_a_full_day() -> None:
    duty = MEETS + (
        'when = { per = "year", at_least = 2, of_which = [{ at_least = 1, having = { full_day = true } }] }'
    )
    short = meetings("2024-03-01", "2024-10-01")
    full = meetings("2024-03-01") + meetings("2024-10-01", having="{ full_day = true }")
    late = standing(duty, short, at="2025-01-01")
    assert (late.state, late.missed) == (State.OVERDUE, ("2024",))
    assert "heldag" in late.reason
    met = standing(duty, full, at="2024-12-01")
    assert met.state is State.MET
    assert "Varav 1 med heldag" in met.reason


def test_about_monthly_forgives_a_month_whose_meeting_came_just_after() -> None:
    held = meetings("2024-01-15", "2024-03-04", "2024-03-25", "2024-04-15")
    about = standing(MEETS + 'when = { per = "month", about = true }', held, at="2024-04-20")
    exactly = standing(MEETS + 'when = { per = "month" }', held, at="2024-04-20")
    assert about.missed == ()
    assert exactly.missed == ("februari 2024",)


def test_about_monthly_does_not_forgive_half_a_year_of_silence() -> None:
    held = meetings("2024-01-15")
    found = standing(MEETS + 'when = { per = "month", about = true }', held, at="2024-08-01")
    assert found.state is State.OVERDUE
    assert "april 2024" in found.missed


def test_at_the_end_of_the_year_means_in_its_last_quarter() -> None:
    duty = MEETS + 'when = { per = "year", between = ["10-01", "12-31"] }'
    spring = standing(duty, meetings("2024-03-01"), at="2024-12-30")
    autumn = standing(duty, meetings("2024-10-01"), at="2024-12-30")
    assert spring.state is State.AT_RISK
    assert autumn.state is State.MET
    assert standing(duty, meetings("2024-03-01"), at="2025-01-01").missed == ("2024",)


def test_a_part_of_the_year_that_ends_early_leaves_the_next_year_to_wait_for() -> None:
    duty = MEETS + 'when = { per = "year", between = ["01-01", "03-31"] }'
    missed = standing(duty, "", at="2024-04-01")
    done = standing(duty, meetings("2024-02-01"), at="2024-04-01")
    assert (missed.state, missed.due) == (State.OVERDUE, date(2024, 3, 31))
    assert done.state in (State.MET, State.DUE)
    assert done.missed == ()


def test_the_leap_day_can_be_the_edge_of_the_part_of_the_year() -> None:
    duty = MEETS + 'when = { per = "year", between = ["02-29", "12-31"] }'
    assert standing(duty, meetings("2024-02-29", "2025-02-28"), at="2025-06-01").state is State.MET


@pytest.mark.parametrize(
    ("begins", "needed"), [("2024-01-01", 4), ("2024-07-01", 2), ("2024-10-20", 1), ("2024-12-12", 0)]
)
def test_a_year_that_is_begun_in_the_middle_asks_for_its_share(begins: str, needed: int) -> None:
    found = standing(FOUR_A_YEAR, "", at="2025-01-01", valid=f'valid_from = "{begins}"')
    assert (found.state is State.OVERDUE) == (needed > 0)
    enough = meetings("2024-12-20", count=str(needed)) if needed else ""
    assert standing(FOUR_A_YEAR, enough, at="2025-01-01", valid=f'valid_from = "{begins}"').missed == ()
    if 0 < needed < 4:
        waiting = standing(FOUR_A_YEAR, "", at="2024-12-15", valid=f'valid_from = "{begins}"')
        assert f"i proportion {needed} i stället för 4" in waiting.reason


def test_nothing_is_asked_before_the_agreement_begins() -> None:
    found = standing(FOUR_A_YEAR, "", at="2023-12-31")
    assert found.state is State.NOT_APPLICABLE
    assert "1 januari 2024" in found.reason


def test_planned_meetings_take_the_hurry_away() -> None:
    held = meetings("2024-02-05", "2024-05-06", "2024-09-02")
    bare = standing(FOUR_A_YEAR, held, at="2024-12-15")
    planned = standing(FOUR_A_YEAR, held + meetings("2024-12-18", planned="true"), at="2024-12-15")
    assert bare.state is State.AT_RISK
    assert planned.state is State.DUE
    assert "inplanerat" in planned.reason


def test_a_meeting_that_was_only_planned_is_not_held() -> None:
    found = standing(ONCE_A_YEAR, meetings("2024-12-18", planned="true"), at="2025-01-01")
    assert found.state is State.OVERDUE


def test_a_planned_week_counts_until_it_is_over() -> None:
    held = meetings("2024-02-05", "2024-05-06", "2024-09-02")
    found = standing(FOUR_A_YEAR, held + meetings("2024-W51", planned="true"), at="2024-12-18")
    assert found.state is State.DUE


@pytest.mark.requirement("DUT-2")
class TestWhatIsKnownInPart:
    def test_a_date_within_the_year_counts_once_the_whole_of_it_is_over(self) -> None:
        assert standing(ONCE_A_YEAR, meetings("2024-Q1"), at="2024-04-01").state is State.MET
        assert standing(ONCE_A_YEAR, meetings("2024"), at="2025-01-01").missed == ()

    def test_a_date_that_may_be_still_to_come_cannot_be_told(self) -> None:
        assert standing(ONCE_A_YEAR, meetings("2024"), at="2024-03-20").state is State.CANNOT_BE_TOLD

    def test_a_date_that_may_lie_in_either_period_cannot_be_told(self) -> None:
        duty = MEETS + 'when = { per = "quarter" }'
        found = standing(duty, meetings("2024-H1"), at="2024-07-01")
        assert found.missed == ()
        assert found.state is not State.OVERDUE

    def test_facts_of_later_days_are_not_read(self) -> None:
        found = standing(ONCE_A_YEAR, meetings("2024-12-01"), at="2024-11-30")
        assert found.evidence == ()
        assert found.state is not State.MET

    def test_silence_before_the_record_is_complete_tells_nothing(self) -> None:
        begun = '[record]\ncomplete_from = "2026-01-01"\n'
        found = standing(ONCE_A_YEAR, begun, at="2026-06-01")
        assert found.missed == ()
        later = standing(ONCE_A_YEAR, begun, at="2027-01-01")
        assert (later.state, later.missed) == (State.OVERDUE, ("2026",))

    def test_silence_after_the_record_ends_tells_nothing(self) -> None:
        ended = '[record]\ncomplete_until = "2024-06-30"\n'
        assert standing(ONCE_A_YEAR, ended, at="2025-02-01").state is State.CANNOT_BE_TOLD
        assert standing(ONCE_A_YEAR, ended + meetings("2024-03-01"), at="2024-12-31").state is State.MET

    def test_only_the_number_may_be_known(self) -> None:
        found = standing(FOUR_A_YEAR, meetings("2024", count="4"), at="2025-01-01")
        assert found.missed == ()


def test_a_report_counts_for_the_year_it_is_about() -> None:
    duty = 'evidence = { kind = "report", what = "verksamhetsberattelse" }\nwhen = { per = "year" }'
    report = fact("report", "2025-02-10", what='"verksamhetsberattelse"', for_='"2024"')
    waiting = standing(duty, report, at="2025-02-09", kind="report")
    done = standing(duty, report, at="2025-02-10", kind="report")
    assert waiting.state is State.OVERDUE
    assert done.missed == ()
    assert done.due == date(2025, 12, 31)
    assert standing(duty, report, at="2026-01-01", kind="report").missed == ("2025",)


class TestInEachAreaOrPlace:
    EACH = 'level = "local"\neach = "local_areas"\n' + MEETS + 'when = { per = "year" }'

    def test_each_local_area_has_its_own_state_and_the_worst_is_shown(self) -> None:
        found = standing(self.EACH, meetings("2024-03-01", area='"norr"'), at="2025-01-01")
        assert {part.area: part.state for part in found.parts} == {"norr": State.DUE, "soder": State.OVERDUE}
        assert found.state is State.OVERDUE
        assert found.reason.startswith("Söder:")

    def test_what_is_done_city_wide_does_not_count_locally(self) -> None:
        found = standing(self.EACH, meetings("2024-03-01"), at="2025-01-01")
        assert {part.state for part in found.parts} == {State.OVERDUE}
        assert found.reason.startswith("Båda:")

    def test_what_is_done_locally_does_not_count_city_wide(self) -> None:
        assert (
            standing(ONCE_A_YEAR, meetings("2024-03-01", area='"norr"'), at="2025-01-01").state
            is State.OVERDUE
        )

    def test_the_areas_that_the_arrangement_names_go_before_those_of_the_record(self) -> None:
        found = standing(self.EACH, '[record]\nareas = ["vaster"]\n', at="2025-01-01")
        assert [part.area for part in found.parts] == ["norr", "soder"]

    def test_a_visit_each_term_to_three_named_places(self) -> None:
        duty = (
            'each = ["torget", "parken", "stationen"]\n'
            'evidence = { kind = "presence", function = "kommunpolis" }\nwhen = { per = "term" }'
        )
        visits = "".join(
            fact("presence", "2024-04-10", function='"kommunpolis"', place=f'"{place}"')
            for place in ("torget", "parken")
        )
        found = standing(duty, visits, at="2024-07-01", kind="presence")
        assert {part.area: part.state for part in found.parts} == {
            "torget": State.DUE,
            "parken": State.DUE,
            "stationen": State.OVERDUE,
        }
        assert found.missed == ("våren 2024",)


class TestConditions:
    CAMERAS = MEETS + 'when = { per = "year" }\nif = { kind = "circumstance", what = "kameror" }'

    def test_without_the_condition_it_does_not_apply(self) -> None:
        found = standing(self.CAMERAS, "", at="2025-06-01")
        assert found.state is State.NOT_APPLICABLE
        assert "Villkoret" in found.reason

    def test_it_applies_from_the_day_that_the_condition_holds(self) -> None:
        cameras = '[[facts]]\nkind = "circumstance"\nwhat = "kameror"\nfrom = "2026-01-01"\n'
        found = standing(self.CAMERAS, cameras, at="2026-06-01")
        assert (found.state, found.due, found.missed) == (State.DUE, date(2026, 12, 31), ())
        assert standing(self.CAMERAS, cameras, at="2027-01-01").state is State.OVERDUE

    def test_it_ceases_with_the_condition(self) -> None:
        cameras = (
            '[[facts]]\nkind = "circumstance"\nwhat = "kameror"\nfrom = "2024-01-01"\nuntil = "2024-12-31"\n'
        )
        assert standing(self.CAMERAS, cameras, at="2025-02-01").state is State.NOT_APPLICABLE


class TestInANamedYear:
    DUTY = MEETS + "when = { in_year = 2024, then_every = 2 }"

    def test_in_the_year_and_then_every_other(self) -> None:
        assert standing(self.DUTY, "", at="2024-06-01").due == date(2024, 12, 31)
        assert standing(self.DUTY, "", at="2025-01-01").missed == ("2024",)
        assert standing(self.DUTY, meetings("2024-06-01"), at="2025-06-01").due in (None, date(2026, 12, 31))
        assert standing(self.DUTY, meetings("2024-06-01"), at="2027-01-01").missed == ("2026",)

    def test_the_year_between_does_not_count(self) -> None:
        held = meetings("2024-06-01", "2025-06-01")
        assert standing(self.DUTY, held, at="2027-01-01").missed == ("2026",)

    def test_only_once_when_nothing_follows(self) -> None:
        duty = MEETS + "when = { in_year = 2024 }"
        assert standing(duty, meetings("2024-06-01"), at="2029-01-01").state is State.MET
        assert standing(duty, "", at="2025-01-01").state is State.OVERDUE

    def test_years_before_the_agreement_are_not_missed(self) -> None:
        found = standing(self.DUTY, "", at="2025-06-01", valid='valid_from = "2025-01-01"')
        assert (found.state, found.missed) == (State.DUE, ())


class TestOnceByADay:
    DUTY = MEETS + 'when = { by = "2024-07-01" }'

    def test_by_that_day(self) -> None:
        assert standing(self.DUTY, "", at="2024-02-01").state is State.DUE
        assert standing(self.DUTY, "", at="2024-06-20").state is State.AT_RISK
        assert standing(self.DUTY, meetings("2024-07-01"), at="2024-07-01").state is State.MET

    def test_the_day_after_it_is_late_until_it_is_done(self) -> None:
        late = standing(self.DUTY, "", at="2024-07-02")
        done = standing(self.DUTY, meetings("2024-08-01"), at="2024-09-01")
        assert (late.state, late.due) == (State.OVERDUE, date(2024, 7, 1))
        assert len(late.missed) == 1
        assert done.state is State.MET
        assert "för sent" in done.reason

    def test_done_before_the_agreement_began_it_is_done(self) -> None:
        assert standing(self.DUTY, meetings("2023-12-10"), at="2024-07-02").state is State.MET

    def test_a_day_before_the_agreement_began_asks_nothing(self) -> None:
        duty = MEETS + 'when = { by = "2023-07-01" }'
        assert standing(duty, "", at="2024-01-01").state is State.NOT_APPLICABLE

    def test_no_sooner_than_it_may(self) -> None:
        duty = MEETS + 'when = { by = "2024-07-01", from = "2024-05-01" }'
        assert standing(duty, meetings("2024-03-01"), at="2024-07-02").state is State.OVERDUE
        assert standing(duty, meetings("2024-05-01"), at="2024-07-02").state is State.MET


class TestWhatNoneOfTheSixSays:
    def test_a_promise_renewed_every_third_month_with_several_signatories(self) -> None:
        duty = (
            'evidence = { kind = "document", what = "medborgarlofte", signed_by = ["staden", "polisen"] }\n'
            'when = { every = { months = 3 }, first_by = "2024-03-31" }'
        )
        one = fact("document", "2024-03-01", what='"medborgarlofte"', signed_by='["polisen"]')
        both = fact(
            "document", "2024-03-01", what='"medborgarlofte"', signed_by='["polisen", "staden", "skolan"]'
        )
        assert standing(duty, one, at="2024-04-01", kind="document").state is State.OVERDUE
        kept = standing(duty, both, at="2024-04-01", kind="document")
        assert (kept.state, kept.due) == (State.MET, date(2024, 6, 1))
        assert standing(duty, both, at="2024-06-02", kind="document").state is State.OVERDUE

    def test_a_fortnightly_report_from_a_template(self) -> None:
        duty = (
            'evidence = { kind = "report", what = "lagesrapport", having = { template = "mall-7" } }\n'
            'when = { per = "fortnight" }'
        )
        own_words = fact("report", "2024-03-01", what='"lagesrapport"')
        from_it = fact("report", "2024-03-01", what='"lagesrapport"', having='{ template = "mall-7" }')
        assert standing(duty, own_words, at="2024-03-03", kind="report").state is not State.MET
        assert standing(duty, from_it, at="2024-03-03", kind="report").state is State.MET
        silent = standing(duty, from_it, at="2024-04-20", kind="report")
        assert silent.state is State.OVERDUE

    def test_a_plan_signed_yearly(self) -> None:
        duty = (
            'evidence = { kind = "document", what = "handlingsplan", signed_by = ["polisen"], '
            'having = { act = "signed" } }\n'
            'when = { per = "year" }'
        )
        drawn_up = fact("document", "2024-03-01", what='"handlingsplan"', having='{ act = "drafted" }')
        signed = fact(
            "document",
            "2024-03-09",
            what='"handlingsplan"',
            signed_by='["polisen"]',
            having='{ act = "signed" }',
        )
        assert standing(duty, drawn_up, at="2024-12-31", kind="document").state is not State.MET
        assert standing(duty, drawn_up + signed, at="2024-12-31", kind="document").state is State.MET
        assert standing(duty, drawn_up + signed, at="2026-01-01", kind="document").missed == ("2025",)

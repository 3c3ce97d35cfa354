"""What the sources found by hand, found by the duties: Göteborg's council and agreement, Härryda's gap."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from trygghjulet.cooperation.agreements.rules.blueprints import load
from trygghjulet.cooperation.agreements.rules.cover import Cover, Reach, decided_reach, stretches
from trygghjulet.obligations.dates import Span, span
from trygghjulet.obligations.facts import Fact, Record, read_facts
from trygghjulet.obligations.occurrences import occurrences
from trygghjulet.obligations.state import State, judge, judge_all
from trygghjulet.obligations.words import Duty, FactKind

FACTS = Path(__file__).parents[4] / "docs" / "sources" / "facts" / "goteborg-2022.toml"
GOTEBORG = load("goteborg-2022")
CASE_DAY = date(2024, 1, 10)
SUPERSEDED = Fact(
    "ersatt",
    FactKind.ENDED,
    Span(date(2024, 11, 21), date(2024, 11, 21)),
    what="overenskommelsen",
    replaced_by="overenskommelsen-2024",
)
DISSOLVED = Fact("upplost", FactKind.ENDED, span("2024-05-01"), what="trygghetsradet")


@pytest.fixture(scope="module")
def told() -> Record:
    return read_facts(FACTS.name, FACTS.read_bytes(), blueprint=GOTEBORG)


def duty(key: str) -> Duty:
    return next(one for one in (*GOTEBORG.duties, *GOTEBORG.practices) if one.id == key)


@pytest.mark.requirement("DUT-5")
def test_four_meetings_a_year_was_practice_kept_two_years_and_broken_the_third(told: Record) -> None:
    practice = duty("praxis-fyra-moten")
    assert practice in GOTEBORG.practices
    for year in (2021, 2022):
        kept = judge(practice, told, date(year, 12, 31), blueprint=GOTEBORG)
        assert kept.state is State.MET
        assert f"radet-moten-{year}" in kept.evidence
        assert kept.missed == ()
    broken = judge(practice, told, CASE_DAY, blueprint=GOTEBORG)
    assert broken.state is State.OVERDUE
    assert broken.missed == ("2023",)
    assert broken.reason.startswith("2023: 0 av minst 4")


@pytest.mark.requirement("DUT-5")
def test_no_clause_asks_the_council_for_four_meetings() -> None:
    meeting = [
        one for one in GOTEBORG.duties if one.evidence.forum == "trygghetsradet" and one.kind == "meeting"
    ]
    assert all(not hasattr(one.when, "at_least") for one in meeting)


@pytest.mark.requirement("DUT-5")
@pytest.mark.parametrize(
    "key",
    [
        "radet-uppfoljning-uppgifter",
        "radet-uppfoljning-sammansattning",
        "radet-uppfoljning-arbetsformer",
        "fokusomraden-arligen",
        "handlingsplan-arligen",
        "avrapportering-trygghetsradet",
    ],
)
def test_for_2023_there_is_no_evidence_of_what_was_owed_each_year(told: Record, key: str) -> None:
    owed = judge(duty(key), told, CASE_DAY, blueprint=GOTEBORG)
    assert owed.state is State.OVERDUE
    assert owed.due == date(2023, 12, 31)
    assert "2023" in owed.missed
    assert owed.evidence == ()


@pytest.mark.requirement("DUT-5", "FOR-10")
def test_the_activity_reports_of_2021_and_2022_are_found(told: Record) -> None:
    for year in (2021, 2022):
        found = judge(duty("praxis-verksamhetsberattelse"), told, date(year, 12, 31), blueprint=GOTEBORG)
        assert found.state is State.MET
        assert found.evidence == (f"verksamhetsberattelse-{year}",)
    form = judge(duty("radet-uppfoljning-arbetsformer"), told, CASE_DAY, blueprint=GOTEBORG)
    assert "2021" not in form.missed
    assert "2022" not in form.missed


def test_what_the_case_does_not_tell_of_is_not_called_late(told: Record) -> None:
    late = [one for one in judge_all(GOTEBORG, told, CASE_DAY) if one.state in (State.OVERDUE, State.AT_RISK)]
    asked = {one.duty: duty(one.duty) for one in late}
    assert {one.instrument for one in asked.values()} <= {"reglementet", "riktlinjen"}
    meets = judge(duty("sops-moten"), told, CASE_DAY, blueprint=GOTEBORG)
    assert meets.state is State.CANNOT_BE_TOLD


@pytest.mark.requirement("FRM-5", "DUT-2")
def test_the_agreement_of_2022_was_to_be_followed_up_in_2024_and_then_only_if_it_had_run_on() -> None:
    followup, evaluation = duty("uppfoljning-overenskommelsen"), duty("utvardering-overenskommelsen")
    alone, followed = Record([]), Record([SUPERSEDED])
    due = judge(followup, alone, date(2024, 6, 1), blueprint=GOTEBORG)
    assert (due.state, due.due) == (State.DUE, date(2024, 12, 31))
    span_of_years = (date(2022, 6, 2), date(2031, 12, 31))

    def years(one: Duty, record: Record) -> list[int]:
        return [found.due.year for found in occurrences(one, record, *span_of_years, blueprint=GOTEBORG)]

    assert years(followup, alone) == [2024, 2026, 2028, 2030]
    assert years(evaluation, alone) == [2026, 2030]
    assert years(followup, followed) == []
    assert years(evaluation, followed) == []
    for one in (followup, evaluation):
        after = judge(one, followed, date(2026, 6, 1), blueprint=GOTEBORG)
        assert after.state is State.NOT_APPLICABLE
        assert "ersattes" in after.reason
        assert "20 november 2024" in after.reason
        assert after.missed == ()


@pytest.mark.requirement("FRM-5")
def test_when_the_council_goes_its_statutes_end_and_the_guideline_stands_without_owner() -> None:
    record, later = Record([DISSOLVED]), date(2024, 9, 1)
    composed = judge(duty("radet-kallelse"), record, later, blueprint=GOTEBORG)
    assert composed.state is State.NOT_APPLICABLE
    focus = judge(duty("fokusomraden-arligen"), record, later, blueprint=GOTEBORG)
    assert focus.state is not State.NOT_APPLICABLE
    assert focus.ownerless
    assert focus.holders == ()
    report = judge(duty("avrapportering-trygghetsradet"), record, later, blueprint=GOTEBORG)
    assert report.ownerless
    assert "ta emot" in report.reason
    taken = Fact(
        "tagen",
        FactKind.TAKEN_OVER,
        span("2024-08-01"),
        duty="fokusomraden-arligen",
        by=("stadsledningskontoret",),
    )
    heir = judge(duty("fokusomraden-arligen"), Record([DISSOLVED, taken]), later, blueprint=GOTEBORG)
    assert not heir.ownerless
    assert heir.holders == ("stadsledningskontoret",)


@pytest.mark.requirement("AGR-2", "DUT-5")
def test_harryda_was_without_cover() -> None:
    agreements = [one for one in load("harryda").instruments if one.kind == "agreement"]
    by_validity = [Reach(one.valid_from, one.valid_until) for one in agreements]
    asked = {"first": date(2017, 1, 1), "last": date(2024, 10, 21)}
    gaps = [one for one in stretches(by_validity, **asked) if one.cover is Cover.NOT_COVERED]
    assert [(gap.first, gap.last) for gap in gaps] == [(date(2019, 1, 1), date(2023, 12, 31))]
    by_decision = [
        decided_reach(
            reach,
            settled_on=one.decided_on.first if one.decided_on else None,
            put_forward_on=one.put_forward_on.first if one.put_forward_on else None,
        )
        for one, reach in zip(agreements, by_validity, strict=True)
    ]
    never = [one for one in stretches(by_decision, **asked) if one.cover is Cover.NOT_COVERED]
    assert never[-1].last >= date(2024, 10, 20)
    assert never[-1].first == date(2019, 1, 1)

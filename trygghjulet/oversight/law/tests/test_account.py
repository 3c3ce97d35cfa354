"""Each paragraph of the act, met and not, to the day: the rules alone, without a database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from trygghjulet.obligations.dates import Span
from trygghjulet.obligations.facts import Fact, Record
from trygghjulet.obligations.state import State
from trygghjulet.obligations.words import FactKind
from trygghjulet.oversight.law.rules.account import (
    Alarm,
    ParagraphStanding,
    Verdict,
    account,
    alarm,
    sections,
    summary,
)
from trygghjulet.oversight.law.rules.act import paragraphs
from trygghjulet.oversight.law.rules.notes import SORTS, Noted, What, facts_of

pytestmark = pytest.mark.requirement("GOV-2")

A_DAY = timedelta(days=1)
WHOLE = ("kartlaggning", "annan-information", "analys")


def day(text: str) -> date:
    return date.fromisoformat(text)


def document(what: str, on: str, **having: Any) -> Fact:
    return Fact(
        f"{what}-{on}", FactKind.DOCUMENT, Span(day(on), day(on)), what=what, having=having, source=what
    )


def picture(on: str, contents: tuple[str, ...] = WHOLE) -> Fact:
    return document("lagesbild", on, contents=contents)


def plan(on: str, *, grounded: bool = True) -> Fact:
    return document("atgardsplan", on, **({"grounds": "lagesbild"} if grounded else {}))


def followup(on: str) -> Fact:
    return Fact(f"uppfoljning-{on}", FactKind.FOLLOWUP, Span(day(on), day(on)), what="atgardsplan")


def agreement(
    first: str, last: str | None = None, contents: tuple[str, ...] = ("syften", "omraden")
) -> list[Fact]:
    days: dict[str, Any] = {"first": day(first), "last": day(last) if last else None}
    given: dict[str, Any] = {"what": "overenskommelse", "source": f"Överenskommelsen från {first}", **days}
    return [
        Fact(f"o-{first}", FactKind.DOCUMENT, having={"contents": contents}, **given),
        Fact(f"v-{first}", FactKind.ACTIVITY, **given),
    ]


def council(first: str, *, chair: str | None = "kommunen", last: str | None = None) -> list[Fact]:
    days: dict[str, Any] = {"first": day(first), "last": day(last) if last else None, "source": "Rådet"}
    facts = [
        Fact("rad", FactKind.ARRANGEMENT, what="strategiskt-rad", **days),
        Fact("rad-verkar", FactKind.ACTIVITY, what="strategiskt-rad", **days),
    ]
    if chair:
        having = {"chair": True, "name": chair}
        facts.append(
            Fact("leds", FactKind.APPOINTMENT, forum="strategiska-radet", party=chair, having=having, **days)
        )
    return facts


def function(first: str, last: str | None = None) -> Fact:
    return Fact(
        "f",
        FactKind.APPOINTMENT,
        function="samordningsfunktionen",
        first=day(first),
        last=day(last) if last else None,
        source="Samordnaren",
    )


def note(what: What, first: str, last: str | None = None, text: str = "Text") -> Iterator[Fact]:
    return facts_of(Noted(f"n-{what}-{first}", what, day(first), day(last) if last else None, text))


def stand(number: str, at: str, *facts: Fact) -> ParagraphStanding:
    found = account(Record(facts), day(at))
    assert [one.number for one in found] == [one.number for one in paragraphs()]
    return next(one for one in found if one.number == number)


def test_every_paragraph_stands_word_for_word_with_its_duties() -> None:
    assert [one.number for one in paragraphs()] == [f"{number} §" for number in range(4, 15)]
    by_number = {one.number: one for one in paragraphs()}
    assert by_number["6 §"].words == (
        "Kommuner ska minst vartannat år uppdatera lägesbilden och följa upp åtgärdsplanen."
    )
    assert by_number["8 §"].words.endswith("enligt 9 och 10 §§.")
    assert sum(len(one.duties) for one in paragraphs()) == 28


def test_before_the_act_nothing_is_asked_for() -> None:
    before = account(Record([]), day("2023-06-30"))
    assert {one.verdict for one in before} == {Verdict.NOT_APPLICABLE}
    assert not any(one.waits for one in before)
    assert "Lagen gäller från 1 juli 2023" in summary(before)
    assert stand("4 §", "2023-07-01").verdict is Verdict.NOT_MET


def test_a_municipality_where_nothing_is_done_stands_as_it_does() -> None:
    found = {one.number: one.verdict for one in account(Record([]), day("2026-07-02"))}
    lacking = ("4 §", "5 §", "6 §", "9 §", "10 §", "11 §", "12 §")
    assert {number for number, verdict in found.items() if verdict is Verdict.NOT_MET} == set(lacking)
    unknown = {number for number, verdict in found.items() if verdict is Verdict.CANNOT_BE_TOLD}
    assert unknown == {"7 §", "8 §", "13 §"}
    assert found["14 §"] is Verdict.NOT_APPLICABLE


# 4 §


def test_4_a_whole_picture_meets_it_from_the_day_it_was_adopted() -> None:
    done = picture("2024-03-12")
    assert stand("4 §", "2024-03-11", done).verdict is Verdict.NOT_MET
    met = stand("4 §", "2024-03-12", done)
    assert (met.verdict, met.since) == (Verdict.MET, day("2024-03-12"))
    assert [one.id for one in met.evidence] == [done.id]
    assert "12 mars 2024" in met.reason


@pytest.mark.parametrize(
    ("lacking", "said"), [("analys", "ingen analys"), ("kartlaggning", "ingen hel kartläggning")]
)
def test_4_a_picture_that_lacks_a_part_meets_it_partly(lacking: str, said: str) -> None:
    found = stand(
        "4 §", "2024-03-12", picture("2024-03-12", tuple(part for part in WHOLE if part != lacking))
    )
    assert found.verdict is Verdict.PARTLY
    assert said in found.reason


def test_4_the_newest_picture_counts_and_an_older_ones_parts_do_not() -> None:
    found = stand("4 §", "2026-01-02", picture("2024-01-02"), picture("2026-01-02", ("kartlaggning",)))
    assert found.verdict is Verdict.PARTLY
    assert stand("4 §", "2026-01-01", picture("2024-01-02"), picture("2026-01-02", ())).verdict is Verdict.MET


def test_4_a_local_picture_is_not_the_municipalitys() -> None:
    local = Fact(
        "l", FactKind.DOCUMENT, Span(day("2024-01-01"), day("2024-01-01")), what="lagesbild", area="norr"
    )
    found = stand("4 §", "2024-02-01", local)
    assert found.verdict is Verdict.NOT_MET
    assert found.reason == "Ingen lägesbild för hela kommunen är antagen."


# 5 § and the transition rule


def test_5_no_plan_is_owed_before_the_first_of_july_2024() -> None:
    last = stand("5 §", "2024-06-30")
    assert (last.verdict, last.waits, last.due) == (Verdict.NOT_APPLICABLE, True, day("2024-07-01"))
    assert "före 1 juli 2024" in last.reason
    owed = stand("5 §", "2024-07-01")
    assert (owed.verdict, owed.since) == (Verdict.NOT_MET, day("2024-07-01"))
    assert stand("5 §", "2024-07-02").verdict is Verdict.NOT_MET


@pytest.mark.parametrize("on", ["2022-05-01", "2024-03-01", "2024-07-01"])
def test_5_a_plan_in_time_meets_it_also_one_from_before_the_act(on: str) -> None:
    found = stand("5 §", "2024-07-01", plan(on))
    assert (found.verdict, found.missed, found.due) == (Verdict.MET, (), None)


def test_5_a_late_plan_meets_it_and_the_missed_day_is_told() -> None:
    found = stand("5 §", "2026-01-01", plan("2025-02-03"))
    assert (found.verdict, found.since) == (Verdict.MET, day("2025-02-03"))
    assert "1 juli 2024" in " ".join(found.missed)


def test_5_a_plan_without_the_picture_beneath_it_is_half_of_it() -> None:
    found = stand("5 §", "2024-08-01", plan("2024-05-01", grounded=False))
    assert found.verdict is Verdict.PARTLY
    assert "ingen antagen lägesbild som underlag" in found.reason


# 6 § and the alarm


def test_6_twenty_four_months_are_counted_to_the_day() -> None:
    facts = (picture("2024-01-15"), plan("2024-02-01"), followup("2025-12-01"))
    on_time, late = stand("6 §", "2026-01-15", *facts), stand("6 §", "2026-01-16", *facts)
    assert (on_time.verdict, on_time.due, on_time.warning) == (
        Verdict.MET,
        day("2026-01-15"),
        "Sista dagen är i dag",
    )
    assert (late.verdict, late.since) == (Verdict.PARTLY, day("2026-01-16"))
    assert "skulle ha uppdaterats senast 15 januari 2026" in late.reason


def test_6_a_picture_from_the_leap_day_lasts_to_the_last_of_february() -> None:
    done = (picture("2024-02-29"), plan("2024-02-29"), followup("2025-06-01"))
    assert stand("6 §", "2026-02-28", *done).verdict is Verdict.MET
    assert stand("6 §", "2026-03-01", *done).verdict is Verdict.PARTLY


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2025-07-14", None),
        ("2025-07-15", Alarm.HALF_YEAR),
        ("2025-10-14", Alarm.HALF_YEAR),
        ("2025-10-15", Alarm.QUARTER),
        ("2026-01-15", Alarm.QUARTER),
    ],
)
def test_6_warns_half_a_year_and_three_months_ahead(at: str, expected: Alarm | None) -> None:
    found = stand("6 §", at, picture("2024-01-15"), plan("2024-02-01"), followup("2025-06-01"))
    assert (found.verdict, found.alarm) == (Verdict.MET, expected)
    states = {one.duty.id: one.state for one in found.duties}
    assert states["lag-6-uppdatera-lagesbilden"] is (State.AT_RISK if expected else State.MET)
    assert bool(found.warning) == (expected is not None)


def test_the_alarm_falls_silent_when_the_day_has_passed() -> None:
    assert alarm(day("2026-08-31"), day("2026-02-28")) is Alarm.HALF_YEAR
    assert alarm(day("2026-08-31"), day("2026-02-27")) is None
    assert alarm(day("2026-08-31"), day("2026-09-01")) is None
    assert alarm(None, day("2026-09-01")) is None


def test_6_the_first_update_counts_from_the_act_and_the_first_follow_up_from_the_plan() -> None:
    early = (picture("2022-01-10"), plan("2024-06-01"))
    assert stand("6 §", "2025-07-01", *early).verdict is Verdict.MET
    late = stand("6 §", "2025-07-02", *early)
    assert (late.verdict, late.since) == (Verdict.NOT_MET, day("2025-07-02"))
    fresh = (picture("2025-09-01"), plan("2025-10-01"))
    waits = stand("6 §", "2027-08-31", *fresh)
    assert (waits.verdict, waits.due) == (Verdict.MET, day("2027-09-01"))
    late = stand("6 §", "2027-10-02", picture("2027-09-01"), *fresh)
    assert late.verdict is Verdict.PARTLY
    assert "senast 1 oktober 2027" in late.reason
    assert stand("6 §", "2026-07-01", picture("2026-01-01")).verdict is Verdict.MET
    assert stand("6 §", "2026-07-02", picture("2026-01-01")).verdict is Verdict.PARTLY


# 7 § and 8 §


def test_7_is_met_by_links_to_other_planning_while_they_last() -> None:
    both = tuple(note(What.OTHER_PLANNING, "2024-01-01", "2025-12-31", "Översiktsplanen"))
    assert stand("7 §", "2025-12-31", *both).verdict is Verdict.MET
    assert "Översiktsplanen" in stand("7 §", "2025-12-31", *both).reason
    assert stand("7 §", "2026-01-01", *both).verdict is Verdict.NOT_MET
    assert stand("7 §", "2025-01-01", *note(What.PLAN_PLANNING, "2024-01-01")).verdict is Verdict.PARTLY
    assert stand("7 §", "2025-01-01").verdict is Verdict.CANNOT_BE_TOLD


def test_7_asks_for_nothing_where_it_is_not_suitable() -> None:
    found = stand("7 §", "2025-01-01", *note(What.NOT_SUITABLE, "2024-01-01", None, "Ingen sådan plan pågår"))
    assert found.verdict is Verdict.NOT_APPLICABLE
    assert "Ingen sådan plan pågår" in found.reason


def test_8_is_met_when_the_coordination_is_arranged() -> None:
    arranged = tuple(note(What.COORDINATION, "2024-01-01", "2024-12-31"))
    assert stand("8 §", "2024-12-31", *arranged).verdict is Verdict.MET
    assert stand("8 §", "2025-01-01", *arranged).verdict is Verdict.NOT_MET
    assert stand("8 §", "2025-01-01").verdict is Verdict.CANNOT_BE_TOLD


def test_6_without_a_picture_says_what_is_lacking_and_what_the_next_day_is_for() -> None:
    found = stand("6 §", "2026-07-02", plan("2024-02-01"), followup("2026-03-10"))
    assert (found.verdict, found.due) == (Verdict.PARTLY, day("2028-03-10"))
    assert found.reason == "Lägesbilden är inte uppdaterad: ingen lägesbild för hela kommunen är antagen."
    assert found.due_for == "Kommunen följer upp åtgärdsplanen minst vartannat år"


# 9 § and 10 §: an effort


def test_9_an_agreement_meets_it_from_its_first_day_to_its_last() -> None:
    facts = agreement("2024-01-01", "2027-12-31")
    assert stand("9 §", "2023-12-31", *facts).verdict is Verdict.NOT_MET
    met = stand("9 §", "2027-12-31", *facts)
    assert (met.verdict, met.since) == (Verdict.MET, day("2024-01-01"))
    ended = stand("9 §", "2028-01-01", *facts)
    assert ended.verdict is Verdict.NOT_MET
    assert "gäller längre" in ended.reason


@pytest.mark.parametrize(
    ("contents", "said"), [(("syften",), "inom vilka områden"), (("omraden",), "vilka syften")]
)
def test_9_one_agreement_that_says_its_purposes_and_areas_is_enough_and_the_other_is_named(
    contents: tuple[str, ...], said: str
) -> None:
    for other in ("2024-01-01", "2024-02-01", "2024-03-01"):
        facts = (*agreement(other), *agreement("2024-02-02", contents=contents))
        found = stand("9 §", "2025-01-01", *facts)
        assert found.verdict is Verdict.MET, other
        assert f"Överenskommelsen från {other} anger" in found.reason
        assert f"{said} samverkan ska ske, men det gör inte Överenskommelsen från 2024-02-02." in found.reason
    alone = stand("9 §", "2025-01-01", *agreement("2024-02-02", contents=contents))
    assert alone.verdict is Verdict.PARTLY
    assert said in alone.reason


def test_9_two_agreements_with_half_of_it_each_are_not_one_with_all_of_it() -> None:
    halves = (*agreement("2024-01-01", contents=("syften",)), *agreement("2024-02-02", contents=("omraden",)))
    assert stand("9 §", "2025-01-01", *halves).verdict is Verdict.PARTLY


def test_9_is_met_by_effort_also_where_others_decline() -> None:
    declined = tuple(note(What.AGREEMENT_DECLINED, "2024-09-18"))
    found = stand("9 §", "2025-01-01", *declined)
    assert found.verdict is Verdict.MET
    assert "en aktör tackade nej" in found.reason
    assert stand("9 §", "2026-09-18", *declined).verdict is Verdict.MET
    old = stand("9 §", "2026-09-19", *declined)
    assert (old.verdict, old.since) == (Verdict.CANNOT_BE_TOLD, day("2026-09-19"))


def test_10_a_council_led_by_the_municipality_with_others_in_it_meets_it() -> None:
    facts = (
        *council("2024-01-10"),
        *note(What.COUNCIL_MEMBERS, "2024-01-10"),
        *note(What.LEADING_POSITIONS, "2024-01-10"),
    )
    assert stand("10 §", "2024-01-09", *facts).verdict is Verdict.NOT_MET
    met = stand("10 §", "2024-01-10", *facts)
    assert met.verdict is Verdict.MET
    assert "inte antecknat" not in met.reason
    assert "verkade för representanter med ledande befattningar 10 januari 2024" in met.reason
    assert stand("10 §", "2024-01-10", *council("2024-01-10")).verdict is Verdict.PARTLY


def test_10_who_leads_is_told_apart_from_not_known() -> None:
    led_by_police = stand("10 §", "2024-02-01", *council("2024-01-10", chair="polisen"))
    assert "Rådet leds av polisen, inte av kommunen." in led_by_police.reason
    unknown = stand("10 §", "2024-02-01", *council("2024-01-10", chair=None))
    assert "inte antecknat vem som leder rådet" in unknown.reason
    assert {led_by_police.verdict, unknown.verdict} == {Verdict.PARTLY}


def test_10_is_met_by_effort_where_there_is_no_council() -> None:
    found = stand("10 §", "2025-01-01", *note(What.COUNCIL_DECLINED, "2024-06-01"))
    assert found.verdict is Verdict.MET
    assert "tackade nej" in found.reason


# 11–13 §§


@pytest.mark.requirement("FRM-4")
def test_11_is_met_while_somebody_holds_the_function() -> None:
    held = function("2024-01-01", "2025-12-31")
    met = stand("11 §", "2025-12-31", held)
    assert (met.verdict, met.since, met.who) == (Verdict.MET, day("2024-01-01"), "Samordnaren")
    assert stand("11 §", "2023-12-31", held).verdict is Verdict.NOT_MET
    assert stand("11 §", "2026-01-01", held).verdict is Verdict.NOT_MET


@pytest.mark.requirement("FRM-4")
def test_12_needs_all_that_the_function_is_for() -> None:
    contact = Fact(
        "k", FactKind.ARRANGEMENT, what="kontaktpunkt", first=day("2024-01-01"), source="Kontaktcenter"
    )
    some = (contact, function("2024-01-01"), *note(What.INFORMING, "2024-05-01"))
    partly = stand("12 §", "2024-06-01", *some)
    assert (partly.verdict, partly.who) == (Verdict.PARTLY, "Samordnaren")
    assert partly.reason == (
        "Det är inte antecknat att funktionen samordnar arbetet eller funktionen stödjer arbetet."
    )
    rest = (*note(What.COORDINATING, "2024-05-01"), *note(What.SUPPORTING, "2024-05-02"))
    assert stand("12 §", "2024-06-01", *some, *rest).verdict is Verdict.MET
    assert stand("12 §", "2024-06-01").verdict is Verdict.NOT_MET


def test_13_by_the_board_or_the_committee_that_the_council_chose() -> None:
    reported = tuple(note(What.COUNCIL_REPORT, "2025-03-01"))
    board = stand("13 §", "2025-06-01", *note(What.BOARD, "2023-07-01", "2025-05-31"), *reported)
    assert board.verdict is Verdict.PARTLY
    assert "Kommunstyrelsen leder inte längre arbetet" in board.reason
    other = stand(
        "13 §",
        "2025-06-01",
        *note(What.BOARD, "2023-07-01", "2025-05-31"),
        *note(What.OTHER_BOARD, "2025-06-01", None, "Trygghetsnämnden"),
        *reported,
    )
    assert (other.verdict, other.who) == (Verdict.MET, "Trygghetsnämnden")


def test_13_an_old_report_tells_nothing_of_continuously() -> None:
    facts = (*note(What.BOARD, "2023-07-01"), *note(What.COUNCIL_REPORT, "2025-03-01"))
    assert stand("13 §", "2026-03-01", *facts).verdict is Verdict.MET
    assert stand("13 §", "2026-03-02", *facts).verdict is Verdict.PARTLY
    assert stand("13 §", "2025-01-01").verdict is Verdict.CANNOT_BE_TOLD


# 14 §


def test_14_is_asked_only_where_cameras_are_used_and_the_paragraph_is_there() -> None:
    cameras = tuple(note(What.CAMERAS, "2024-01-01", "2026-12-31"))
    assert stand("14 §", "2026-01-01").verdict is Verdict.NOT_APPLICABLE
    assert stand("14 §", "2024-12-31", *cameras).verdict is Verdict.NOT_APPLICABLE
    assert stand("14 §", "2025-01-01", *cameras).verdict is Verdict.MET
    assert stand("14 §", "2027-01-01", *cameras).verdict is Verdict.NOT_APPLICABLE


@pytest.mark.parametrize("what", [What.CAMERA_PURPOSE, What.CAMERA_PLACE])
def test_14_a_breach_is_one_until_it_ends(what: What) -> None:
    facts = (*note(What.CAMERAS, "2025-01-01"), *note(what, "2025-06-01", "2025-06-30", "Entrén"))
    assert stand("14 §", "2025-05-31", *facts).verdict is Verdict.MET
    broken = stand("14 §", "2025-06-30", *facts)
    assert broken.verdict is Verdict.NOT_MET
    assert "Entrén" in broken.reason
    mended = stand("14 §", "2025-07-01", *facts)
    assert (mended.verdict, mended.since) == (Verdict.MET, day("2025-07-01"))


# All of it


def test_since_when_is_the_first_day_of_the_unbroken_time() -> None:
    facts = (*agreement("2024-01-01", "2024-12-31"), *agreement("2025-03-01"))
    assert stand("9 §", "2024-06-01", *facts).since == day("2024-01-01")
    assert stand("9 §", "2025-02-01", *facts).since == day("2025-01-01")
    assert stand("9 §", "2026-02-01", *facts).since == day("2025-03-01")


def test_any_day_can_be_asked_and_later_facts_are_not_read() -> None:
    facts = [picture("2024-03-12"), plan("2024-05-01"), followup("2025-05-01"), *agreement("2024-01-01")]
    for offset in range(0, 365 * 20, 97):
        at = day("2020-01-01") + timedelta(days=offset)
        known = [fact for fact in facts if (fact.begins() or at) <= at]
        told = [(one.verdict, one.since, one.due) for one in account(Record(facts), at)]
        assert told == [(one.verdict, one.since, one.due) for one in account(Record(known), at)]


def test_every_since_is_a_real_border() -> None:
    """The day before the day since when a paragraph stands so, it stood otherwise."""
    facts = [
        picture("2024-03-12"),
        plan("2024-05-01"),
        followup("2025-05-01"),
        *agreement("2024-01-01", "2027-12-31"),
        *note(What.COUNCIL_REPORT, "2024-10-10"),
        *note(What.BOARD, "2023-09-01"),
    ]
    for at in ("2024-08-01", "2026-03-12", "2026-03-13", "2027-05-02", "2030-01-01"):
        for one in account(Record(facts), day(at)):
            if one.since is not None:
                before = stand(one.number, (one.since - A_DAY).isoformat(), *facts)
                assert before.verdict is not one.verdict, (at, one.number)
                assert stand(one.number, one.since.isoformat(), *facts).verdict is one.verdict


def test_the_summary_says_what_is_lacking_and_what_is_next() -> None:
    facts = [picture("2024-03-12"), plan("2024-05-01"), *agreement("2024-01-01")]
    said = summary(account(Record(facts), day("2024-08-01")))
    assert said == (
        "4 av de 10 paragrafer som gäller nu är uppfyllda. Inte uppfyllda: 10, 11 och 12 §§. "
        "Kan inte avgöras: 7, 8 och 13 §§. Nästa datum är 12 mars 2026 (6 §)."
    )
    assert sections(["4"]) == "4 §"


def test_every_sort_of_note_belongs_to_a_paragraph_and_changes_it() -> None:
    numbers = {one.number for one in paragraphs()}
    for what, sort in SORTS.items():
        assert sort.paragraph in numbers
        if what is not What.FUNCTION:
            cameras = [] if what is What.CAMERAS else list(note(What.CAMERAS, "2024-01-01"))
            plain = stand(sort.paragraph, "2025-02-01", *cameras, *council("2024-01-01"))
            noted = stand(
                sort.paragraph, "2025-02-01", *cameras, *council("2024-01-01"), *note(what, "2025-01-15")
            )
            told = [(one.verdict, one.reason) for one in noted.duties]
            if sort.title.startswith(
                ("Kommunen verkade för ett strat", "En aktör tackade nej till det strat")
            ):
                continue  # a council that is there already shows the effort
            assert told != [(one.verdict, one.reason) for one in plain.duties], what

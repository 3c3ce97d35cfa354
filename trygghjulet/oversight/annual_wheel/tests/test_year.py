"""What a year holds: duties by their due day, meetings once, own processes, and what is chosen of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from trygghjulet.cooperation.agreements.rules.blueprints import load, names
from trygghjulet.obligations import words as w
from trygghjulet.obligations.dates import Span
from trygghjulet.obligations.facts import Fact, Record
from trygghjulet.obligations.occurrences import occurrences
from trygghjulet.obligations.state import State, judge
from trygghjulet.oversight.annual_wheel.rules.year import (
    PROGRESS_WORDS,
    Choice,
    Entry,
    Kind,
    OwnSpan,
    Progress,
    Ring,
    Year,
    gather,
    own_entries,
)

pytestmark = pytest.mark.requirement("DUT-3")
TODAY = date(2026, 5, 7)


def meeting(number: int, on: date, **more: object) -> Fact:
    return Fact(f"mote-{number}-radet", w.FactKind.MEETING, Span(on, on), forum="radet", **more)


def duty(when: w.When, key: str = "plikt", **more: object) -> w.Duty:
    evidence = w.Pattern(w.FactKind.MEETING, forum="radet")
    return w.Duty(
        key, "Rådet möts", "avtalet", "Rådet möts.", w.Kind.MEETING, evidence, when, who=("radet",), **more
    )


def arrangement(*duties: w.Duty) -> w.Blueprint:
    return w.Blueprint(
        "ån",
        "Ån",
        local_areas=("norr", "soder"),
        instruments=(
            w.Instrument(
                "avtalet",
                w.InstrumentKind.AGREEMENT,
                "Avtalet",
                head=True,
                valid_from=Span(date(2026, 1, 1), date(2026, 1, 1)),
            ),
        ),
        parties=(w.Named("staden", "Staden"), w.Named("polisen", "Polisen")),
        functions=(w.Named("chefen", "Kommunpolisen", party="polisen"),),
        forums=(w.Forum("radet", "Rådet", "strategic", led_by=("staden",)),),
        duties=duties,
    )


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("year", [2023, 2024, 2026])
def test_every_time_that_a_duty_asks_for_is_in_one_entry(name: str, year: int) -> None:
    blueprint, record = load(name), Record([])
    entries = gather(blueprint, record, year=year, today=date(year, 5, 7))
    assert len({entry.key for entry in entries}) == len(entries)
    asked = {
        (one.id, due.due)
        for one in blueprint.duties
        if one.condition is None
        for due in occurrences(one, record, date(year, 1, 1), date(year, 12, 31), blueprint=blueprint)
    }
    bands = {entry.duty for entry in entries if entry.kind is Kind.BAND}
    single = {(entry.duty, entry.last) for entry in entries if entry.kind is Kind.DUTY}
    assert {(key, due) for key, due in asked if key not in bands} == single
    assert bands <= {key for key, _ in asked}


def test_what_comes_back_every_week_is_one_row_with_the_number_of_times() -> None:
    blueprint = arrangement(duty(w.PerPeriod(w.Per.WEEK), each="local_areas"))
    (entry,) = gather(blueprint, Record([]), year=2026, today=TODAY)
    assert (entry.kind, entry.when, entry.where) == (
        Kind.BAND,
        "varje vecka, 52 gånger",
        "norr, soder",
    )
    (chapter,) = Year(2026, (entry,)).chapters
    assert (chapter.title, len(chapter.rows)) == ("Återkommer ofta", 1)


def test_a_quarterly_duty_comes_four_times_and_is_one_row_for_all_areas() -> None:
    blueprint = arrangement(duty(w.PerPeriod(w.Per.QUARTER), each="local_areas"))
    entries = gather(blueprint, Record([]), year=2026, today=TODAY)
    assert [entry.last.month for entry in entries] == [3, 6, 9, 12]
    assert {entry.ring for entry in entries} == {Ring.LOCAL}
    assert [entry.progress for entry in entries] == [
        Progress.LATE,
        Progress.OPEN,
        Progress.COMING,
        Progress.COMING,
    ]


def test_a_duty_that_was_done_in_its_time_is_done_and_a_missed_one_does_not_colour_the_next() -> None:
    blueprint = arrangement(duty(w.PerPeriod(w.Per.HALF_YEAR)))
    done = gather(blueprint, Record([meeting(1, date(2026, 2, 3))]), year=2026, today=date(2026, 9, 1))
    assert [entry.progress for entry in done if entry.kind is Kind.DUTY] == [Progress.DONE, Progress.OPEN]
    missed = gather(blueprint, Record([]), year=2026, today=date(2026, 9, 1))
    assert [entry.progress for entry in missed] == [Progress.LATE, Progress.OPEN]


def test_one_area_that_has_not_done_it_is_enough_for_the_row_to_say_so() -> None:
    blueprint = arrangement(duty(w.PerPeriod(w.Per.HALF_YEAR), each="local_areas"))
    record = Record([meeting(1, date(2026, 2, 3), area="norr")])
    first, _ = (
        entry
        for entry in gather(blueprint, record, year=2026, today=date(2026, 9, 1))
        if entry.kind is Kind.DUTY
    )
    assert first.progress is Progress.LATE


def test_a_duty_after_its_agreement_has_ended_is_not_in_the_year() -> None:
    blueprint = arrangement(duty(w.PerPeriod(w.Per.QUARTER)))
    ended = Fact("slut", w.FactKind.ENDED, Span(date(2026, 5, 1), date(2026, 5, 1)), what="avtalet")
    entries = gather(blueprint, Record([ended]), year=2026, today=TODAY)
    assert [entry.last.month for entry in entries] == [3]


def test_a_forum_with_two_names_has_its_meeting_once_and_keeps_its_key_when_held() -> None:
    on = date(2026, 6, 2)
    twice = [
        meeting(7, on, planned=True),
        Fact("mote-7-radet-2", w.FactKind.MEETING, Span(on, on), forum="radet"),
    ]
    (planned,) = gather(arrangement(), Record(twice), year=2026, today=TODAY)
    (held,) = gather(arrangement(), Record([meeting(7, on)]), year=2026, today=TODAY)
    assert (planned.kind, held.kind) == (Kind.PLANNED, Kind.HELD)
    assert planned.key == held.key
    assert planned.holders == ("Staden",)


def test_a_meeting_whose_day_is_not_known_is_in_the_list_with_its_month() -> None:
    month = Span(date(2026, 2, 1), date(2026, 2, 28))
    record = Record([Fact("m", w.FactKind.MEETING, month, forum="radet", count=2)])
    (entry,) = gather(arrangement(), record, year=2026, today=TODAY)
    assert (entry.when, entry.note) == ("februari 2026", "2 möten, dagen är inte känd")


@given(
    st.dates(date(2020, 1, 1), date(2024, 12, 31)),
    st.integers(0, 364),
    st.integers(2020, 2030),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_an_own_process_that_repeats_comes_every_year_and_stays_within_it(
    first: date, length: int, year: int, repeats: bool
) -> None:
    last = first + timedelta(days=length)
    entries = own_entries([OwnSpan("1", "Budget", first, last, repeats)], year=year)
    assert all(date(year, 1, 1) <= one.first <= one.last <= date(year, 12, 31) for one in entries)
    assert len({one.key for one in entries}) == len(entries)
    if repeats:
        assert bool(entries) == (year >= first.year)
    else:
        assert len(entries) == (first.year <= year <= last.year)


def test_choosing_a_forum_a_party_a_function_or_ones_own() -> None:
    meetings = Record([meeting(1, date(2026, 6, 2), planned=True)])
    function = w.Duty(
        "rapport",
        "Rapport lämnas",
        "avtalet",
        "Rapport.",
        w.Kind.REPORT,
        w.Pattern(w.FactKind.REPORT),
        w.PerPeriod(w.Per.YEAR),
        who=("chefen",),
    )
    entries = gather(arrangement(function), meetings, year=2026, today=TODAY)
    entries += own_entries(
        [OwnSpan("1", "Budget", date(2026, 2, 1), date(2026, 11, 1), True, "staden", "Staden")], year=2026
    )
    season = Entry("s", Ring.SEASON, Kind.SEASON, "Våld", date(2026, 6, 1), date(2026, 8, 31))
    year = Year(2026, (*entries, season))

    def titles(**choice: object) -> set[str]:
        return {one.title for one in year.chosen(Choice(**choice)).entries}

    assert titles() == {"Rapport lämnas", "Rådet", "Budget", "Våld"}
    assert titles(forum="radet") == {"Rådet", "Våld"}
    assert titles(party="staden") == {"Rådet", "Budget", "Våld"}
    assert titles(party="polisen") == {"Rapport lämnas", "Våld"}
    assert titles(function="chefen") == {"Rapport lämnas", "Våld"}
    mine = {"mine": True, "my_carriers": frozenset({"chefen"}), "my_parties": frozenset({"polisen"})}
    assert titles(**mine) == {"Rapport lämnas", "Våld"}


def test_a_time_that_is_over_is_told_by_all_that_is_known_today() -> None:
    yearly = duty(w.PerPeriod(w.Per.YEAR))
    begun = Span(date(2023, 1, 1), date(2023, 1, 1))
    blueprint = arrangement(yearly)
    blueprint = replace(blueprint, instruments=(replace(blueprint.instruments[0], valid_from=begun),))
    afterwards = [
        meeting(
            year,
            date(year + 1, 2, 10),
            period=Span(date(year, 1, 1), date(year, 12, 31)),
        )
        for year in (2023, 2025)
    ]
    record = Record(afterwards)

    def seen(year: int) -> list[Progress]:
        entries = gather(blueprint, record, year=year, today=TODAY)
        return [one.progress for one in entries if one.kind is Kind.DUTY]

    assert judge(yearly, record, TODAY, blueprint=blueprint).missed == ("2024",)
    assert [seen(year) for year in (2023, 2024, 2025)] == [
        [Progress.DONE],
        [Progress.MISSED],
        [Progress.DONE],
    ]


def test_what_is_overdue_since_before_says_so_beside_its_running_time_in_the_duties_own_words() -> None:
    monthly = duty(w.PerPeriod(w.Per.MONTH))
    blueprint = arrangement(monthly)
    (band,) = gather(blueprint, Record([]), year=2026, today=TODAY)
    assert judge(monthly, Record([]), TODAY, blueprint=blueprint).state is State.OVERDUE
    assert (PROGRESS_WORDS[band.progress], band.beside) == ("Ska göras", "missat tidigare")
    (mark,) = Year(2026, (band,)).marks
    assert mark.title.endswith("Rådet möts (missat tidigare)")
    done = Record([meeting(1, date(2026, 5, 2))])
    band = next(one for one in gather(blueprint, done, year=2026, today=TODAY) if one.kind is Kind.BAND)
    assert (PROGRESS_WORDS[band.progress], band.beside) == ("Gjort", "")
    words = {PROGRESS_WORDS[found] for found in Progress}
    assert words == {"Ska göras", "Brådskar", "Gjort", "Försenat", "Missat", "Kan inte avgöras", ""}


def test_a_band_of_a_year_that_is_over_tells_the_whole_year() -> None:
    blueprint = arrangement(duty(w.PerPeriod(w.Per.MONTH)))
    missing_one = [meeting(month, date(2026, month, 3)) for month in range(1, 13) if month != 4]
    today = date(2027, 1, 10)
    bands = [
        one
        for facts in (missing_one, [*missing_one, meeting(4, date(2026, 4, 3))])
        for one in gather(blueprint, Record(facts), year=2026, today=today)
        if one.kind is Kind.BAND
    ]
    assert [one.progress for one in bands] == [Progress.MISSED, Progress.DONE]


def test_areas_that_stand_otherwise_than_the_rest_are_named() -> None:
    blueprint = arrangement(duty(w.PerPeriod(w.Per.HALF_YEAR), each="local_areas"))
    record = Record([meeting(1, date(2026, 2, 3), area="norr")])
    entries = gather(blueprint, record, year=2026, today=date(2026, 9, 1))
    first, second = (one for one in entries if one.kind is Kind.DUTY)
    assert (first.where, first.progress, first.beside) == ("norr, soder", Progress.LATE, "i soder")
    assert second.beside == "missat tidigare"


def test_the_same_duty_of_two_areas_own_documents_names_its_area() -> None:
    local = [
        replace(
            duty(w.PerPeriod(w.Per.QUARTER), key=area),
            evidence=w.Pattern(w.FactKind.MEETING, forum="radet", area=area),
        )
        for area in ("norr", "soder")
    ]
    entries = gather(arrangement(*local), Record([]), year=2026, today=TODAY)
    assert {one.where for one in entries} == {"norr", "soder"}


def test_an_interval_that_was_kept_is_done_though_the_next_is_near() -> None:
    blueprint = arrangement(duty(w.Every(w.Interval(months=3))))
    days = (date(2026, 3, 20), date(2026, 4, 5), date(2026, 7, 4))
    kept = Record([meeting(number, day) for number, day in enumerate(days, 1)])
    entries = gather(blueprint, kept, year=2026, today=date(2026, 7, 20))
    over = [one for one in entries if one.kind is Kind.DUTY and one.last < date(2026, 7, 20)]
    assert [one.progress for one in over] == [Progress.DONE] * len(over)
    assert over


def test_a_mark_for_several_days_names_each_day() -> None:
    entries = [
        Entry(f"m{day}", Ring.CITY, Kind.HELD, title, date(2026, 2, day), date(2026, 2, day))
        for day, title in ((9, "BRÅ"), (9, "Styrgruppen"), (12, "Ledningsgrupp"))
    ]
    (mark,) = Year(2026, tuple(entries), crowded=frozenset({Ring.CITY})).marks
    assert mark.lines == ("9 februari: BRÅ; Styrgruppen", "12 februari: Ledningsgrupp")


def test_times_before_the_record_begins_cannot_be_told() -> None:
    blueprint = arrangement(duty(w.PerPeriod(w.Per.QUARTER)))
    record = Record([], complete_from=date(2026, 4, 1))
    entries = gather(blueprint, record, year=2026, today=date(2026, 8, 1))
    assert [one.progress for one in entries] == [
        Progress.UNKNOWN,
        Progress.LATE,
        Progress.OPEN,
        Progress.COMING,
    ]

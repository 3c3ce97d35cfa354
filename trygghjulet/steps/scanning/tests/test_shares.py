"""Which answers are counted together, and which shares others may see."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from trygghjulet.analysis.answers.parting import Finding
from trygghjulet.observations.answers import Answers
from trygghjulet.observations.period import Period
from trygghjulet.observations.schema import Kind, conform
from trygghjulet.steps.scanning.rules.safety import Measured, compare
from trygghjulet.steps.scanning.rules.scales import counted_of, in_order, tells_safety
from trygghjulet.steps.scanning.rules.shares import answered, overall, sentence, wave_name

pytestmark = pytest.mark.requirement("SCN-3", "SCN-5")


def answers(sizes: dict[str | None, tuple[int, int]], *, year: int = 2025) -> pl.DataFrame:
    """By area: how many said yes and how many no."""
    told = [(area, answer) for area, (yes, no) in sizes.items() for answer in ["Ja"] * yes + ["Nej"] * no]
    frame = pl.DataFrame(told, schema={"given_area": pl.String, "answer": pl.String}, orient="row")
    return conform(
        frame.with_columns(
            pl.int_range(pl.len()).cast(pl.String).alias("respondent"),
            pl.lit("utsatt").alias("question"),
            pl.lit("Har du utsatts?").alias("title"),
            pl.lit("question").alias("role"),
            pl.lit(1.0).alias("weight"),
            pl.lit(date(year, 1, 1)).alias("answered_from"),
            pl.lit(date(year, 12, 31)).alias("answered_to"),
        ),
        Kind.ANSWERS,
    )


def shown(sizes: dict[str | None, tuple[int, int]], *, smallest: int) -> dict[str, str]:
    held = Answers.of([answers(sizes)])
    found = answered(held, "utsatt", ("Ja",), [Period.year(2025)], smallest=smallest)
    return {group.name: group.told[0].words for group in found.groups}


@pytest.mark.parametrize(
    ("given", "counted"),
    [
        (("Mycket otrygg", "Ganska trygg", "Mycket trygg"), ("Mycket trygg", "Ganska trygg")),
        (("Aldrig", "Ofta", "Mycket ofta", "Ibland"), ("Ofta", "Mycket ofta")),
        (("Nej", "Ja"), ("Ja",)),
        (
            ("Instämmer inte alls", "Instämmer delvis", "Instämmer helt"),
            ("Instämmer helt", "Instämmer delvis"),
        ),
        (("Buss", "Cykel"), ("Buss",)),
    ],
)
def test_the_answers_of_a_scale_are_counted_together(
    given: tuple[str, ...], counted: tuple[str, ...]
) -> None:
    assert counted_of(given) == counted


def test_answers_stand_in_the_order_of_their_scale() -> None:
    assert in_order(["Vet inte", "Mycket otrygg", "Ganska trygg", "Mycket trygg"]) == (
        "Mycket trygg",
        "Ganska trygg",
        "Mycket otrygg",
        "Vet inte",
    )
    assert tells_safety(["Mycket trygg", "Ganska otrygg"])
    assert not tells_safety(["Ja", "Nej"])


def test_the_owner_sees_every_share_that_rests_on_enough_answers() -> None:
    told = shown({"Norr": (20, 20), "Söder": (3, 40), "Öster": (9, 9)}, smallest=0)
    assert told["Norr"].startswith("50 %".replace(" ", "\N{NO-BREAK SPACE}"))
    assert told["Söder"].startswith("7")
    assert told["Öster"] == "kan inte avgöras, färre än 30 svar"


def test_others_see_neither_a_few_nor_what_would_give_them_away() -> None:
    told = shown({"Norr": (20, 20), "Söder": (3, 40), "Väster": (30, 30)}, smallest=5)
    assert told["Söder"] == "visas inte"
    assert told["Norr"] == "visas inte"
    assert "50" in told["Väster"]


def test_those_without_an_area_count_when_it_is_seen_what_can_be_worked_out() -> None:
    told = shown({"Norr": (20, 20), "Väster": (30, 30), None: (1, 6)}, smallest=5)
    assert set(told) == {"Norr", "Väster"}
    assert told["Norr"] == "visas inte"


def test_two_that_are_hidden_need_no_third() -> None:
    told = shown({"Norr": (20, 20), "Söder": (3, 40), "Öster": (9, 9)}, smallest=5)
    assert "50" in told["Norr"]
    assert told["Öster"] == "färre än 30 svar"


def test_a_change_is_said_only_when_it_is_more_than_chance() -> None:
    held = Answers.of([answers({"Norr": (200, 200)}, year=2023), answers({"Norr": (120, 280)})])
    (question,) = held.questions()
    total = overall(held, "utsatt", ("Ja",), question.waves)
    assert "Andelen har minskat med 20 procentenheter sedan 2023." in sentence(("Ja",), question.waves, total)
    alike = Answers.of([answers({"Norr": (200, 200)}, year=2023), answers({"Norr": (195, 205)})])
    total = overall(alike, "utsatt", ("Ja",), question.waves)
    assert "kan inte avgöras" in sentence(("Ja",), question.waves, total)


def test_waves_are_called_as_people_call_them() -> None:
    assert wave_name(Period.year(2025)) == "2025"
    assert wave_name(Period(date(2024, 7, 1), date(2025, 6, 30))) == "2024/25"
    assert wave_name(Period(date(2022, 1, 1), date(2025, 12, 31))) == "2022–2025"


def measured(n: int, *, crimes: int, safe: float | None, effective: float = 200) -> Measured:
    return Measured(f"a{n}", f"Område {n}", crimes, 1000, safe, safe, safe, effective)


def test_few_crimes_are_not_shown_but_no_crimes_are() -> None:
    areas = [measured(n, crimes=30 * n + 20, safe=0.95 - 0.05 * n) for n in range(11)]
    areas += [
        measured(11, crimes=3, safe=0.9),
        measured(12, crimes=0, safe=0.93),
        measured(13, crimes=90, safe=None),
    ]
    found = compare(areas, smallest=5)
    rates = {one.area.code: one.rate for one in found.areas}
    assert (rates["a11"], rates["a12"], rates["a1"]) == (None, 0.0, 50.0)
    unknown = next(one for one in found.areas if one.area.code == "a13")
    assert (unknown.finding, unknown.span) == (Finding.CANNOT_BE_TOLD, "–")


def test_areas_that_are_alike_have_nothing_that_parts() -> None:
    found = compare([measured(n, crimes=50, safe=0.7) for n in range(12)], smallest=5)
    assert found.areas == ()
    assert "skiljer sig inte mer" in found.problem

"""What can be asked of a survey's answers, over waves, files and groups."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from trygghjulet.observations.answers import Answers
from trygghjulet.observations.period import Period
from trygghjulet.observations.schema import Kind, conform

pytestmark = pytest.mark.requirement("SCN-1", "SCN-5")
A_YEAR = Period.year(2025)


def rows(*told: tuple[str, str, str | None, str], year: int = 2025, last: date | None = None) -> pl.DataFrame:
    """Rows of (respondent, question, answer, area); a question that begins with "om" is background."""
    frame = pl.DataFrame(told, schema=["respondent", "question", "answer", "given_area"], orient="row")
    return conform(
        frame.with_columns(
            pl.when(pl.col("question").str.starts_with("om"))
            .then(pl.lit("background"))
            .otherwise(pl.lit("question"))
            .alias("role"),
            pl.col("question").str.to_titlecase().alias("title"),
            pl.lit(1.5).alias("weight"),
            pl.lit(date(year, 9, 1)).alias("answered_from"),
            pl.lit(last or date(year, 9, 30)).alias("answered_to"),
        ),
        Kind.ANSWERS,
    )


def test_questions_and_background_are_told_apart_with_their_answers_and_waves() -> None:
    answers = Answers.of(
        [
            rows(("1", "trygg", "Ja", "Norr"), ("1", "om kön", "Man", "Norr"), year=2023),
            rows(("1", "trygg", "Nej", "Norr"), ("2", "trygg", None, "Söder")),
        ]
    )
    (question,) = answers.questions()
    assert (question.name, question.title, question.answers) == ("trygg", "Trygg", ("Ja", "Nej"))
    assert question.waves == (Period.year(2023), A_YEAR)
    assert [told.name for told in answers.background()] == ["om kön"]
    assert answers.areas() == ("Norr", "Söder")


def test_answers_come_with_weight_and_area_or_background() -> None:
    answers = Answers.of(
        [
            rows(
                ("1", "trygg", "Ja", "Norr"),
                ("2", "trygg", None, "Söder"),
                ("3", "trygg", "Nej", "Söder"),
                ("1", "om kön", "Man", "Norr"),
                ("3", "om kön", "Kvinna", "Söder"),
            )
        ]
    )
    assert sorted(answers.put("trygg", A_YEAR).rows(), key=str) == [
        ("Ja", 1.5, "Norr"),
        ("Nej", 1.5, "Söder"),
        (None, 1.5, "Söder"),
    ]
    assert sorted(answers.put("trygg", A_YEAR, by="om kön").rows(), key=str) == [
        ("Ja", 1.5, "Man"),
        ("Nej", 1.5, "Kvinna"),
        (None, 1.5, None),
    ]
    assert answers.put("trygg", Period.year(2019)).height == 0
    assert answers.put("finns inte", A_YEAR).height == 0


def test_of_the_same_wave_the_last_file_tells_and_equal_numbers_are_different_people() -> None:
    first = rows(("1", "trygg", "Ja", "Norr"), ("2", "trygg", "Ja", "Norr"))
    again = rows(("1", "trygg", "Nej", "Norr"))
    answers = Answers.of([first, rows(("1", "trygg", "Ja", "Norr"), year=2023), again])
    assert answers.put("trygg", A_YEAR)["answer"].to_list() == ["Nej"]
    assert answers.replaced == (A_YEAR,)
    assert Answers.of([first]).replaced == ()


def test_a_span_over_a_new_year_is_a_wave_of_its_own() -> None:
    answers = Answers.of([rows(("1", "trygg", "Ja", "Norr"), year=2024, last=date(2025, 3, 31))])
    assert answers.questions()[0].waves == (Period(date(2024, 9, 1), date(2025, 3, 31)),)


def test_without_answers_there_are_no_questions() -> None:
    answers = Answers.of([])
    assert (answers.questions(), answers.background(), answers.areas()) == ((), (), ())

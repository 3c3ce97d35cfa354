"""What can be asked of a survey's answers: which questions there are, and who answered what, when and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

import polars as pl

from trygghjulet.observations.period import Period
from trygghjulet.observations.schema import ANSWERS

_QUESTION = "question"


@dataclass(frozen=True)
class Question:
    """A question, or something told of those who answered.

    Attributes:
        name: the variable's name in the file.
        title: as it was put.
        answers: every answer that occurs, in alphabetical order.
        waves: the times that it was put, oldest first.
    """

    name: str
    title: str
    answers: tuple[str, ...]
    waves: tuple[Period, ...]


class Answers:
    """A survey's answers over its waves.

    A wave is one time that the survey was made: a calendar year, or the span that its answers state where that
    crosses a new year. Where several datasets hold the same wave, the last of them tells of it: that is the
    same survey handed in again, and nobody is counted twice.
    """

    def __init__(self, rows: pl.DataFrame, replaced: Sequence[Period] = ()) -> None:
        self._rows = rows
        self.replaced = tuple(replaced)
        """The waves that an earlier dataset held too, and that were taken from a later one."""
        self._by_name: dict[str, pl.DataFrame] = {
            str(name): part for (name,), part in rows.partition_by("question", as_dict=True).items()
        }

    @classmethod
    def of(cls, datasets: Sequence[pl.DataFrame]) -> Self:
        """The answers of datasets (kind answers), oldest first."""
        kept: list[pl.DataFrame] = []
        known: set[tuple[date, date]] = set()
        replaced: set[tuple[date, date]] = set()
        for number, rows in reversed(list(enumerate(datasets))):
            named = _in_waves(rows).with_columns(
                pl.format("{}:{}", pl.lit(number), "respondent").alias("respondent")
            )
            waves = set(named.select("wave_from", "wave_to").unique().rows())
            replaced |= waves & known
            for first, last in waves & known:
                named = named.filter((pl.col("wave_from") != first) | (pl.col("wave_to") != last))
            known |= waves
            kept.append(named)
        rows = pl.concat(kept) if kept else _in_waves(pl.DataFrame(schema=ANSWERS))
        return cls(rows, sorted(Period(*span) for span in replaced))

    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order of its name in the files."""
        return self._named(pl.col("role") == _QUESTION)

    def background(self) -> tuple[Question, ...]:
        """Everything told of those who answered."""
        return self._named(pl.col("role") != _QUESTION)

    def put(self, question: str, wave: Period, *, by: str | None = None) -> pl.DataFrame:
        """Everyone who was asked a question in a wave.

        Args:
            by: the name of something told of those who answered; their area when left out.

        Returns:
            A frame with `answer` (null: none), `weight` and `group` (null: not told).
        """
        asked = self._in(wave, question).filter(pl.col("role") == _QUESTION)
        if by is None:
            return asked.select("answer", "weight", pl.coalesce("area", "given_area").alias("group"))
        told = self._in(wave, by).filter(pl.col("role") != _QUESTION)
        return asked.join(
            told.select("respondent", pl.col("answer").alias("group")), on="respondent", how="left"
        ).select("answer", "weight", "group")

    def areas(self) -> tuple[str, ...]:
        """Every area that an answer comes from, as the source wrote it."""
        found = self._rows.select(pl.coalesce("area", "given_area").alias("area"))["area"]
        return tuple(found.drop_nulls().unique().sort())

    def _in(self, wave: Period, name: str) -> pl.DataFrame:
        rows = self._by_name.get(name, self._rows.head(0))
        return rows.filter((pl.col("wave_from") == wave.first) & (pl.col("wave_to") == wave.last))

    def _named(self, which: pl.Expr) -> tuple[Question, ...]:
        found = (
            self._rows.filter(which)
            .group_by("question", maintain_order=True)
            .agg(
                pl.col("title").drop_nulls().last().alias("title"),
                pl.col("answer").drop_nulls().unique().sort().alias("answers"),
                pl.struct("wave_from", "wave_to").unique().alias("waves"),
            )
        )
        return tuple(
            Question(
                name,
                title or name,
                tuple(answers),
                tuple(sorted(Period(wave["wave_from"], wave["wave_to"]) for wave in waves)),
            )
            for name, title, answers, waves in found.iter_rows()
        )


def _in_waves(rows: pl.DataFrame) -> pl.DataFrame:
    first, last = pl.col("answered_from"), pl.col("answered_to")
    same_year = first.dt.year() == last.dt.year()
    return rows.with_columns(
        pl.when(same_year).then(pl.date(first.dt.year(), 1, 1)).otherwise(first).alias("wave_from"),
        pl.when(same_year).then(pl.date(first.dt.year(), 12, 31)).otherwise(last).alias("wave_to"),
    )

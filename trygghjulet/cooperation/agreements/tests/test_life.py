"""The steps of an agreement's life follow on each other, and a day it stands in one way."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from trygghjulet.cooperation.agreements.rules.life import (
    MOVES,
    StepKind,
    Taken,
    next_steps,
    standing,
    state_of,
)

pytestmark = pytest.mark.requirement("AGR-3")

K = StepKind
WAY = (K.DRAFT, K.UNDER_DECISION, K.DECIDED, K.SIGNED, K.IN_FORCE, K.TERMINATED, K.ENDED)


def test_the_whole_way_can_be_gone_and_then_nothing_follows() -> None:
    assert all(after in next_steps(before) for before, after in pairwise(WAY))
    assert next_steps(K.ENDED) == frozenset()
    assert set(MOVES) == {None, *K}


@pytest.mark.parametrize(
    ("before", "after"),
    [(K.DRAFT, K.IN_FORCE), (K.DRAFT, K.TERMINATED), (K.ENDED, K.IN_FORCE), (K.TERMINATED, K.SIGNED)],
)
def test_no_step_is_skipped(before: StepKind, after: StepKind) -> None:
    assert after not in next_steps(before)


def test_what_is_signed_anew_is_not_in_force_before() -> None:
    assert K.IN_FORCE not in next_steps(K.RENEGOTIATED, renegotiated_by="signed_anew")
    assert K.IN_FORCE in next_steps(K.RENEGOTIATED, renegotiated_by="decided_by_forum")


def test_the_last_row_is_the_state_also_without_a_day() -> None:
    assert state_of([]) is None
    assert state_of([Taken(K.DRAFT, date(2024, 1, 1)), Taken(K.DECIDED)]) is K.DECIDED


TODAY = date(2025, 6, 1)


@pytest.mark.parametrize(
    ("kinds", "valid_from", "valid_until", "ends_on", "words"),
    [
        ([K.DRAFT], date(2025, 1, 1), None, None, "Utkast"),
        ([K.UNDER_DECISION], date(2025, 1, 1), None, None, "Under beslut"),
        ([K.SIGNED], date(2025, 1, 1), date(2027, 12, 31), None, "Gäller"),
        ([K.SIGNED], date(2026, 1, 1), None, None, "Gäller från 1 januari 2026"),
        ([K.SIGNED], date(2021, 1, 1), date(2024, 12, 31), None, "Har löpt ut"),
        ([], None, None, None, "Okänt om den gäller"),
        ([K.SIGNED], None, None, None, "Undertecknad, okänt från när den gäller"),
        ([K.IN_FORCE], None, None, None, "Gäller"),
        ([K.TERMINATED], date(2023, 1, 1), None, None, "Uppsagd, slutdagen är inte avgjord"),
        ([K.TERMINATED], date(2023, 1, 1), None, date(2025, 9, 9), "Uppsagd, upphör 9 september 2025"),
        ([K.TERMINATED], date(2023, 1, 1), None, date(2025, 5, 9), "Har upphört"),
        ([K.TERMINATED], date(2023, 1, 1), date(2024, 12, 31), None, "Har löpt ut"),
        ([K.ENDED], date(2023, 1, 1), None, None, "Har upphört"),
    ],
)
def test_how_it_stands(
    kinds: list[StepKind],
    valid_from: date | None,
    valid_until: date | None,
    ends_on: date | None,
    words: str,
) -> None:
    stands = standing(
        [Taken(kind) for kind in kinds],
        valid_from=valid_from,
        valid_until=valid_until,
        ends_on=ends_on,
        on=TODAY,
    )
    assert stands.words == words

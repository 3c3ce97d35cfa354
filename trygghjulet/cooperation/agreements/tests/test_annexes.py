"""The version that applies is the one that began last, and a decision by somebody else shows."""

from __future__ import annotations

from datetime import date

import pytest

from trygghjulet.cooperation.agreements.rules.annexes import current, deviation

pytestmark = pytest.mark.requirement("AGR-5")

VERSIONS = {1: date(2022, 1, 1), 2: date(2024, 6, 1), 3: None, 4: date(2024, 6, 1)}


@pytest.mark.parametrize(
    ("on", "number"),
    [(date(2021, 12, 31), None), (date(2022, 1, 1), 1), (date(2024, 5, 31), 1), (date(2025, 1, 1), 4)],
)
def test_the_version_by_date(on: date, number: int | None) -> None:
    assert current(VERSIONS, on=on) == number


def test_who_decided_is_held_against_who_may() -> None:
    assert deviation(may_decide="Samordningsgruppen", decided_by="samordningsgruppen ") == ""
    assert deviation(may_decide="", decided_by="Kommunstyrelsen") == ""
    assert deviation(may_decide="Samordningsgruppen", decided_by="") == ""
    said = deviation(may_decide="Samordningsgruppen", decided_by="Kommunstyrelsen")
    assert "Kommunstyrelsen" in said
    assert "Samordningsgruppen beslutar" in said

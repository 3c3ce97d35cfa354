"""What looks like personal data is found, and what only looks a little like it is let through."""

from __future__ import annotations

import pytest

from trygghjulet.foundation.privacy.guard import look

pytestmark = pytest.mark.requirement("SEC-4")


@pytest.mark.parametrize(
    "text", ["811218-9876", "19811218-9876", "811278-9873", "850312-1234", "850372+1234"]
)
def test_a_personnummer_is_found_also_when_its_check_digit_is_miswritten(text: str) -> None:
    assert [one.kind for one in look(f"Enligt {text} hände det.")] == ["personnummer"]


@pytest.mark.parametrize("text", ["KS 2026:412", "0392/19", "850332-1234", "851312-1234", "2025-01-01"])
def test_registry_numbers_and_days_are_let_through(text: str) -> None:
    assert look(f"Diarienummer {text}.") == ()

"""A file is known by its own name, unless that tells of a person."""

from __future__ import annotations

from datetime import date

import pytest

from trygghjulet.foundation.privacy.file_names import kept_name

pytestmark = pytest.mark.requirement("SEC-4")

DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    "given",
    [
        *("Kevin Jönsson 850312-2384.csv", "kevin_jonsson.csv", "KevinJonsson.csv", "öberg karin.CSV"),
        *("hot-mot-anna-svensson.csv", "070-1740605.csv", "uttag_0701740605.csv", "uttag_811218-9876.csv"),
        *("reg GUD123.csv", "a.b@exempel.example.csv", "snap kalle_pang07.csv", "8112189876.csv"),
    ],
)
def test_a_name_that_tells_of_a_person_is_replaced_by_a_neutral_one(given: str) -> None:
    assert kept_name(given, day=DAY) == "leverans-2026-11-25.csv"


@pytest.mark.parametrize(
    "given",
    [
        *("brott-2025-01-01.csv", "felanmalan_2025-01-01_2025-12-31.csv", "skickade-2026-11-25-0830.json"),
        *("20251124-1234.csv", "ärende 212000-1355.csv", "BRA_kommun_ar_2024.csv", "df_ind_1480.xlsx"),
        *(
            "Sammanställning Erik.csv",
            "Erik Dahlbergs gata.csv",
            "norra-solvik-v47.csv",
            "anmälda.csv.gz",
            "1.csv",
        ),
    ],
)
def test_other_names_stay_as_they_are(given: str) -> None:
    assert kept_name(given, day=DAY) == given


def test_folders_never_come_along_and_a_file_without_a_name_gets_one() -> None:
    assert kept_name(r"C:\Users\anna.svensson\brott.csv", day=DAY) == "brott.csv"
    assert kept_name("/home/anna.svensson/brott.csv", day=DAY) == "brott.csv"
    assert kept_name("", day=DAY) == "fil"
    assert kept_name("Anna Svensson", day=DAY) == "leverans-2026-11-25"

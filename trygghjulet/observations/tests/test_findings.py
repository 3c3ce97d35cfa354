"""A finding tells a person where the fault is and what to do."""

from __future__ import annotations

from trygghjulet.observations.findings import Finding, UnreadableFile


def test_a_finding_reads_as_a_sentence() -> None:
    finding = Finding(12, "tid", "2025-02-31", "datumet finns inte", "Rätta datumet.")
    assert str(finding) == ("Rad 12, kolumnen ”tid”, värdet ”2025-02-31”: Datumet finns inte. Rätta datumet.")


def test_a_finding_about_the_whole_file_has_no_place() -> None:
    assert (
        str(Finding(None, None, None, "Filen är tom", "Välj en annan fil"))
        == "Filen är tom. Välj en annan fil."
    )


def test_long_values_are_cut() -> None:
    value = Finding(2, None, "x" * 500, "För långt", "Korta texten").value
    assert value is not None
    assert len(value) == 80
    assert value.endswith("…")


def test_an_unreadable_file_says_its_name_and_why() -> None:
    refused = UnreadableFile("brott.csv", Finding(None, None, None, "Filen är tom", "Välj en annan fil"))
    assert str(refused) == "Filen ”brott.csv” kan inte användas. Filen är tom. Välj en annan fil."

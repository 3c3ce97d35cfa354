"""The rules of a plan: SMART help that stops nobody, versions beside each other, and the time line."""

from __future__ import annotations

from datetime import date

import pytest

from trygghjulet.documents.tree import ChartKind
from trygghjulet.steps.measures.rules.smart import missing, smart
from trygghjulet.steps.measures.rules.timeline import Bar, timeline
from trygghjulet.steps.measures.rules.versions import differences, planned


@pytest.mark.requirement("ACT-2")
@pytest.mark.parametrize(
    ("text", "kind", "lacks"),
    [
        ("Misshandel på torget minskar med en fjärdedel till den 31 december 2026.", "effect", "AR"),
        ("Polisen patrullerar torget varje natt mot lördag.", "process", ""),
        ("Kommunen byter 40 lampor före mars.", "production", ""),
        ("Vi ska verka för en tryggare stad.", "effect", "SMRT"),
        ("Bättre stämning.", "process", "SMAT"),
    ],
)
def test_smart_help_names_what_is_missing(text: str, kind: str, lacks: str) -> None:
    assert "".join(check.letter for check in missing(smart(text, kind=kind))) == lacks


def test_smart_help_counts_what_stands_beside_the_words() -> None:
    beside = smart(
        "Färre stölder.", kind="effect", has_target=True, has_baseline=True, has_day=True, who="Kommunpolis"
    )
    assert missing(beside) == ()
    assert "utgångsvärdet" in smart("Färre stölder.", kind="effect")[3].words.casefold()


def test_two_versions_beside_each_other_tell_what_differs() -> None:
    before = [["Åtgärd", "Lampor"], ["Hur", "Snabbt"], ["Läge", "Planerad"]]
    now = [["Åtgärd", "Nya lampor"], ["Läge", "Pågår"], ["Steg: Köp", "Mars"], ["Klart: Köp", "3 mars 2025"]]
    found = differences(before, now)
    assert [(one.label, one.before, one.now) for one in found] == [
        ("Åtgärd", "Lampor", "Nya lampor"),
        ("Läge", "Planerad", "Pågår"),
        ("Steg: Köp", "", "Mars"),
        ("Klart: Köp", "", "3 mars 2025"),
        ("Hur", "Snabbt", ""),
    ]
    assert [one.label for one in planned(found)] == ["Åtgärd", "Steg: Köp", "Hur"]


@pytest.mark.requirement("ACT-3")
def test_the_time_line_has_a_row_for_each_measure_and_step_and_marks_the_day() -> None:
    bars = (
        Bar("Lampor", date(2025, 1, 1), None, "Pågår", "Stadsmiljön"),
        Bar("Upphandla", date(2025, 1, 1), date(2025, 2, 1), "Genomförd", is_step=True),
    )
    chart = timeline(bars, on=date(2025, 1, 15))
    assert chart.kind == ChartKind.TIMELINE
    assert [row.cells[0] for row in chart.table.rows] == ["Lampor", "– Upphandla"]
    assert "1 åtgärd med steg" in chart.alt
    assert [marker.at for marker in chart.markers] == [date(2025, 1, 15)]
    assert timeline(bars, on=date(2026, 1, 15)).markers == ()

"""Answers with a row for each respondent: what is kept, what is dropped and said, and the codebook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tests.making import sheets
from trygghjulet.observations.findings import Reading, UnreadableFile
from trygghjulet.observations.schema import ANSWERS, Kind
from trygghjulet.sources.survey.read import read
from trygghjulet.steps.scanning.registry import format_of

pytestmark = pytest.mark.requirement("SCN-1", "SCN-2", "SEC-4")
SAMPLES = Path(__file__).parents[1] / "samples"
CODEBOOK = """variabel;fråga;kod;svar;roll;saknas
f1;Hur trygg är du ute?;1;Mycket trygg;fråga;
;;2;Mycket otrygg;;
;;99;Vet inte;;ja
k;Kön;1;Kvinna;bakgrund;
;;2;Man;;
v;;;;vikt;"""


def reading(
    path: Path, text: str | bytes | None = None, **given: Mapping[str, str] | frozenset[str]
) -> Reading:
    if text is not None:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path, name=path.name, limits=Limits(), today=date(2026, 11, 25), **given)  # type: ignore[arg-type]  # the tests' own words


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "svar_2025.csv"


def answers(found: Reading, question: str) -> list[str | None]:
    return found.rows.filter(pl.col("question") == question)["answer"].to_list()


@pytest.mark.parametrize(
    ("sample", "people", "variables"),
    [("svar_i_ord.csv", 120, 4), ("svar_med_kodbok_2025.xlsx", 60, 3), ("foretag_2025.csv", 60, 4)],
)
def test_every_sample_of_answers_is_read_whole(sample: str, people: int, variables: int) -> None:
    found = reading(SAMPLES / sample)
    assert (found.kind, found.rows.schema) == (Kind.ANSWERS, ANSWERS)
    assert (found.rows.height, found.rows_read) == (people * variables, people * variables)
    assert found.rows["respondent"].n_unique() == people


def test_a_codebook_gives_words_roles_weights_and_what_is_no_answer(file: Path) -> None:
    text = "f1;k;v\n1;1;0,5\n2.0;2;1,25\n99;1;1\n;2;2\n"
    found = reading(file, text, settings={"codebook": CODEBOOK})
    assert found.findings == ()
    asked = found.rows.filter(pl.col("role") == "question")
    assert sorted(asked["answer"].drop_nulls()) == ["Mycket otrygg", "Mycket trygg"]
    assert asked["answer"].null_count() == 2
    assert asked["title"].unique().to_list() == ["Hur trygg är du ute?"]
    assert sorted(asked["weight"]) == [0.5, 1, 1.25, 2]
    assert sorted(answers(found, "k"), key=str) == ["Kvinna", "Kvinna", "Man", "Man"]
    assert asked["answered_from"].unique().to_list() == [date(2025, 1, 1)]


def test_a_code_that_the_codebook_lacks_is_no_answer_and_told_of_once(file: Path) -> None:
    found = reading(file, "f1;k;v\n1;1;1\n7;1;1\n7;2;1\n", settings={"codebook": CODEBOOK})
    (finding,) = found.findings
    assert (finding.row, finding.column, finding.value) == (None, "f1", "7")
    assert "finns inte i kodboken" in finding.problem
    assert "(2 svar)" in finding.problem
    assert answers(found, "f1").count(None) == 2


@pytest.mark.parametrize(
    ("codebook", "said"),
    [
        ("a;b\n1;2", "Rubrikraden"),
        ("variabel;kod;svar;roll\nf1;1;Ja;kung", "Rollen"),
        ("variabel;kod;svar\nf1;1;Ja\nf1;1;Nej", "betyder två saker"),
        ("variabel;kod;svar\n;1;Ja", "Variabeln saknas"),
    ],
)
def test_a_codebook_with_a_fault_says_where(file: Path, codebook: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said) as refused:
        reading(file, "f1;k\n1;1\n", settings={"codebook": codebook})
    assert refused.value.file_name == "Kodboken"


@pytest.mark.parametrize(
    ("column", "values", "why"),
    [
        ("respondent", ("A1", "A2"), "nummer på den som svarat"),
        ("Namn", ("Bo", "Bo"), "ett namn"),
        ("E-post", ("x", "y"), "peka ut"),
        ("Din e-postadress", ("ja", "nej"), "peka ut"),
        ("Övriga synpunkter", ("Bra", "Bra"), "fritext"),
        ("kontakt", ("bo@exempel.example", ""), "e-postadress"),
        ("när", ("19850709-9805", ""), "personnummer"),
        ("tankar", ("ord " * 40, "x"), "fritext"),
        ("lat", ("59,1", "59,2"), "peka ut"),
    ],
)
def test_what_may_point_somebody_out_is_left_out_and_said_without_its_values(
    file: Path, column: str, values: tuple[str, str], why: str
) -> None:
    found = reading(file, f"trygg;{column}\nJa;{values[0]}\nNej;{values[1]}\n")
    (finding,) = found.findings
    assert (finding.column, finding.value) == (column, None)
    assert why in finding.problem
    assert found.rows["question"].unique().to_list() == ["trygg"]
    assert not set(values) & set(found.rows["answer"].drop_nulls()) - {"Ja", "Nej"}


def test_a_column_with_a_value_of_its_own_on_each_row_is_an_identity(file: Path) -> None:
    rows = "\n".join(f"Ja;K{n:05}" for n in range(30))
    found = reading(file, f"trygg;nyckeln\n{rows}\n")
    assert "eget värde på varje rad" in found.findings[0].problem
    many = "\n".join(f"Ja;{n % 50}" for n in range(100))
    assert "50 olika värden" in reading(file, f"trygg;poäng\n{many}\n").findings[0].problem


def test_respondents_are_numbered_anew_whatever_the_files_order(file: Path) -> None:
    rows = ["Ja;Kvinna;A9", "Nej;Man;A7", "Nej;Kvinna;A8"]
    first = reading(file, "trygg;kön;id\n" + "\n".join(rows))
    second = reading(file, "trygg;kön;id\n" + "\n".join(reversed(rows)))
    assert first.rows.equals(second.rows)
    assert set(first.rows["respondent"]) == {"1", "2", "3"}


def test_only_the_month_of_a_day_is_kept_and_the_future_is_refused(file: Path) -> None:
    found = reading(file, "datum;trygg\n2025-09-17;Ja\n2025-09-30 12:00:00;Nej\n2027-01-01;Ja\nigår;Ja\n")
    assert found.rows.select("answered_from", "answered_to").unique().rows() == [
        (date(2025, 9, 1), date(2025, 9, 30))
    ]
    assert [(f.row, f.value) for f in found.findings] == [(4, "2027-01-01"), (5, "igår")]


@pytest.mark.parametrize("weight", ["", "tung", "-1", "1e400"])
def test_a_row_without_a_sound_weight_is_left_out(file: Path, weight: str) -> None:
    found = reading(file, f"trygg;vikt\nJa;1,5\nNej;{weight}\n")
    assert [(f.row, f.column) for f in found.findings] == [(3, "vikt")]
    assert found.rows["weight"].to_list() == [1.5]


def test_without_weight_all_count_alike_and_it_is_said(file: Path) -> None:
    found = reading(file, "trygg;kön\nJa;Man\nNej;Man\n")
    assert found.rows["weight"].unique().to_list() == [1.0]
    assert any("ingen vikt" in note for note in found.notes)


def test_a_person_may_say_which_column_is_which(file: Path) -> None:
    text = "q1;tyngd;bor;n\nJa;2,5;T1;1\nNej;0,5;T9;2\n"
    found = reading(
        file, text, mapping={"weight": "tyngd", "area": "bor", "date": ""}, areas=frozenset({"T1"})
    )
    told = found.rows.filter(pl.col("question") == "q1").sort("weight")
    assert told.select("weight", "area", "given_area").rows() == [(0.5, None, "T9"), (2.5, "T1", "T1")]
    with pytest.raises(UnreadableFile, match="ingen kolumn som heter tyngden"):
        reading(file, text, mapping={"weight": "tyngden"})


def test_the_columns_are_guessed_by_their_names() -> None:
    found = format_of("survey").propose
    assert found is not None
    assert found(["Trygg?", "Kalibreringsvikt", "Stadsdel", "Svarsdatum"]) == {
        "weight": "Kalibreringsvikt",
        "area": "Stadsdel",
        "date": "Svarsdatum",
    }


def test_an_age_in_years_becomes_a_group(file: Path) -> None:
    found = reading(file, "trygg;ålder\n" + "\n".join(f"Ja;{age}" for age in range(16, 96)))
    assert sorted(set(answers(found, "ålder"))) == ["16–24 år", "25–44 år", "45–64 år", "65–84 år", "85– år"]
    assert any("åldersgrupper" in note for note in found.notes)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("svar_2025.csv", b"", "tom"),
        ("svar_2025.csv", b"trygg;vikt\n", "inga rader"),
        ("svar_2025.xls", b"<html><table></table></html>", "webbsida"),
        ("svar_2025.xlsx", b"PK\x03\x04 avklippt", "skadad"),
        ("svar_2025.csv", b"tr\xffygg;k\xc3\xb6n\n1;2\n\x81", "byte"),
        ("svar_2025.csv", b"id;namn\n1;Bo\n2;Ann\n", "ingen fr\xe5ga"),
        ("svar.csv", b"trygg;kon\nJa;Man\n", "vilket \xe5r"),
        ("svar_2031.csv", b"trygg;kon\nJa;Man\n", "framtiden"),
        ("svar_2025.csv", "trygg;område\nJa;bo@exempel.example\n".encode(), "e-postadress"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        reading(tmp_path / name, content)


def test_the_codebook_may_lie_in_a_sheet_of_its_own(tmp_path: Path) -> None:
    book = {
        "Data": [["f1", "v"], [1, 2], [2, 1]],
        "Kodbok": [line.split(";") for line in CODEBOOK.splitlines()],
    }
    found = reading(sheets(tmp_path / "svar_2025.xlsx", book))
    assert sorted(str(answer) for answer in answers(found, "f1")) == ["Mycket otrygg", "Mycket trygg"]


#: Without the separators of records that Python alone takes for blanks.
_CELL = st.text(st.characters(codec="utf-8", exclude_characters=';"\r\n\0\x1c\x1d\x1e\x1f'), max_size=12)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(_CELL, _CELL, _CELL), min_size=1, max_size=8))
def test_whatever_people_answer_it_is_read_or_refused_and_nothing_is_made_up(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "hypotes_2025.csv"
    try:
        found = reading(path, "trygg;kön;vikt\n" + "\n".join(";".join(row) for row in rows))
    except UnreadableFile as refused:
        assert refused.finding.problem  # noqa: PT017  # either outcome is right; each must hold its own
        return
    written = {" ".join(cell.split()) for row in rows for cell in row}
    assert set(found.rows["answer"].drop_nulls()) <= written
    assert found.rows["weight"].is_between(0, 1e9).all()


def test_a_sheet_about_the_file_gives_way_to_the_one_with_answers(tmp_path: Path) -> None:
    path = sheets(
        tmp_path / "svar_2025.xlsx",
        {
            "Om filen": [("Kontakt", "Enhet"), ("Växeln", "Kansliet")],
            "Svar": [("område", "trygg"), *[("Norr", "Ja"), ("Söder", "Nej")] * 10],
            "Kodbok": [("variabel", "fråga", "roll"), ("trygg", "Är du trygg?", "fråga")],
            "Gammalt": [("område", "trygg"), ("Norr", "Ja")],
        },
        hidden=("Gammalt",),
    )
    found = reading(path)
    assert answers(found, "trygg").count("Ja") == 10
    assert any("Dolda blad läses inte: Gammalt." in note for note in found.notes)

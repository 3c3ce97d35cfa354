"""The database's pages and workbooks, the yearly lists' traps, divisions that changed, and damaged files."""

import struct
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tests.making import old_workbook, shared, sheets, workbook
from trygghjulet.observations.findings import Reading, UnreadableFile
from trygghjulet.observations.schema import COUNTS
from trygghjulet.sources.bra.read import read
from trygghjulet.steps.scanning.registry import format_of

pytestmark = pytest.mark.requirement("SCN-1", "SCN-2")
SAMPLES = Path(__file__).parents[1] / "samples"
HEADER = "Region;Brott;År;Period;Antal;/100 000 inv\n"
TABLE = [
    ["Anmälda brott"],
    [None, "År"],
    [None, "2024", "2025 prel."],
    [None, "Antal", "Antal"],
    ["Ale kommun"],
    ["Rån", 1416, ".."],
    ["Stöld", "-", 7],
    ["Hela landet"],
    ["Rån", "6\u00a0200", 6100],
]


def reading(path: Path, content: bytes | None = None, *, name: str = "") -> Reading:
    if content is not None:
        path.write_bytes(content)
    return read(path, name=name or path.name, limits=Limits(), today=date(2026, 11, 25))


def noted(found: Reading) -> str:
    return " ".join(found.notes)


def amounts(found: Reading) -> dict[tuple[str, str, int], int | None]:
    return {
        (row["area"], row["category"], row["period_from"].year): row["amount"]
        for row in found.rows.iter_rows(named=True)
    }


@pytest.mark.parametrize(
    ("sample", "rows", "repeated"),
    [
        ("databasfil_ar.txt", 18, True),
        ("databasfil_manad.txt", 15, False),
        ("anmalda_brott_kommunerna_2021.csv", 4, False),
        ("anmalda_brott_kommunerna_2024.csv", 3, False),
        ("resultat.html", 6, False),
        ("resultat.xlsx", 12, False),
        ("delomraden.csv", 8, False),
        ("df_ind_Solvik.xlsx", 12, False),
    ],
)
def test_every_sample_is_read_whole(sample: str, rows: int, repeated: bool) -> None:
    found = reading(SAMPLES / sample)
    assert (found.rows.height, found.findings, found.rows.schema) == (rows, (), COUNTS)
    assert ("upprepar" in noted(found)) is repeated


def test_all_samples_are_tried() -> None:
    assert len(format_of("bra").samples) == 8


def test_the_real_result_page_has_174_cells_of_which_some_are_missing() -> None:
    path = shared("bra/sol_result_page_missing_values.html")
    found = reading(path)
    assert (found.rows_read, found.rows.height, found.findings) == (174, 174, ())
    told = amounts(found)
    assert told["Hela landet", "Totalt antal brott", 2011] == 1_416_280
    assert told["Blekinge län", "Totalt antal brott", 2015] is None
    assert told["Region Bergslagen", "Totalt antal brott", 2016] == 109_183
    assert found.rows["missing"].count() == path.read_text(encoding="utf-8").count(">..<")
    assert found.rows.filter(pl.col("status") == "preliminary")["period_from"].unique().to_list() == [
        date(2016, 1, 1)
    ]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_a_result_page_saved_as_xls_is_read_in_either_encoding(tmp_path: Path, encoding: str) -> None:
    page = (SAMPLES / "resultat.html").read_bytes().decode("latin-1")
    page = page.replace("Solvik kommun", "Öckerö kommun")
    found = reading(tmp_path / "resultat.xls", page.encode(encoding))
    assert amounts(found)["Öckerö kommun", "Totalt antal brott", 2024] == 5127


def test_a_page_by_month_with_both_measures(tmp_path: Path) -> None:
    page = """<table><tr><td></td><th id="1" axis="ar">2025</th></tr>
    <tr><th id="m1" axis="manader">Jan</th><th id="m2" axis="manader">Feb</th></tr>
    <tr><th id="antal" axis="matt">Antal</th><th id="per" axis="matt">/100 000 inv</th></tr>
    <tr><th id="r" axis="region">Ale kommun</th></tr>
    <tr><th headers="r">Rån</th><td headers="1 m1 r antal">3</td><td headers="1 m1 r per">9,5</td>
    <td headers="1 m2 r antal">-</td><td headers="1 m2 r per">-</td></tr></table>"""
    found = reading(tmp_path / "sida.html", page.encode())
    assert found.rows.select("period_from", "amount", "rate_per_100k").rows() == [
        (date(2025, 1, 1), 3, 9.5),
        (date(2025, 2, 1), 0, 0.0),
    ]


@pytest.mark.parametrize("old", [True, False], ids=["xls", "xlsx"])
def test_the_excel_table_with_its_region_rows(tmp_path: Path, old: bool) -> None:
    path = (old_workbook if old else workbook)(tmp_path / ("t.xls" if old else "t.xlsx"), TABLE)
    found = reading(path)
    assert found.findings == ()
    assert amounts(found) == {
        ("Ale kommun", "Rån", 2024): 1416,
        ("Ale kommun", "Rån", 2025): None,
        ("Ale kommun", "Stöld", 2024): 0,
        ("Ale kommun", "Stöld", 2025): 7,
        ("Hela landet", "Rån", 2024): 6200,
        ("Hela landet", "Rån", 2025): 6100,
    }
    assert found.rows["status"].to_list() == ["final", "preliminary"] * 3


def test_an_old_workbook_with_a_cell_far_out_is_refused_and_takes_nothing_with_it(tmp_path: Path) -> None:
    content = bytearray(old_workbook(tmp_path / "t.xls", TABLE).read_bytes())
    number = struct.pack("<HH", 0x203, 14)  # a number's record: row and column follow
    struct.pack_into("<HH", content, content.rfind(number) + len(number), 65_535, 65_535)
    with pytest.raises(UnreadableFile, match=r"för stor|skadad"):
        reading(tmp_path / "t.xls", bytes(content))


def test_the_excel_table_by_month_with_both_measures(tmp_path: Path) -> None:
    rows = [
        ["", "2025", "", "2026 prel.", ""],
        ["", "Jan", "", "Jan", ""],
        ["", "Antal", "/100 000 inv", "Antal", "/100 000 inv"],
        ["Ale kommun"],
        ["Rån", 3, 9, 4, 12],
    ]
    # Merged headings leave their later cells empty; the month stands over both measures.
    rows[1] = ["", "Jan", "Jan", "Jan", "Jan"]
    found = reading(workbook(tmp_path / "t.xlsx", rows))
    assert found.rows.select("period_to", "amount", "rate_per_100k", "status").rows() == [
        (date(2025, 1, 31), 3, 9.0, "final"),
        (date(2026, 1, 31), 4, 12.0, "preliminary"),
    ]


INDICATORS = {
    "one header row": [
        ["Titel"],
        ["Region", "Antal 2024", "Antal per 100 000 2024"],
        ["Ale", "1 000", "3 100"],
    ],
    "measures above years": [
        ["Titel"],
        ["", "Antal", "Antal per 100 000"],
        ["Region", "2024", "2024"],
        ["Ale", 1000, 3100],
    ],
    "years below": [
        ["Titel"],
        ["Region", "Antal", "Antal per 100 000"],
        ["", "2024", "2024"],
        ["Ale", 1000, 3100],
    ],
    "long": [["Titel"], ["Region", "År", "Antal", "Antal per 100 000"], ["Ale", 2024, 1000, 3100]],
}


@pytest.mark.parametrize("way", INDICATORS)
def test_the_workbook_of_indicators_however_its_header_is_laid(tmp_path: Path, way: str) -> None:
    book = {
        "Om": [["Text"]],
        "Blad2": INDICATORS[way],
        "Misshandel-NTU": [["T"], ["Region", "2017/2018"], ["Ale", 3]],
    }
    found = reading(sheets(tmp_path / "df_ind_Ale.xlsx", book))
    assert found.rows.select("area", "category", "amount", "rate_per_100k").rows() == [
        ("Ale", "Skadegörelsebrott", 1000, 3100.0)
    ]
    assert "Misshandel-NTU" in noted(found)


def test_zeros_of_areas_before_they_existed_and_after_they_ended_are_no_figures(tmp_path: Path) -> None:
    text = HEADER + "".join(
        f"{area};Rån;År;{year};{amount};{amount};\n"
        for area, year, amount in (
            ("Stadsområde Centrum (Gbg)", 2020, 0),
            ("Stadsområde Centrum (Gbg)", 2021, 0),
            ("Stadsområde Centrum (Gbg)", 2022, 41),
            ("Majorna-Linné stadsdel (upphörde 2021-01-01)", 2010, 0),
            ("Majorna-Linné stadsdel (upphörde 2021-01-01)", 2020, 12),
            ("Majorna-Linné stadsdel (upphörde 2021-01-01)", 2021, 0),
        )
    )
    found = reading(tmp_path / "d.txt", text.encode("latin-1"))
    assert found.rows["amount"].to_list() == [None, 0, 41, None, 12, None]
    assert found.rows["rate_per_100k"].null_count() == 3
    assert found.rows["missing"].count() == 3
    assert "Nollor från år då området inte fanns: 3" in noted(found)


def test_districts_are_never_to_be_added_up_to_the_city() -> None:
    found = reading(shared("bra/bra-goteborg-stadsomraden.csv"))
    assert "av Göteborg kommun" in noted(found)
    assert "Lägg aldrig ihop delarna" in noted(found)
    assert "Lägg aldrig ihop delarna" in noted(reading(SAMPLES / "delomraden.csv"))


def test_the_list_of_2021_tells_that_districts_are_not_municipalities() -> None:
    found = reading(SAMPLES / "anmalda_brott_kommunerna_2021.csv")
    assert found.rows["area"].to_list() == ["Ekvik", "Solvik", "Västerdal", "Solvik-Norra"]
    assert found.rows["period_to"].unique().to_list() == [date(2021, 12, 31)]
    assert "inte är kommuner: 1" in noted(found)


def test_a_crime_keeps_its_code_and_its_commas() -> None:
    found = reading(shared("bra/sol_dbfil_manad.latin1.txt"))
    (crime,) = found.rows["category"].unique().to_list()
    assert crime.startswith("0950 - Befogenhetsbedrägeri, bedrägeri genom social manipulation")


def test_the_real_year_file_has_its_parents_once_and_their_missing_figures() -> None:
    found = reading(shared("bra/sol_dbfil_ar.latin1.txt"))
    assert found.rows.filter(pl.col("category") == "Lag om straff för penningtvättsbrott")[
        "amount"
    ].to_list() == [
        19017,
        19571,
    ]
    assert found.rows["missing"].count() == 11
    assert "upprepar en tidigare rad: 2" in noted(found)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("tom.txt", b"", "tom"),
        ("d.txt", HEADER.encode("latin-1"), "inga rader"),
        ("d.txt", HEADER.encode() + "Ale;Rån;År;2024;1;1;\n".encode("latin-1"), "byte"),
        ("d.txt", HEADER.encode().replace(b"\n", b"\0\n"), "nolltecken"),
        ("fel.html", b"<html><body><h1>Logga in</h1></body></html>", "ingen resultattabell"),
        ("fel.xls", b"<html><table><tr><td>1</td></tr></table></html>", "ingen resultattabell"),
        ("fel.html", b"<", "webbsida"),
        ("d.xlsx", b"PK\x03\x04 avklippt", "skadad"),
        ("d.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "skadad"),
        ("d.csv", b"Fr\xe5ga;Svar\n1;2\n", "ingen av Br"),
        ("d.pdf", b"%PDF-1.7", "PDF"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        reading(tmp_path / name, content)


def test_a_workbook_without_years_says_what_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="varken en resultattabell"):
        reading(workbook(tmp_path / "t.xlsx", [["Vad", "Hur många"], ["Rån", 3]]))


@pytest.mark.parametrize(
    "sample", ["resultat.html", "resultat.xlsx", "databasfil_ar.txt", "df_ind_Solvik.xlsx"]
)
@settings(max_examples=40, deadline=None)
@given(cut=st.integers(1, 400), flip=st.integers(0, 10_000), to=st.integers(0, 255))
def test_a_cut_or_spoiled_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, sample: str, cut: int, flip: int, to: int
) -> None:
    content = bytearray((SAMPLES / sample).read_bytes())
    content[flip % len(content)] = to
    path = tmp_path_factory.getbasetemp() / f"spoiled-{sample}"
    path.write_bytes(bytes(content[: len(content) - cut % len(content)]))
    try:
        found: Reading | str = reading(path)
    except UnreadableFile as refused:
        found = refused.finding.remedy
    assert found.rows.height <= found.rows_read if isinstance(found, Reading) else found


def test_the_year_of_a_list_may_be_stated_when_the_source_is_set_up(tmp_path: Path) -> None:
    path = tmp_path / "lista.csv"
    path.write_text("Kommun;Antal;Per 100 000 inv.\nAle;1;2\n")
    found = read(path, name=path.name, limits=Limits(), today=date(2026, 11, 25), year=2024)
    assert found.rows["period_from"].to_list() == [date(2024, 1, 1)]


def test_indicators_know_preliminary_years_and_the_foot_of_the_sheet(tmp_path: Path) -> None:
    rows = [
        ["Bilbrott"],
        ["Region", "Antal 2023", "Antal 2024 prel."],
        ["Ale", 10, 12],
        ["Hela riket", 1000, ".."],
        ["Källa: Brå", "", ""],
        ["* Preliminära uppgifter.", "", ""],
    ]
    found = reading(sheets(tmp_path / "df_ind_Ale.xlsx", {"Bilbrott": rows}))
    told = found.rows.sort("area", "period_from").select("area", "amount", "status").rows()
    assert told == [
        ("Ale", 10, "final"),
        ("Ale", 12, "preliminary"),
        ("Hela riket", 1000, "final"),
        ("Hela riket", None, "preliminary"),
    ]
    assert found.findings == ()

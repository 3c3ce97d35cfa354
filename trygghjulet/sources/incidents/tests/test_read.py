"""Incidents from files as they come: good rows kept, bad rows explained."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
import pyogrio
import pytest
import shapely
from pyproj import Transformer

from trygghjulet.analysis.ground.grid import project
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tests.making import workbook
from trygghjulet.observations.findings import Reading, UnreadableFile
from trygghjulet.observations.schema import INCIDENTS
from trygghjulet.sources.incidents.columns import Mapping
from trygghjulet.sources.incidents.places import Bounds
from trygghjulet.sources.incidents.read import read

pytestmark = pytest.mark.requirement("SCN-2", "SCN-4")
TODAY = date(2026, 11, 21)
GOTEBORG = (11.0, 57.0, 13.0, 58.5)
POINT = (11.97, 57.7)
X, Y = (float(metres) for metres in project(*POINT, 3006))


def reading(
    path: Path, text: str | None = None, *, bounds: Bounds | None = GOTEBORG, mapping: Mapping | None = None
) -> Reading:
    if text is not None:
        path.write_text(text, encoding="utf-8")
    return read(path, name=path.name, limits=Limits(), today=TODAY, bounds=bounds, mapping=mapping)


def one_row(path: Path, header: str, row: str) -> Reading:
    return reading(path, f"{header}\n{row}\n")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "händelser.csv"


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("lon,lat,time,category", "11.97,57.7,2025-01-31 14:05,Klotter"),
        ("Latitud;Longitud;Tidpunkt;Brottstyp", "57,7;11,97;2025-01-31T14:05:00+01:00;Klotter"),
        (
            "ID;SWEREF99 N;SWEREF99 E;Datum;Klockslag;Händelsetyp",
            f"7;{Y:.0f};{X:.0f};31/1/2025;14.05;Klotter",
        ),
        ("x\ty\tDatum\tKategori", f"{X:.0f}\t{Y:.0f}\t2025-01-31 14:05\tKlotter"),
        ("Öst;Nord;Från;Till;Kategori", "319 439,8;6 399 348,1;2025-01-31 14:05;2025-02-01;Klotter"),
    ],
)
def test_columns_are_recognised_and_points_end_in_sweref(file: Path, header: str, row: str) -> None:
    found = one_row(file, header, row)
    assert found.findings == ()
    assert found.epsg == 3006
    (incident,) = found.rows.to_dicts()
    assert incident["happened_from"] == datetime.fromisoformat("2025-01-31T14:05")
    assert incident["category"] == "Klotter"
    assert incident["x"] == pytest.approx(X, abs=1)
    assert incident["y"] == pytest.approx(Y, abs=1)
    assert found.rows.schema == INCIDENTS


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("2025-02-30;Klotter;11,97;57,7;", "tid", "ingen sådan dag"),
        ("2027-01-31;Klotter;11,97;57,7;", "tid", "framtiden"),
        ("1925-01-31;Klotter;11,97;57,7;", "tid", "före år 1990"),
        ("igår;Klotter;11,97;57,7;", "tid", "inte att tolka"),
        (";Klotter;11,97;57,7;", "tid", "Tidpunkten saknas"),
        ("2025-01-31;;11,97;57,7;", "typ", "Kategorin saknas"),
        ("2025-01-31;Klotter;57,7;11,97;", "lon, lat", "bytt plats"),
        ("2025-01-31;Klotter;18,06;59,3;", "lon, lat", "utanför"),
        ("2025-01-31;Klotter;319605;6398977;", "lon, lat", "inte longitud och latitud"),
        ("2025-01-31;Klotter;0;0;", "lon", "0, 0"),
        ("2025-01-31;Klotter;x;57,7;", "lon", "inte ett tal"),
        ("2025-01-31;Klotter;;57,7;", "lon", "Den ena koordinaten"),
        ("2025-01-31;Klotter;;;", "lon, lat, område", "Platsen saknas"),
        ("2025-01-31;Klotter", None, "2 av 5"),
        ("2025-01-31;Klotter;11,97;57,7;Centrum;extra", None, "6 värden"),
        ('2025-01-31;"Klotter;11,97;57,7;Centrum', None, "citattecken"),
    ],
)
def test_a_bad_row_is_explained_and_the_others_kept(
    file: Path, row: str, column: str | None, said: str
) -> None:
    good = "2025-01-31;Klotter;11,97;57,7;Centrum"
    found = reading(file, f"tid;typ;lon;lat;område\n{good}\n{row}\n{good}\n{good}\n")
    assert found.rows.height == 3
    assert found.rows_read == 4
    (finding,) = found.findings
    assert (finding.row, finding.column) == (3, column)
    assert said in finding.problem
    assert finding.remedy


def test_several_faults_in_a_row_are_all_told(file: Path) -> None:
    found = one_row(file, "tid;typ;lon;lat", "2025-02-30;;0;0")
    assert len(found.findings) == 3
    assert {finding.row for finding in found.findings} == {2}
    assert found.rows.is_empty()


def test_a_span_keeps_both_ends_and_a_backward_one_is_told(file: Path) -> None:
    found = reading(
        file,
        "från;till;brottstyp;område\n"
        "2025-01-31 22:00;2025-02-01 06:00;Inbrott;Centrum\n"
        "2025-01-31 22:00;2025-01-31;Inbrott;Centrum\n"
        "2025-01-31 22:00;2025-01-30 06:00;Inbrott;Centrum\n"
        "2025-01-31 22:00;;Inbrott;Centrum\n",
    )
    assert found.rows["happened_to"].to_list() == [
        datetime.fromisoformat("2025-02-01T06:00"),
        datetime.fromisoformat("2025-02-01T00:00"),
        None,
    ]
    assert [finding.row for finding in found.findings] == [4]


def test_a_given_area_is_place_enough(file: Path) -> None:
    found = one_row(file, "datum;brott;stadsområde", "2025-01-31;Klotter;Centrum")
    assert found.rows["given_area"].to_list() == ["Centrum"]
    assert found.rows["x"].to_list() == [None]
    assert found.epsg is None


def test_amounts_and_keys(file: Path) -> None:
    found = reading(
        file,
        "datum;brott;område;antal;ärendenummer\n2025-01-31;A;C;3;K1\n2025-01-31;A;C;0;K2\n2025-01-31;A;C;1;K1\n",
    )
    assert found.rows["amount"].to_list() == [3, 1]
    assert [finding.column for finding in found.findings] == ["antal"]
    assert any("samma ärendenummer" in note for note in found.notes)


def test_unknown_columns_are_listed_and_can_be_stated(file: Path) -> None:
    text = "a;b;c;d\n2025-01-31;Klotter;11,97;57,7\n"
    with pytest.raises(UnreadableFile) as error:
        reading(file, text)
    assert "a, b, c, d" in str(error.value)
    assert all(what in str(error.value) for what in ("tidpunkt", "kategori", "plats"))
    stated = Mapping(happened_from="a", category="b", x="c", y="d")
    assert reading(file, mapping=stated).rows.height == 1
    with pytest.raises(UnreadableFile, match="ingen kolumn som heter e"):
        reading(file, mapping=Mapping(category="e"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lon;lat;tid;typ\n57,7;11,97;2025-01-31;A\n57,7;11,97;2025-01-31;A\n", "bytt plats"),
        ("x;y;tid;typ\n6398977;319605;2025-01-31;A\n", "bytt plats"),
        ("x;y;tid;typ\n149605;6398977;2025-01-31;A\n", "lokal zon"),
        ("x;y;tid;typ\n1270000;1270000;2025-01-31;A\n", "varken WGS 84"),
        ("lon;lat;tid;typ\n11,97;57,7;1/31/2025;A\n11,97;57,7;1/2/2025;A\n", "månad/dag/år"),
    ],
)
def test_a_file_that_is_wrong_throughout_is_refused(file: Path, text: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        reading(file, text)


def test_findings_are_told_to_a_limit_and_counted_after_it(file: Path) -> None:
    row = "2025-02-30;Klotter;11,97;57,7\n"
    found = reading(file, "tid;typ;lon;lat\n" + row * 10_500)
    assert len(found.findings) == 10_000
    assert found.findings[0].row == 2
    assert found.findings[-1].row == 10_001
    assert any("10\N{NO-BREAK SPACE}500 anmärkningar" in note for note in found.notes)


def test_excel_and_parquet_give_the_same_rows_as_csv(tmp_path: Path) -> None:
    when = datetime.fromisoformat("2025-01-31T14:05")
    names = ("tid", "typ", "lon", "lat")
    sheet = reading(workbook(tmp_path / "h.xlsx", [names, [when, "Klotter", 11.97, 57.7]]))
    frame = pl.DataFrame({"tid": [when], "typ": ["Klotter"], "lon": [11.97], "lat": [57.7]})
    frame.write_parquet(tmp_path / "h.parquet")
    columnar = reading(tmp_path / "h.parquet")
    text = reading(tmp_path / "h.csv", "tid;typ;lon;lat\n2025-01-31 14:05;Klotter;11,97;57,7\n")
    assert sheet.rows.equals(text.rows)
    assert columnar.rows.equals(text.rows)


@pytest.mark.parametrize(("driver", "name"), [("GeoJSON", "h.geojson"), ("GPKG", "h.gpkg")])
@pytest.mark.parametrize("epsg", [4326, 3006, 3007])
def test_points_of_a_map_are_read_in_any_declared_system(
    tmp_path: Path, driver: str, name: str, epsg: int
) -> None:
    at = Transformer.from_crs(4326, epsg, always_xy=True).transform(*POINT)
    pyogrio.raw.write(
        tmp_path / name,
        shapely.to_wkb([shapely.Point(at), None]),
        [pl.Series(["2025-01-31 14:05"] * 2).to_numpy(), pl.Series(["Klotter"] * 2).to_numpy()],
        ["tid", "typ"],
        geometry_type="Point",
        crs=f"EPSG:{epsg}",
        driver=driver,
    )
    found = reading(tmp_path / name)
    assert found.rows["x"].to_list() == pytest.approx([X], abs=1)
    assert found.rows["y"].to_list() == pytest.approx([Y], abs=1)
    assert [finding.problem for finding in found.findings] == ["Platsen saknas."]


def test_areas_are_not_incidents(tmp_path: Path) -> None:
    pyogrio.raw.write(
        tmp_path / "o.geojson",
        shapely.to_wkb([shapely.box(11, 57, 12, 58)]),
        [pl.Series(["x"]).to_numpy()],
        ["tid"],
        geometry_type="Polygon",
        crs="EPSG:4326",
        driver="GeoJSON",
    )
    with pytest.raises(UnreadableFile, match="inte punkter"):
        reading(tmp_path / "o.geojson")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("19121212-1212", "ett personnummer"),
        ("ring 070-123 45 67", "ett telefonnummer"),
        ("anna@exempel.se", "en e-postadress"),
        ("ABC 123", "ett registreringsnummer"),
    ],
)
def test_personal_data_as_category_or_area_is_a_finding_that_does_not_repeat_it(
    file: Path, value: str, kind: str
) -> None:
    found = reading(
        file, f"tid;typ;område\n2025-01-01;{value};Mitt\n2025-01-01;Stöld;{value}\n2025-01-01;Stöld;Mitt 12\n"
    )
    assert found.rows.height == 1
    assert [(f.row, f.column, f.problem) for f in found.findings] == [
        (2, "typ", f"Värdet ser ut som {kind}."),
        (3, "område", f"Värdet ser ut som {kind}."),
    ]
    assert {f.value for f in found.findings} == {f"{value[:4]}…"}


def test_an_area_code_that_looks_like_a_plate_is_an_area(file: Path) -> None:
    text = "tid;typ;område\n2025-01-01;Stöld;GBG001\n"
    file.write_text(text, encoding="utf-8")
    kept = read(file, name=file.name, limits=Limits(), today=TODAY, areas={"GBG001"})
    assert kept.rows.height == 1


def test_a_column_of_free_text_is_not_taken_for_categories(file: Path) -> None:
    rows = "".join(f"2025-01-01;Händelse {n};Mitt\n" for n in range(501))
    with pytest.raises(UnreadableFile, match=r"fritext.*Är det rätt kolumn"):
        reading(file, f"tid;typ;område\n{rows}")
    one = reading(file, f"tid;typ;område\n2025-01-01;{'a' * 121};Mitt\n2025-01-01;{'a' * 120};Mitt\n")
    assert one.rows.height == 1
    assert "längre än 120 tecken" in one.findings[0].problem


@pytest.mark.requirement("SEC-4")
@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("850312-2384", "ett personnummer"),
        ("198503122384", "ett personnummer"),
        ("a@b.se", "en e-postadress"),
        ("Kevin Jönsson", "ett namn"),
    ],
)
def test_a_key_that_tells_of_a_person_is_a_finding(file: Path, key: str, kind: str) -> None:
    found = reading(
        file,
        "id;tid;typ;område\n"
        + "".join(f"{one};2025-01-01;Stöld;Mitt\n" for one in (key, "250101-0012", "K 7")),
    )
    assert found.rows["key"].to_list() == ["250101-0012", "K 7"]
    assert [(f.row, f.column, f.value, f.problem) for f in found.findings] == [
        (2, "id", f"{key[:4]}…", f"Värdet ser ut som {kind}.")
    ]


@pytest.mark.requirement("SEC-4")
def test_a_column_of_personnummer_is_refused_as_key(file: Path) -> None:
    rows = "".join(f"{key};2025-01-01;Stöld;Mitt\n" for key in ("1212121212", "191212121212", "X1"))
    with pytest.raises(UnreadableFile, match=r"Kolumnen id ser ut att innehålla personnummer") as refused:
        reading(file, f"id;tid;typ;område\n{rows}")
    assert "1212" not in str(refused.value)


@pytest.mark.requirement("SEC-4")
def test_an_area_that_is_an_address_loses_the_number_of_its_house(file: Path) -> None:
    found = reading(
        file,
        "tid;typ;område\n2025-01-01;Stöld;Storgatan 14 B lgh 1203\n2025-01-01;Stöld;Område 12\n"
        "2025-01-01;Storgatan 14 B;Mitt\n",
    )
    assert found.rows["given_area"].to_list() == ["Storgatan", "Område 12"]
    assert any("Rader där området är en adress: 1. Husnumret är borttaget" in note for note in found.notes)
    assert [(f.row, f.problem) for f in found.findings] == [(4, "Värdet ser ut som en gatuadress.")]


def test_a_row_that_sums_up_others_is_left_out(file: Path) -> None:
    found = reading(
        file,
        "tid;område;typ;antal\n2025-01-01;Mitt;Stöld;2\n2025-01-01;Väst;Stöld;3\n2025-12-31;Totalt;Alla;5\n"
        "2025-12-31;Mitt;SUMMA:;2\n",
    )
    assert found.rows["amount"].sum() == 5
    assert [(f.row, f.column) for f in found.findings] == [(4, "område"), (5, "typ")]
    assert all("är en summa av andra rader" in f.problem for f in found.findings)


def test_rows_alike_in_every_column_count_once_and_others_of_the_same_key_all_count(file: Path) -> None:
    rows = (
        "A1;2025-01-01;Stöld;Mitt;blå\n" * 3 + "A1;2025-01-01;Stöld;Mitt;röd\nA2;2025-01-01;Stöld;Mitt;blå\n"
    )
    found = reading(file, f"ärendenummer;tid;typ;område;färg\n{rows}")
    assert (found.rows.height, found.rows_read, found.findings) == (3, 5, ())
    said = " ".join(found.notes)
    assert "lika en tidigare rad i alla kolumner: 2. De räknas en gång." in said
    assert "Rader med samma ärendenummer som en tidigare rad, men med andra uppgifter: 1. Alla räknas" in said


def test_rows_alike_without_a_key_are_events_of_their_own(file: Path) -> None:
    found = reading(file, "tid;typ;område\n2025-01-01;Stöld;Mitt\n2025-01-01;Stöld;Mitt\n")
    assert found.rows.height == 2


def test_titles_above_the_header_are_passed_over(file: Path) -> None:
    found = reading(file, "Händelser 2025;;\n\ntid;typ;område\n2025-01-01;Stöld;Mitt\n")
    assert found.rows["category"].to_list() == ["Stöld"]
    assert "Rubrikraden är rad 3. Det som står ovanför den är inte läst." in found.notes


def test_the_hour_that_never_was_is_told_and_the_one_that_came_twice_is_not_backwards(file: Path) -> None:
    found = reading(
        file,
        "från;till;typ;område\n2025-03-30 02:30;;Stöld;Mitt\n2025-03-30 03:00;;Stöld;Mitt\n"
        "2025-10-26T02:50:00+02:00;2025-10-26T02:10:00+01:00;Stöld;Mitt\n"
        "2025-10-25 02:50;2025-10-25 02:10;Stöld;Mitt\n",
    )
    assert [(f.row, f.problem) for f in found.findings] == [(5, "Sluttiden ligger före starttiden.")]
    assert any("Tider som inte fanns" in note and "började: 1. De är lästa" in note for note in found.notes)
    assert found.rows.select("happened_from", "happened_to").rows() == [
        (datetime.fromisoformat("2025-03-30T02:30"), None),
        (datetime.fromisoformat("2025-03-30T03:00"), None),
        (datetime.fromisoformat("2025-10-26T02:50"), None),
    ]


def test_days_that_can_be_read_in_two_ways_are_told_of(file: Path) -> None:
    found = reading(file, "datum;typ;område\n03/04/2025;Stöld;Mitt\n05/06/2025;Stöld;Mitt\n")
    assert any("går att läsa på två sätt, som 03/04/2025: 2." in note for note in found.notes)
    assert found.rows["happened_from"].dt.month().to_list() == [4, 6]

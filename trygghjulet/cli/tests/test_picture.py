"""`trygghjulet picture` from files to figures: what is counted, what is refused, and what is said where."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest

from trygghjulet.cli.command import main
from trygghjulet.cli.wording import Progress

pytestmark = pytest.mark.requirement("PIC-1", "SCN-2")

HEADER = "tid,kategori,lon,lat"
IN_WEST, IN_EAST, BETWEEN = "11.95,57.705", "11.985,57.705", "11.9699,57.73"


def area(name: str, west: float, east: float) -> dict[str, object]:
    ring = [[west, 57.7], [east, 57.7], [east, 57.71], [west, 57.71], [west, 57.7]]
    return {
        "type": "Feature",
        "properties": {"kod": name[0], "namn": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


class Desk:
    """A folder with a map of two areas, and the command at hand."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.areas = self.lay("karta.geojson", self.map(area("Väst", 11.94, 11.97), area("Öst", 11.97, 12.0)))

    @staticmethod
    def map(*features: object) -> bytes:
        return json.dumps({"type": "FeatureCollection", "features": features}).encode()

    def lay(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def incidents(self, rows: Iterable[str], name: str = "brott.csv") -> Path:
        return self.lay(name, "\n".join([HEADER, *rows]).encode())

    def run(
        self, incidents: Path, *more: str, first: str = "2025-01-01", last: str = "2025-12-31"
    ) -> tuple[str, str]:
        arguments = ["--incidents", str(incidents), "--areas", str(self.areas), "--from", first, "--to", last]
        assert main(["picture", *arguments, *more]) == 0
        told = self._capsys.readouterr()
        return told.out, told.err

    def figures(self, incidents: Path, **period: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.run(incidents, "--json", **period)[0])
        return found

    def refused(self, incidents: Path) -> str:
        with pytest.raises(SystemExit) as ended:
            self.run(incidents, "--json")
        told = self._capsys.readouterr()
        assert (ended.value.code, told.out) == (2, "")
        assert "Traceback" not in told.err
        return told.err


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_both_days_of_the_period_count_whole(desk: Desk) -> None:
    times = ("2024-12-31 23:59:59", "2025-01-01 00:00:00", "2025-03-31 23:59:59", "2025-04-01 00:00:00")
    figures = desk.figures(desk.incidents(f"{time},rån,{IN_WEST}" for time in times), last="2025-03-31")
    assert figures["total"] == 2
    assert [m["count"] for m in figures["months"]] == [1, 0, 1]


def test_each_incident_in_its_area_and_those_in_none_told_apart(desk: Desk) -> None:
    places = (IN_WEST, IN_WEST, IN_EAST, BETWEEN)
    figures = desk.figures(desk.incidents(f"2025-05-05 12:00,rån,{place}" for place in places))
    assert {a["name"]: a["count"] for a in figures["areas"]} == {"Väst": 2, "Öst": 1}
    assert (figures["total"], figures["outside"]) == (3, 1)


def test_the_year_before_is_compared_with_when_the_file_reaches_back(desk: Desk) -> None:
    rows = [f"2024-{month:02d}-15 12:00,rån,{IN_WEST}" for month in range(1, 13)]
    rows += [f"2025-{month:02d}-15 12:00,rån,{IN_WEST}" for month in range(1, 7)]
    figures = desk.figures(desk.incidents(rows), last="2025-06-30")
    assert (figures["before_first"], figures["before_last"]) == ("2024-01-01", "2024-06-30")
    assert (figures["total"], figures["before"]) == (6, 6)
    assert desk.figures(desk.incidents(rows), first="2024-01-01", last="2024-12-31")["before"] is None


def _daily(first: date, last: date) -> list[str]:
    days = (first + timedelta(days=i) for i in range((last - first).days + 1))
    return [f"{day} 12:00,rån,{IN_WEST}" for day in days for _ in range(2)]


@pytest.mark.requirement("PIC-4")
def test_a_file_that_ends_early_is_no_fall_in_crime(desk: Desk) -> None:
    incidents = desk.incidents(_daily(date(2024, 7, 1), date(2025, 12, 31)))
    period = {"first": "2025-07-01", "last": "2026-06-30"}
    figures = desk.figures(incidents, **period)
    assert figures["uncovered"] == "Underlaget slutar 31 december 2025, men perioden går till 30 juni 2026."
    assert (figures["before"], figures["change"]["verdict"]) == (None, "cannot_be_told")
    assert figures["rate"]["value"] is None
    assert [month["count"] is None for month in figures["months"]] == [False] * 6 + [True] * 6
    assert desk.figures(incidents, first="2025-07-01", last="2025-12-31")["before"] == 2 * 184


def test_a_period_outside_the_file_is_refused_with_the_days_there_are(desk: Desk) -> None:
    told = desk.refused(desk.incidents(_daily(date(2023, 1, 1), date(2023, 2, 28))))
    assert "det går från 1 januari 2023 till 28 februari 2023" in told


def test_a_concentration_is_a_place_in_its_area(desk: Desk) -> None:
    scattered = [
        f"2025-05-05 12:00,rån,{11.941 + i % 28 / 1000:.4f},{57.7005 + i // 28 / 1000:.4f}"
        for i in range(196)
    ]
    figures = desk.figures(desk.incidents([*scattered, *_daily(date(2025, 1, 1), date(2025, 3, 1))]))
    assert [place["name"] for place in figures["hotspots"]] == ["En plats i Väst"]


def test_days_without_a_clock_say_nothing_of_the_hours(desk: Desk) -> None:
    rows = [f"2025-01-{day:02d},rån,{IN_WEST}" for day in range(1, 31)] * 3
    figures = desk.figures(desk.incidents(rows))
    assert figures["total"] == 90
    assert not any(map(any, figures["rhythm"]))
    assert figures["busiest"] == ""
    timed = desk.figures(desk.incidents(f"2025-01-{day:02d} 21:30,rån,{IN_WEST}" for day in range(1, 31)))
    assert sum(day[21] for day in timed["rhythm"]) == 30


def test_standard_out_holds_only_the_figures(desk: Desk) -> None:
    rows = [f"2025-05-05 12:00,rån,{IN_WEST}", f"2025-13-05 12:00,rån,{IN_WEST}", f"2025-05-06,,{IN_EAST}"]
    out, said = desk.run(desk.incidents(rows), "--json")
    assert json.loads(out)["total"] == 1
    assert "brott.csv: Rad 3, kolumnen ”tid”" in said
    assert "brott.csv: Rad 4, kolumnen ”kategori”: Kategorin saknas." in said


def test_many_bad_rows_are_summed_up(desk: Desk) -> None:
    rows = [f"2025-05-05 12:00,rån,{IN_WEST}", *["i går,rån,11.95,57.705"] * 40]
    _, said = desk.run(desk.incidents(rows), "--json")
    assert said.count("brott.csv: Rad") == 10
    assert "brott.csv: ytterligare 30 brister." in said


def test_a_table_of_very_many_types_is_capped_and_adds_up(desk: Desk) -> None:
    rows = [f"2025-05-05 12:00,typ {n:02},{IN_WEST}" for n in range(60) for _ in range(61 - n)]
    out = desk.folder / "lägesbild.docx"
    desk.run(desk.incidents(rows), "--out", str(out))
    tables = [
        [[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(str(out)).tables
    ]
    listed = next(table for table in tables if table[-1][0] == "Alla")[1:]
    assert len(listed) == 42
    assert listed[40][:2] == ["Övriga (20 typer)", str(sum(range(2, 22)))]
    counts = [int(row[1].replace("\xa0", "")) for row in listed]
    assert sum(counts[:-1]) == counts[-1] == len(rows)


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_report_of_the_kind_its_name_says(desk: Desk, ending: str) -> None:
    out = desk.folder / f"lägesbild maj.{ending}"
    told = desk.run(desk.incidents([f"2025-05-05 12:00,rån,{IN_WEST}"]), "--out", str(out))
    assert told[0] == ""
    assert out.read_bytes().startswith(b"%PDF" if ending == "pdf" else b"PK")


def test_a_quick_run_is_silent_and_warns_of_nothing(desk: Desk) -> None:
    """In a process of its own, as from a shell, where a library's warnings would be seen."""
    incidents = desk.incidents([f"2025-05-05 12:00,rån,{IN_WEST}"])
    code = (
        "from trygghjulet.cli import wording, command; wording.AFTER = 3600; raise SystemExit(command.main())"
    )
    words = [
        "--incidents",
        str(incidents),
        "--areas",
        str(desk.areas),
        "--from",
        "2025-01-01",
        "--to",
        "2025-12-31",
    ]
    told = subprocess.run(  # noqa: S603  # our own command and our own words
        [sys.executable, "-c", code, "picture", *words, "--json"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert told.stderr == ""
    assert json.loads(told.stdout)["total"] == 1


def test_long_work_says_what_it_is_doing(capsys: pytest.CaptureFixture[str]) -> None:
    Progress(after=3600)("läser områdena")
    assert capsys.readouterr().err == ""
    Progress(after=0)("läser områdena")
    assert "0 s  läser områdena …" in capsys.readouterr().err


def bomb(folder: Path) -> Path:
    """A workbook whose one sheet unpacks to more than any disk of the municipality's."""
    path = folder / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 200_000_000)
    return path


def test_a_zip_bomb_is_refused(desk: Desk) -> None:
    assert "bomb.xlsx" in desk.refused(bomb(desk.folder))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tom.csv", b""),
        ("tom.parquet", b""),
        ("tom.xlsx", b""),
        ("rubrik.csv", HEADER.encode()),
        ("skräp.csv", bytes(range(256)) * 40),
        ("skräp.parquet", b"PAR1" + b"\0" * 500),
        ("skräp.xlsx", b"PK\x03\x04" + b"\0" * 500),
        ("packad.jsonl.gz", gzip.compress(b"inte json", mtime=0)),
        ("annat.docx", b"PK\x03\x04"),
        ("utan.csv", b"a,b\n1,2\n"),
    ],
)
def test_a_file_that_can_t_be_used_is_refused_by_name(desk: Desk, name: str, content: bytes) -> None:
    assert name in desk.refused(desk.lay(name, content))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_file_s_encoding_is_found_out(desk: Desk, encoding: str) -> None:
    text = "\n".join([HEADER, *[f"2025-05-05 12:00,åldringsrån,{IN_WEST}"] * 3])
    figures = desk.figures(desk.lay("brott.csv", text.encode(encoding)))
    assert [c["name"] for c in figures["categories"]] == ["åldringsrån"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        Desk.map(),
        Desk.map({"type": "Feature", "properties": {"kod": "A"}, "geometry": None}),
        Desk.map(
            {
                "type": "Feature",
                "properties": {"kod": "A"},
                "geometry": {"type": "Point", "coordinates": [12, 57]},
            }
        ),
    ],
)
def test_a_map_without_areas_is_refused_by_name(desk: Desk, content: bytes) -> None:
    incidents = desk.incidents([f"2025-05-05 12:00,rån,{IN_WEST}"])
    desk.areas = desk.lay("karta.geojson", content)
    assert "karta.geojson" in desk.refused(incidents)

"""What someone who types the command wrongly is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from trygghjulet.cli.command import main

pytestmark = pytest.mark.requirement("PIC-8")


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """Arguments that are in order, for files that are there."""
    for name in ("brott.csv", "karta.geojson"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    return {
        "--incidents": str(tmp_path / "brott.csv"),
        "--areas": str(tmp_path / "karta.geojson"),
        "--from": "2025-01-01",
        "--to": "2025-12-31",
        "--out": str(tmp_path / "rapport.pdf"),
    }


def refusal(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What the command says when it refuses; nothing is written on standard out."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    told = capsys.readouterr()
    assert (ended.value.code, told.out) == (2, "")
    assert told.err.startswith("trygghjulet: ")
    assert told.err.count("\n") == 1, "one line that can be read"
    return told.err


def picture(given: dict[str, str]) -> list[str]:
    return ["picture", *(word for pair in given.items() for word in pair)]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"--incidents": "finns-inte.csv"}, "Filen finns-inte.csv finns inte. Kontrollera sökvägen."),
        ({"--areas": "finns-inte.gpkg"}, "Filen finns-inte.gpkg finns inte."),
        ({"--incidents": "."}, ". är ingen fil."),
        ({"--from": "2025-02-30"}, "2025-02-30 är inget datum. Skriv som 2025-01-31."),
        ({"--from": "1/1 2025"}, "1/1 2025 är inget datum."),
        ({"--from": "2026-01-01"}, "Perioden slutar 2025-12-31 innan den börjar 2026-01-01."),
        ({"--out": "rapport.html"}, "Rapporten rapport.html ska sluta på .pdf, .docx."),
        ({"--out": "finns/inte/rapport.pdf"}, "Mappen finns/inte finns inte. Skapa den först."),
        ({"--cell-size": "300"}, "--cell-size kan inte vara 300. Välj bland 100, 250, 500, 1000."),
        ({"--cell-size": "stor"}, "--cell-size ska vara ett heltal, inte ”stor”."),
        ({"--färg": "blå"}, "Okänt argument: --färg blå."),
    ],
)
def test_a_wrong_argument_is_told_in_swedish(
    files: dict[str, str], change: dict[str, str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert words in refusal(picture(files | change), capsys)


def test_a_folder_is_no_report(
    files: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mapp.pdf"
    folder.mkdir()
    assert "mapp.pdf är en mapp. Ange ett filnamn." in refusal(
        picture(files | {"--out": str(folder)}), capsys
    )


def test_a_place_that_is_not_one_s_own_is_told_before_the_work_begins(
    files: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        "os.access", lambda path, mode: False
    )  # the suite may run as root, who may write anywhere
    assert "Det går inte att skriva till" in refusal(picture(files), capsys)


def test_neither_report_nor_figures_asked_for(
    files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    del files["--out"]
    assert "Ange --out FIL för en rapport, --json för siffrorna, eller båda." in refusal(
        picture(files), capsys
    )


def test_what_is_missing_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Det här måste anges: --incidents, --areas, --from, --to." in refusal(["picture"], capsys)


def test_an_argument_without_its_value(capsys: pytest.CaptureFixture[str]) -> None:
    assert "--from behöver ett värde." in refusal(["picture", "--from"], capsys)


def test_an_unknown_command_lists_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    told = refusal(["lägesbild"], capsys)
    commands = "”picture”, ”found”, ”blueprint”, ”duties”, ”demo”, ”serve”, ”work”"
    assert f"Kommandot ”lägesbild” finns inte. Välj bland {commands}." in told


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_no_such_port(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"{port} är ingen port. Välj ett tal mellan 1 och 65535." in refusal(
        ["serve", "--port", port], capsys
    )


@pytest.mark.parametrize("command", [[], ["picture"], ["found"], ["demo"], ["serve"], ["work"]])
def test_help_is_in_swedish(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])
    told = capsys.readouterr()
    assert (ended.value.code, told.err) == (0, "")
    assert told.out.startswith("Användning: trygghjulet")
    assert "visa den här hjälpen" in told.out
    for english in ("usage", "options", "optional", "positional", "arguments", "show this", "default"):
        assert english not in told.out.lower()


def test_no_command_at_all_shows_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    told = capsys.readouterr().out
    for command in ("picture", "found", "demo", "serve", "work"):
        assert f"\n    {command} " in told

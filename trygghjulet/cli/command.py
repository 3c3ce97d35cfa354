"""The command's words and arguments; each command's work is loaded only when it is run."""

from __future__ import annotations

import argparse
from argparse import SUPPRESS
from collections.abc import Sequence
from importlib import import_module

from trygghjulet.cli.wording import Parser, day, existing_file, port, refuse, report_file


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the answer is its exit status: 0 done, 2 misused."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.command is None:
        parser.print_help()
        return 0
    if given.command == "picture":
        _check_picture(given)
    # The web framework and the engine take a second to load: only the command that needs them pays.
    status: int = import_module(f"trygghjulet.cli.{given.module}").run(given)
    return status


def _parser() -> Parser:
    parser = Parser(prog="trygghjulet", description="Trygghjulet: från underlag till återkoppling.")
    commands = parser.add_subparsers(dest="command", title="kommandon", metavar="")
    _add_picture(
        commands.add_parser(
            "picture",
            help="gör en lägesbild direkt ur filer",
            description="Gör lägesbildens rapport direkt ur filer. Båda dagarna i perioden räknas med.",
        )
    )
    _add_found(
        commands.add_parser(
            "found",
            help="bilda en egen samverkan",
            description="Bilda en egen samverkan av kommun och polis, med områden ur en fil och ett konto åt varje.",
        )
    )
    blueprint = commands.add_parser(
        "blueprint",
        help="visa en mall med dess skyldigheter",
        description="Visa en överenskommelses mall: dess skyldigheter med klausuler, och källans luckor.",
    )
    blueprint.add_argument("blueprint", metavar="MALL", help="mallens namn, eller en egen TOML-fil")
    blueprint.add_argument("--json", action="store_true", help="skriv mallen som JSON")
    blueprint.set_defaults(module="duties")
    _add_duties(
        commands.add_parser(
            "duties",
            help="pröva hur skyldigheterna står",
            description="Pröva hur en malls skyldigheter står en viss dag, mot fakta i en fil.",
        )
    )
    demo = commands.add_parser(
        "demo",
        help="fyll exempelstaden",
        description="Fyll en installation med exempelstaden Solvik. En stad som redan är fylld rörs inte.",
    )
    demo.set_defaults(module="site")
    serve = commands.add_parser(
        "serve",
        help="starta webbplatsen",
        description="Starta webbplatsen på den här datorn, med arbetet i bakgrunden bredvid.",
    )
    serve.add_argument("--port", type=port, default=8000, metavar="PORT", help="port, annars 8000")
    serve.add_argument(
        "--host", default="127.0.0.1", metavar="ADRESS", help="adress att lyssna på, annars 127.0.0.1"
    )
    serve.add_argument(
        "--without-work",
        action="store_true",
        help="arbeta inte i bakgrunden; för den som kör ”trygghjulet work” för sig",
    )
    serve.set_defaults(module="site")
    work = commands.add_parser(
        "work",
        help="arbeta i bakgrunden",
        description="Gör det som ligger i kön, som att läsa filer och skicka påminnelser, och håll tidtabellen.",
    )
    work.add_argument("--once", action="store_true", help="gör det som väntar nu, och sluta")
    work.add_argument("--beside", type=int, help=SUPPRESS)  # the number of the process to end with
    work.set_defaults(module="working")
    return parser


def _add_picture(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--incidents",
        required=True,
        type=existing_file,
        metavar="FIL",
        help="händelser som CSV, XLSX, Parquet, GeoJSON eller GeoPackage",
    )
    parser.add_argument(
        "--areas",
        required=True,
        type=existing_file,
        metavar="FIL",
        help="områden som GeoJSON eller GeoPackage",
    )
    parser.add_argument("--layer", metavar="LAGER", help="lagret i en GeoPackage med flera")
    parser.add_argument(
        "--from", required=True, type=day, dest="first", metavar="DATUM", help="periodens första dag"
    )
    parser.add_argument(
        "--to",
        required=True,
        type=day,
        dest="last",
        metavar="DATUM",
        help="periodens sista dag, som räknas med",
    )
    parser.add_argument("--out", type=report_file, metavar="FIL", help="rapporten: .pdf eller .docx")
    parser.add_argument("--json", action="store_true", help="skriv siffrorna som JSON på standard ut")
    parser.add_argument("--name", metavar="NAMN", help="vad området heter i rapporten")
    parser.add_argument(
        "--cell-size",
        type=int,
        choices=(100, 250, 500, 1000),
        default=250,
        metavar="METER",
        help="sidan på rutorna som platser söks i: 100, 250, 500 eller 1000, annars 250",
    )
    parser.set_defaults(module="picture")


def _add_found(parser: argparse.ArgumentParser) -> None:
    def required(option: str, metavar: str, words: str) -> None:
        parser.add_argument(option, required=True, metavar=metavar, help=words)

    required("--name", "NAMN", "samverkans namn, till exempel ”Trygg i Solvik”")
    required("--place", "ORT", "kommunens namn som plats, till exempel Solvik")
    required("--code", "KOD", "kommunens fyra siffror")
    required("--municipality", "NAMN", "kommunen som part, till exempel ”Solviks kommun”")
    required("--police", "NAMN", "polisen som part, till exempel ”Lokalpolisområde Solvik”")
    required("--coordinator", "NAMN", "samordnaren som loggar in först")
    required("--email", "ADRESS", "samordnarens e-post i tjänsten")
    required("--police-coordinator", "NAMN", "kommunpolisen, som loggar in först hos polisen")
    required("--police-email", "ADRESS", "kommunpolisens e-post i tjänsten")
    parser.add_argument(
        "--areas",
        required=True,
        nargs="+",
        type=existing_file,
        metavar="FIL",
        help="områden som GeoJSON eller GeoPackage; flera nivåer ges med den grövsta filen först",
    )
    parser.add_argument("--layer", metavar="LAGER", help="lagret i en GeoPackage med flera")
    parser.add_argument("--slug", metavar="ADRESS", help="första delen av sidornas adress, annars av orten")
    parser.set_defaults(module="founding")


def _add_duties(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--blueprint", required=True, metavar="MALL", help="mallens namn, eller en egen TOML-fil"
    )
    parser.add_argument(
        "--facts",
        required=True,
        type=existing_file,
        metavar="FIL",
        help="vad som är gjort, som TOML eller JSON (docs/using/duties.md)",
    )
    parser.add_argument(
        "--at", required=True, type=day, metavar="DATUM", help="dagen som prövas, i dåtid eller framtid"
    )
    parser.add_argument("--json", action="store_true", help="skriv svaret som JSON")
    parser.set_defaults(module="duties")


def _check_picture(given: argparse.Namespace) -> None:
    if given.out is None and not given.json:
        refuse("Ange --out FIL för en rapport, --json för siffrorna, eller båda.")
    if given.last < given.first:
        refuse(f"Perioden slutar {given.last} innan den börjar {given.first}. Byt plats på --from och --to.")

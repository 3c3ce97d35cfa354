"""Every way in for what others have made: how each is read, its sound files, and what a spoiled one may come to."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import polars as pl
from django.conf import settings
from django.test import RequestFactory

from tests.fuzzing.mutations import packed
from trygghjulet.api.calls import Unanswered, _given
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tests.making import old_workbook
from trygghjulet.foundation.gazetteer.reading import read_places
from trygghjulet.foundation.geography.reading import read_areas
from trygghjulet.foundation.services.client import ServiceFailure
from trygghjulet.observations import store
from trygghjulet.observations.findings import Finding, Reading, UnreadableFile
from trygghjulet.sources.survey.codebook import from_text
from trygghjulet.steps.dialogues.rules.notes import UnreadableNotes, read_notes
from trygghjulet.steps.field.rules.photos import NoPhoto, bare
from trygghjulet.steps.field.tests.pictures import photo
from trygghjulet.steps.scanning import registry
from trygghjulet.steps.scanning.rules.categories import words_of
from trygghjulet.steps.scanning.rules.faults import summed
from trygghjulet.steps.scanning.rules.pushed import BadRequest, read_sent

TODAY: Final = date(2026, 11, 25)
_LIMITS: Final = Limits(
    max_bytes=settings.DELIVERY_MAX_BYTES,
    max_rows=settings.DELIVERY_MAX_ROWS,
    max_unpacked_bytes=settings.DELIVERY_MAX_UNPACKED_BYTES,
)
_SETTINGS: Final = {
    "kolada": {"municipality": "2999", "kpis": "N07403", "years": "2022–2024"},
    "scb": {"table": "TAB638", "selection": "Region=2999\nTid=top(3)"},
    "open311": {"address": "https://felanmalan.exempel.se/open311/v2", "days": "30"},
    "polisen": {"places": "Solvik"},
}
#: Words of English that a library, and no one here, would put in a sentence.
_FOREIGN: Final = re.compile(
    r"\b(error|invalid|expected|failed|could not|cannot|unexpected|exception|traceback|the|must be|not found)\b",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"”[^”]*”?|: .*", re.DOTALL)


class Wrong(AssertionError):
    """A reader came to something that it may not come to."""


@dataclass(frozen=True)
class Seed:
    """A sound file and one way to read it; with a smaller weight it is chosen less often."""

    title: str
    file_name: str
    content: bytes
    read: Callable[[Path, str], object]
    weight: float = 1.0


def seeds(folder: Path) -> tuple[Seed, ...]:
    """All of them, always in the same order."""
    found = [
        seed for format in sorted(registry.formats(), key=lambda f: f.key) for seed in _of_format(format)
    ]
    found += _places_and_areas(folder)
    found += _texts()
    return tuple(found)


def _of_format(format: registry.Format) -> list[Seed]:
    found = []
    for path in format.samples:
        content = path.read_bytes()
        weight = 0.4 if path.suffix in (".gpkg", ".xlsx") else 1.0
        found.append(Seed(format.key, path.name, content, _reader(format), weight))
        if path.suffix == ".json" and ".gz" in format.accepts:
            found.append(Seed(format.key, f"{path.name}.gz", packed(content), _reader(format), 0.3))
        if format.service is not None and path.suffix in (".json", ".xml"):
            found.append(Seed(f"{format.key}: tjänsten", path.name, content, _asker(format), 0.6))
    return found


def _places_and_areas(folder: Path) -> list[Seed]:
    sheet = old_workbook(folder / "gammal.xls", [["Namn", "Antal"], ["Våld", 3]]).read_bytes()
    table = pl.DataFrame({"namn": ["Torget", "Parken"], "slag": ["torg", "park"], "longitud": [14.9, 15.0]})
    table.with_columns(pl.Series("latitud", [59.1, 59.0])).write_parquet(folder / "platser.parquet")
    written = (
        "namn;andra namn;slag;longitud;latitud\n"
        "Torget;Stortorget|Salutorget;torg;14,92;59,06\nParken;;park;14,95;59,05\n"
    )
    shapes = [
        {"type": "Polygon", "coordinates": [[[14.9, 59.0], [14.94, 59.0], [14.94, 59.04], [14.9, 59.0]]]},
        {"type": "Point", "coordinates": [14.92, 59.06]},
    ]
    map_ = json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"kod": f"{n}", "namn": f"Plats {n}", "slag": "torg", "folkmängd": 10 * n},
                    "geometry": shape,
                }
                for n, shape in enumerate(shapes, start=1)
            ],
        },
        ensure_ascii=False,
    ).encode()
    return [
        Seed("bra", "gammal.xls", sheet, _reader(registry.format_of("bra")), 0.004),
        Seed("platser", "platser.csv", written.encode(), _gazetteer),
        Seed("platser", "platser.parquet", (folder / "platser.parquet").read_bytes(), _gazetteer, 0.5),
        Seed("platser", "platser.geojson", map_, _gazetteer),
        Seed("gränser", "gränser.geojson", map_, _areas),
    ]


def _texts() -> list[Seed]:
    codebook = (
        "variabel;fråga;kod;svar;roll;saknas\nf1;Hur trygg är du ute?;1;Mycket trygg;fråga;\n;;2;Mycket otrygg;;\n"
        ";;99;Vet inte;;ja\nk;Kön;1;Kvinna;bakgrund;\nv;;;;vikt;\n"
    )
    walk = "+ Bra belyst vid skolan\n- Vikingen: mörkt hörn bakom containern\n? Fler bänkar\n> Klipp häcken\n3. Skräp\n"
    table = (
        'slag;notering;datum\nobservation -;"Mörkt; trasig lampa";2026-02-03\nönskemål;Bänkar;2026-02-03\n'
    )
    sent = {
        "service_code": "klotter",
        "lat": 59.06,
        "long": 14.92,
        "address_string": "Torget",
        "requested_datetime": "2026-02-03T14:05:00+01:00",
        "service_request_id": "S-1",
    }
    form = "api_key=x&service_code=klotter&lat=59.06&long=14.92&address_string=Torget&service_request_id=S-1"
    return [
        Seed("kodbok", "kodbok.csv", codebook.encode(), _codebook),
        Seed("vandring", "noteringar.txt", walk.encode(), _notes),
        Seed("vandring", "noteringar.csv", table.encode(), _notes),
        Seed("open311: skickat", "application/json", json.dumps(sent).encode(), _pushed),
        Seed("open311: skickat", "application/x-www-form-urlencoded", form.encode(), _pushed),
        Seed(
            "kategorier",
            "ord.txt",
            "Klotter\n0950 - Befogenhetsbedrägeri\nMisshandel mot kvinna\n".encode(),
            _words,
        ),
        Seed("foto", "foto.jpg", photo(160, 120), _photo, 0.4),
    ]


# The readers.


def _reader(format: registry.Format) -> Callable[[Path, str], object]:
    def read(path: Path, name: str) -> object:
        try:
            return _sound(format.read(path, _circumstances(format, name)))
        except UnreadableFile as refused:
            return _told(refused)

    return read


def _circumstances(format: registry.Format, name: str) -> registry.Circumstances:
    # What a person may have stated follows from the name, so that the same input is always read alike.
    dice = random.Random(name)
    stated = {
        one.key: dice.choice(("Nr", "kategori", "år", "")) for one in format.columns if dice.random() < 0.1
    }
    return registry.Circumstances(
        name=name,
        today=TODAY,
        bounds=(10.0, 55.0, 25.0, 70.0),
        epsg=3006,
        limits=_LIMITS,
        areas=frozenset({"Norra", "Centrum", "Södra", "1", "2"}),
        mapping={key: column for key, column in stated.items() if column},
        settings=_SETTINGS.get(format.key, {}),
    )


class _Answering:
    """A service that answers every question with the same body."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def get(self, address: str, **_: Any) -> bytes:
        return self._body

    def post(self, address: str, **_: Any) -> bytes:
        return self._body


def _asker(format: registry.Format) -> Callable[[Path, str], object]:
    service, read = format.service, _reader(format)
    assert service is not None

    def ask(path: Path, name: str) -> object:
        try:
            fetched = service.fetch(_Answering(path.read_bytes()), _SETTINGS[format.key], TODAY)
        except ServiceFailure as refused:
            return _in_swedish(str(refused))
        path.write_bytes(fetched.content)
        return read(path, fetched.file_name)

    return ask


def _gazetteer(path: Path, name: str) -> object:
    try:
        found = read_places(path, name=name, limits=_LIMITS)
    except UnreadableFile as refused:
        return _told(refused)
    for place in found.rows:
        if not (-180 <= place.longitude <= 180 and -90 <= place.latitude <= 90) or not place.name.strip():
            raise Wrong(f"a place that is nowhere: {place!r}")
        _writable((place.name, *place.aliases))
    return _findings(found.findings)


def _areas(path: Path, name: str) -> object:
    try:
        areas, findings = read_areas(path, name=name, limits=_LIMITS)
    except UnreadableFile as refused:
        return _told(refused)
    for area in areas:
        if not area.polygon.is_valid or area.polygon.is_empty:
            raise Wrong(f"the boundary of {area.code} is none")
        _writable((area.code, area.name))
    return _findings(findings)


def _codebook(path: Path, name: str) -> object:
    try:
        book = from_text(path.read_bytes().decode("utf-8", "replace"))
    except UnreadableFile as refused:
        return _told(refused)
    return [book.of(variable) for variable in book.variables]


def _notes(path: Path, name: str) -> object:
    try:
        return read_notes(path.read_bytes().decode("utf-8", "replace"))
    except UnreadableNotes as refused:
        return _in_swedish(str(refused))


def _pushed(path: Path, name: str) -> object:
    request = RequestFactory().post("/", data=path.read_bytes(), content_type=name)
    try:
        return json.dumps(read_sent(_given(request)).sha256)
    except (Unanswered, BadRequest) as refused:
        return _in_swedish(str(refused))


def _words(path: Path, name: str) -> object:
    words = path.read_bytes().decode("utf-8", "replace").split("\n")
    return [words_of(format.folder).node_of(word) for format in registry.formats() for word in words[:20]]


def _photo(path: Path, name: str) -> object:
    try:
        return bare(path.read_bytes())
    except NoPhoto as refused:
        return _in_swedish(str(refused))


# What they may come to.


def _sound(reading: Reading) -> Reading:
    """Rows that the store takes, findings that the database takes, and a number of rows that adds up."""
    rows = store.canonical(reading.rows, reading.kind)
    if rows.height > max(reading.rows_read, 1) * 5_000 or reading.rows_read < 0:
        raise Wrong(f"{rows.height} rows of {reading.rows_read}")
    if reading.findings and not reading.all_faults().height:
        raise Wrong("findings that no table has")
    for column in rows.select(pl.col(pl.String)):
        if column.str.contains("\0", literal=True).any():
            raise Wrong(f"NUL among the rows of {column.name}")
    store.days_of(rows, reading.kind)
    _writable(summed(reading.all_faults()))
    _findings(reading.findings[:50])
    for note in reading.notes:
        _in_swedish(note)
    return reading


def _findings(findings: tuple[Finding, ...]) -> None:
    for finding in findings[:50]:
        _writable((finding.column, finding.value, finding.problem, finding.remedy))
        _in_swedish(finding.problem)
        if finding.remedy:
            _in_swedish(finding.remedy)


def _told(refused: UnreadableFile) -> None:
    """A refusal says what is wrong and what to do, in sentences that the database can keep."""
    finding = refused.finding
    _writable((finding.column, finding.value, finding.problem, finding.remedy))
    if not finding.remedy.strip():
        raise Wrong(f"says not what to do: {refused}")
    _in_swedish(finding.problem)
    _in_swedish(finding.remedy)


def _in_swedish(sentence: str) -> None:
    if not sentence.strip().endswith((".", "?", "…")):
        raise Wrong(f"no whole sentence: {sentence[:200]!r}")
    if foreign := _FOREIGN.search(_QUOTED.sub("", sentence)):
        raise Wrong(f"speaks English ({foreign[0]}): {sentence[:200]!r}")


def _writable(value: object) -> None:
    """PostgreSQL takes no NUL, and no file half a character."""
    written = json.dumps(value, ensure_ascii=False)
    if "\\u0000" in written.replace("\\\\", ""):
        raise Wrong(f"holds NUL: {written[:200]}")
    written.encode()


def named(seed: Seed, dice: random.Random) -> str:
    """What the person calls the file: as it is, mostly."""
    if "/" in seed.file_name or dice.random() < 0.9:
        return seed.file_name
    stem, _, ending = seed.file_name.rpartition(".")
    return dice.choice(
        (stem, f"{stem}.{ending.upper()}", f"{stem}.csv", f"{stem}.json", "fil 2025", "Å" * 200, "1999.txt")
    )

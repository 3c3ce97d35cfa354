"""Which column of a file is what: known by its Swedish or English name, or stated by a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from trygghjulet.foundation.files.tables import Wanted, fold
from trygghjulet.observations.findings import Finding, UnknownColumns, UnreadableFile

#: Names as `fold` writes them, the plainest first. A column is used for one thing only.
_LONGITUDE = ("lon", "long", "lng", "longitud", "longitude", "lonwgs84", "longitudwgs84")
_LATITUDE = ("lat", "latitud", "latitude", "latwgs84", "latitudwgs84")
_EAST = (
    *("e", "ost", "osterut", "east", "easting", "sweref99e", "sweref99tme", "swerefe", "sweref99tmost"),
    *("swerefost", "sweref99ost", "ekoordinat", "ostkoordinat"),
)
_NORTH = (
    *("n", "nord", "norr", "norrut", "north", "northing", "sweref99n", "sweref99tmn", "swerefn"),
    *("sweref99tmnord", "swerefnord", "sweref99nord", "nkoordinat", "nordkoordinat"),
)
_X = ("x", "xkoordinat", "koordinatx", "swerefx", "sweref99x", "sweref99tmx", "xcoord", "xcoordinate")
_Y = ("y", "ykoordinat", "koordinaty", "swerefy", "sweref99y", "sweref99tmy", "ycoord", "ycoordinate")
_FROM = (
    *("from", "fran", "tidfran", "fromtid", "frantid", "fromdatum", "franochmed", "starttid", "start"),
    *("startdatum", "tidigast", "brottsdatumfran", "happenedfrom", "handelsefran", "datumfran", "frandatum"),
)
_TO = (
    *("to", "till", "tidtill", "tomtid", "tilltid", "tilldatum", "tom", "tillochmed", "sluttid", "slut"),
    *("slutdatum", "senast", "brottsdatumtill", "happenedto", "handelsetill", "datumtill"),
)
_MOMENT = (
    *("tidpunkt", "datumtid", "datumochtid", "datetime", "timestamp", "handelsetid", "brottstid"),
    *("happened", "occurred", "requesteddatetime", "inkommen", "anmald", "registrerad", "skapad"),
)
_DATE = ("datum", "date", "handelsedatum", "brottsdatum", "dag", "day")
_CLOCK = ("klockslag", "klocka", "kl", "clock", "tid", "time")
_CATEGORY = (
    *(
        "kategori",
        "category",
        "brottstyp",
        "brott",
        "handelsetyp",
        "brottskategori",
        "arendetyp",
        "crimetype",
    ),
    *("offence", "offense", "servicename", "felanmalanstyp", "typ", "type", "brottskod", "rubrik"),
)
_AREA = (
    *("omrade", "area", "stadsomrade", "stadsdel", "delomrade", "primaromrade", "omradesnamn", "omradenamn"),
    *("omradeskod", "omradekod", "stadsomradenamn", "stadsomradekod", "basomrade", "deso", "regso", "plats"),
)
_KEY = (
    *(
        "nyckel",
        "key",
        "id",
        "arendenummer",
        "arendenr",
        "diarienummer",
        "knummer",
        "handelseid",
        "lopnummer",
    ),
    *("servicerequestid", "caseid", "casenumber", "handelsenr", "handelsenummer", "handelsnummer"),
    *("arendeid", "diarienr", "dnr", "knr", "referensnummer", "rapportnummer"),
)
_AMOUNT = ("antal", "amount", "count")
#: Pieces of names that make a column worth proposing to a person, never enough to read it so without asking.
_PIECES: dict[str, tuple[str, ...]] = {
    "happened_from": ("inkom", "datum", "tidpunkt", "anmal", "skapad", "registrer", "date", "time"),
    "category": ("typ", "kategori", "galler", "rubrik", "slag", "category"),
    "area": ("omrade", "stadsdel", "plats", "var", "area", "kvarter"),
    "key": ("nummer", "arendenr", "diarie", "nr", "id"),
    "amount": ("antal",),
}


@dataclass(frozen=True)
class Mapping:
    """Which of a file's columns is what, in the file's own words; None leaves it to be recognised.

    Attributes:
        happened_from: the moment, or its date where `clock` gives the time of day.
        happened_to: the end of a span.
        clock: the time of day of `happened_from`.
        category, area, key, amount: as in the incidents' schema; `area` is the given area.
        x: longitude, or metres east.
        y: latitude, or metres north.
    """

    happened_from: str | None = None
    happened_to: str | None = None
    clock: str | None = None
    category: str | None = None
    area: str | None = None
    key: str | None = None
    amount: str | None = None
    x: str | None = None
    y: str | None = None


@dataclass(frozen=True)
class Recognised:
    """Which of a file's columns is what, as in `Mapping`, where time and category are certain."""

    happened_from: str
    category: str
    happened_to: str | None
    clock: str | None
    area: str | None
    key: str | None
    amount: str | None
    x: str | None
    y: str | None


def proposed_columns(written: Sequence[str]) -> dict[str, str]:
    """What the columns' names say, by the keys of `Mapping`: where a person begins from when that isn't enough."""
    known = {fold(column): column for column in reversed(written)}
    moment, clock = _moment(known)
    x, y = _place(known)
    found = {
        "happened_from": moment,
        "happened_to": _find(known, _TO),
        "clock": clock,
        "category": _find(known, _CATEGORY),
        "area": _find(known, _AREA),
        "key": _find(known, _KEY),
        "amount": _find(known, _AMOUNT),
        "x": x,
        "y": y,
    }
    proposed = {key: column for key, column in found.items() if column is not None}
    for key, pieces in _PIECES.items():
        free = [column for column in written if column not in proposed.values()]
        column = next((c for piece in pieces for c in free if _holds(fold(c), piece)), None)
        if column is not None:
            proposed.setdefault(key, column)
    return proposed


def _holds(name: str, piece: str) -> bool:
    """Does a name begin or end with a piece? A long piece may stand anywhere in it."""
    return name.startswith(piece) or name.endswith(piece) or (len(piece) > 3 and piece in name)


def recognise_columns(
    written: Sequence[str], mapping: Mapping | None, *, has_shapes: bool, name: str
) -> Recognised:
    """The columns of a file, from what a person stated and what the columns are called.

    Args:
        written: the file's column names.
        mapping: what is stated; it goes before recognition.
        has_shapes: the file gives the place as points of a map.

    Raises:
        UnreadableFile: a stated column is absent, or time, category or place can't be found.
    """
    stated = mapping or Mapping()
    for field in fields(stated):
        column = getattr(stated, field.name)
        if column is not None and column not in written:
            raise UnknownColumns(
                name,
                Finding(
                    None,
                    column,
                    None,
                    f"Filen har ingen kolumn som heter {column}.",
                    f"Välj bland filens kolumner: {', '.join(written)}.",
                ),
            )
    taken = {getattr(stated, field.name) for field in fields(stated)} - {None}
    known = {fold(column): column for column in reversed(written) if column not in taken}
    moment, clock = _moment(known)
    x, y = _place(known)
    happened_from = stated.happened_from or moment
    category = stated.category or _find(known, _CATEGORY)
    area = stated.area or _find(known, _AREA)
    x = None if has_shapes else stated.x or (None if stated.y else x)
    y = None if has_shapes else stated.y or (None if stated.x else y)
    if not (happened_from and category and (has_shapes or (x and y) or area)):
        needed = (
            (happened_from, "tidpunkt (till exempel ”tid” eller ”datum”)"),
            (category, "kategori (till exempel ”kategori” eller ”brottstyp”)"),
            (
                has_shapes or (x and y) or area,
                "plats (till exempel ”lon” och ”lat”, ”x” och ”y” eller ”område”)",
            ),
        )
        lacking = "; ".join(what for there, what in needed if not there)
        raise UnknownColumns(
            name,
            Finding(
                1,
                None,
                None,
                f"Hittar ingen kolumn för {lacking}. Filens kolumner är: {', '.join(written) or 'inga'}.",
                "Byt namn på kolumnerna i filen, eller ange vilken kolumn som är vilken.",
            ),
        )
    return Recognised(
        happened_from=happened_from,
        category=category,
        happened_to=stated.happened_to or _find(known, _TO),
        clock=stated.clock or (None if stated.happened_from else clock),
        area=area,
        key=stated.key or _find(known, _KEY),
        amount=stated.amount or _find(known, _AMOUNT),
        x=x,
        y=y,
    )


def known_columns(mapping: Mapping | None) -> Wanted:
    """Whether a row of names is the header of incidents: told so by what is stated and what the names say."""

    def wanted(names: Sequence[str]) -> bool:
        try:
            recognise_columns(names, mapping, has_shapes=False, name="")
        except UnreadableFile:
            return False
        return True

    return wanted


def _moment(known: dict[str, str]) -> tuple[str | None, str | None]:
    """The column of the time, and the column of the clock where date and clock stand apart."""
    start = _find(known, _FROM)
    if start:
        return start, None
    moment, day, clock = (_find(known, names) for names in (_MOMENT, _DATE, _CLOCK))
    if day and clock:
        return day, clock
    return moment or day or clock, None


def _place(known: dict[str, str]) -> tuple[str | None, str | None]:
    for east, north in ((_LONGITUDE, _LATITUDE), (_EAST, _NORTH), (_X, _Y)):
        x, y = _find(known, east), _find(known, north)
        if x and y:
            return x, y
    return None, None


def _find(known: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((known[name] for name in names if name in known), None)

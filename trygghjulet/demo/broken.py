"""A fault-report file with nearly every mistake a real one can have, each in a row of its own."""

from __future__ import annotations

from dataclasses import dataclass

HEADER = ("ärendenummer", "kategori", "tidpunkt", "longitud", "latitud", "beskrivning")

GOOD_ROWS = 30


@dataclass(frozen=True)
class BrokenRow:
    """A row that cannot be taken as it stands: its fields, and what is wrong with it."""

    fields: tuple[str, ...]
    problem: str


_DAY = "2025-05-12 09:15"
_EAST = "13,4581"
_NORTH = "59,0254"

BROKEN_ROWS = (
    BrokenRow(
        ("F900001", "Belysning", "2099-05-17 10:00", _EAST, _NORTH, "Lampan blinkar"), "framtida datum"
    ),
    BrokenRow(
        ("F900002", "Klotter", "2025-02-30 12:00", _EAST, _NORTH, "Klotter på gaveln"), "omöjligt datum"
    ),
    BrokenRow(("F900003", "Belysning", "i går kväll", _EAST, _NORTH, "Mörkt vid bänken"), "datum i ord"),
    BrokenRow(("F900004", "Nedskräpning", "", _EAST, _NORTH, "Full papperskorg"), "datum saknas"),
    BrokenRow(("F900005", "Belysning", "1025-05-12 09:15", _EAST, _NORTH, "Trasig stolpe"), "orimligt år"),
    BrokenRow(("F900006", "", _DAY, _EAST, _NORTH, "Något är trasigt"), "kategori saknas"),
    BrokenRow(("F900007", "Klotter", _DAY, "", "", "På viadukten"), "plats saknas"),
    BrokenRow(("F900008", "Klotter", _DAY, "18,0686", "59,3293", "Tunnelbanan"), "utanför kommunen"),
    BrokenRow(
        ("F900009", "Belysning", _DAY, _NORTH, _EAST, "Två lampor"), "longitud och latitud har bytt plats"
    ),
    BrokenRow(("F900010", "Nedskräpning", _DAY, "0", "0", "Glas på gräset"), "nollor i stället för plats"),
    BrokenRow(("F900011", "Nedskräpning", _DAY, "vid kiosken", _NORTH, "Skräp"), "koordinat i ord"),
    BrokenRow(
        ("F900012", "Gata och trottoar", _DAY, "134,581", _NORTH, "Hål i gatan"), "komma på fel ställe"
    ),
    BrokenRow(("F900013", "Klotter", _DAY, _EAST, _NORTH, "Klotter", "igen", "och igen"), "för många fält"),
    BrokenRow(("F900014", "Belysning", _DAY), "för få fält"),
)
"""One of each kind, in the order in which they stand in the file, after the good rows."""

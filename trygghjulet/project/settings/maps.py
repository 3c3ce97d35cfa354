"""A municipality's own map under ours: the address of its tiles as one setting."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class MapTiles:
    """Where tiles come from. Without an address no browser asks anybody for a map."""

    address: str = ""
    credit: str = ""

    @property
    def origin(self) -> str:
        """The server that the browser may load pictures from."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}" if self.address else ""


def map_tiles(environment: Mapping[str, str]) -> MapTiles:
    """TRYGGHJULET_MAP_TILES, such as https://karta.example/{z}/{x}/{y}.png; without it the ground is our own.

    A WMTS is named the same way, with {z}, {y} and {x} for its matrix, row and column, in Web Mercator.

    Raises:
        ValueError: it is no such address, or nobody is named for the map.
    """
    address = environment.get("TRYGGHJULET_MAP_TILES", "").strip()
    if not address:
        return MapTiles()
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or any(mark in parts.netloc for mark in "{};, *'\""):
        raise ValueError("TRYGGHJULET_MAP_TILES ska börja med https:// och ha en bestämd värd.")
    if any(mark not in address for mark in ("{z}", "{x}", "{y}")):
        raise ValueError(
            "TRYGGHJULET_MAP_TILES ska ha {z}, {x} och {y} där rutans nivå, kolumn och rad står."
        )
    credit = environment.get("TRYGGHJULET_MAP_CREDIT", "").strip()
    if not credit:
        raise ValueError(
            "TRYGGHJULET_MAP_TILES behöver en upphovsangivelse. Ange den i TRYGGHJULET_MAP_CREDIT."
        )
    return MapTiles(address, credit)

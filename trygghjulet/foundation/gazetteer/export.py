"""The places as files, with the columns that they are taken in by."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

from trygghjulet.foundation.geography.models import Place
from trygghjulet.foundation.ui.maps import outline_of

COLUMNS = ("namn", "andra namn", "slag", "longitud", "latitud")
#: What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(places: Iterable[Place]) -> str:
    """A table with semicolons, as a Swedish spreadsheet opens it."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for place in places:
        names = (place.name, "|".join(place.aliases))
        writer.writerow(
            (
                *(f"'{name}" if name.startswith(_FORMULA) else name for name in names),
                place.get_kind_display(),
                f"{place.longitude:.6f}",
                f"{place.latitude:.6f}",
            )
        )
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + written.getvalue()


def as_geojson(places: Iterable[Place]) -> str:
    """A map: each place's boundary where it has one, else its point."""
    features = []
    for place in places:
        outline = place.polygon
        point = {"type": "Point", "coordinates": [round(place.longitude, 6), round(place.latitude, 6)]}
        features.append(
            {
                "type": "Feature",
                "properties": {
                    "namn": place.name,
                    "andra namn": "|".join(place.aliases),
                    "slag": place.get_kind_display(),
                },
                "geometry": point if outline is None else outline_of(outline),
            }
        )
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1)

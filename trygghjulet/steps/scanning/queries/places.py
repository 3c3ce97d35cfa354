"""The known places of a cooperation, in the metres that its incidents are kept in."""

from __future__ import annotations

import numpy as np

from trygghjulet.analysis.ground.grid import fitting_epsg, project
from trygghjulet.foundation.gazetteer.queries import known_places
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.steps.scanning.rules.placing import KnownPlace


def known_places_of(cooperation: Cooperation) -> list[KnownPlace]:
    """The places that can be chosen now, with all their names."""
    known = list(known_places(cooperation))
    if not known:
        return []
    x, y = project(
        np.array([place.longitude for place in known]),
        np.array([place.latitude for place in known]),
        metres_of(cooperation),
    )
    return [
        KnownPlace((place.name, *place.aliases), float(east), float(north))
        for place, east, north in zip(known, x, y, strict=True)
    ]


def metres_of(cooperation: Cooperation) -> int:
    """The projection that the cooperation's incidents are kept in."""
    centre = cooperation.area.polygon.centroid
    return fitting_epsg(centre.x, centre.y)

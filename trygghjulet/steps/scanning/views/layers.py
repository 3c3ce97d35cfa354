"""The page of a layer of boundaries: what of it touches the cooperation's areas, on a map and in a table."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from trygghjulet.documents.numbers import day, percent
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.maps import LiveMap, Shape
from trygghjulet.foundation.ui.tables import Cell, Column, Table
from trygghjulet.steps.scanning.queries import Layer, layer_of, sources
from trygghjulet.steps.scanning.queries.layers import Piece, Touch

#: What the police's categories look like on the map; anything else is drawn alike.
_TONES: Final = {"utsatt område": "warning", "riskområde": "bad", "särskilt utsatt område": "bad"}
#: More than this is a list that nobody reads.
_SHOWN: Final = 300


@cooperation_page
def layer(request: HttpRequest, here: Here, source_id: int) -> HttpResponse:
    """A source of boundaries beside the cooperation's own areas."""
    source = get_object_or_404(
        sources(here.scope, cooperation=here.cooperation).select_related("cooperation__area"), pk=source_id
    )
    found = layer_of(source)
    context = {
        "here": here,
        "source": source,
        "layer": found,
        "may_be_a_part": source.reader == "exposed_areas",
        "hidden": max(len(found.touches) - _SHOWN, 0) if found else 0,
        "map": _map(here, found) if found else None,
    }
    return render(request, "scanning/layer.html", context)


def _map(here: Here, found: Layer) -> LiveMap:
    rows: list[tuple[Cell, ...]] = [
        (
            touch.area.name,
            touch.piece.name,
            touch.piece.sort,
            _share(touch.of_area),
            _share(touch.of_piece),
            _applies(touch.piece),
        )
        for touch in found.touches[:_SHOWN]
    ]
    return LiveMap(
        title=f"{found.dataset.source} och samverkans områden",
        ground=reverse("gazetteer:map", args=(here.cooperation.slug,)),
        table=Table(
            "Hur lagret täcker samverkans områden",
            (
                Column("Område"),
                Column("I lagret"),
                Column("Slag"),
                Column("Täcker av området"),
                Column("Ligger i området"),
                Column("Gäller"),
            ),
            rows,
            empty="Inget i filen rör vid samverkans områden.",
        ),
        shapes=[_shape(piece, found.touches) for piece in found.touching[:_SHOWN]],
    )


def _shape(piece: Piece, touches: tuple[Touch, ...]) -> Shape:
    where = ", ".join(touch.area.name for touch in touches if touch.piece is piece)
    # What is drawn is for the eye: a hundredth of the boundary's own width is enough.
    west, _, east, _ = piece.boundary.bounds
    return Shape(
        piece.boundary.simplify((east - west) / 200),
        piece.name,
        f"{piece.sort.capitalize()}. Rör vid: {where}.",
        tone=_TONES.get(piece.sort.casefold(), "neutral"),
    )


def _share(share: float) -> str:
    return "under 1 %" if share < 0.01 else percent(min(share, 1.0))


def _applies(piece: Piece) -> str:
    if piece.valid_from and piece.valid_to:
        return f"{day(piece.valid_from)}–{day(piece.valid_to)}"
    if piece.valid_from:
        return f"från {day(piece.valid_from)}"
    return f"till {day(piece.valid_to)}" if piece.valid_to else ""

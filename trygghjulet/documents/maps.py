"""Maps: areas coloured by their table, places lifted out and a scale bar, all in projected metres."""

import math
from collections.abc import Iterable
from itertools import pairwise

from trygghjulet.documents.numbers import cell, number
from trygghjulet.documents.style import ABSENT, ACCENT, INK, LAND, QUIET, SEQUENCE, Spec
from trygghjulet.documents.tree import Highlight, MapFigure, Point, Polygon, Ring
from trygghjulet.documents.wording import wording

WIDTH, TALLEST = 560, 600
CLASSES = len(SEQUENCE)
#: In dots: a mark from its middle, a letter's width and a line's height.
_MARK, _LETTER, _LINE = 9, 6, 12
#: How many lines from its middle a name is tried, the nearest first.
_LINES = (0, -1, 1, -1.5, 1.5, -2, 2)


def drawing(figure: MapFigure, language: str, *, width: int = WIDTH) -> Spec:
    """The Vega-Lite layers of a map, so many dots wide."""
    shapes = [polygon for shape in figure.shapes for polygon in shape.polygons]
    lifted = [polygon for highlight in figure.highlights for polygon in highlight.polygons]
    west, south, east, north = bounds([*shapes, *lifted])
    bar = scale_bar(west, south, east, north)
    height = min(TALLEST, width * (north - bar[0][1]) / max(east - west, 1.0))
    layers = [_areas(figure, language), _scale(bar, language)]
    if lifted:
        layers.append(_lifted(figure))
    if figure.names:
        layers += _names(figure, min(width / max(east - west, 1.0), height / max(north - south, 1.0)))
    if lifted:
        layers += _ranks(figure)
    return {
        "width": width,
        "height": round(height),
        "projection": {"type": "identity", "reflectY": True},
        "layer": layers,
    }


def bounds(polygons: Iterable[Polygon]) -> tuple[float, float, float, float]:
    """West, south, east and north of the polygons; of none at all, a square metre."""
    points = [point for polygon in polygons for ring in polygon for point in ring] or [(0.0, 0.0), (1.0, 1.0)]
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def scale_bar(west: float, south: float, east: float, north: float) -> tuple[Point, Point]:
    """The ends of a bar of 1, 2 or 5 × 10ⁿ metres, at most a fourth of the map's width, below its
    south-west.
    """
    room = max(east - west, 4.0) / 4
    power = 10.0 ** math.floor(math.log10(room))
    length = max(step * power for step in (1, 2, 5) if step * power <= room)
    y = south - max(north - south, east - west) * 0.05
    return (west, y), (west + length, y)


def centre(polygons: tuple[Polygon, ...]) -> Point:
    """The centroid of the largest polygon's outer ring, a good enough place for a name."""
    ring = max((polygon[0] for polygon in polygons), key=lambda ring: abs(_area(ring)))
    area = _area(ring)
    if not area:
        return ring[0]
    x0, y0 = ring[0]  # counted from a corner, as metres in millions would lose their decimals when multiplied
    x = y = 0.0
    for (ax, ay), (bx, by) in pairwise((*ring, ring[0])):
        cross = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
        x += (ax + bx - 2 * x0) * cross
        y += (ay + by - 2 * y0) * cross
    return x0 + x / (6 * area), y0 + y / (6 * area)


def _area(ring: Ring) -> float:
    x0, y0 = ring[0]
    return (
        sum(
            (ax - x0) * (by - y0) - (bx - x0) * (ay - y0) for (ax, ay), (bx, by) in pairwise((*ring, ring[0]))
        )
        / 2
    )


def classes(values: list[float], decimals: int) -> list[float]:
    """Upper bounds of at most five classes with about as many areas in each, rounded to what is written."""
    ordered = sorted(values)
    cuts = (
        [ordered[math.ceil(len(ordered) * part / CLASSES) - 1] for part in range(1, CLASSES + 1)]
        if ordered
        else []
    )
    unit = 10.0**-decimals
    return sorted({round(math.ceil(cut / unit - 1e-9) * unit, decimals) for cut in cuts})


def _feature(polygons: tuple[Polygon, ...], **properties: object) -> Spec:
    return {
        "type": "Feature",
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
        "properties": properties,
    }


def _areas(figure: MapFigure, language: str) -> Spec:
    mark = {"type": "geoshape", "stroke": "white", "strokeWidth": 1.2}
    if figure.value is None:
        values = [_feature(shape.polygons, name=shape.name) for shape in figure.shapes]
        return {
            "data": {"values": values},
            "mark": {**mark, "fill": LAND, "stroke": "#9aa6ab", "strokeWidth": 0.8},
        }
    column = figure.table.columns[figure.value]
    cells = {str(row.cells[0]): row.cells[figure.value] for row in figure.table.body()}
    known = [
        float(value) for value in cells.values() if isinstance(value, int | float) and math.isfinite(value)
    ]
    # A share is written in per cent, which is two decimals more than the number itself has.
    decimals = (column.decimals or 0) + (2 if column.kind == "percent" else 0)
    if column.kind == "rate" and column.decimals is None:
        decimals = 1
    uppers = classes(known, decimals)
    labels: list[str] = []
    low = min(known, default=0.0)
    for upper in uppers:
        first, last = cell(round(low, decimals), column, language), cell(upper, column, language)
        labels.append(last if first == last else f"{first}–{last}")
        low = upper + 10.0**-decimals
    features, others = [], []
    for shape in figure.shapes:
        value = cells.get(shape.name)
        if isinstance(value, int | float) and math.isfinite(value):
            label = labels[next(i for i, upper in enumerate(uppers) if value <= upper + 1e-9)]
        else:
            label = wording(language).missing if value is None else cell(value, column, language)
            others += [label] if label not in others else []
        features.append(_feature(shape.polygons, name=shape.name, label=label))
    legend = {
        "orient": "right",
        "title": column.title,
        "titleFontWeight": "normal",
        "titleColor": QUIET,
        "titleFontSize": 11,
        "titleLimit": 160,
    }
    colours = [SEQUENCE[round(i * (CLASSES - 1) / max(len(labels) - 1, 1))] for i in range(len(labels))]
    return {
        "data": {"values": features},
        "mark": mark,
        "encoding": {
            "color": {
                "field": "properties.label",
                "type": "nominal",
                "scale": {
                    "domain": [*labels, *others],
                    "range": [*colours, *ABSENT[: len(others)]],
                },
                "legend": legend,
            }
        },
    }


def _written(values: list[Spec], size: int, colour: str) -> list[Spec]:
    """Words on the map, each with a white rim so that they can be read on any colour."""
    where = {
        "longitude": {"field": "x", "type": "quantitative"},
        "latitude": {"field": "y", "type": "quantitative"},
        "text": {"field": "text"},
    }
    rim = {"stroke": "white", "strokeWidth": 4, "strokeJoin": "round"}
    return [
        {
            "data": {"values": values},
            "mark": {"type": "text", "fontSize": size, "color": colour, **extra},
            "encoding": where,
        }
        for extra in (rim, {})
    ]


def _names(figure: MapFigure, scale: float) -> list[Spec]:
    """The areas' names at their middles, or a line or two from there where a mark or another name would lie over them.

    `scale` is dots to a metre.
    """
    taken: list[tuple[float, float, float, float]] = [
        (x, y, _MARK, _MARK) for x, y in map(_mark, figure.highlights)
    ]
    values = []
    for shape in figure.shapes:
        x, middle = centre(shape.polygons)
        half = _LETTER * len(shape.name) / 2

        def crossed(y: float, x: float = x, half: float = half) -> int:
            return sum(
                abs(ox - x) * scale < half + width and abs(oy - y) * scale < _LINE / 2 + height
                for ox, oy, width, height in taken
            )

        y = min((middle + lines * _LINE / scale for lines in _LINES), key=crossed)
        taken.append((x, y, half, _LINE / 2))
        values.append({"x": x, "y": y, "text": shape.name})
    return _written(values, 11, INK)


def _mark(highlight: Highlight) -> Point:
    """Where a highlight's rank stands: at the upper edge, so that the place itself can still be seen."""
    return centre(highlight.polygons)[0], bounds(highlight.polygons)[3]


def _lifted(figure: MapFigure) -> Spec:
    return {
        "data": {"values": [_feature(highlight.polygons) for highlight in figure.highlights]},
        "mark": {"type": "geoshape", "fill": ACCENT, "fillOpacity": 0.8, "stroke": "white", "strokeWidth": 1},
    }


def _ranks(figure: MapFigure) -> list[Spec]:
    where = {
        "longitude": {"field": "x", "type": "quantitative"},
        "latitude": {"field": "y", "type": "quantitative"},
    }
    labels = []
    for highlight in figure.highlights:
        x, y = _mark(highlight)
        labels.append({"x": x, "y": y, "text": highlight.label})
    return [
        {
            "data": {"values": labels},
            "mark": {
                "type": "point",
                "filled": True,
                "size": 260,
                "color": ACCENT,
                "opacity": 1,
                "stroke": "white",
            },
            "encoding": where,
        },
        {
            "data": {"values": labels},
            "mark": {"type": "text", "color": "white", "fontSize": 11, "fontWeight": 600},
            "encoding": {**where, "text": {"field": "text"}},
        },
    ]


def _scale(bar: tuple[Point, Point], language: str) -> Spec:
    (x, y), (end, _) = bar
    metres = end - x
    length = f"{number(metres / 1000, language)} km" if metres >= 1000 else f"{number(metres, language)} m"
    feature = {"type": "Feature", "geometry": {"type": "LineString", "coordinates": bar}, "properties": {}}
    text = {"x": end, "y": y, "text": length}
    return {
        "layer": [
            {
                "data": {"values": [feature]},
                "mark": {"type": "geoshape", "filled": False, "stroke": QUIET, "strokeWidth": 2},
            },
            {
                "data": {"values": [text]},
                "mark": {"type": "text", "align": "left", "dx": 6, "color": QUIET, "fontSize": 11},
                "encoding": {
                    "longitude": {"field": "x", "type": "quantitative"},
                    "latitude": {"field": "y", "type": "quantitative"},
                    "text": {"field": "text"},
                },
            },
        ]
    }

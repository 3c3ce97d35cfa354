"""Charts: a Vega-Lite description built from the chart's own table, and its picture as SVG or PNG."""

import json
import math
from datetime import date
from functools import cache, lru_cache
from types import ModuleType
from typing import Any
from xml.sax.saxutils import escape

from trygghjulet.documents import maps
from trygghjulet.documents.numbers import cell
from trygghjulet.documents.signs import FONTS, writable
from trygghjulet.documents.style import ABSENT, ACCENT, BASE, INK, MUTED, PALE, QUIET, SEQUENCE, SERIES, Spec
from trygghjulet.documents.timelines import timeline
from trygghjulet.documents.tree import (
    Cell,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Drawing,
    Figure,
    Interval,
    MapFigure,
)
from trygghjulet.documents.wording import plain

WIDTH = 560
#: The share of that width that a drawing has in a column half a page wide.
NARROW = 0.55
#: From how many times the least a chart of ratios has a logarithmic scale, and how far from the reference it goes.
_LINEAR_TO = 4
_FURTHEST = 10
_LOG_STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10)

NUMBER_LOCALES = {
    "sv": {
        "decimal": ",",
        "thousands": "\u00a0",
        "grouping": [3],
        "currency": ["", "\u00a0kr"],
        "minus": "\u2212",
        "percent": "\u00a0%",
    },
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["£", ""]},
}
_SWEDISH_TIME: dict[str, object] = {
    "dateTime": "%A den %d %B %Y %X",
    "date": "%Y-%m-%d",
    "time": "%H:%M:%S",
    "periods": ["fm", "em"],
    "days": ["söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"],
    "shortDays": ["sön", "mån", "tis", "ons", "tors", "fre", "lör"],
    "months": [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "shortMonths": ["jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"],
}
TIME_LOCALES: dict[str, str | dict[str, object]] = {"sv": _SWEDISH_TIME, "en": "en-GB"}


def spec(figure: Figure, language: str = "sv", *, narrow: bool = False) -> Spec:
    """The Vega-Lite description of a chart or map. It holds what the figure's table shows and nothing else.

    A `narrow` one has its words as large as ever in a column that is half a page wide.

    Raises `ValueError` when the chart has no column to draw.
    """
    figure = writable(figure)
    match figure:
        case Drawing():
            raise ValueError("a drawing is drawn already, and has no description")
        case MapFigure():
            drawing = maps.drawing(figure, language, width=round(maps.WIDTH * (NARROW if narrow else 1)))
        case Chart():
            if not figure.drawn():
                raise ValueError("the chart has no column to draw")
            drawing = _DRAWINGS[figure.kind](figure, language)
            if figure.axis:
                drawing["title"] = {"text": figure.axis}
    if narrow:
        _narrow(drawing)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "usermeta": {"language": language},
        "config": BASE,
        **drawing,
    }


def _narrow(drawing: Spec) -> None:
    """Let a chart be half as wide; a map is so already, and has its legend beneath."""
    if "projection" in drawing:
        colour = drawing["layer"][0].get("encoding", {}).get("color", {})
        if colour.get("legend"):
            colour["legend"] |= {"orient": "bottom", "direction": "horizontal", "columns": 4}
        return
    drawing["width"] = round(drawing["width"] * NARROW)
    across = drawing.get("encoding", {}).get("x", {})
    if across.get("type") == "ordinal":
        # Days and months are known by their first three letters, and none of them is left out for want of room.
        across["axis"] = {**(across.get("axis") or {}), "labelExpr": "slice(datum.label, 0, 3)"}


def svg(description: Spec, title: str = "", text: str = "") -> str:
    """The picture as SVG, with its title and description for those who listen to it."""
    drawn = _svg(json.dumps(description, sort_keys=True, ensure_ascii=False))
    named = "".join(
        f"<{tag}>{escape(words)}</{tag}>" for tag, words in (("title", title), ("desc", text)) if words
    )
    opening = drawn.index(">", drawn.index("<svg")) + 1
    return drawn[:opening] + named + drawn[opening:]


def png(description: Spec, scale: float = 2) -> bytes:
    """The picture as PNG, `scale` times as many dots as the SVG has units."""
    return _png(json.dumps(description, sort_keys=True, ensure_ascii=False), scale)


def figure_svg(figure: Figure, language: str = "sv", *, narrow: bool = False) -> str:
    """A chart or map as SVG, with its caption as title and its alternative text as description; a drawing as it is."""
    said = writable(figure)
    if isinstance(said, Drawing):
        return said.svg
    return svg(spec(said, language, narrow=narrow), plain(said.caption, language), plain(said.alt, language))


def figure_png(figure: Figure, language: str = "sv", scale: float = 2) -> bytes:
    """A figure as PNG, `scale` times as many dots as the SVG has units."""
    said = writable(figure)
    if isinstance(said, Drawing):
        return bytes(_converter().svg_to_png(said.svg, scale=scale))
    return png(spec(said, language), scale)


@lru_cache(maxsize=512)
def _svg(description: str) -> str:
    return str(_converter().vegalite_to_svg(description, vl_version="5.21", **_locales(description)))


@lru_cache(maxsize=64)
def _png(description: str, scale: float) -> bytes:
    return bytes(
        _converter().vegalite_to_png(description, vl_version="5.21", scale=scale, **_locales(description))
    )


def _locales(description: str) -> dict[str, object]:
    language = json.loads(description)["usermeta"]["language"]
    return {"format_locale": NUMBER_LOCALES[language], "time_format_locale": TIME_LOCALES[language]}


@cache
def _converter() -> ModuleType:
    import vl_convert  # noqa: PLC0415  # starts a script engine, which only a drawn picture needs

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def _value(value: Cell) -> float | None:
    # Vega-Lite's JSON has no word for what is endless or not a number.
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else None


def _end(value: float) -> float | None:
    """An estimate or its bound, no finer than can be seen: more decimals would let its counts be worked out."""
    known = _value(value)
    return None if known is None else round(known, 3)


def _name(value: Cell, column: Column, language: str) -> str:
    return value.isoformat() if isinstance(value, date) else cell(value, column, language)


def _long(chart: Chart, language: str) -> list[dict[str, Any]]:
    """One record per row and drawn column: c(ategory), s(eries), v(alue), t(ext), p(osition of the text)."""
    names, records = chart.table.columns[0], []
    for row in chart.table.body():
        for index in chart.drawn():
            column, value = chart.table.columns[index], _value(row.cells[index])
            records.append(
                {
                    "c": _name(row.cells[0], names, language),
                    "s": column.title,
                    "v": value,
                    "t": cell(row.cells[index], column, language),
                    "p": value or 0,
                }
            )
    return records


def _axis_format(chart: Chart) -> str:
    kinds = {chart.table.columns[index].kind for index in chart.drawn()}
    return "~%" if ColumnKind.PERCENT in kinds else ",~f"


def _colour(chart: Chart) -> Spec:
    titles = [chart.table.columns[index].title for index in chart.drawn()]
    colours = iter(SERIES)
    return {
        "field": "s",
        "type": "nominal",
        "scale": {
            "domain": titles,
            "range": [MUTED if index in chart.muted else next(colours) for index in chart.drawn()],
        },
        "legend": {"orient": "top", "title": None} if len(titles) > 1 or chart.band is not None else None,
    }


def _bar(chart: Chart, language: str) -> Spec:
    several = len(chart.drawn()) > 1
    place: Spec = {"field": "c", "type": "nominal", "sort": None, "title": None, "axis": {"domain": False}}
    encoding: Spec = {"y": place}
    if several:
        encoding["yOffset"] = {"field": "s", "type": "nominal", "sort": None}
        place["scale"] = {"paddingInner": 0.25}
    return {
        "data": {"values": _long(chart, language)},
        "width": WIDTH - 140,
        "height": {"step": 16 if several else 26},
        "encoding": encoding,
        "layer": [
            {
                "mark": {"type": "bar"},
                "encoding": {
                    "x": {"field": "v", "type": "quantitative", "title": None, "axis": None},
                    "color": _colour(chart),
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 11 if several else 12},
                "encoding": {
                    "x": {"field": "p", "type": "quantitative"},
                    "text": {"field": "t"},
                },
            },
        ],
    }


def _line(chart: Chart, language: str) -> Spec:
    dated = chart.table.columns[0].kind is ColumnKind.DATE
    along = _dates(chart) if dated else _steps()
    upward: Spec = {
        "type": "quantitative",
        "title": None,
        "axis": {"format": _axis_format(chart), "tickCount": 5},
    }
    layers: list[Spec] = []
    if chart.band is not None:
        layers += _band(chart, chart.band, along, upward, language)
    layers.append(
        {
            "data": {"values": _long(chart, language)},
            "mark": {"type": "line", "strokeWidth": 2.5, "point": False if _crowded(chart) else {"size": 36}},
            "encoding": {
                "x": {**along, "field": "c"},
                "y": {**upward, "field": "v"},
                "color": _colour(chart),
            },
        }
    )
    if len(chart.drawn()) > 1:
        # Lines that lie across each other must be told apart without colour too.
        layers[-1]["encoding"]["strokeDash"] = {"field": "s", "type": "nominal", "sort": None, "legend": None}
    layers += [_marker(chart, index, along) for index in range(len(chart.markers))]
    return {"width": WIDTH, "height": 240, "layer": layers}


def _crowded(chart: Chart) -> bool:
    return len(chart.table.rows) > 40


def _dates(chart: Chart) -> Spec:
    moments = sorted(str(row.cells[0]) for row in chart.table.body())
    years = int(moments[-1][:4]) - int(moments[0][:4]) + 1 if moments else 1
    if years > 3:
        axis: Spec = {"tickCount": {"interval": "year", "step": 1}, "format": "%Y"}
    else:
        month = "utcFormat(datum.value, '%b')"
        year = "utcmonth(datum.value) == 0 ? utcFormat(datum.value, '%Y') : ''"
        axis = {
            "tickCount": {"interval": "month", "step": 1 if years == 1 else 3},
            "labelExpr": f"[{month}, {year}]",
        }
    return {
        "type": "temporal",
        "title": None,
        "scale": {"type": "utc"},
        "axis": {**axis, "grid": False, "labelFlush": False},
    }


def _steps() -> Spec:
    return {
        "type": "ordinal",
        "sort": None,
        "title": None,
        "axis": {"grid": False, "labelAngle": 0, "labelOverlap": True},
        "scale": {"padding": 0.5},
    }


def _band(chart: Chart, index: int, along: Spec, upward: Spec, language: str) -> list[Spec]:
    column, names = chart.table.columns[index], chart.table.columns[0]
    values = [
        {
            "c": _name(row.cells[0], names, language),
            "low": _end(bounds.low),
            "high": _end(bounds.high),
            "mid": _end(bounds.value),
        }
        for row in chart.table.body()
        if isinstance(bounds := row.cells[index], Interval)
    ]
    where: Spec = {"x": {**along, "field": "c"}}
    legend = {"datum": column.title, "type": "nominal", "legend": {"orient": "top", "title": None}}
    shade = {"scale": {"range": [PALE]}, **legend}
    return [
        {
            "data": {"values": values},
            "mark": {"type": "area", "opacity": 1},
            "encoding": {**where, "y": {**upward, "field": "low"}, "y2": {"field": "high"}, "fill": shade},
        },
        {
            "data": {"values": values},
            "mark": {"type": "line", "color": QUIET, "strokeWidth": 1},
            "encoding": {**where, "y": {**upward, "field": "mid"}},
        },
    ]


def _marker(chart: Chart, index: int, along: Spec) -> Spec:
    marker = chart.markers[index]
    where = {"x": {**along, "field": "c"}}
    line = {"type": "rule", "color": ACCENT, "strokeWidth": 1.5, "strokeDash": [4, 3]}
    # Each label has its own line, so that markers close in time can be read.
    label = {"type": "text", "align": "left", "baseline": "top", "dx": 5, "dy": 13 * index}
    return {
        "data": {"values": [{"c": str(marker.at), "l": marker.label}]},
        "layer": [
            {"mark": line, "encoding": where},
            {
                "mark": {**label, "color": ACCENT, "fontSize": 11},
                "encoding": {**where, "y": {"value": 0}, "text": {"field": "l"}},
            },
        ],
    }


def _heatmap(chart: Chart, language: str) -> Spec:
    columns = [chart.table.columns[index].title for index in chart.drawn()]
    rows = [cell(row.cells[0], chart.table.columns[0], language) for row in chart.table.body()]
    # The longer side lies along the page.
    across, down = ("c", "s") if len(rows) > len(columns) else ("s", "c")
    orders = {"c": rows, "s": columns}
    side: Spec = {"type": "ordinal", "title": None}
    records = _long(chart, language)
    shown = [record["v"] for record in records if record["v"] is not None]
    return {
        "data": {"values": records},
        "width": WIDTH - 60,
        "height": {"step": 24},
        "mark": {"type": "rect", "stroke": "white", "strokeWidth": 1, "invalid": None},
        "encoding": {
            "x": {
                **side,
                "field": across,
                "sort": orders[across],
                "axis": {"labelAngle": 0, "labelOverlap": True, "domain": False},
            },
            "y": {**side, "field": down, "sort": orders[down], "axis": {"domain": False}},
            "color": {
                "condition": {"test": "datum.v === null", "value": ABSENT[0]},
                "field": "v",
                "type": "quantitative",
                "scale": {"domain": [0, max(shown, default=0) or 1], "range": SEQUENCE},
                "legend": {
                    "orient": "bottom",
                    "direction": "horizontal",
                    "title": None,
                    "gradientLength": 160,
                    "format": _axis_format(chart),
                    "tickCount": 3,
                },
            },
        },
    }


def _range(chart: Chart, language: str) -> Spec:
    index = chart.drawn()[0]
    column, names = chart.table.columns[index], chart.table.columns[0]
    values = []
    for row in chart.table.body():
        bounds = row.cells[index]
        known = bounds if isinstance(bounds, Interval) else Interval(math.nan, math.nan, math.nan)
        values.append(
            {
                "c": cell(row.cells[0], names, language),
                "v": _end(known.value),
                "low": _end(known.low),
                "high": _end(known.high),
                "t": "" if isinstance(bounds, Interval) else cell(bounds, column, language),
            }
        )
    along: Spec = {"type": "quantitative", "title": None, **_reach(chart, values)}
    layers: list[Spec] = [
        {
            "mark": {"type": "rule", "strokeWidth": 2, "color": INK},
            "encoding": {"x": {**along, "field": "low"}, "x2": {"field": "high"}},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 80, "color": SERIES[0], "opacity": 1},
            "encoding": {"x": {**along, "field": "v"}},
        },
        {
            "mark": {"type": "text", "align": "left", "color": QUIET, "fontSize": 11},
            "encoding": {"x": {"value": 4}, "text": {"field": "t"}},
        },
    ]
    if chart.reference is not None:
        layers.insert(
            0,
            {
                "mark": {"type": "rule", "color": ACCENT, "strokeWidth": 1.5, "strokeDash": [4, 3]},
                "encoding": {"x": {**along, "datum": chart.reference}, "y": None},
            },
        )
    return {
        "data": {"values": values},
        "width": WIDTH - 140,
        "height": {"step": 28},
        "encoding": {
            "y": {"field": "c", "type": "nominal", "sort": None, "title": None, "axis": {"domain": False}}
        },
        "layer": layers,
    }


def _reach(chart: Chart, values: list[dict[str, Any]]) -> Spec:
    """The scale and axis of estimates. Ratios that differ widely are drawn by their logarithm, where twice and half
    are equally far from the reference; one that runs further than the frame ends at its edge, which says so.
    """
    ends = [value[end] for value in values for end in ("low", "high") if value[end] is not None]
    low, high = min(ends, default=0), max(ends, default=0)
    reference = chart.reference
    if not reference or reference < 0 or low < 0 or high <= _LINEAR_TO * max(low, reference / _FURTHEST):
        return {
            "axis": {"format": ",~f", "tickCount": 6},
            "scale": {"zero": False, "nice": True},
        }
    first, last = reference / _FURTHEST, reference * _FURTHEST
    steps = [reference * step for step in _LOG_STEPS]
    first = max((step for step in steps if step <= low), default=first)
    last = min((step for step in steps if step >= high), default=last)
    written = "format(datum.value, ',~f')"
    least = f"datum.value <= {first} ? '≤ ' : " if low < first else ""
    most = f"datum.value >= {last} ? '≥ ' : " if high > last else ""
    return {
        "axis": {
            "values": [step for step in steps if first <= step <= last],
            "labelExpr": f"({least}{most}'') + {written}",
        },
        "scale": {"type": "log", "domain": [first, last], "nice": False, "clamp": True},
    }


_DRAWINGS = {
    ChartKind.BAR: _bar,
    ChartKind.LINE: _line,
    ChartKind.HEATMAP: _heatmap,
    ChartKind.RANGE: _range,
    ChartKind.TIMELINE: timeline,
}

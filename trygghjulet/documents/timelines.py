"""The drawing of a time line: a bar for each row from its first day to its last, and the day it is read."""

from __future__ import annotations

import json
import textwrap
from datetime import date, timedelta
from itertools import cycle

from trygghjulet.documents.style import ACCENT, INK, PALE, SERIES, TEAL, Spec
from trygghjulet.documents.tree import Cell, Chart

_WIDTH, _NAMES = 600, 240
#: How many letters of a name go on a line, and how many lines there are room for.
_LETTERS, _LINES = 36, 2
#: What is over is pale. A state that is none of these is filled in the order it is met.
_KNOWN = {"Genomförd": PALE, "Pågår": TEAL, "Planerad": SERIES[4], "Avbruten": SERIES[1]}
_FILLS = (SERIES[3], SERIES[5])


def timeline(chart: Chart, _language: str) -> Spec:
    """The chart's rows as bars in their own order; one without a last day runs on to the edge."""
    first_at, last_at, state_at = chart.drawn()
    rows = chart.table.body()
    begins = [_day(row.cells[first_at]) for row in rows]
    ends = [_day(row.cells[last_at]) for row in rows]
    known = [day for day in (*begins, *ends) if day is not None]
    first, last = (min(known), max(known)) if known else (date(2000, 1, 1), date(2000, 1, 2))
    states = list(dict.fromkeys(str(row.cells[state_at]) for row in rows))
    values = [
        {
            "k": index,
            "from": begin.isoformat(),
            # The last day is one of the days that the bar holds.
            "to": ((end or last) + timedelta(days=1)).isoformat(),
            "s": str(row.cells[state_at]),
            "open": end is None,
        }
        for index, (row, begin, end) in enumerate(zip(rows, begins, ends, strict=True))
        if begin is not None
    ]
    names = [_lines(str(row.cells[0])) for row in rows]
    written = json.dumps(names, ensure_ascii=False)
    along: Spec = {
        "type": "temporal",
        "title": None,
        "scale": {
            "type": "utc",
            "domain": [first.isoformat(), (last + timedelta(days=1)).isoformat()],
            "nice": False,
        },
        "axis": {**_months(first, last), "labelFlush": False, "labelOverlap": True},
    }
    down: Spec = {
        "field": "k",
        "type": "ordinal",
        "sort": None,
        "title": None,
        "axis": {
            "domain": False,
            "labelExpr": f"{written}[datum.value]",
            "labelLimit": _NAMES,
            "labelAlign": "left",
            "labelPadding": _NAMES,
            "labelFontSize": 11,
        },
    }
    colours = cycle(_FILLS)
    fills = [_KNOWN.get(state) or next(colours) for state in states]
    layers: list[Spec] = [
        {
            "mark": {
                "type": "bar",
                "height": {"band": 0.62},
                "cornerRadius": 2,
                "stroke": INK,
                "strokeWidth": 0.4,
            },
            "encoding": {
                "x": {**along, "field": "from"},
                "x2": {"field": "to"},
                "color": {
                    "field": "s",
                    "type": "nominal",
                    "scale": {"domain": states, "range": fills},
                    "legend": {"orient": "bottom", "title": None} if len(states) > 1 else None,
                },
            },
        },
        {
            # An open end is told by a sign of its own, not by where the picture happens to stop.
            "transform": [{"filter": "datum.open"}],
            "mark": {
                "type": "text",
                "align": "right",
                "dx": -3,
                "text": "→",
                "fontWeight": 600,
            },
            "encoding": {
                "x": {**along, "field": "to"},
                "color": {"condition": {"test": "datum.s == 'Pågår'", "value": "white"}, "value": INK},
            },
        },
    ]
    layers += [_marker(str(marker.at), marker.label, along) for marker in chart.markers]
    return {
        "data": {"values": values},
        "width": _WIDTH - _NAMES,
        "height": {"step": 34 if any(len(lines) > 1 for lines in names) else 24},
        "encoding": {"y": down},
        "layer": layers,
    }


def _lines(name: str) -> list[str]:
    """A name on as many lines as there is room for; a step is told by its dash and stands further in."""
    indent = "\u00a0" * 4 if name.startswith("– ") else ""
    lines = textwrap.wrap(name, _LETTERS - len(indent), max_lines=_LINES, placeholder=" …")
    return [indent + line for line in lines] or [""]


def _day(cell: Cell) -> date | None:
    return cell if isinstance(cell, date) else None


def _months(first: date, last: date) -> Spec:
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = 1 if months <= 8 else 3 if months <= 26 else 6
    month = "utcFormat(datum.value, '%b')"
    # The year stands under its first month, and under the first month of all.
    year = f"utcmonth(datum.value) < {step} || datum.index == 0 ? utcFormat(datum.value, '%Y') : ''"
    return {"tickCount": {"interval": "month", "step": step}, "labelExpr": f"[{month}, {year}]"}


def _marker(at: str, label: str, along: Spec) -> Spec:
    where = {"x": {**along, "field": "c"}, "y": None}
    return {
        "data": {"values": [{"c": at, "l": label}]},
        "layer": [
            {
                "mark": {"type": "rule", "color": ACCENT, "strokeWidth": 1.5, "strokeDash": [4, 3]},
                "encoding": where,
            },
            {
                "mark": {
                    "type": "text",
                    "align": "left",
                    "baseline": "bottom",
                    "dy": -3,
                    "dx": 4,
                    "color": ACCENT,
                    "fontSize": 11,
                },
                "encoding": {**where, "y": {"value": 0}, "text": {"field": "l"}},
            },
        ],
    }

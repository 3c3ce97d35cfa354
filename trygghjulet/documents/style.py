"""One look for every chart and map: quiet, safe for colour-blind eyes and for grey paper."""

from typing import Any

Spec = dict[str, Any]  # a Vega-Lite description is JSON of any depth

TEAL = "#1f5a63"
ACCENT = "#c8553d"
INK = "#26343a"
QUIET = "#5c6b72"
GRID = "#e4e8ea"
PALE = "#d5dfe2"
LAND = "#f3f4f2"
ABSENT = ["#cfcfca", "#b4b4ae"]  # withheld, or not known: a warm grey that no value has

SERIES = [TEAL, ACCENT, "#8a979d", "#d9a441", "#7fb1b3", "#6b4c6e"]
#: What is drawn to compare with, and not to look at first.
MUTED = "#b3bdc1"
SEQUENCE = ["#deecec", "#b4d2d2", "#84b3b5", "#4a868d", "#1f5a63"]

FONT = "Inter, Helvetica Neue, Arial, sans-serif"

BASE: Spec = {
    "font": FONT,
    "background": None,
    # Browsers set words a little wider than they were measured, and the first letter of the longest must not be cut.
    "padding": {"left": 10, "right": 12, "top": 4, "bottom": 4},
    "autosize": {"type": "pad"},
    "view": {"stroke": None},
    "title": {
        "anchor": "start",
        "frame": "group",
        "fontSize": 11,
        "fontWeight": "normal",
        "color": QUIET,
        "offset": 8,
    },
    "axis": {
        "labelColor": INK,
        "labelFontSize": 12,
        "labelLimit": 240,
        "labelPadding": 6,
        "gridColor": GRID,
        "domainColor": QUIET,
        "ticks": False,
    },
    "axisY": {"domain": False},
    "text": {"color": INK, "fontSize": 12},
    "legend": {
        "labelColor": INK,
        "labelFontSize": 12,
        "labelLimit": 260,
        "symbolType": "square",
        "offset": 6,
    },
}

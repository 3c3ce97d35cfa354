"""The page of a source's published figures: a measure's series over time, the table that is its twin, and a file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from urllib.parse import urlencode

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header

from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.privacy.withholding import for_those_who
from trygghjulet.observations.period import Period
from trygghjulet.steps.scanning.forms.statistics import LinesForm, MeasureForm
from trygghjulet.steps.scanning.models import Source
from trygghjulet.steps.scanning.queries import sources
from trygghjulet.steps.scanning.queries.statistics import own_areas, published, published_in, used
from trygghjulet.steps.scanning.rules.drawn import Origin, chart_of
from trygghjulet.steps.scanning.rules.figures import (
    HEADINGS,
    MOST_LINES,
    Line,
    Measure,
    Points,
    hidden_in,
    lines_as_rows,
    lines_in,
    measures_in,
    sentence_of,
    tells_of_noise,
    told_in,
)
from trygghjulet.steps.scanning.rules.sharing import sees_rows
from trygghjulet.steps.scanning.rules.written import as_csv

#: What the whole country is called, to be laid beside one's own area.
_COUNTRY: Final = frozenset({"riket", "hela riket", "sverige", "hela landet"})
#: What a measure of everything begins with: the one to begin from.
_EVERYTHING: Final = ("population", "samtliga brott", "alla brott", "totalt", "n07540")
_ALL: Final = "-"


@dataclass(frozen=True)
class _Shown:
    """What is chosen of a source.

    Attributes:
        points: the series that are shown.
        every: all the series of the measure.
        hidden: the figures that the person may not see.
        left_out: how many chosen series have no room.
    """

    source: Source
    measures: tuple[Measure, ...]
    measure: Measure
    points: Points
    every: Points
    hidden: frozenset[tuple[Line, Period]]
    sees: bool
    left_out: int
    rows: pl.DataFrame


@cooperation_page
def statistics(request: HttpRequest, here: Here, source_id: int) -> HttpResponse:
    """A source's published figures, a measure at a time."""
    source = _source(here, source_id)
    context: dict[str, Any] = {"here": here, "source": source}
    shown = _shown(request, here, source)
    if shown is None:
        return render(request, "scanning/statistics.html", context)
    chart = chart_of(
        shown.points,
        shown.measure,
        hidden=shown.hidden,
        told=Origin(f"{source.name} ({source.party})", source.definition),
    )
    drawable = chart and not any((line, p) in shown.hidden for line, of in shown.points.items() for p in of)
    datasets = published_in(source)
    context |= {
        "measure": shown.measure,
        "chart": chart if drawable else None,
        "table": chart.table if chart and not drawable else None,
        "smallest": source.smallest_count,
        "sees_rows": shown.sees,
        "sentence": sentence_of(shown.points, shown.measure) if shown.sees else "",
        "noise": tells_of_noise(shown.rows, shown.measure),
        "left_out": shown.left_out,
        "most": MOST_LINES,
        "preliminary": any(p.preliminary for of in shown.points.values() for p in of.values()),
        "missing": any(p.value is None for of in shown.points.values() for p in of.values()),
        "bounds": any(p.interval for of in shown.points.values() for p in of.values()),
        "measure_form": MeasureForm(measures=shown.measures, initial={"matt": shown.measure.name}),
        "lines_form": _lines_form(shown),
        "groups": len({line.group for line in shown.every}) > 1,
        "areas": len({line.area for line in shown.every}) > 1,
        "chosen": urlencode(_chosen(shown), doseq=True),
        "datasets": datasets,
        "notes": list(dict.fromkeys(note for one in datasets for note in one.delivery.notes))
        if shown.sees
        else [],
        "use": used(source, datasets),
    }
    return render(request, "scanning/statistics.html", context)


@cooperation_page
def statistics_file(request: HttpRequest, here: Here, source_id: int) -> HttpResponse:
    """The series that are shown as a file for a spreadsheet program; with `alla` every series of the measure."""
    shown = _shown(request, here, _source(here, source_id))
    if shown is None:
        raise Http404
    points = shown.every if request.GET.get("alla") else shown.points
    return HttpResponse(
        as_csv(HEADINGS, lines_as_rows(points, shown.measure, hidden=shown.hidden)),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": content_disposition_header(
                as_attachment=True, filename=f"{shown.measure.title}.csv".replace("/", " ")
            )
        },
    )


def _source(here: Here, source_id: int) -> Source:
    return get_object_or_404(
        sources(here.scope, cooperation=here.cooperation).select_related("cooperation__area", "party"),
        pk=source_id,
    )


def _shown(request: HttpRequest, here: Here, source: Source) -> _Shown | None:
    rows = published(source)
    measures = measures_in(rows)
    if not measures:
        return None
    sees = sees_rows(
        here.scope, cooperation_id=here.cooperation.pk, owner_id=source.party_id, sharing=source.sharing
    )
    measure = _measure(request.GET.get("matt", ""), measures, told_in(rows))
    every = lines_in(rows, measure)
    protect = None if sees else partial(for_those_who, smallest=source.smallest_count)
    chosen = _lines(request, source, rows, every)
    return _Shown(
        source=source,
        measures=measures,
        measure=measure,
        points={line: every[line] for line in chosen[:MOST_LINES]},
        every=every,
        hidden=hidden_in(every, measure, protect),
        sees=sees,
        left_out=max(len(chosen) - MOST_LINES, 0),
        rows=rows,
    )


def _measure(asked: str, measures: tuple[Measure, ...], told: frozenset[tuple[str, str]]) -> Measure:
    """The measure that is asked for; else the one of everything, or the first that has values."""
    if asked:
        found = next((one for one in measures if one.name == asked), None)
        if found is None:
            raise Http404
        return found
    for beginning in _EVERYTHING:
        for one in measures:
            if beginning in (one.key.casefold(), one.title.casefold()):
                return one
    return next((one for one in measures if (one.key, one.every) in told), measures[0])


def _lines(request: HttpRequest, source: Source, rows: pl.DataFrame, every: Points) -> list[Line]:
    """The chosen series; else one's own areas, the country and as many others as there is room for."""
    areas = list(dict.fromkeys(line.area for line in every))
    groups = list(dict.fromkeys(line.group for line in every))
    asked_areas = [area for area in areas if area in request.GET.getlist("omrade")]
    asked_groups = [group for group in groups if (group or _ALL) in request.GET.getlist("grupp")]
    if not asked_areas:
        own = [area for area in own_areas(source, rows) if area in areas]
        names = {line.area: line.name for line in every}
        country = [area for area in areas if names[area].casefold() in _COUNTRY]
        asked_areas = list(dict.fromkeys((*own, *country, *areas)))[:MOST_LINES]
    if not asked_groups:
        asked_groups = [None] if None in groups else groups[:1]
    return [
        line
        for area in asked_areas
        for group in asked_groups
        for line in every
        if line.area == area and line.group == group
    ]


def _lines_form(shown: _Shown) -> LinesForm:
    areas = dict.fromkeys((line.area, line.name) for line in shown.every)
    groups = dict.fromkeys((line.group or _ALL, line.group or "Alla") for line in shown.every)
    return LinesForm(
        areas=sorted(areas, key=lambda one: one[1]),
        groups=list(groups),
        initial={name: chosen for name, chosen in _chosen(shown).items() if name != "matt"},
    )


def _chosen(shown: _Shown) -> dict[str, Any]:
    return {
        "matt": shown.measure.name,
        "omrade": list(dict.fromkeys(line.area for line in shown.points)),
        "grupp": list(dict.fromkeys(line.group or _ALL for line in shown.points)),
    }

"""The picture's report straight from files: areas and incidents in, figures and a document out; no database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from shapely import union_all

from trygghjulet.analysis.ground.grid import project_geometry
from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Document
from trygghjulet.foundation.geography.reading import ReadArea
from trygghjulet.observations.findings import Reading
from trygghjulet.observations.period import Period
from trygghjulet.observations.questions import Observations
from trygghjulet.steps.picture.rules import narrative
from trygghjulet.steps.picture.rules.computing import Ground, Region, compute
from trygghjulet.steps.picture.rules.figures import Figures, SourceNote
from trygghjulet.steps.scanning.rules.placing import Leaf, place


def figures_from(
    incidents: Reading,
    areas: Sequence[ReadArea],
    *,
    name: str,
    file_name: str,
    sha256: str,
    period: Period,
    epsg: int,
    cell_size: int,
    progress: Callable[[str], None],
) -> Figures:
    """The figures of a picture of all the areas together.

    Args:
        incidents: what was read from the incidents' file, in the metres of `epsg`.
        areas: what was read from the boundary file; all are taken as the finest level.
        name: what the whole is called.
        file_name: the incidents' file, for the source line.
        sha256: the incidents file's hash.
        period: the days, both included.
    """
    progress("lägger områdena")
    regions = tuple(
        Region(area.code, area.name, area.population, (area.code,), project_geometry(area.polygon, epsg))
        for area in areas
    )
    progress("lägger händelserna i områden")
    rows = place(incidents.rows, [Leaf(r.code, r.name, r.polygon) for r in regions]).rows
    populations = [area.population for area in areas]
    known = [p for p in populations if p is not None]
    focus = Region(
        code="",
        name=name,
        population=sum(known) if known and len(known) == len(populations) else None,
        leaves=tuple(r.code for r in regions),
        polygon=union_all([r.polygon for r in regions]),
    )
    with Observations.of(rows) as observations:
        span = observations.span()
        note = SourceNote(
            name=file_name,
            owner="",
            definition="Händelser så som filen anger dem.",
            first_day=span.first if span else None,
            last_day=span.last if span else None,
            rows=rows.height,
            sha256=sha256,
        )
        return compute(
            observations,
            period=period,
            ground=Ground(focus=focus, parts=regions, leaves=regions, rest=(), epsg=epsg),
            sources=(note,),
            cell_size=cell_size,
            progress=progress,
        )


def document_from(figures: Figures, *, on: date) -> Document:
    """The report of a picture that has no texts yet."""
    return Document(
        title=f"Lägesbild {figures.settings.area}",
        subtitle=narrative.period_of(figures),
        facts=(
            ("Område", figures.settings.area),
            ("Period", narrative.period_of(figures)),
            ("Källa", narrative.source_of(figures)),
            ("Framtagen", numbers.day(on)),
        ),
        sections=narrative.sections(figures, {}),
    )

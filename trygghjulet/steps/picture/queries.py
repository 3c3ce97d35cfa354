"""Reading pictures, their texts and findings, and the material that a picture of a round rests on."""

from __future__ import annotations

from django.db import models

from trygghjulet.analysis.ground.grid import fitting_epsg, project_geometry
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.geography.queries import children, countable, leaves
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.observations.schema import Kind
from trygghjulet.steps.picture.models import Finding, Part, PictureText, SituationalPicture
from trygghjulet.steps.picture.rules.computing import Ground, Region
from trygghjulet.steps.picture.rules.figures import SourceNote, sha256
from trygghjulet.steps.scanning.models import Dataset, Theme
from trygghjulet.steps.scanning.queries import joint_datasets


def pictures(scope: Scope, *, round: Round) -> models.QuerySet[SituationalPicture]:
    """All editions of a round's picture, newest first."""
    return SituationalPicture.objects.filter(
        round=round, round__cooperation_id__in=scope.cooperation_ids
    ).select_related("round", "round__area", "round__cooperation", "adopted_by")


def picture_of(scope: Scope, *, round: Round) -> SituationalPicture | None:
    """The newest edition of a round's picture."""
    return pictures(scope, round=round).first()


def texts_of(picture: SituationalPicture) -> dict[str, PictureText]:
    """What people wrote, by part; parts that nobody wrote in are there, empty."""
    written = {text.part: text for text in PictureText.objects.filter(picture=picture)}
    return {part: written.get(part) or PictureText(picture=picture, part=part) for part in Part}


def content_sha256(picture: SituationalPicture) -> str:
    """The hash of all that a picture says now: its figures, every text's revision and the findings."""
    texts = PictureText.objects.filter(picture=picture).order_by("part").values_list("part", "revision")
    found = Finding.objects.filter(picture=picture).order_by("pk").values_list("key", "statement")
    return sha256({"figures": picture.figures_sha256, "texts": list(texts), "findings": list(found)})


def findings(scope: Scope, *, round: Round) -> models.QuerySet[Finding]:
    """The findings that a round's priorities can rest on: those of its newest picture."""
    newest = pictures(scope, round=round).values("pk")[:1]
    return Finding.objects.filter(picture__in=newest).select_related("picture", "picture__round")


def known_categories(round: Round) -> dict[str, list[str]]:
    """The categories that the round's picture counted, commonest first, by theme."""
    newest = SituationalPicture.objects.filter(round=round).first()
    if newest is None:
        return {}
    beside = [category["name"] for other in newest.figures["other"] for category in other["categories"]]
    return {
        Theme.CRIME.value: [category["name"] for category in newest.figures["categories"]],
        Theme.DISORDER.value: list(dict.fromkeys(beside)),
    }


def crime_datasets(round: Round) -> list[Dataset]:
    """The datasets whose incidents a picture of the round counts."""
    return joint_datasets(round.cooperation, theme=Theme.CRIME, kind=Kind.INCIDENTS)


def disorder_datasets(round: Round) -> list[Dataset]:
    """The datasets that stand beside, as other information of importance."""
    return joint_datasets(round.cooperation, theme=Theme.DISORDER, kind=Kind.INCIDENTS)


def statistics_datasets(round: Round) -> list[Dataset]:
    """The ready-made statistics that stand beside."""
    return joint_datasets(round.cooperation, theme=Theme.STATISTICS, kind=Kind.COUNTS)


def news_datasets(round: Round) -> list[Dataset]:
    """The news that stand beside, and that no place is sought in."""
    return joint_datasets(round.cooperation, theme=Theme.NEWS, kind=Kind.FEED)


def ground_of(round: Round) -> Ground:
    """Where a picture of the round looks, and the rest of the cooperation's area that it compares with."""
    root = round.cooperation.area
    centre = root.polygon.centroid
    epsg = fitting_epsg(centre.x, centre.y)
    counted = [(area.code, area.path) for area in countable(root)]
    mine = leaves(round.area)
    parts = list(children(round.area)) or [round.area]

    def region(area: Area) -> Region:
        inside = tuple(code for code, path in counted if path.startswith(area.path))
        return Region(area.code, area.name, area.population, inside, project_geometry(area.polygon, epsg))

    return Ground(
        focus=region(round.area),
        parts=tuple(region(part) for part in parts),
        leaves=tuple(region(leaf) for leaf in mine),
        # What is only known to lie in an area around this one may lie in it or beside it.
        rest=tuple(
            code
            for code, path in counted
            if not path.startswith(round.area.path) and not round.area.path.startswith(path)
        ),
        epsg=epsg,
    )


def note_of(dataset: Dataset) -> SourceNote:
    """What a reader is told of a dataset."""
    return SourceNote(
        name=dataset.source.name,
        owner=dataset.source.party.name,
        definition=dataset.source.definition,
        first_day=dataset.first_day,
        last_day=dataset.last_day,
        rows=dataset.rows,
        sha256=dataset.sha256,
    )

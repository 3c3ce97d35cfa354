"""Reading sources, deliveries and datasets, and opening the rows they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl
from django.conf import settings
from django.db import models

from trygghjulet.analysis.ground.grid import fitting_epsg, project_geometry
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.geography.queries import leaves, tree
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.observations import store
from trygghjulet.observations.schema import Kind
from trygghjulet.steps.scanning.models import Dataset, Delivery, Sharing, Source, Theme
from trygghjulet.steps.scanning.rules.placing import Leaf, Wider


def sources(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Source]:
    """The cooperation's sources that the person may know of."""
    mine = [m.party_id for m in scope.memberships if m.cooperation_id == cooperation.pk]
    return (
        Source.objects.filter(cooperation=cooperation, cooperation_id__in=scope.cooperation_ids)
        .exclude(models.Q(sharing=Sharing.OWNER) & ~models.Q(party_id__in=mine))
        .select_related("party")
    )


def deliveries(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Delivery]:
    """What has been handed in from sources the person may know of, newest first."""
    return Delivery.objects.filter(source__in=sources(scope, cooperation=cooperation)).select_related(
        "source", "source__party", "source__cooperation", "dataset"
    )


def datasets(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Dataset]:
    """The accepted datasets that count now, from sources the person may know of."""
    return Dataset.objects.filter(
        source__in=sources(scope, cooperation=cooperation), withdrawn_at__isnull=True, purged_at__isnull=True
    ).select_related("source", "source__party", "delivery")


def joint_datasets(cooperation: Cooperation, *, theme: str, kind: Kind) -> list[Dataset]:
    """The datasets whose sums both parties share: what a joint picture is made from.

    Not bound to one person's scope, so that a picture has the same figures whoever asks for it; sources
    that only their owner may see are left out for everyone.
    """
    return list(
        Dataset.objects.filter(
            source__cooperation=cooperation,
            source__theme=theme,
            kind=kind,
            withdrawn_at__isnull=True,
            purged_at__isnull=True,
        )
        .exclude(source__sharing=Sharing.OWNER)
        .select_related("source", "source__party")
        .order_by("first_day", "pk")
    )


def leaves_of(cooperation: Cooperation) -> list[Leaf]:
    """The finest areas of a cooperation, in the metres that its incidents are kept in."""
    centre = cooperation.area.polygon.centroid
    epsg = fitting_epsg(centre.x, centre.y)
    return [
        Leaf(area.code, area.name, project_geometry(area.polygon, epsg)) for area in leaves(cooperation.area)
    ]


def wider_of(cooperation: Cooperation) -> list[Wider]:
    """The areas of a cooperation that hold others."""
    areas = list(tree(cooperation.area))
    holding = {area.parent_id for area in areas}
    return [Wider(area.code, area.name) for area in areas if area.pk in holding]


def path_of(dataset: Dataset) -> Path:
    """Where the store keeps a dataset's rows."""
    return Path(settings.OBSERVATIONS) / f"{dataset.sha256}.parquet"


def rows_of(dataset: Dataset) -> pl.DataFrame:
    """All rows of a dataset, for kinds that are small."""
    return store.read(path_of(dataset))


def counting_rows(datasets: Sequence[Dataset]) -> Iterator[tuple[Dataset, pl.DataFrame]]:
    """Each dataset with the rows of it that count, for kinds that are small and have keys.

    A key counts once in a source, by the dataset accepted last, as it does in `Observations.open`.
    """
    held = {dataset.pk: rows_of(dataset) for dataset in datasets}
    for dataset in datasets:
        rows = held[dataset.pk]
        for later in datasets:
            if later.source_id == dataset.source_id and later.pk > dataset.pk:
                rows = rows.join(held[later.pk], on="key", how="anti")
        yield dataset, rows


def counting(source: Source, kind: Kind) -> models.QuerySet[Dataset]:
    """The datasets of a source that count now."""
    return Dataset.objects.filter(source=source, kind=kind, withdrawn_at__isnull=True, purged_at__isnull=True)


def has_keyless_rows(dataset: Dataset) -> bool:
    """Does a dataset hold rows that have no key?"""
    return bool(pl.scan_parquet(path_of(dataset)).select(pl.col("key").null_count() > 0).collect().item())


def has_material(cooperation: Cooperation) -> bool:
    """Is there anything on crime to make a picture from?"""
    return bool(joint_datasets(cooperation, theme=Theme.CRIME, kind=Kind.INCIDENTS))

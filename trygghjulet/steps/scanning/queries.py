"""Reading sources, deliveries and datasets, and opening the rows they hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import polars as pl
from django.conf import settings
from django.db import models

from trygghjulet.analysis.grid import fitting_epsg, project_geometry
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.geography.queries import leaves
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.observations import store
from trygghjulet.observations.schema import Kind
from trygghjulet.steps.scanning.models import Dataset, Delivery, Sharing, Source, Theme
from trygghjulet.steps.scanning.rules.placing import Leaf


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
        source__in=sources(scope, cooperation=cooperation), withdrawn_at__isnull=True
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


def path_of(dataset: Dataset) -> Path:
    """Where the store keeps a dataset's rows."""
    return Path(settings.OBSERVATIONS) / f"{dataset.sha256}.parquet"


def paths_of(datasets: Iterable[Dataset]) -> list[Path]:
    """Where the store keeps the rows of several datasets, each content once."""
    return list(dict.fromkeys(path_of(d) for d in datasets))


def rows_of(dataset: Dataset) -> pl.DataFrame:
    """All rows of a dataset, for kinds that are small."""
    return store.read(path_of(dataset))


def known_keys(source: Source, kind: Kind) -> pl.Series:
    """The ids of the rows that count in a source now, for kinds that have ids."""
    counting = Dataset.objects.filter(source=source, kind=kind, withdrawn_at__isnull=True)
    columns = [pl.scan_parquet(path).select(pl.col("key").drop_nulls()) for path in paths_of(counting)]
    return pl.concat(columns).unique().collect()["key"] if columns else pl.Series("key", [], dtype=pl.String)


def span_of(datasets: Iterable[Dataset]) -> tuple[date, date] | None:
    """The first and last day that some datasets hold together; None when they hold no days."""
    dated = [(d.first_day, d.last_day) for d in datasets if d.first_day and d.last_day]
    return (min(first for first, _ in dated), max(last for _, last in dated)) if dated else None


def has_material(cooperation: Cooperation) -> bool:
    """Is there anything on crime to make a picture from?"""
    return bool(joint_datasets(cooperation, theme=Theme.CRIME, kind=Kind.INCIDENTS))

"""Every read of material, by subject."""

from trygghjulet.steps.scanning.queries.material import (
    counting,
    counting_rows,
    datasets,
    deliveries,
    has_keyless_rows,
    has_material,
    joint_datasets,
    keys_known,
    leaves_of,
    path_of,
    paths_of,
    rows_of,
    sources,
    wider_of,
)

__all__ = [
    "counting",
    "counting_rows",
    "datasets",
    "deliveries",
    "has_keyless_rows",
    "has_material",
    "joint_datasets",
    "keys_known",
    "leaves_of",
    "path_of",
    "paths_of",
    "rows_of",
    "sources",
    "wider_of",
]

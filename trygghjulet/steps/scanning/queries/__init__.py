"""Every read of material, by subject."""

from trygghjulet.steps.scanning.queries.categories import (
    Vocabulary,
    Word,
    meanings,
    paths_of,
    unmapped_in,
    vocabularies,
    words_in,
)
from trygghjulet.steps.scanning.queries.columns import Column, columns_of, file_at_hand
from trygghjulet.steps.scanning.queries.files import (
    ANSWERED,
    WORKING,
    faults_file,
    files_of,
    incoming,
    known_file,
    rows_file,
    scope_of_source,
)
from trygghjulet.steps.scanning.queries.held import Held, held_by_source, next_pull, version_of
from trygghjulet.steps.scanning.queries.layers import Layer, layer_of
from trygghjulet.steps.scanning.queries.material import (
    counting,
    counting_rows,
    datasets,
    deliveries,
    has_keyless_rows,
    has_material,
    joint_datasets,
    leaves_of,
    path_of,
    rows_of,
    sources,
    wider_of,
)
from trygghjulet.steps.scanning.queries.population import People, people_of, population_of
from trygghjulet.steps.scanning.queries.safety import SafetyAndCrime, parting
from trygghjulet.steps.scanning.queries.sharing import kept_by, limits_in, smallest_for, unanswered, with_few
from trygghjulet.steps.scanning.queries.surveys import answers_of, area_of_each, figures_of

__all__ = [
    "ANSWERED",
    "WORKING",
    "Column",
    "Held",
    "Layer",
    "People",
    "SafetyAndCrime",
    "Vocabulary",
    "Word",
    "answers_of",
    "area_of_each",
    "columns_of",
    "counting",
    "counting_rows",
    "datasets",
    "deliveries",
    "faults_file",
    "figures_of",
    "file_at_hand",
    "files_of",
    "has_keyless_rows",
    "has_material",
    "held_by_source",
    "incoming",
    "joint_datasets",
    "kept_by",
    "known_file",
    "layer_of",
    "leaves_of",
    "limits_in",
    "meanings",
    "next_pull",
    "parting",
    "path_of",
    "paths_of",
    "people_of",
    "population_of",
    "rows_file",
    "rows_of",
    "scope_of_source",
    "smallest_for",
    "sources",
    "unanswered",
    "unmapped_in",
    "version_of",
    "vocabularies",
    "wider_of",
    "with_few",
    "words_in",
]

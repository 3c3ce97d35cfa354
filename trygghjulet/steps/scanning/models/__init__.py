"""Where material comes from, what has come of it, what its words mean, and what each party is to bring."""

from trygghjulet.steps.scanning.models.categories import CategoryMapping
from trygghjulet.steps.scanning.models.deliveries import Dataset, Delivery
from trygghjulet.steps.scanning.models.expected import Contribution
from trygghjulet.steps.scanning.models.pushed import Pushed
from trygghjulet.steps.scanning.models.sources import Detail, Pull, ServiceKey, Sharing, Source, Theme

__all__ = [
    "CategoryMapping",
    "Contribution",
    "Dataset",
    "Delivery",
    "Detail",
    "Pull",
    "Pushed",
    "ServiceKey",
    "Sharing",
    "Source",
    "Theme",
]

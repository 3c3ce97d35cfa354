"""Every write about material: one function each, by subject."""

from trygghjulet.steps.scanning.operations.deliveries import (
    AlreadyAccepted,
    accept,
    deliver,
    incoming,
    reject,
    sweep,
    undo,
)
from trygghjulet.steps.scanning.operations.sources import add_source

__all__ = ["AlreadyAccepted", "accept", "add_source", "deliver", "incoming", "reject", "sweep", "undo"]

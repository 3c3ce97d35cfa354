"""The tables of the room: problems to choose among, how they were weighed, what was chosen, and how that changed."""

from trygghjulet.steps.priorities.models.changes import PriorityChange
from trygghjulet.steps.priorities.models.chosen import Ground, PriorityArea, SubGoal, Untreated
from trygghjulet.steps.priorities.models.weighing import (
    Candidate,
    Criterion,
    Judgement,
    PriorityMatrix,
    Sheet,
)

__all__ = (
    "Candidate",
    "Criterion",
    "Ground",
    "Judgement",
    "PriorityArea",
    "PriorityChange",
    "PriorityMatrix",
    "Sheet",
    "SubGoal",
    "Untreated",
)

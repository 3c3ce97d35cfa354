"""Every table of the measures' room, by subject."""

from trygghjulet.steps.measures.models.city_plan import CityActivity, CityPlan
from trygghjulet.steps.measures.models.library import Experience, OwnEntry
from trygghjulet.steps.measures.models.parts import Goal, GoalKind, MeasureStep, PlanChange
from trygghjulet.steps.measures.models.plan import (
    ActionPlan,
    Grounds,
    Indicator,
    Measure,
    Ordinary,
    PreventionLevel,
    PreventionType,
    Purpose,
    State,
)

__all__ = [
    "ActionPlan",
    "CityActivity",
    "CityPlan",
    "Experience",
    "Goal",
    "GoalKind",
    "Grounds",
    "Indicator",
    "Measure",
    "MeasureStep",
    "Ordinary",
    "OwnEntry",
    "PlanChange",
    "PreventionLevel",
    "PreventionType",
    "Purpose",
    "State",
]

"""Every read of the measures' room, by subject."""

from trygghjulet.steps.measures.queries.city_plan import city_plans
from trygghjulet.steps.measures.queries.history import as_of, changes, since_decision, told
from trygghjulet.steps.measures.queries.library import (
    entry_of,
    experiences,
    library,
    own_entries,
    used_in,
)
from trygghjulet.steps.measures.queries.plans import cause_keys, measures, plan_of

__all__ = [
    "as_of",
    "cause_keys",
    "changes",
    "city_plans",
    "entry_of",
    "experiences",
    "library",
    "measures",
    "own_entries",
    "plan_of",
    "since_decision",
    "told",
    "used_in",
]

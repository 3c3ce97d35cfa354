"""Every write of the measures' room, by subject."""

from trygghjulet.steps.measures.operations.city_plan import (
    ActivityContent,
    add_activity,
    begin_city_plan,
    change_activity,
    compile_city_plan,
    decide_city_plan,
    follow_activity,
    tell_city_plan,
)
from trygghjulet.steps.measures.operations.deciding import agree_plan, decide_plan, write_plan
from trygghjulet.steps.measures.operations.library import (
    EntryContent,
    add_entry,
    change_entry,
    tell_experience,
)
from trygghjulet.steps.measures.operations.parts import (
    GoalContent,
    StepContent,
    add_step,
    change_goal,
    change_step,
    finish_step,
    remove_goal,
    remove_step,
    set_goal,
)
from trygghjulet.steps.measures.operations.planning import (
    Content,
    add_indicator,
    change_measure,
    move_measure,
    plan_measure,
    set_state,
)

__all__ = [
    "ActivityContent",
    "Content",
    "EntryContent",
    "GoalContent",
    "StepContent",
    "add_activity",
    "add_entry",
    "add_indicator",
    "add_step",
    "agree_plan",
    "begin_city_plan",
    "change_activity",
    "change_entry",
    "change_goal",
    "change_measure",
    "change_step",
    "compile_city_plan",
    "decide_city_plan",
    "decide_plan",
    "finish_step",
    "follow_activity",
    "move_measure",
    "plan_measure",
    "remove_goal",
    "remove_step",
    "set_goal",
    "set_state",
    "tell_city_plan",
    "tell_experience",
    "write_plan",
]

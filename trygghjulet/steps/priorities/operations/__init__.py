"""Putting problems up, weighing them, choosing, deciding, and changing what was decided."""

from trygghjulet.steps.priorities.operations._common import Ruling
from trygghjulet.steps.priorities.operations.asking import (
    add_criterion,
    change_criterion,
    remove_criterion,
)
from trygghjulet.steps.priorities.operations.breaking_down import (
    remove_sub_goal,
    say_untreated,
    write_sub_goal,
)
from trygghjulet.steps.priorities.operations.candidates import argue, change_candidate, put_up, withdraw
from trygghjulet.steps.priorities.operations.choosing import (
    add_ground,
    change,
    choose,
    drop,
    remove_ground,
    reorder,
)
from trygghjulet.steps.priorities.operations.scoring import (
    hand_in,
    open_scoring,
    score,
    set_show_on,
    take_back,
)
from trygghjulet.steps.priorities.operations.settling import agree, decide, settle

__all__ = (
    "Ruling",
    "add_criterion",
    "add_ground",
    "agree",
    "argue",
    "change",
    "change_candidate",
    "change_criterion",
    "choose",
    "decide",
    "drop",
    "hand_in",
    "open_scoring",
    "put_up",
    "remove_criterion",
    "remove_ground",
    "remove_sub_goal",
    "reorder",
    "say_untreated",
    "score",
    "set_show_on",
    "settle",
    "take_back",
    "withdraw",
    "write_sub_goal",
)

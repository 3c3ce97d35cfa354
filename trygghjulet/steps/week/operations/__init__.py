"""Every write of the week's room."""

from trygghjulet.steps.week.operations.deciding import close, decide, send
from trygghjulet.steps.week.operations.drafting import draft, draft_due, recount, set_up, write
from trygghjulet.steps.week.operations.working import (
    FocusContent,
    MeasureContent,
    add_focus,
    add_measure,
    change_measure,
    close_focus,
    move_focus,
    move_measure,
    remove_focus,
    remove_measure,
)

__all__ = [
    "FocusContent",
    "MeasureContent",
    "add_focus",
    "add_measure",
    "change_measure",
    "close",
    "close_focus",
    "decide",
    "draft",
    "draft_due",
    "move_focus",
    "move_measure",
    "recount",
    "remove_focus",
    "remove_measure",
    "send",
    "set_up",
    "write",
]

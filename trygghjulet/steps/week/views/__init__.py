"""The pages of the week."""

from trygghjulet.steps.week.views.pictures import close, present, recount, show, write
from trygghjulet.steps.week.views.weeks import draft, set_up, weeks
from trygghjulet.steps.week.views.working import (
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
    "add_focus",
    "add_measure",
    "change_measure",
    "close",
    "close_focus",
    "draft",
    "move_focus",
    "move_measure",
    "present",
    "recount",
    "remove_focus",
    "remove_measure",
    "set_up",
    "show",
    "weeks",
    "write",
]

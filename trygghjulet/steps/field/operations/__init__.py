"""Every write of the room, by subject."""

from trygghjulet.steps.field.operations._common import Content
from trygghjulet.steps.field.operations.answering import answer, set_sharing
from trygghjulet.steps.field.operations.keeping import photos, sweep
from trygghjulet.steps.field.operations.mending import mend, remove_photo, withdraw
from trygghjulet.steps.field.operations.retention import let_go, let_go_old
from trygghjulet.steps.field.operations.sending import KeyTaken, Taken, send

__all__ = [
    "Content",
    "KeyTaken",
    "Taken",
    "answer",
    "let_go",
    "let_go_old",
    "mend",
    "photos",
    "remove_photo",
    "send",
    "set_sharing",
    "sweep",
    "withdraw",
]

"""Writing what the cases' room holds."""

from trygghjulet.oversight.cases.operations.course import (
    Decided,
    enter_decision,
    mark_ready,
    mark_sent,
    remove,
    take_back,
)
from trygghjulet.oversight.cases.operations.starting import (
    About,
    Head,
    change,
    start,
)
from trygghjulet.oversight.cases.operations.writing import (
    nothing_particular,
    redraft_part,
    remove_appendix,
    remove_proposal,
    take_draft,
    write_appendix,
    write_part,
    write_proposal,
)

__all__ = (
    "About",
    "Decided",
    "Head",
    "change",
    "enter_decision",
    "mark_ready",
    "mark_sent",
    "nothing_particular",
    "redraft_part",
    "remove",
    "remove_appendix",
    "remove_proposal",
    "start",
    "take_back",
    "take_draft",
    "write_appendix",
    "write_part",
    "write_proposal",
)

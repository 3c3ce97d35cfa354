"""Every write about material: one function each, by subject."""

from trygghjulet.steps.scanning.operations._common import AlreadyAccepted, AlreadyThere
from trygghjulet.steps.scanning.operations.accepting import accept
from trygghjulet.steps.scanning.operations.categories import decide_categories
from trygghjulet.steps.scanning.operations.deliveries import (
    begin_accept,
    deliver,
    reject,
    reread,
    take_in,
    undo,
)
from trygghjulet.steps.scanning.operations.expected import (
    expect,
    expect_as_before,
    note_contribution,
    stop_expecting,
)
from trygghjulet.steps.scanning.operations.keeping import sweep
from trygghjulet.steps.scanning.operations.pulling import hand_over, note_pull, pull
from trygghjulet.steps.scanning.operations.pulls import ask_to_pull
from trygghjulet.steps.scanning.operations.pushed import make_key, note_handed_over, receive, revoke_key
from trygghjulet.steps.scanning.operations.retention import purge, purge_due
from trygghjulet.steps.scanning.operations.sources import (
    LONGEST_RETENTION,
    SMALLEST,
    Terms,
    add_source,
    change_source,
    map_columns,
)

__all__ = [
    "LONGEST_RETENTION",
    "SMALLEST",
    "AlreadyAccepted",
    "AlreadyThere",
    "Terms",
    "accept",
    "add_source",
    "ask_to_pull",
    "begin_accept",
    "change_source",
    "decide_categories",
    "deliver",
    "expect",
    "expect_as_before",
    "hand_over",
    "make_key",
    "map_columns",
    "note_contribution",
    "note_handed_over",
    "note_pull",
    "pull",
    "purge",
    "purge_due",
    "receive",
    "reject",
    "reread",
    "revoke_key",
    "stop_expecting",
    "sweep",
    "take_in",
    "undo",
]

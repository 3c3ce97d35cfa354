"""Writing what the room of referrals holds."""

from trygghjulet.cooperation.referrals.operations.matters import (
    Content,
    ask_view,
    change,
    receive,
    remove_view,
    write_view,
)
from trygghjulet.cooperation.referrals.operations.opinions import (
    decline,
    give_opinion,
    note_outcome,
    reopen,
    send_opinion,
    write_opinion,
)

__all__ = (
    "Content",
    "ask_view",
    "change",
    "decline",
    "give_opinion",
    "note_outcome",
    "receive",
    "remove_view",
    "reopen",
    "send_opinion",
    "write_opinion",
    "write_view",
)

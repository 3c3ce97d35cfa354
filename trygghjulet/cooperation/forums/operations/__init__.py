"""Writing what the forums' room holds."""

from trygghjulet.cooperation.forums.operations.bodies import end_forum, set_up
from trygghjulet.cooperation.forums.operations.meetings import (
    cancel_meeting,
    correct_meeting,
    hold_meeting,
    plan_meeting,
    record_notes_sent,
    send_call,
    take_back_meeting,
)

__all__ = (
    "cancel_meeting",
    "correct_meeting",
    "end_forum",
    "hold_meeting",
    "plan_meeting",
    "record_notes_sent",
    "send_call",
    "set_up",
    "take_back_meeting",
)

"""Who is to have the notes and reports of a forum, and what went and came."""

from __future__ import annotations

from typing import Any

from trygghjulet.cooperation.forums.models import Meeting
from trygghjulet.foundation.parties.door import Here


def panel(here: Here, meeting: Meeting) -> dict[str, Any]:
    """What the meeting's page shows of it."""
    return {}

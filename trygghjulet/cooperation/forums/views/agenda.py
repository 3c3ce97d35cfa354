"""The agenda of a meeting: its points, papers and times."""

from __future__ import annotations

from typing import Any

from trygghjulet.cooperation.forums.models import Meeting
from trygghjulet.foundation.parties.door import Here


def panel(here: Here, meeting: Meeting) -> dict[str, Any]:
    """What the meeting's page shows of it."""
    return {}

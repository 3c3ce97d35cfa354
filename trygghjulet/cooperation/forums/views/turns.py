"""Whose turn it is to lead, convene and take notes."""

from __future__ import annotations

from typing import Any

from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.foundation.parties.door import Here


def panel(here: Here, forum: Forum) -> dict[str, Any]:
    """What the forum's page shows of it."""
    return {}

"""The day in the house, moved by whoever tells the story: a year is lived through in a minute."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime, time as clock, timedelta, tzinfo
from typing import Self

import pytest

from trygghjulet.foundation.parties import door

#: Makes it another day, at nine in the morning; from there time goes on.
Turn = Callable[[date], None]


@pytest.fixture
def turn_to(monkeypatch: pytest.MonkeyPatch) -> Turn:
    """Turn the calendar to a day. The clock is read at the door only, so that is where it is moved."""
    began: list[tuple[datetime, float]] = []

    class Moved(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            if not began:
                return super().now(tz)
            morning, then = began[-1]
            there = morning + timedelta(seconds=time.monotonic() - then)
            return cls.combine(there.date(), there.time(), tzinfo=tz)

    monkeypatch.setattr(door, "datetime", Moved)

    def turn(day: date) -> None:
        began.append((datetime.combine(day, clock(9)), time.monotonic()))

    return turn

"""A client of the suite's own, that hears recorded answers and sees its own network of names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from trygghjulet.foundation.services.asking import HttpClient, Manners, Surroundings
from trygghjulet.foundation.services.recorded import Player, Recording

#: A number that is out in the world, so that the guard lets it through. Nothing is ever sent there.
OUTSIDE = "93.184.216.34"


class Clock:
    """A clock that goes only when somebody waits."""

    def __init__(self) -> None:
        self.moment = 1_800_000_000.0
        self.waits: list[float] = []

    def now(self) -> float:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.moment += seconds


def hearing(
    folder: Path,
    *recordings: Recording,
    clock: Clock | None = None,
    names: dict[str, Sequence[str]] | None = None,
    **manners: Any,
) -> tuple[HttpClient, Player]:
    """A client that hears these answers, and the player that knows what was asked."""
    player, clock = Player(recordings), clock or Clock()

    def resolver(host: str, port: int) -> list[str]:
        return list((names or {}).get(host, [OUTSIDE]))

    given = {"first_pause": 0.0, "longest_pause": 0.0, "user_agent": "Trygghjulet/test"} | manners
    return (
        HttpClient(
            Manners(folder=folder, **given),
            Surroundings(transport=player, resolver=resolver, sleep=clock.sleep, now=clock.now),
        ),
        player,
    )

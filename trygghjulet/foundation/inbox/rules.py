"""What can become of a delivery, and what an e-mail says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class DeliveryState(StrEnum):
    """Where a delivery stands. `SENDING` is written before the letter leaves, `SENT` after."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    SWITCHED_OFF = "switched_off"


#: What a delivery in a state can become. Nothing leads back to `SENDING`, so nothing is sent twice; only what
#: is known not to have left goes back to `WAITING`.
MOVES: Mapping[DeliveryState, frozenset[DeliveryState]] = {
    DeliveryState.WAITING: frozenset(
        {DeliveryState.SENDING, DeliveryState.SWITCHED_OFF, DeliveryState.FAILED}
    ),
    DeliveryState.SENDING: frozenset(
        {DeliveryState.SENT, DeliveryState.WAITING, DeliveryState.FAILED, DeliveryState.UNCERTAIN}
    ),
    DeliveryState.SENT: frozenset(),
    DeliveryState.UNCERTAIN: frozenset(),
    DeliveryState.FAILED: frozenset(),
    DeliveryState.SWITCHED_OFF: frozenset(),
}


@dataclass(frozen=True)
class Line:
    """A message as an e-mail tells it."""

    subject: str
    text: str
    link: str


def letter(lines: Sequence[Line], *, site: str) -> tuple[str, str]:
    """One e-mail of everything that waits for somebody: its subject and its text.

    Args:
        lines: what is told; one at least.
        site: the installation's own address, such as "https://…", or nothing where it is not known.
    """
    subject = lines[0].subject if len(lines) == 1 else f"{len(lines)} påminnelser från Trygghjulet"
    parts = [
        "\n".join([line.subject, line.text, *([f"{site}{line.link}"] if site and line.link else [])])
        for line in lines
    ]
    foot = "Du kan stänga av påminnelser i Trygghjulet, under Inkorg och Inställningar."
    return subject, "\n\n".join([*parts, "-- ", foot])

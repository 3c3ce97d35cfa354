"""The kinds of messages there are: each room that sends some tells of its own, and a user can switch each off."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of message: its key, what it is called, and when one comes."""

    key: str
    title: str
    sentence: str


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let a room tell, at start, of a kind of message that it sends.

    Raises:
        ValueError: the key is taken.
    """
    if _kinds.setdefault(kind.key, kind) != kind:
        raise ValueError(f"Two kinds of messages are called {kind.key!r}.")


def kinds() -> tuple[Kind, ...]:
    """Every kind, in the order that the rooms told of them."""
    return tuple(_kinds.values())

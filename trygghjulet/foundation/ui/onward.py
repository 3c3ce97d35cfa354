"""Links from a thing to what later rooms rest on it: a page may show them without knowing those rooms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.ui.tables import Link

# A round, or the thing itself where it belongs to none, as the room that answers knows it; this room stands below.
Answer: TypeAlias = Callable[[Scope, Any], Mapping[int, Sequence[Link]]]

_answers: dict[str, Answer] = {}


def register(kind: str, answer: Answer) -> None:
    """Let a higher room answer for a kind of thing, once and at start.

    Args:
        kind: what the lower page asks about, such as "finding".
        answer: takes scope and round; gives the links by the thing's key.

    Raises:
        ValueError: another room answers for it already.
    """
    if _answers.setdefault(kind, answer) is not answer:
        raise ValueError(f"Two rooms answer for {kind!r}.")


def onward(kind: str, scope: Scope, round: Any) -> Mapping[int, Sequence[Link]]:
    """The links of every thing of a kind in a round; none where no room answers for it."""
    answer = _answers.get(kind)
    return answer(scope, round) if answer else {}

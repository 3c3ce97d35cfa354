"""What higher rooms ask of a forum and lay beside its meetings: each tells at start how to find it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from trygghjulet.cooperation.forums.models import Forum, Meeting
from trygghjulet.foundation.access.rules import Scope


@dataclass(frozen=True)
class Ask:
    """Something that waits for a forum to deal with.

    `kind`, `what` and `having` are those of the fact that shows it done, in the words of the language of duties.
    `state` is how it stands in a word, `tone` that of its badge, and `href` where it can be read about. `key` names it
    for good.
    """

    key: str
    title: str
    kind: str
    what: str
    due: date | None
    state: str
    tone: str
    href: str
    reason: str = ""
    having: Mapping[str, Any] = field(default_factory=dict)


Answer = Callable[[Scope, Forum, date], tuple[Ask, ...]]
_answers: list[Answer] = []


def register(answer: Answer) -> None:
    """Let a higher room tell, at start, what it asks of forums."""
    if answer not in _answers:
        _answers.append(answer)


def asked(scope: Scope, *, forum: Forum, on: date) -> tuple[Ask, ...]:
    """What waits for a forum a day: what falls due first comes first, and each thing once."""
    found = {ask.key: ask for answer in _answers for ask in answer(scope, forum, on)}
    return tuple(sorted(found.values(), key=lambda ask: (ask.due or date.max, ask.title)))


@dataclass(frozen=True)
class Beside:
    """Something of a higher room that a meeting went through, as the meeting's page shows it.

    `href` is its own page, `lines` what was decided in it, and `words` what more there is to say.
    """

    title: str
    href: str
    state: str
    tone: str
    words: str = ""
    lines: tuple[str, ...] = ()


Lay = Callable[[Scope, Meeting], tuple[Beside, ...]]
_lays: list[Lay] = []


def register_beside(lay: Lay) -> None:
    """Let a higher room tell, at start, what it lays beside a meeting."""
    if lay not in _lays:
        _lays.append(lay)


def beside(scope: Scope, *, meeting: Meeting) -> tuple[Beside, ...]:
    """What higher rooms lay beside a meeting."""
    return tuple(one for lay in _lays for one in lay(scope, meeting))

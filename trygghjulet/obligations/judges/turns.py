"""Turns that are taken."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from trygghjulet.obligations import words as w
from trygghjulet.obligations.facts import Fact, has
from trygghjulet.obligations.standing import Asked, Standing, State, stands, times

#: How many of the latest facts show that something is shared unequally.
_SHOWN = 6


def alternates(asked: Asked, when: w.Alternates) -> Standing:
    """A property that changes between the named from time to time, or is shared equally."""
    facts = asked.series().done(asked.start, asked.end, asked.at)
    if not facts:
        return stands(asked, State.NOT_APPLICABLE, None, "Inget sådant har hållits ännu.")
    turns = [(fact, _turn(fact, when)) for fact in facts]
    taken = [who for _, who in turns if who is not None]
    if not taken:
        return stands(
            asked, State.CANNOT_BE_TOLD, None, "Det är inte antecknat vems tur det var.", facts[-2:]
        )
    counts = {who: taken.count(who) for who in when.between}
    name = asked.blueprint.name_of
    so_far = f"{', '.join(f'{name(who)} {count}' for who, count in counts.items())}."
    if when.share is w.Share.EQUAL:
        return _equally(asked, facts, counts, so_far)
    last = turns[-2:]
    if any(who is None for _, who in last):
        said = f"Det är inte antecknat vems tur det var de senaste gångerna. Hittills: {so_far}"
        return stands(asked, State.CANNOT_BE_TOLD, None, said, facts[-2:])
    following = _next(taken[-1], when)
    if len(taken) > 1 and len(last) > 1 and taken[-1] != _next(taken[-2], when):
        row = len(list(takewhile(lambda who: who == taken[-1], reversed(taken))))
        often = {2: "Två", 3: "Tre", 4: "Fyra"}.get(row, str(row))
        fault = f"{often} gånger i rad: " if row > 1 else "Fel i turordningen: "
        said = f"{fault}{name(taken[-1])}. Hittills: {so_far}"
        return stands(asked, State.OVERDUE, None, said, facts[-max(row, 2) :])
    state = State.MET if len(last) > 1 else State.DUE
    return stands(asked, state, None, f"Växlar: {so_far} Nästa tur: {name(following)}.", facts[-2:])


def _next(who: str, when: w.Alternates) -> str:
    """Whose turn it is after somebody's."""
    return when.between[(when.between.index(who) + 1) % len(when.between)]


def _equally(asked: Asked, facts: Sequence[Fact], counts: dict[str, int], so_far: str) -> Standing:
    fewest = min(counts.values())
    apart = max(counts.values()) - fewest
    following = asked.blueprint.name_of(next(who for who, count in counts.items() if count == fewest))
    untold = len(facts) - sum(counts.values())
    if apart - untold > 1:
        said = f"Ojämnt delat: {so_far} Nästa tur: {following}."
        return stands(asked, State.OVERDUE, None, said, facts[-_SHOWN:])
    if apart + untold > 1 and untold:
        said = f"Det är inte antecknat vems tur det var {times(untold)}. Hittills: {so_far}"
        return stands(asked, State.CANNOT_BE_TOLD, None, said, facts[-_SHOWN:])
    state = State.MET if len(facts) > 1 else State.DUE
    return stands(asked, state, None, f"Delat lika: {so_far} Nästa tur: {following}.", facts[-2:])


def _turn(fact: Fact, when: w.Alternates) -> str | None:
    value = fact.having.get(when.alternates)
    return None if value is None else next((who for who in when.between if has(value, who)), None)


def attends(asked: Asked, when: w.Attends) -> Standing:
    """Someone is there every other time: at one at least of any two in a row."""
    facts = asked.series().done(asked.start, asked.end, asked.at)[-2:]
    who = asked.blueprint.name_of(when.attends)
    if not facts:
        return stands(asked, State.NOT_APPLICABLE, None, "Inget möte har hållits ännu.")
    there = [_there(fact, when.attends) for fact in facts]
    if there[-1]:
        return stands(asked, State.MET, None, f"{who} var med senast, {facts[-1].on}.", facts)
    if None in there:
        said = f"Det är inte antecknat om {who} var med de senaste gångerna."
        return stands(asked, State.CANNOT_BE_TOLD, None, said, facts)
    if len(there) == 1 or there[0]:
        return stands(asked, State.DUE, None, f"{who} ska vara med nästa gång.", facts)
    said = f"{who} har inte varit med de två senaste gångerna."
    return stands(asked, State.OVERDUE, None, said, facts)


def _there(fact: Fact, who: str) -> bool | None:
    attended = fact.having.get("attended")
    return None if attended is None else has(attended, who)

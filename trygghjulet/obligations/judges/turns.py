"""Turns that are taken."""

from __future__ import annotations

from trygghjulet.obligations import words as w
from trygghjulet.obligations.facts import has
from trygghjulet.obligations.standing import Asked, Standing, State, in_order, stands, within_validity


def alternates(asked: Asked, when: w.Alternates) -> Standing:
    facts = within_validity(in_order(asked.series().until(asked.at)), asked)
    turns = [
        (fact, who)
        for fact in facts
        for who in when.between
        if when.alternates in fact.having and has(fact.having[when.alternates], who)
    ]
    if not facts:
        return stands(asked, State.NOT_APPLICABLE, None, "Inget sådant har hållits ännu.")
    if not turns:
        return stands(
            asked, State.CANNOT_BE_TOLD, None, "Det är inte antecknat vems tur det var.", facts[-2:]
        )
    name = asked.blueprint.name_of
    counts = {who: sum(1 for _, one in turns if one == who) for who in when.between}
    so_far = ", ".join(f"{name(who)} {count}" for who, count in counts.items())
    fewest = min(counts.values())
    following = next(who for who in when.between if counts[who] == fewest)
    if when.share is w.Share.EVERY_OTHER and len(turns) >= 2 and turns[-1][1] == turns[-2][1]:
        said = f"Två gånger i rad: {name(turns[-1][1])}. Hittills: {so_far}."
        return stands(asked, State.OVERDUE, None, said, (turns[-2][0], turns[-1][0]))
    if when.share is w.Share.EQUAL and max(counts.values()) - fewest > 1:
        said = f"Ojämnt delat: {so_far}. Nästa tur: {name(following)}."
        return stands(asked, State.OVERDUE, None, said, (fact for fact, _ in turns[-6:]))
    if when.share is w.Share.EVERY_OTHER:
        following = when.between[(when.between.index(turns[-1][1]) + 1) % len(when.between)]
    if len(turns) == 1:
        said = f"En gång, {name(turns[0][1])}. Nästa tur: {name(following)}."
        return stands(asked, State.DUE, None, said, [turns[0][0]])
    said = f"Växlar: {so_far}. Nästa tur: {name(following)}."
    return stands(asked, State.MET, None, said, (fact for fact, _ in turns[-2:]))


def attends(asked: Asked, when: w.Attends) -> Standing:
    facts = [
        one
        for one in within_validity(in_order(asked.series().until(asked.at)), asked)
        if "attended" in one.having
    ]
    who = asked.blueprint.name_of(when.attends)
    if not facts:
        return stands(asked, State.CANNOT_BE_TOLD, None, "Närvaro är inte antecknad på något möte.")
    there = [has(fact.having["attended"], when.attends) for fact in facts]
    if there[-1]:
        return stands(asked, State.MET, None, f"{who} var med senast, {facts[-1].on}.", facts[-2:])
    if len(there) >= 2 and not there[-2]:
        said = f"{who} har inte varit med de två senaste gångerna."
        return stands(asked, State.OVERDUE, None, said, facts[-2:])
    return stands(asked, State.DUE, None, f"{who} ska vara med nästa gång.", facts[-2:])

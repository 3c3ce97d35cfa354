"""Given an arrangement with one duty, and what was recorded: how it stands a day."""

from __future__ import annotations

from datetime import date

from trygghjulet.obligations.facts import Record, read_facts
from trygghjulet.obligations.reading import read_blueprint
from trygghjulet.obligations.standing import Standing
from trygghjulet.obligations.state import judge
from trygghjulet.obligations.words import Blueprint

ARRANGEMENT = """
[blueprint]
name = "prov"
title = "Trygg i Prov"
local_areas = ["norr", "soder"]
[[areas]]
id = "norr"
name = "Norr"
[[areas]]
id = "soder"
name = "Söder"
[[instruments]]
id = "overenskommelsen"
head = true
kind = "agreement"
title = "Överenskommelsen"
{valid}
[[parties]]
id = "staden"
name = "Staden"
kind = "municipality"
[[parties]]
id = "polisen"
name = "Polisen"
kind = "police"
[[functions]]
id = "kommunpolis"
name = "Kommunpolis"
party = "polisen"
[[forums]]
id = "radet"
name = "Rådet"
kind = "strategic"
led_by = ["staden"]
{more}
[[duties]]
id = "skyldigheten"
title = "Det som ska göras"
instrument = "overenskommelsen"
clause = "Det ska göras."
who = ["staden"]
kind = "{kind}"
{duty}
"""
FROM_2024 = 'valid_from = "2024-01-01"'
MEETS = 'evidence = { kind = "meeting", forum = "radet" }\n'


def arrangement(duty: str, *, kind: str = "meeting", valid: str = FROM_2024, more: str = "") -> Blueprint:
    """The arrangement with one duty."""
    text = ARRANGEMENT.format(duty=duty, kind=kind, valid=valid, more=more)
    return read_blueprint([("prov.toml", text.encode())])


def recorded(facts: str) -> Record:
    """The record in some TOML."""
    return read_facts("fakta.toml", facts.encode())


def standing(
    duty: str, facts: str = "", *, at: str, kind: str = "meeting", valid: str = FROM_2024
) -> Standing:
    """How the duty stands a day, given what was recorded."""
    blueprint = arrangement(duty, kind=kind, valid=valid)
    return judge(blueprint.duties[0], recorded(facts), date.fromisoformat(at), blueprint=blueprint)


def fact(kind: str, *days: str, **values: str) -> str:
    """A fact of a kind for each day; values are given as they stand in TOML."""
    rest = "".join(f"{name.rstrip('_')} = {value}\n" for name, value in values.items())
    return "".join(f'[[facts]]\nkind = "{kind}"\non = "{day}"\n{rest}' for day in days)


def meetings(*days: str, **values: str) -> str:
    """The council's meetings."""
    return fact("meeting", *days, forum='"radet"', **values)

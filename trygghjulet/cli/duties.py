"""`trygghjulet blueprint` and `trygghjulet duties`: an arrangement's duties, and how they stand, without a database."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from trygghjulet.cli.wording import refuse
from trygghjulet.cooperation.agreements.rules import blueprints
from trygghjulet.documents import numbers
from trygghjulet.obligations import words as w
from trygghjulet.obligations.dates import FIRST_YEAR, LAST_YEAR
from trygghjulet.obligations.entries import Unreadable
from trygghjulet.obligations.facts import Fact, Record, read_facts
from trygghjulet.obligations.state import WORST_FIRST, Standing, State, judge_all

#: How many findings are told one by one before the rest are summed up.
_TOLD = 20
STATES = {
    State.OVERDUE: "försenat",
    State.AT_RISK: "brådskar",
    State.CANNOT_BE_TOLD: "kan inte avgöras",
    State.DUE: "ska göras",
    State.MET: "gjort",
    State.NOT_APPLICABLE: "gäller inte",
}


def run(given: argparse.Namespace) -> int:
    """Write what was asked for on standard out."""
    blueprint = _blueprint(given.blueprint)
    if given.command == "blueprint":
        _write_blueprint(blueprint, as_json=given.json)
    else:
        if not FIRST_YEAR <= given.at.year <= LAST_YEAR:
            refuse(f"--at: dagen ska ligga mellan {FIRST_YEAR} och {LAST_YEAR}, inte {given.at.year}.")
        record = _record(given.facts, blueprint)
        _warn(record)
        _write_standings(blueprint, record, given.at, as_json=given.json)
    return 0


def _blueprint(name: str) -> w.Blueprint:
    path = Path(name)
    try:
        if name in blueprints.names():
            return blueprints.load(name)
        if not path.exists() or (path.is_dir() and not any(path.glob("*.toml"))):
            refuse(
                f"Mallen {name} finns inte. Välj bland {', '.join(blueprints.names())}, eller ange en TOML-fil."
            )
        return blueprints.read_path(path)
    except Unreadable as error:
        _tell(f"Mallen {path.name} går inte att använda", error)


def _record(path: Path, blueprint: w.Blueprint) -> Record:
    try:
        return read_facts(path.name, path.read_bytes(), blueprint=blueprint)
    except Unreadable as error:
        _tell(f"Filen {path.name} går inte att använda", error)


def _warn(record: Record) -> None:
    for finding in record.warnings[:_TOLD]:
        sys.stderr.write(f"trygghjulet: kanske fel: {finding}\n")
    if len(record.warnings) > _TOLD:
        sys.stderr.write(f"trygghjulet: … och {len(record.warnings) - _TOLD} till.\n")


def _tell(what: str, error: Unreadable) -> NoReturn:
    told = "\n".join(f"  {finding}" for finding in error.findings[:_TOLD])
    more = len(error.findings) - _TOLD
    refuse(f"{what}:\n{told}" + (f"\n  … och {more} till." if more > 0 else ""))


def _write_blueprint(blueprint: w.Blueprint, *, as_json: bool) -> None:
    if as_json:
        _write_json(blueprint_json(blueprint))
        return
    lines = [blueprint.title, blueprint.summary, ""]
    for instrument in blueprint.instruments:
        duties = [duty for duty in blueprint.duties if duty.instrument == instrument.id]
        if not duties:
            continue
        lines += [f"{instrument.title} ({len(duties)} skyldigheter)"]
        lines += [f"  {duty.id}: {duty.title}" for duty in duties] + [""]
    if blueprint.practices:
        lines += ["Praxis utan klausul", *(f"  {one.id}: {one.title}" for one in blueprint.practices), ""]
    if blueprint.gaps:
        lines += ["Luckor och motsägelser i källan", *(f"  {gap.text}" for gap in blueprint.gaps), ""]
    _write("\n".join(lines))


def blueprint_json(blueprint: w.Blueprint) -> dict[str, Any]:
    """An arrangement as JSON: its documents, bodies, steps, duties, practices and gaps."""
    return {
        "name": blueprint.name,
        "title": blueprint.title,
        "place": blueprint.place,
        "summary": blueprint.summary,
        "local_areas": list(blueprint.local_areas),
        "instruments": [
            {
                "id": one.id,
                "kind": one.kind.value,
                "title": one.title,
                "source": one.file,
                "valid_from": _span(one.valid_from),
                "valid_until": _span(one.valid_until),
                "until_further_notice": one.until_further_notice,
                "decided_on": _span(one.decided_on),
                "signed_on": _span(one.signed_on),
                "put_forward_on": _span(one.put_forward_on),
                "replaces": list(one.replaces),
                "termination": None
                if one.termination is None
                else {
                    "who": one.termination.who,
                    "notified_to": one.termination.notified_to,
                    "ends": one.termination.ends,
                    "renegotiated_by": one.termination.renegotiated_by,
                },
            }
            for one in blueprint.instruments
        ],
        "parties": [{"id": one.id, "name": one.name} for one in blueprint.parties],
        "functions": [{"id": one.id, "name": one.name} for one in blueprint.functions],
        "forums": [{"id": one.id, "name": one.name, "kind": one.kind} for one in blueprint.forums],
        "steps": [{"name": one.name, "rooms": list(one.rooms)} for one in blueprint.steps],
        "problems": [{"title": one.title, "goal": one.goal} for one in blueprint.problems],
        "duties": [duty_json(duty, blueprint) for duty in blueprint.duties],
        "practices": [duty_json(duty, blueprint) for duty in blueprint.practices],
        "gaps": [{"text": one.text, "lines": list(one.lines or ())} for one in blueprint.gaps],
        "assessments": [
            {"about": one.about, "of": one.of, "verdict": one.verdict, "clause": one.clause}
            for one in blueprint.assessments
        ],
    }


def duty_json(duty: w.Duty, blueprint: w.Blueprint) -> dict[str, Any]:
    """A duty as JSON, its cadence and what counts as done as the language writes them."""
    table = blueprint.tables.get(duty.id, {})
    instrument = blueprint.instrument(duty.instrument)
    return {
        "id": duty.id,
        "title": duty.title,
        "clause": duty.clause,
        "restored": duty.restored,
        "source": instrument.file if instrument else "",
        "lines": list(duty.lines or ()),
        "instrument": duty.instrument,
        "who": list(duty.who),
        "to": list(duty.to),
        "level": duty.level.value,
        "each": _plain(table.get("each", [])),
        "kind": duty.kind.value,
        "force": duty.force.value,
        "cadence": _plain(table.get("when", {})),
        "evidence": _plain(table.get("evidence", {})),
        "condition": _plain(table.get("if")),
        "composition": _plain(table.get("composition")),
        "reading": duty.reading,
        "applies_from": _plain(duty.applies_from),
        "applies_until": _plain(duty.applies_until),
    }


def _span(span: Any) -> str | None:
    if span is None:
        return None
    first, last = span.first.isoformat(), span.last.isoformat()
    return first if first == last else f"{first}/{last}"


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value


def _write_standings(blueprint: w.Blueprint, record: Record, at: date, *, as_json: bool) -> None:
    duties = judge_all(blueprint, record, at)
    practices = judge_all(blueprint, record, at, practices=True)
    if as_json:
        facts = {fact.id: fact for fact in record.facts}
        _write_json(
            {
                "name": blueprint.name,
                "at": at.isoformat(),
                "duties": [standing_json(one, blueprint, facts) for one in duties],
                "practices": [standing_json(one, blueprint, facts) for one in practices],
            }
        )
        return
    titles = {duty.id: duty.title for duty in (*blueprint.duties, *blueprint.practices)}
    counts = Counter(one.state for one in duties)
    summed = ", ".join(f"{counts[state]} {STATES[state]}" for state in WORST_FIRST if counts[state])
    lines = [f"{blueprint.title}, {numbers.day(at)}: {summed}.", ""]
    for state in WORST_FIRST:
        standing = [one for one in duties if one.state is state]
        if standing:
            lines.append(f"{STATES[state].capitalize()} ({len(standing)})")
            for one in standing:
                lines += [f"  {one.duty}: {titles[one.duty]}", f"    {one.reason}"]
            lines.append("")
    if practices:
        lines.append("Praxis, som ingen klausul kräver")
        for one in practices:
            told = "bruten" if one.state is State.OVERDUE else STATES[one.state]
            lines += [f"  {one.duty}: {titles[one.duty]}", f"    {told.capitalize()}: {one.reason}"]
    _write("\n".join(lines))


def standing_json(standing: Standing, blueprint: w.Blueprint, facts: Mapping[str, Fact]) -> dict[str, Any]:
    """How a duty stands as JSON; `evidence` holds the facts that show it, with their source."""
    made: dict[str, Any] = {
        "id": standing.duty,
        "state": standing.state.value,
        "due": standing.due.isoformat() if standing.due else None,
        "reason": standing.reason,
        "evidence": [_fact(facts[one]) for one in standing.evidence if one in facts],
        "missed": list(standing.missed),
        "holders": list(standing.holders),
        "ownerless": standing.ownerless,
    }
    if standing.area is not None:
        made["area"] = standing.area
    if standing.parts:
        made["parts"] = [standing_json(one, blueprint, facts) for one in standing.parts]
    return made


def _fact(fact: Fact) -> dict[str, Any]:
    when = _span(fact.on) or (fact.first.isoformat() if fact.first else None)
    return {"id": fact.id, "on": when, "source": fact.source}


def _write_json(value: object) -> None:
    _write(json.dumps(value, ensure_ascii=False, indent=2))


def _write(text: str) -> None:
    sys.stdout.write(text.rstrip() + "\n")

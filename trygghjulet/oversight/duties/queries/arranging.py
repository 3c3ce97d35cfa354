"""A cooperation's own arrangement: its documents, bodies and duties, held against what has been recorded."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.text import slugify

from trygghjulet.cooperation.agreements.models import Agreement, AgreementActor, AgreementDuty
from trygghjulet.cooperation.agreements.queries import duties_of, instruments_of, read
from trygghjulet.cooperation.agreements.rules import blueprints
from trygghjulet.cooperation.forums.queries import forums
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation, Holding
from trygghjulet.foundation.parties.queries import parties_in
from trygghjulet.obligations import words as w
from trygghjulet.obligations.dates import Span
from trygghjulet.obligations.entries import Unreadable
from trygghjulet.obligations.facts import Record
from trygghjulet.obligations.state import judge
from trygghjulet.oversight.duties.queries.gathering import gathered, local_areas, recorded
from trygghjulet.oversight.duties.queries.names import Names
from trygghjulet.oversight.duties.rules import Judged, renamed


@dataclass(frozen=True)
class Arrangement:
    """A cooperation's documents, bodies and duties as one blueprint, with the record that they are held against.

    `rows` leads from a duty's id to its row, `functions` from a function's id to the users that hold it now, and
    `unread` lists duties that could not be read, with why, and `drafts` documents that bind nobody yet, with how many
    duties they will bring. `links` leads from a fact's id to the page where it can be seen.
    """

    blueprint: w.Blueprint
    record: Record
    rows: Mapping[str, AgreementDuty]
    functions: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    drafts: tuple[tuple[Agreement, int], ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)


def arrangement(scope: Scope, *, cooperation: Cooperation, on: date) -> Arrangement:
    """The cooperation's own arrangement: its agreements' duties, the bodies they name, and the record.

    Args:
        scope: who asks.
        cooperation: whose.
        on: the day; the holders of functions are those of that day.
    """
    names = Names(scope, cooperation)
    documents = list(instruments_of(scope, cooperation))
    rows: dict[str, AgreementDuty] = {}
    duties: list[w.Duty] = []
    practices: list[w.Duty] = []
    unread: list[str] = []
    drafts = {one.pk: one for one in documents if one.is_draft}
    waiting: Counter[int] = Counter()
    for row in duties_of(scope, cooperation):
        if row.agreement_id in drafts:
            waiting[row.agreement_id] += not row.is_practice
            continue
        try:
            duty = read(row)
        except Unreadable as error:
            unread.append(f"{row.title}: {error.findings[0]}")
            continue
        key = duty.id if duty.id not in rows else f"{duty.id}-{row.pk}"
        rows[key] = row
        (practices if row.is_practice else duties).append(_own(duty, key, row, names))
    instruments = tuple(_instrument(one, names) for one in documents)
    blueprint = w.Blueprint(
        name=cooperation.slug,
        title=cooperation.name,
        place=cooperation.area.name,
        local_areas=tuple(slugify(area.name) for area in local_areas(cooperation)),
        instruments=instruments,
        parties=_parties(scope, cooperation, names),
        functions=_named(names, AgreementActor.Kind.FUNCTION),
        forums=_forums(scope, cooperation, names),
        areas=tuple(w.Named(slugify(area.name), area.name) for area in local_areas(cooperation)),
        duties=tuple(duties),
        practices=tuple(practices),
    )
    found = list(gathered(scope, cooperation, names, documents))
    record = recorded([one.fact for one in found], cooperation)
    return Arrangement(
        blueprint,
        record,
        rows,
        _functions(names, cooperation, on),
        tuple(unread),
        tuple((drafts[key], count) for key, count in waiting.items()),
        {one.fact.id: one.href for one in found if one.href},
    )


def standings(scope: Scope, *, cooperation: Cooperation, on: date) -> list[Judged]:
    """How each of the cooperation's duties stands a day, the worst first."""
    return judged(arrangement(scope, cooperation=cooperation, on=on), on=on)


def judged(found: Arrangement, *, on: date, practices: bool = False) -> list[Judged]:
    """How each duty of an arrangement stands a day, the worst first; or each practice."""
    titles = {one.id: one.title for one in found.blueprint.instruments}
    made = []
    for duty in found.blueprint.practices if practices else found.blueprint.duties:
        standing = judge(duty, found.record, on, blueprint=found.blueprint)
        row = found.rows[duty.id]
        holders = ", ".join(found.blueprint.name_of(one) for one in standing.holders)
        made.append(
            Judged(duty, standing, row.pk, row.agreement_id, titles.get(duty.instrument, ""), holders)
        )
    return sorted(made, key=lambda one: one.sort_key)


def _own(duty: w.Duty, key: str, row: AgreementDuty, names: Names) -> w.Duty:
    """A duty as it is here: under its own document, and in its document's area where that is a local one."""
    area = names.area(row.agreement.area)
    duty = renamed(duty, names.renames(row.blueprint)) if row.blueprint else duty
    evidence = duty.evidence if area is None or duty.each else replace(duty.evidence, area=area)
    return replace(duty, id=key, title=row.title, instrument=row.agreement.instrument, evidence=evidence)


def _instrument(agreement: Agreement, names: Names) -> w.Instrument:
    def span(day: date | None) -> Span | None:
        return Span(day, day) if day else None

    return w.Instrument(
        id=agreement.instrument,
        kind=w.InstrumentKind(agreement.kind),
        title=agreement.title,
        parties=tuple(key for one in agreement.parties.all() for key in names.party(one.party_id)),
        valid_from=span(agreement.in_force_on),
        valid_until=span(agreement.valid_until),
        until_further_notice=agreement.until_further_notice,
        decided_on=span(agreement.decided_on),
        signed_on=span(agreement.signed_on),
    )


def _named(names: Names, kind: str) -> tuple[w.Named, ...]:
    """The parties or functions that the blueprints name, by their words here."""
    found = {}
    for one in names.actors:
        if one.kind == kind:
            key = names.here(one.blueprint, one.key) if kind == AgreementActor.Kind.FUNCTION else one.key
            found[key] = w.Named(key, one.party.name if one.party else one.name)
    return tuple(found.values())


def _parties(scope: Scope, cooperation: Cooperation, names: Names) -> tuple[w.Named, ...]:
    """The parties by what the duties call them: the blueprint's word, and their own name."""
    found = {one.id: one for one in _named(names, AgreementActor.Kind.PARTY)}
    for party in parties_in(scope, cooperation=cooperation):
        for key in names.party(party.pk):
            found.setdefault(key, w.Named(key, party.name))
    return tuple(found.values())


def _forums(scope: Scope, cooperation: Cooperation, names: Names) -> tuple[w.Forum, ...]:
    """The forums by what the duties call them, with their place in the organisation where a blueprint tells it."""
    told: dict[str, w.Forum] = {}
    for name in {one.blueprint for one in names.actors} & set(blueprints.names()):
        told |= {one.id: one for one in blueprints.load(name).forums}
    found: dict[str, w.Forum] = {}
    for one in names.actors:
        if one.kind == AgreementActor.Kind.FORUM:
            here = told.get(one.key) or w.Forum(one.key, one.name, "")
            found[one.key] = replace(here, name=one.forum.name if one.forum else one.name)
    for forum in forums(scope, cooperation=cooperation):
        for key in names.of_forum[forum.pk]:
            level = w.Level.CITY if forum.area_id is None else w.Level.LOCAL
            known = found.get(key) or told.get(key)
            found.setdefault(
                key, replace(known, name=forum.name) if known else w.Forum(key, forum.name, forum.kind, level)
            )
    return tuple(found.values())


def _functions(names: Names, cooperation: Cooperation, on: date) -> dict[str, tuple[int, ...]]:
    """Who holds what the duties hang on: a function by its title, a party by its coordinators."""
    holdings = (
        Holding.objects.filter(function__cooperation=cooperation, since__lte=on)
        .exclude(until__lt=on)
        .select_related("function")
    )
    found: dict[str, list[int]] = defaultdict(list)
    for holding in holdings:
        for key in names.function(holding.function.title):
            found[key].append(holding.user_id)
        if holding.function.role in ("coordinator", "police_coordinator"):
            for key in names.party(holding.function.party_id):
                found[key].append(holding.user_id)
    return {key: tuple(dict.fromkeys(users)) for key, users in found.items()}

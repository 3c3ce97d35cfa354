"""How a cooperation's duties stand: its documents' clauses held against what has been recorded in the house."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Min
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from trygghjulet.cooperation.agreements.models import Agreement, AgreementActor, AgreementDuty
from trygghjulet.cooperation.agreements.queries import actors_of, duties_of, ending, instruments_of, read
from trygghjulet.cooperation.agreements.rules import blueprints
from trygghjulet.cooperation.forums.models import Forum, Meeting
from trygghjulet.cooperation.forums.queries import forums
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.models import Cooperation, Holding
from trygghjulet.foundation.parties.queries import parties_in
from trygghjulet.obligations import words as w
from trygghjulet.obligations.dates import Span
from trygghjulet.obligations.entries import Unreadable
from trygghjulet.obligations.facts import Fact, Record
from trygghjulet.obligations.state import judge
from trygghjulet.obligations.words import FactKind
from trygghjulet.oversight.duties.models import CompleteFrom, NotedFact
from trygghjulet.oversight.duties.rules import Judged, renamed
from trygghjulet.steps.feedback.models import FeedbackItem, Publication
from trygghjulet.steps.followup.models import CheckIn
from trygghjulet.steps.measures.models import ActionPlan
from trygghjulet.steps.picture.models import SituationalPicture


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


class Names:
    """What the duties call the cooperation's own parties, forums and areas."""

    def __init__(self, scope: Scope, cooperation: Cooperation) -> None:
        self.actors = list(actors_of(scope, cooperation))
        self.of_party: dict[int, tuple[str, ...]] = {}
        for party in parties_in(scope, cooperation=cooperation):
            keys = [one.key for one in self.actors if one.party_id == party.pk]
            self.of_party[party.pk] = tuple(dict.fromkeys((*keys, slugify(party.name))))
        self.of_forum: dict[int, tuple[str, ...]] = defaultdict(tuple)
        for forum in forums(scope, cooperation=cooperation):
            keys = [one.key for one in self.actors if one.forum_id == forum.pk]
            own = forum.key or slugify(forum.name)
            self.of_forum[forum.pk] = tuple(dict.fromkeys((*keys, own)))
        self._renamed = _told_apart(self.actors)
        self._functions = [
            (slugify(one.name), self.here(one.blueprint, one.key))
            for one in self.actors
            if one.kind == AgreementActor.Kind.FUNCTION
        ]
        self.root = cooperation.area_id

    def here(self, blueprint: str, key: str) -> str:
        """What a blueprint's word for a function is here, where two blueprints mean different functions by the same."""
        return self._renamed.get((blueprint, key), key)

    def renames(self, blueprint: str) -> dict[str, str]:
        """The words of a blueprint that are others here."""
        return {key: new for (name, key), new in self._renamed.items() if name == blueprint}

    def party(self, key: int | None) -> tuple[str, ...]:
        """What a party is called; nothing where it is not known which."""
        return self.of_party.get(key, ()) if key is not None else ()

    def function(self, title: str) -> tuple[str, ...]:
        """What a function is called: by its own title, and by a blueprint that names one with the same title."""
        own = slugify(title)
        return tuple(dict.fromkeys((own, *(key for name, key in self._functions if name == own))))

    def area(self, area: Area | None) -> str | None:
        """What an area is called; None for the whole cooperation."""
        return None if area is None or area.pk == self.root else slugify(area.name)

    @property
    def everybody(self) -> tuple[str, ...]:
        """All that the parties are called: for what they do jointly."""
        return tuple(dict.fromkeys(key for keys in self.of_party.values() for key in keys))


def _told_apart(actors: list[AgreementActor]) -> dict[tuple[str, str], str]:
    """New words for functions that an earlier blueprint has used the same word for, but called otherwise."""
    first: dict[str, str] = {}
    renamed: dict[tuple[str, str], str] = {}
    for one in actors:
        if one.kind == AgreementActor.Kind.FUNCTION and first.setdefault(one.key, one.name) != one.name:
            renamed[one.blueprint, one.key] = f"{one.key}-{one.blueprint}"
    return renamed


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
        local_areas=tuple(slugify(area.name) for area in _local(cooperation)),
        instruments=instruments,
        parties=_parties(scope, cooperation, names),
        functions=_named(names, AgreementActor.Kind.FUNCTION),
        forums=_forums(scope, cooperation, names),
        areas=tuple(w.Named(slugify(area.name), area.name) for area in _local(cooperation)),
        duties=tuple(duties),
        practices=tuple(practices),
    )
    gathered = list(_gathered(scope, cooperation, names, documents))
    record = _record([one.fact for one in gathered], cooperation)
    return Arrangement(
        blueprint,
        record,
        rows,
        _functions(names, cooperation, on),
        tuple(unread),
        tuple((drafts[key], count) for key, count in waiting.items()),
        {one.fact.id: one.href for one in gathered if one.href},
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


def _local(cooperation: Cooperation) -> list[Area]:
    return [area for area in tree(cooperation.area) if area.parent_id == cooperation.area_id]


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


@dataclass(frozen=True)
class Shown:
    """A fact, and the page where it can be seen; no address where there is none."""

    fact: Fact
    href: str = ""


def record_of(
    scope: Scope,
    *,
    cooperation: Cooperation,
    names: Names | None = None,
    documents: list[Agreement] | None = None,
) -> Record:
    """What has been done and planned in a cooperation: what the rooms have recorded, and what people have noted."""
    names = names or Names(scope, cooperation)
    if documents is None:
        documents = list(instruments_of(scope, cooperation))
    return _record([one.fact for one in _gathered(scope, cooperation, names, documents)], cooperation)


def _record(facts: list[Fact], cooperation: Cooperation) -> Record:
    return Record(
        facts,
        complete_from=complete_from(cooperation),
        areas=tuple(slugify(area.name) for area in _local(cooperation)),
    )


def _gathered(
    scope: Scope, cooperation: Cooperation, names: Names, documents: list[Agreement]
) -> Iterator[Shown]:
    """All that the rooms have recorded and people have noted, each with the page where it can be seen."""
    yield from _from_forums(scope, cooperation, names)
    yield from _from_documents(scope, cooperation, documents)
    yield from _from_steps(scope, cooperation, names)
    frame = reverse("overview:frame", args=(cooperation.slug,))
    yield from (Shown(fact, frame) for fact in _from_functions(cooperation, names))
    page = reverse("duties:facts", args=(cooperation.slug,))
    yield from (Shown(fact, page) for fact in _noted(scope, cooperation, names))


def complete_from(cooperation: Cooperation) -> date | None:
    """From when what is recorded is all that has been done: as somebody has said, else since the cooperation began."""
    said = CompleteFrom.objects.filter(cooperation=cooperation).first()
    if said is not None:
        return said.day
    began = AuditEntry.objects.filter(cooperation_id=cooperation.pk).aggregate(first=Min("at"))["first"]
    return timezone.localdate(began) if began else None


def _day(day: date) -> Span:
    return Span(day, day)


def _from_forums(scope: Scope, cooperation: Cooperation, names: Names) -> Iterator[Shown]:
    found = Forum.objects.filter(
        cooperation=cooperation, cooperation_id__in=scope.cooperation_ids
    ).select_related("area")
    for forum in found:
        if forum.ended_on:
            heir = names.of_forum.get(forum.replaced_by_id or 0, ())
            for key in names.of_forum[forum.pk]:
                ended = Fact(
                    f"forum-{forum.pk}-{key}",
                    FactKind.ENDED,
                    # The day it ended is its last; it has ceased the day after.
                    _day(forum.ended_on + timedelta(days=1)),
                    what=key,
                    replaced_by=heir[0] if heir else None,
                )
                yield Shown(ended, reverse("forums:show", args=(cooperation.slug, forum.pk)))
    meetings = (
        Meeting.objects.filter(
            forum__cooperation=cooperation, forum__cooperation_id__in=scope.cooperation_ids
        )
        .exclude(state=Meeting.State.CANCELLED)
        .select_related("forum__area")
        .prefetch_related("dispatches")
    )
    for meeting in meetings:
        href = reverse("forums:show", args=(cooperation.slug, meeting.forum_id))
        yield from (Shown(fact, href) for fact in _from_meeting(meeting, names))


def _from_meeting(meeting: Meeting, names: Names) -> Iterator[Fact]:
    area = names.area(meeting.forum.area)
    having: dict[str, Any] = {"full_day": meeting.full_day}
    for name, party in (
        ("chair", meeting.chaired_by_id),
        ("convened_by", meeting.convened_by_id),
        ("notes_by", meeting.notes_by_id),
    ):
        if names.party(party):
            having[name] = names.party(party)
    for key in names.of_forum[meeting.forum_id]:
        own = f"mote-{meeting.pk}-{key}"
        yield Fact(
            own,
            FactKind.MEETING,
            _day(meeting.on),
            forum=key,
            area=area,
            having=having,
            planned=meeting.state == Meeting.State.PLANNED,
            source=str(meeting),
        )
        if meeting.call_sent_on:
            call = names.party(meeting.convened_by_id)
            yield Fact(
                f"kallelse-{own}",
                FactKind.NOTICE,
                _day(meeting.call_sent_on),
                forum=key,
                area=area,
                by=call,
                of=own,
            )
        for sent in meeting.dispatches.all():
            to = names.of_forum[sent.to_forum_id] if sent.to_forum_id else (slugify(sent.to),)
            yield Fact(
                f"anteckningar-{sent.pk}-{key}",
                FactKind.DISPATCH,
                _day(sent.on),
                what="minnesanteckningar",
                forum=key,
                area=area,
                to=to,
                of=own,
            )


def _from_documents(scope: Scope, cooperation: Cooperation, documents: list[Agreement]) -> Iterator[Shown]:
    for agreement in documents:
        href = reverse("agreements:show", args=(cooperation.slug, agreement.pk))
        outcome = ending(scope, agreement=agreement)
        if outcome is not None and outcome.ends_on is not None:
            ended = Fact(
                f"upphor-{agreement.pk}", FactKind.ENDED, _day(outcome.ends_on), what=agreement.instrument
            )
            yield Shown(ended, href)
        for kind, day in (
            (FactKind.DECISION, agreement.decided_on),
            (FactKind.DOCUMENT, agreement.signed_on),
        ):
            if day is not None:
                fact = Fact(
                    f"{kind.value}-{agreement.pk}",
                    kind,
                    _day(day),
                    what="overenskommelsen",
                    source=agreement.title,
                )
                yield Shown(fact, href)


RHYTHMS = {
    "weekly": "weekly",
    "quarterly": "quarterly",
    "yearly": "yearly",
    "two_yearly": "every_second_year",
}


def _from_steps(scope: Scope, cooperation: Cooperation, names: Names) -> Iterator[Shown]:
    def shown(fact: Fact, step: str, round_id: int) -> Shown:
        return Shown(fact, reverse(f"{step}:show", args=(cooperation.slug, round_id)))

    own = {"round__cooperation": cooperation, "round__cooperation_id__in": scope.cooperation_ids}
    pictures = SituationalPicture.objects.filter(
        **own, state=SituationalPicture.State.ADOPTED, adopted_on__isnull=False
    ).select_related("round__area")
    for picture in pictures:
        if picture.adopted_on is not None:
            fact = Fact(
                f"lagesbild-{picture.pk}",
                FactKind.DOCUMENT,
                _day(picture.adopted_on),
                what="lagesbild",
                area=names.area(picture.round.area),
                by=names.everybody,
                having={"rhythm": RHYTHMS.get(picture.round.rhythm, picture.round.rhythm)},
                source=str(picture),
            )
            yield shown(fact, "picture", picture.round_id)
    for plan in ActionPlan.objects.filter(**own, decided_on__isnull=False).select_related("round__area"):
        if plan.decided_on is not None:
            for kind in (FactKind.DOCUMENT, FactKind.DECISION):
                fact = Fact(
                    f"atgardsplan-{kind.value}-{plan.pk}",
                    kind,
                    _day(plan.decided_on),
                    what="atgardsplan",
                    area=names.area(plan.round.area),
                    by=(*names.everybody, slugify(plan.decided_by)),
                    source=str(plan),
                )
                yield shown(fact, "measures", plan.round_id)
    checkins = CheckIn.objects.filter(
        measure__plan__round__cooperation=cooperation,
        measure__plan__round__cooperation_id__in=scope.cooperation_ids,
    ).select_related("measure__plan__round__area")
    for checkin in checkins:
        fact = Fact(
            f"avstamning-{checkin.pk}",
            FactKind.FOLLOWUP,
            _day(checkin.at.date()),
            what="atgard",
            area=names.area(checkin.measure.plan.round.area),
            source=str(checkin.measure),
        )
        yield shown(fact, "followup", checkin.measure.plan.round_id)
    for told, round_id in _told(own, names):
        yield shown(told, "feedback", round_id)


def _told(own: Mapping[str, Any], names: Names) -> Iterator[tuple[Fact, int]]:
    for item in FeedbackItem.objects.filter(**own, sent_on__isnull=False).select_related("round__area"):
        if item.sent_on is not None:
            fact = Fact(
                f"aterkoppling-{item.pk}",
                FactKind.ACTIVITY,
                _day(item.sent_on),
                what="aterkoppling",
                area=names.area(item.round.area),
                to=(slugify(item.receiver),),
                source=str(item),
            )
            yield fact, item.round_id
    for published in Publication.objects.filter(**own).select_related("round__area"):
        fact = Fact(
            f"publicering-{published.pk}",
            FactKind.ACTIVITY,
            _day(published.published_at.date()),
            what="publicering",
            area=names.area(published.round.area),
            to=("allmanheten",),
            source=published.title,
        )
        yield fact, published.round_id


def _from_functions(cooperation: Cooperation, names: Names) -> Iterator[Fact]:
    for holding in Holding.objects.filter(function__cooperation=cooperation).select_related("function"):
        for key in names.function(holding.function.title):
            yield Fact(
                f"innehav-{holding.pk}-{key}",
                FactKind.APPOINTMENT,
                function=key,
                first=holding.since,
                last=holding.until,
                source=holding.function.title,
            )


def noted(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[NotedFact]:
    """The facts that people have noted and not taken back, the latest first."""
    return NotedFact.objects.filter(
        cooperation=cooperation, cooperation_id__in=scope.cooperation_ids, withdrawn_at__isnull=True
    ).select_related("area")


def _noted(scope: Scope, cooperation: Cooperation, names: Names) -> Iterator[Fact]:
    for row in noted(scope, cooperation=cooperation):
        yield fact_of(row, area=names.area(row.area))


def fact_of(row: NotedFact, *, area: str | None) -> Fact:
    """A noted fact in the words of the language."""
    return Fact(
        id=f"antecknat-{row.pk}",
        kind=FactKind(row.kind),
        on=Span(row.on_first, row.on_last) if row.on_first and row.on_last else None,
        what=row.what or None,
        forum=row.forum or None,
        area=area,
        place=row.place or None,
        party=row.party or None,
        function=row.function or None,
        by=tuple(row.by),
        to=tuple(row.to),
        signed_by=tuple(row.signed_by),
        having={
            name: tuple(value) if isinstance(value, list) else value for name, value in row.having.items()
        },
        count=row.count,
        planned=row.planned,
        period=Span(row.period_first, row.period_last) if row.period_first and row.period_last else None,
        first=row.holds_from,
        last=row.holds_until,
        duty=row.duty or None,
        replaced_by=row.replaced_by or None,
        source=row.reference,
    )

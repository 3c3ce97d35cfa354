"""What the rooms below show of the act's paragraphs, put together with what people have noted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import models
from django.db.models import Min
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from trygghjulet.cooperation.agreements.models import Agreement
from trygghjulet.cooperation.agreements.queries import OF_THE_ACT, agreements, ending
from trygghjulet.cooperation.agreements.rules.life import StepKind
from trygghjulet.cooperation.forums.models import ForumKind, Meeting
from trygghjulet.cooperation.forums.queries import forums, meetings
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.parties.models import Cooperation, Function, Holding, PartyKind
from trygghjulet.foundation.parties.queries import functions_in
from trygghjulet.obligations.dates import Span
from trygghjulet.obligations.facts import Fact, Record
from trygghjulet.obligations.words import FactKind
from trygghjulet.oversight.duties.queries import Shown, fact_of, noted
from trygghjulet.oversight.duties.rules import FACT_WORDS, THING_WORDS
from trygghjulet.oversight.law.models import LawNote
from trygghjulet.oversight.law.rules.account import ParagraphStanding, account
from trygghjulet.oversight.law.rules.notes import facts_of
from trygghjulet.oversight.strategic_council.queries import Trial, council_on, facts_of_council
from trygghjulet.steps.feedback.models import FeedbackItem, Publication
from trygghjulet.steps.followup.models import CheckIn
from trygghjulet.steps.measures.models import ActionPlan
from trygghjulet.steps.picture.models import Part, PictureText, SituationalPicture

#: The forums whose meetings coordinate the municipality's work.
_COORDINATING = (
    ForumKind.STRATEGIC,
    ForumKind.STEERING,
    ForumKind.PREPARATORY,
    ForumKind.COUNCIL,
    ForumKind.POLITICAL,
    ForumKind.BOARD,
)
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Account:
    """How the act stands a day in a cooperation: the paragraphs, where each fact is seen, and the notes."""

    at: date
    standings: tuple[ParagraphStanding, ...]
    links: Mapping[str, str]
    notes: tuple[LawNote, ...]
    named: Function | None
    council: Trial | None = None


def account_of(scope: Scope, *, cooperation: Cooperation, on: date) -> Account:
    """How each paragraph of the act stands a day, past or to come."""
    council = council_on(scope, cooperation=cooperation, on=on)
    shown = list(_shown(scope, cooperation, council))
    notes = tuple(notes_of(scope, cooperation=cooperation))
    named = next(
        (
            one.function
            for one in notes
            if one.function and one.first <= on and (one.last is None or on <= one.last)
        ),
        None,
    )
    record = Record(one.fact for one in shown)
    return Account(
        on, account(record, on), {one.fact.id: one.href for one in shown if one.href}, notes, named, council
    )


def record_of(scope: Scope, *, cooperation: Cooperation) -> Record:
    """What has been done for the act in a cooperation, in the words of the language of duties."""
    return Record(one.fact for one in _shown(scope, cooperation, None))


def notes_of(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[LawNote]:
    """What people have noted about the act, the earliest first."""
    return LawNote.objects.filter(
        cooperation=cooperation, cooperation_id__in=scope.cooperation_ids
    ).select_related("function__party")


def namable(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Function]:
    """The functions that can be named as the coordination function: the municipality's own city-wide ones."""
    return functions_in(scope, cooperation=cooperation).filter(
        area__isnull=True, party__kind=PartyKind.MUNICIPALITY
    )


def _shown(scope: Scope, cooperation: Cooperation, council: Trial | None) -> Iterator[Shown]:
    if cooperation.pk not in scope.cooperation_ids:
        return
    yield from _pictures(cooperation)
    yield from _plans(cooperation)
    yield from _followups(cooperation)
    yield from _agreements(scope, cooperation)
    yield from _councils(scope, cooperation, council)
    yield from _chosen(council)
    yield from _functions(scope, cooperation)
    yield from _meetings(scope, cooperation)
    yield from _told(cooperation)
    for note in notes_of(scope, cooperation=cooperation):
        for fact in facts_of(note.noted):
            yield Shown(fact, note.link)
    for row in noted(scope, cooperation=cooperation):
        local = row.area is not None and row.area_id != cooperation.area_id
        fact = fact_of(row, area=slugify(row.area.name) if local and row.area else None)
        yield Shown(fact if fact.source else replace(fact, source=_called(fact)))


#: What is said of a noted fact that carries no words of its own.
_CALLED = {
    (FactKind.DOCUMENT, "lagesbild"): "Lägesbild",
    (FactKind.DOCUMENT, "atgardsplan"): "Åtgärdsplan",
    (FactKind.FOLLOWUP, "atgardsplan"): "Åtgärdsplanen följdes upp",
}


def _called(fact: Fact) -> str:
    said = _CALLED.get((fact.kind, fact.what or ""))
    if said is None:
        thing = (fact.what or "").replace("-", " ")
        said = ": ".join(
            part for part in (FACT_WORDS[fact.kind], THING_WORDS.get(fact.what or "", thing)) if part
        )
    return f"{said}, antecknat bland skyldigheterna"


def _day(day: date) -> Span:
    return Span(day, day)


def _pictures(cooperation: Cooperation) -> Iterator[Shown]:
    adopted = SituationalPicture.objects.filter(
        round__cooperation=cooperation,
        round__area_id=cooperation.area_id,
        state=SituationalPicture.State.ADOPTED,
        adopted_on__isnull=False,
    ).select_related("round__area", "adopted_by")
    written: defaultdict[int, set[str]] = defaultdict(set)
    for picture_id, part in (
        PictureText.objects.filter(picture__in=adopted).exclude(text="").values_list("picture_id", "part")
    ):
        written[picture_id].add(part)
    for picture in adopted:
        # The figures are the extent; what it leads to, and what it means, is for people to write.
        contents = tuple(
            content
            for content, part in (
                ("kartlaggning", Part.CONSEQUENCES),
                ("annan-information", Part.OTHER),
                ("analys", Part.ANALYSIS),
            )
            if part in written[picture.pk]
        )
        forum = f", antagen av {picture.adopted_by.name}" if picture.adopted_by else ""
        fact = Fact(
            f"lagesbild-{picture.pk}",
            FactKind.DOCUMENT,
            _day(picture.adopted_on or date.max),
            what="lagesbild",
            having={"contents": contents},
            source=_numbered(f"{picture}{forum}", picture.registry_number),
        )
        yield Shown(fact, reverse("picture:show", args=(cooperation.slug, picture.round_id)))


def _plans(cooperation: Cooperation) -> Iterator[Shown]:
    adopted = dict(
        SituationalPicture.objects.filter(
            round__cooperation=cooperation, state=SituationalPicture.State.ADOPTED, adopted_on__isnull=False
        )
        .order_by()
        .values_list("round_id")
        .annotate(first=Min("adopted_on"))
    )
    for plan in _decided(cooperation):
        seen = adopted.get(plan.round_id)
        grounded = seen is not None and plan.decided_on is not None and seen <= plan.decided_on
        decided_by = f", beslutad av {plan.decided_by}" if plan.decided_by else ""
        fact = Fact(
            f"atgardsplan-{plan.pk}",
            FactKind.DOCUMENT,
            _day(plan.decided_on or date.max),
            what="atgardsplan",
            having={"grounds": "lagesbild"} if grounded else {},
            source=_numbered(f"{plan}{decided_by}", plan.registry_number),
        )
        yield Shown(fact, reverse("measures:show", args=(cooperation.slug, plan.round_id)))


def _decided(cooperation: Cooperation) -> models.QuerySet[ActionPlan]:
    return ActionPlan.objects.filter(
        round__cooperation=cooperation, round__area_id=cooperation.area_id, decided_on__isnull=False
    ).select_related("round__area")


def _followups(cooperation: Cooperation) -> Iterator[Shown]:
    """The check-ins of decided plans, those of a day and plan together."""
    checkins = CheckIn.objects.filter(measure__plan__in=_decided(cooperation)).select_related(
        "measure__plan__round__area"
    )
    grouped: defaultdict[tuple[int, date], list[CheckIn]] = defaultdict(list)
    for checkin in checkins:
        day = timezone.localdate(checkin.at)
        if day >= (checkin.measure.plan.decided_on or date.max):
            grouped[checkin.measure.plan_id, day].append(checkin)
    for (plan_id, day), seen in grouped.items():
        plan = seen[0].measure.plan
        count = len({one.measure_id for one in seen})
        fact = Fact(
            f"uppfoljning-{plan_id}-{day}",
            FactKind.FOLLOWUP,
            _day(day),
            what="atgardsplan",
            source=f"{plan}: {'en åtgärd avstämd' if count == 1 else f'{count} åtgärder avstämda'}",
        )
        yield Shown(fact, reverse("followup:show", args=(cooperation.slug, plan.round_id)))


def _agreements(scope: Scope, cooperation: Cooperation) -> Iterator[Shown]:
    for agreement in agreements(scope, cooperation=cooperation).filter(kind__in=OF_THE_ACT):
        days = _days_of(scope, agreement)
        if days is None:
            continue
        first, last = days
        href = reverse("agreements:show", args=(cooperation.slug, agreement.pk))
        contents = tuple(
            content
            for content, text in (("syften", agreement.purposes), ("omraden", agreement.fields_of_work))
            if text.strip()
        )
        for kind, having in ((FactKind.DOCUMENT, {"contents": contents}), (FactKind.ACTIVITY, {})):
            fact = Fact(
                f"overenskommelse-{kind.value}-{agreement.pk}",
                kind,
                what="overenskommelse",
                having=having,
                first=first,
                last=last,
                source=agreement.title,
            )
            yield Shown(fact, href)


def _days_of(scope: Scope, agreement: Agreement) -> tuple[date, date | None] | None:
    """The first and last day of an agreement; None for a draft, and where it is not known when it applied."""
    taken = {step.kind for step in agreement.taken}
    if agreement.valid_from is None or (taken and taken <= {StepKind.DRAFT, StepKind.UNDER_DECISION}):
        return None
    outcome = ending(scope, agreement=agreement)
    if outcome is not None and outcome.ends_on is None and agreement.state is StepKind.ENDED:
        return None
    ends = [agreement.valid_until, outcome.ends_on - A_DAY if outcome and outcome.ends_on else None]
    last = min((day for day in ends if day), default=None)
    return None if last is not None and last < agreement.valid_from else (agreement.valid_from, last)


def _councils(scope: Scope, cooperation: Cooperation, council: Trial | None) -> Iterator[Shown]:
    """The forums that are called strategic councils, until another is chosen to be it."""
    chosen_on = council.alternative.chosen_on if council and council.alternative else None
    councils = [
        one
        for one in forums(scope, cooperation=cooperation)
        if one.kind == ForumKind.STRATEGIC and one.area_id in (None, cooperation.area_id)
    ]
    since = _entered(councils)
    met = dict(
        Meeting.objects.filter(forum__in=councils, state=Meeting.State.HELD)
        .order_by()
        .values_list("forum_id")
        .annotate(first=Min("held_on"))
    )
    for forum in councils:
        known = [day for day in (met.get(forum.pk), since.get(forum.pk)) if day]
        if not known or (chosen_on is not None and min(known) >= chosen_on):
            continue
        href = reverse("forums:show", args=(cooperation.slug, forum.pk))
        ends = [day for day in (forum.ended_on, chosen_on - A_DAY if chosen_on else None) if day]
        there = Fact(
            f"rad-{forum.pk}",
            FactKind.ARRANGEMENT,
            what="strategiskt-rad",
            first=min(known),
            last=min(ends, default=None),
            source=forum.name,
        )
        yield Shown(there, href)
        yield Shown(replace(there, id=f"rad-verkar-{forum.pk}", kind=FactKind.ACTIVITY), href)
        if forum.led_by is not None:
            own = forum.led_by.kind == PartyKind.MUNICIPALITY
            chair = replace(
                there,
                id=f"rad-ledning-{forum.pk}",
                kind=FactKind.APPOINTMENT,
                what=None,
                forum="strategiska-radet",
                party="kommunen" if own else slugify(forum.led_by.name),
                having={"chair": True, "name": forum.led_by.name},
                source=f"{forum.name}, lett av {forum.led_by.name}",
            )
            yield Shown(chair, href)


def _chosen(council: Trial | None) -> Iterator[Shown]:
    """What the test of 10 § shows of the forums that are chosen to be the council: it is judged in one place."""
    if council is not None and council.alternative is not None:
        address = (council.alternative.cooperation.slug, council.alternative.pk)
        for fact in facts_of_council(council):
            yield Shown(fact, reverse("strategic_council:show", args=address))


def _entered(rows: Iterable[models.Model]) -> dict[int, date]:
    """The day that each row came into the house, from the log."""
    listed = list(rows)
    if not listed:
        return {}
    entries = (
        AuditEntry.objects.filter(
            subject_kind=listed[0]._meta.label_lower, subject_id__in=[row.pk for row in listed]
        )
        .order_by()
        .values_list("subject_id")
        .annotate(first=Min("at"))
    )
    return {pk: timezone.localdate(first) for pk, first in entries if pk is not None}


def _functions(scope: Scope, cooperation: Cooperation) -> Iterator[Shown]:
    """Who coordinates: the named function, else those that coordinate for the municipality; and the contact point."""
    frame = reverse("overview:frame", args=(cooperation.slug,))
    named = [one for one in notes_of(scope, cooperation=cooperation) if one.function_id is not None]
    found = list(namable(scope, cooperation=cooperation))
    by_id = {one.pk: one for one in found}
    spans = [(by_id[one.function_id], one.first, one.last) for one in named if one.function_id in by_id] or [
        (one, date.min, None) for one in found if one.role == "coordinator"
    ]
    for function, first, last in spans:
        for holding in function.holdings.all():
            days = _both((first, last), (holding.since, holding.until))
            if days is not None:
                yield from (Shown(fact, frame) for fact in _held(function, holding, *days))
    if cooperation.contact:
        fact = Fact(
            "kontaktpunkt",
            FactKind.ARRANGEMENT,
            what="kontaktpunkt",
            first=_entered([cooperation]).get(cooperation.pk, date(2023, 7, 1)),
            source=f"Kontaktpunkt: {cooperation.contact.rstrip('.')}",
        )
        yield Shown(fact, reverse("public:cooperation", args=(cooperation.slug,)))


def _held(function: Function, holding: Holding, first: date, last: date | None) -> Iterator[Fact]:
    own = f"{holding.pk}-{first}"
    yield Fact(
        f"samordningsfunktion-{own}",
        FactKind.APPOINTMENT,
        function="samordningsfunktionen",
        first=first,
        last=last,
        source=str(function),
    )
    yield Fact(
        f"samordning-{own}",
        FactKind.ARRANGEMENT,
        what="samordning",
        first=first,
        last=last,
        source=str(function),
    )


def _both(one: tuple[date, date | None], other: tuple[date, date | None]) -> tuple[date, date | None] | None:
    """The days that two spans share."""
    first = max(one[0], other[0])
    last = min((day for day in (one[1], other[1]) if day), default=None)
    return None if last is not None and last < first else (first, last)


def _meetings(scope: Scope, cooperation: Cooperation) -> Iterator[Shown]:
    """The meetings that the municipality called or led, of the forums that coordinate the work."""
    held = meetings(scope, cooperation=cooperation).filter(
        state=Meeting.State.HELD, forum__kind__in=_COORDINATING, forum__area__isnull=True
    )
    for meeting in held:
        parties = [one for one in (meeting.convened_by, meeting.chaired_by) if one]
        if any(one.kind == PartyKind.MUNICIPALITY for one in parties):
            fact = Fact(
                f"mote-{meeting.pk}",
                FactKind.ACTIVITY,
                _day(meeting.on),
                what="samordning-lagens-arbete",
                source=f"Möte, {meeting.forum}",
            )
            yield Shown(fact, reverse("forums:show", args=(cooperation.slug, meeting.forum_id)))


def _told(cooperation: Cooperation) -> Iterator[Shown]:
    """What has been published for everybody, and told to those concerned."""
    published = Publication.objects.filter(round__cooperation=cooperation, withdrawn_at__isnull=True).only(
        "pk", "title", "published_at"
    )
    for one in published:
        fact = Fact(
            f"publicering-{one.pk}",
            FactKind.ACTIVITY,
            _day(timezone.localdate(one.published_at)),
            what="information",
            to=("invanarna", "andra-berorda"),
            source=f"Publicerat: {one.title}",
        )
        yield Shown(fact, reverse("public:publication", args=(cooperation.slug, one.pk)))
    for item in FeedbackItem.objects.filter(round__cooperation=cooperation, sent_on__isnull=False):
        fact = Fact(
            f"aterkoppling-{item.pk}",
            FactKind.ACTIVITY,
            _day(item.sent_on or date.max),
            what="information",
            to=("andra-berorda",),
            source=f"Återkoppling till {item.receiver}",
        )
        yield Shown(fact, reverse("feedback:show", args=(cooperation.slug, item.round_id)))


def _numbered(title: str, registry_number: str) -> str:
    return f"{title} ({registry_number})" if registry_number else title

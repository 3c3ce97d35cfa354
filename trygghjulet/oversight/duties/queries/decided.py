"""What the forums' decisions, agendas and assignments tell the duties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import F
from django.urls import reverse

from trygghjulet.cooperation.agreements.models import AgreementActor
from trygghjulet.cooperation.forums.models import (
    AgendaItem,
    Assignment,
    Decision,
    Forum,
    ForumKind,
    Meeting,
    RaisedItem,
)
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.obligations.facts import LASTING, Fact
from trygghjulet.obligations.words import FactKind
from trygghjulet.oversight.duties.queries.names import Names
from trygghjulet.oversight.duties.queries.shown import Shown, one_day, plain


def from_decisions(scope: Scope, cooperation: Cooperation, names: Names) -> Iterator[Shown]:
    """What the forums decided, dealt with at their meetings, prepared for each other, and gave their groups to do."""
    mine = {"forum__cooperation": cooperation, "forum__cooperation_id__in": scope.cooperation_ids}
    decisions = Decision.objects.filter(**mine, outcome=Decision.Outcome.ADOPTED).select_related(
        "forum__area", "forum__led_by"
    )
    for decision in decisions:
        href = _page(cooperation, decision.forum_id, decision.meeting_id)
        yield from (Shown(fact, href) for fact in _decided(decision, names))
    items = (
        AgendaItem.objects.filter(
            **{f"meeting__{name}": value for name, value in mine.items()},
            state=AgendaItem.State.HANDLED,
            meeting__state=Meeting.State.HELD,
        )
        .exclude(evidence_kind="")
        .select_related("meeting__forum__area", "meeting__forum__led_by")
    )
    for item in items:
        fact = _dealt_with(item, names)
        if fact is not None:
            yield Shown(fact, _page(cooperation, item.meeting.forum_id, item.meeting_id))
    yield from _prepared(mine, cooperation, names)
    for assignment in Assignment.objects.filter(**mine).select_related("forum__area"):
        href = _page(cooperation, assignment.forum_id, None)
        yield from (Shown(fact, href) for fact in _assigned(assignment, names))


def _page(cooperation: Cooperation, forum_id: int, meeting_id: int | None) -> str:
    if meeting_id is None:
        return reverse("forums:show", args=(cooperation.slug, forum_id))
    return reverse("forums:meeting", args=(cooperation.slug, forum_id, meeting_id))


def _acting(forum: Forum, names: Names) -> tuple[str, ...]:
    """Who acts when a forum does: itself; the parties together in a steering group; its own party in a board."""
    more: tuple[str, ...] = ()
    if forum.kind == ForumKind.STEERING:
        more = names.everybody
    elif forum.kind == ForumKind.BOARD:
        more = names.party(forum.led_by_id)
    return tuple(dict.fromkeys((*names.of_forum[forum.pk], *more)))


def _decided(decision: Decision, names: Names) -> Iterator[Fact]:
    forum = decision.forum
    keys = names.of_forum[forum.pk]
    words = " ".join(filter(None, (decision.paragraph, decision.title)))
    what = decision.evidence_what or None
    yield Fact(
        f"beslut-{decision.pk}",
        FactKind.DECISION,
        one_day(decision.on),
        what=what,
        forum=keys[0] if keys else None,
        area=names.area(forum.area),
        by=_acting(forum, names),
        having=plain(decision.evidence_having),
        source=words,
    )
    if decision.final_body and decision.final_on and decision.final_outcome == Decision.Outcome.ADOPTED:
        yield Fact(
            f"slutligt-beslut-{decision.pk}",
            FactKind.DECISION,
            one_day(decision.final_on),
            what=what,
            area=names.area(forum.area),
            by=names.told(decision.final_body, of=forum),
            having=plain(decision.evidence_having),
            source=words,
        )


def _dealt_with(item: AgendaItem, names: Names) -> Fact | None:
    """What a point on the agenda shows, when it was dealt with at a meeting that was held."""
    # What a point tells of the meeting itself stands with the meeting.
    if item.evidence_kind not in list(FactKind) or item.evidence_kind == FactKind.MEETING:
        return None
    kind, forum = FactKind(item.evidence_kind), item.meeting.forum
    keys, day = names.of_forum[forum.pk], item.meeting.on
    lasts = kind in LASTING
    return Fact(
        f"punkt-{item.pk}",
        kind,
        None if lasts else one_day(day),
        what=item.evidence_what or None,
        forum=keys[0] if keys else None,
        area=names.area(forum.area),
        by=tuple(dict.fromkeys((*_acting(forum, names), *names.told(item.presenter, of=forum)))),
        # What is reported at a meeting is reported to the forum.
        to=keys if kind is FactKind.REPORT else (),
        having=plain(item.evidence_having),
        first=day if lasts else None,
        source=f"{item.title}, {item.meeting}",
    )


def _prepared(mine: Mapping[str, Any], cooperation: Cooperation, names: Names) -> Iterator[Shown]:
    """Matters that a forum has raised to one that it prepares for."""
    raised = (
        RaisedItem.objects.filter(
            **{f"from_{name}": value for name, value in mine.items()},
            from_forum__links__kind="prepares_for",
            from_forum__links__to=F("to_forum"),
        )
        .exclude(state=RaisedItem.State.WITHDRAWN)
        .select_related("from_forum__area")
    )
    for one in raised.distinct():
        fact = Fact(
            f"beredning-{one.pk}",
            FactKind.ACTIVITY,
            one_day(one.raised_on),
            what="beredning",
            area=names.area(one.from_forum.area),
            by=names.of_forum[one.from_forum_id],
            to=names.of_forum[one.to_forum_id],
            source=one.title,
        )
        yield Shown(fact, reverse("forums:raised", args=(cooperation.slug, one.from_forum_id)))


def _assigned(assignment: Assignment, names: Names) -> Iterator[Fact]:
    """A working group's written assignment, and what it reported back."""
    forum = assignment.forum
    by, area = names.of_forum[assignment.issued_by_id], names.area(forum.area)
    for key in (*names.of_forum[forum.pk], *_kinds_of_group(forum, names)):
        yield Fact(
            f"uppdragsdirektiv-{assignment.pk}-{key}",
            FactKind.DOCUMENT,
            one_day(assignment.issued_on),
            what="uppdragsdirektiv",
            forum=key,
            area=area,
            by=by,
            last=assignment.until,
            source=str(assignment),
        )
    if assignment.reported_on:
        yield Fact(
            f"aterrapport-{assignment.pk}",
            FactKind.REPORT,
            one_day(assignment.reported_on),
            what="uppdraget",
            area=area,
            by=names.of_forum[forum.pk],
            to=by,
            source=str(assignment),
        )


def _kinds_of_group(forum: Forum, names: Names) -> tuple[str, ...]:
    """What a blueprint calls the working groups of a level where it means any of them and not one."""
    return tuple(
        dict.fromkeys(
            one.key
            for one in names.actors
            if one.kind == AgreementActor.Kind.FORUM
            and one.forum_id is None
            and one.key.startswith("arbetsgrupper")
            and ("lokal" in one.key) == (forum.area_id is not None)
        )
    )

"""What forums decided: all of it, one decision, and the pages where it is entered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.forms.decisions import DecisionForm, FilterForm, FinalForm, ReasonForm
from trygghjulet.cooperation.forums.models import AgendaItem, Decision, Forum, Meeting
from trygghjulet.cooperation.forums.queries import decisions, forums
from trygghjulet.cooperation.forums.queries.decided import counted
from trygghjulet.cooperation.forums.queries.following import Standing, tasks
from trygghjulet.cooperation.forums.queries.minutes import is_approved
from trygghjulet.cooperation.forums.registry import asked
from trygghjulet.cooperation.forums.views._common import find_meeting, page, recordable_forum
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.badges import Badge
from trygghjulet.foundation.ui.tables import Column, Link, Table
from trygghjulet.obligations.words import FactKind

TONES: Final[Mapping[str, str]] = {
    Decision.Outcome.OPEN: "info",
    Decision.Outcome.ADOPTED: "good",
    Decision.Outcome.REJECTED: "neutral",
    Decision.Outcome.TABLED: "warning",
    Decision.Outcome.RECOMMITTED: "warning",
}


def panel(here: Here, meeting: Meeting) -> dict[str, Any]:
    """What the meeting's page shows of its decisions."""
    found = decisions(here.scope, cooperation=here.cooperation).filter(meeting=meeting)
    return {
        "decisions_listed": [(one, badge(one), counted(one)) for one in found.order_by("paragraph", "pk")],
        "decisions_may_enter": meeting.state != Meeting.State.CANCELLED and meeting.on <= here.today,
    }


def badge(decision: Decision) -> Badge:
    """A decision's outcome."""
    return Badge(decision.get_outcome_display(), TONES[decision.outcome])


def address(here: Here, decision: Decision) -> str:
    """A decision's page."""
    return reverse("forums:decision", args=(here.cooperation.slug, decision.forum_id, decision.pk))


def find_decision(here: Here, forum_id: int, decision_id: int) -> Decision:
    found = decisions(here.scope, cooperation=here.cooperation).filter(forum_id=forum_id)
    return get_object_or_404(found, pk=decision_id)


def writable_decision(here: Here, forum_id: int, decision_id: int) -> Decision:
    """A decision of a forum whose meetings the person who asks may enter."""
    recordable_forum(here, forum_id)
    return find_decision(here, forum_id, decision_id)


@cooperation_page
def index(request: HttpRequest, here: Here) -> HttpResponse:
    """Everything that the cooperation's forums decided, by forum, year and outcome."""
    everything = decisions(here.scope, cooperation=here.cooperation)
    years = sorted({day.year for day in everything.order_by().values_list("on", flat=True)}, reverse=True)
    all_forums = forums(here.scope, cooperation=here.cooperation)
    chosen = FilterForm(request.GET or None, forums=all_forums, years=years)
    chosen.is_valid()
    wanted = chosen.cleaned_data if chosen.is_bound else {}
    listed = everything
    if wanted.get("forum"):
        listed = listed.filter(forum=wanted["forum"])
    if wanted.get("ar"):
        listed = listed.filter(on__year=int(wanted["ar"]))
    if wanted.get("utgang"):
        listed = listed.filter(outcome=wanted["utgang"])
    rows = list(listed)
    count = everything.count()
    context = {
        "here": here,
        "filter": FilterForm(initial=wanted, forums=all_forums, years=years),
        "filtered": len(rows) < count,
        "listed": len(rows),
        "entered": count,
        "table": _table(here, rows, empty="Inget beslut passar." if count else "Inget beslut är infört."),
    }
    return render(request, "forums/decisions.html", context)


def _table(here: Here, rows: list[Decision], *, empty: str) -> Table:
    return Table(
        "Beslut",
        (Column("Ärende"), Column("Dag", "date"), Column("Forum"), Column("Utgång"), Column("Omröstning")),
        [
            (
                Link(str(one), address(here, one)),
                one.on,
                one.forum.name,
                (
                    badge(one),
                    *((f"{one.final_body} inte känt",) if one.final_body and not one.final_on else ()),
                ),
                ", ".join(vote.recount.figures for vote in counted(one)),
            )
            for one in rows
        ],
        empty=empty,
    )


@cooperation_page
def show(request: HttpRequest, here: Here, forum_id: int, decision_id: int) -> HttpResponse:
    """One decision: what was moved, how it was voted on, what became of it and what follows from it."""
    decision = find_decision(here, forum_id, decision_id)
    follow = tasks(here.scope, cooperation=here.cooperation).filter(decision=decision)
    may_record = here.may(Permission.RECORD_MEETINGS, decision.forum.area_path)
    locked = decision.meeting is not None and is_approved(decision.meeting)
    context = {
        "here": here,
        "forum": decision.forum,
        "decision": decision,
        "state": badge(decision),
        "votes": counted(decision),
        "tasks": [Standing(one, here.today) for one in follow],
        "locked": locked,
        "may_record": may_record,
        "may_change": may_record and not locked,
    }
    return render(request, "forums/decision.html", context)


@cooperation_page
def new(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """Enter a decision on a day that no meeting is entered for."""
    return _new_page(request, here, recordable_forum(here, forum_id), None)


@cooperation_page
def new_at(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Enter a decision at a meeting."""
    forum = recordable_forum(here, forum_id)
    return _new_page(request, here, forum, find_meeting(here, forum, meeting_id))


def _new_page(request: HttpRequest, here: Here, forum: Forum, meeting: Meeting | None) -> HttpResponse:
    item = _asked_item(request, meeting)
    known: dict[str, Any] = {"outcome": "adopted"}
    if item is not None:
        known |= {
            "item": item,
            "title": item.title,
            "registry_number": item.registry_number,
            "text": item.proposal,
            "evidence_what": item.evidence_what if item.evidence_kind == FactKind.DECISION else "",
        }
    filled = _form(here, forum, meeting, request.POST or None, initial=known)
    made: list[Decision] = []

    def act(_: Mapping[str, Any]) -> None:
        made.append(
            operations.decide(by=here.scope, at=here.at, forum=forum, meeting=meeting, content=filled.content)
        )

    where = f"på mötet {numbers.day(meeting.on)}" if meeting else "en dag som inget möte är infört för"
    answer = page(
        request,
        here,
        forum,
        form=filled,
        act=act,
        done="Beslutet är infört. Lägg till yrkanden, omröstning och reservationer om det finns några.",
        title="För in ett beslut",
        lead=f"Ett beslut som {forum.name} fattade {where}. Det som källan inte säger lämnas tomt.",
        back=_back(here, forum, meeting),
    )
    if made:
        answer["Location"] = address(here, made[0])
    return answer


@cooperation_page
def edit(request: HttpRequest, here: Here, forum_id: int, decision_id: int) -> HttpResponse:
    """Change what is entered of a decision."""
    decision = writable_decision(here, forum_id, decision_id)
    filled = _form(
        here,
        decision.forum,
        decision.meeting,
        request.POST or None,
        initial=DecisionForm.initial_of(decision),
        own=decision,
    )
    return page(
        request,
        here,
        decision.forum,
        form=filled,
        act=lambda given: operations.change_decision(
            by=here.scope, at=here.at, decision=decision, seen=given["seen"], content=filled.content
        ),
        done="Beslutet är ändrat.",
        title=f"Ändra {decision}",
        lead="Det som stod förut finns kvar i loggen.",
        back=address(here, decision),
    )


@cooperation_page
def take_back(request: HttpRequest, here: Here, forum_id: int, decision_id: int) -> HttpResponse:
    """Take back a decision that was entered by mistake."""
    decision = writable_decision(here, forum_id, decision_id)
    return page(
        request,
        here,
        decision.forum,
        form=ReasonForm(request.POST or None),
        act=lambda given: operations.take_back_decision(
            by=here.scope, at=here.at, decision=decision, **given
        ),
        done="Beslutet är taget tillbaka.",
        title=f"Ta tillbaka {decision}",
        lead="För ett beslut som fördes in av misstag. Yrkanden, röster och reservationer går med. Loggen minns det.",
        submit="Ta tillbaka beslutet",
        back=_back(here, decision.forum, decision.meeting)
        if request.method == "POST"
        else address(here, decision),
    )


@cooperation_page
def final(request: HttpRequest, here: Here, forum_id: int, decision_id: int) -> HttpResponse:
    """Enter what the body that decides in the end decided."""
    decision = writable_decision(here, forum_id, decision_id)
    form: forms.Form = FinalForm(
        request.POST or None,
        initial={
            "final_on": decision.final_on,
            "final_text": decision.final_text,
            "final_outcome": decision.final_outcome,
        },
    )
    return page(
        request,
        here,
        decision.forum,
        form=form,
        act=lambda given: operations.settle_finally(by=here.scope, at=here.at, decision=decision, **given),
        done="Det slutliga beslutet är infört.",
        title=f"{decision.final_body or 'Slutligt beslut'} om {decision}",
        lead="Ange vad som beslutades slutligt, och när. Tills dess står det som inte känt.",
        back=address(here, decision),
    )


def _back(here: Here, forum: Forum, meeting: Meeting | None) -> str:
    if meeting is not None:
        return reverse("forums:meeting", args=(here.cooperation.slug, forum.pk, meeting.pk)) + "#beslut"
    return reverse("forums:show", args=(here.cooperation.slug, forum.pk))


def _asked_item(request: HttpRequest, meeting: Meeting | None) -> AgendaItem | None:
    """The point on the agenda that the address asks for."""
    given = request.GET.get("punkt", "")
    if meeting is None or not (given.isascii() and given.isdigit()):
        return None
    return AgendaItem.objects.filter(meeting=meeting, pk=int(given[:18])).first()


def _form(
    here: Here,
    forum: Forum,
    meeting: Meeting | None,
    data: Any,
    *,
    initial: Mapping[str, Any],
    own: Decision | None = None,
) -> DecisionForm:
    earlier = decisions(here.scope, cooperation=here.cooperation).filter(forum=forum)
    met = {
        ask.what: ask.title
        for ask in asked(here.scope, forum=forum, on=here.today)
        if ask.kind == FactKind.DECISION
    }
    for what in (own.evidence_what if own else "", str(initial.get("evidence_what", ""))):
        if what:
            met.setdefault(what, what)
    return DecisionForm(
        data,
        initial=dict(initial),
        items=AgendaItem.objects.filter(meeting=meeting) if meeting else AgendaItem.objects.none(),
        earlier=earlier.exclude(pk=own.pk) if own else earlier,
        asked=list(met.items()),
        at_meeting=meeting is not None,
    )

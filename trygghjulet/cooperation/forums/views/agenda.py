"""The agenda of a meeting: its points, papers and times, what waits for it, and what comes next for the meeting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.forms.agenda import DealtWithForm, NewPointForm, PaperForm, PointForm
from trygghjulet.cooperation.forums.models import AgendaItem, Forum, Meeting, Minutes, Paper
from trygghjulet.cooperation.forums.queries.agenda import agenda_of, answers_for, waiting_for, waiting_points
from trygghjulet.cooperation.forums.queries.call import standing_of_call
from trygghjulet.cooperation.forums.registry import Ask, asked
from trygghjulet.cooperation.forums.rules.agenda import clock
from trygghjulet.cooperation.forums.rules.call import next_step
from trygghjulet.cooperation.forums.rules.meetings import said_when
from trygghjulet.cooperation.forums.views._common import find_meeting, recordable_forum
from trygghjulet.cooperation.forums.views._doing import do
from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.pages import form_page


def panel(here: Here, meeting: Meeting) -> dict[str, Any]:
    """What the meeting's page shows of it."""
    forum = meeting.forum
    agenda = agenda_of(meeting, on=here.today)
    call = standing_of_call(meeting, on=here.today)
    approved = Minutes.objects.filter(meeting=meeting, state=Minutes.State.APPROVED).exists()
    open_ = not approved and meeting.state != Meeting.State.CANCELLED
    may = here.may(Permission.RECORD_MEETINGS, forum.area_path) and open_
    planned = meeting.state == Meeting.State.PLANNED
    return {
        "agenda": agenda,
        "agenda_may_change": may,
        "agenda_call": call,
        "agenda_when": said_when(meeting.on, meeting.starts_at, meeting.ends_at, meeting.place),
        "agenda_ends": clock(agenda.ends) if agenda.ends and meeting.starts_at else "",
        "agenda_next": next_step(
            state=meeting.state,
            meets_on=meeting.on,
            points=len(agenda.to_come),
            standing=call,
            sent=meeting.call_sent_on is not None,
            today=here.today,
        ),
        "agenda_raised": waiting_for(forum) if open_ else (),
        "agenda_waiting": waiting_points(forum) if planned else (),
        "agenda_answers": answers_for(meeting),
        "agenda_asks": _asks(here, forum) if may and planned else (),
        "agenda_may_deal": may and meeting.on <= here.today,
        "agenda_earlier": may and not agenda.points,
    }


def _asks(here: Here, forum: Forum) -> tuple[Ask, ...]:
    """What waits for the forum and stands on none of its agendas to come."""
    on_agendas = AgendaItem.objects.filter(
        meeting__forum=forum, meeting__state=Meeting.State.PLANNED, state=AgendaItem.State.TO_COME
    ).exclude(evidence_kind="")
    taken = [(one.evidence_kind, one.evidence_what, one.evidence_having) for one in on_agendas]
    return tuple(
        ask
        for ask in asked(here.scope, forum=forum, on=here.today)
        if (ask.kind, ask.what, ask.having) not in taken
    )


def back_to(here: Here, meeting: Meeting, anchor: str = "dagordning") -> str:
    """The meeting's page."""
    page = reverse("forums:meeting", args=(here.cooperation.slug, meeting.forum_id, meeting.pk))
    return f"{page}#{anchor}" if anchor else page


def meeting_form(
    request: HttpRequest, here: Here, meeting: Meeting, form: forms.Form, **page: Any
) -> HttpResponse:
    """A page with a form about a meeting: it leads back to the meeting's page.

    `saved` is what stands in the base now, shown when somebody else has changed it since the page was opened.
    """
    act, done, saved = page.pop("act"), page.pop("done"), page.pop("saved", ())
    seen = form.data.get("seen") if form.is_bound else None
    overtaken = seen is not None and str(seen) != str(form.initial.get("seen", ""))
    return form_page(
        request,
        form=form,
        act=act,
        done=done,
        back=back_to(here, meeting, page.pop("anchor", "dagordning")),
        template="forums/form.html",
        context={
            "here": here,
            "forum": meeting.forum,
            "meeting": meeting,
            "saved_now": saved if overtaken else (),
            **page,
        },
    )


def recordable_meeting(here: Here, forum_id: int, meeting_id: int) -> Meeting:
    """A meeting that the person who asks may enter things about."""
    forum = recordable_forum(here, forum_id)
    return find_meeting(here, forum, meeting_id)


def _point(here: Here, forum_id: int, meeting_id: int, item_id: int) -> AgendaItem:
    meeting = recordable_meeting(here, forum_id, meeting_id)
    point = get_object_or_404(AgendaItem.objects.select_related("raised"), meeting=meeting, pk=item_id)
    point.meeting = meeting
    return point


@cooperation_page
def add_point(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Put a point on the agenda."""
    meeting = recordable_meeting(here, forum_id, meeting_id)
    form = NewPointForm(request.POST or None, forum=meeting.forum)
    return meeting_form(
        request,
        here,
        meeting,
        form,
        act=lambda _: operations.add_point(
            by=here.scope, at=here.at, meeting=meeting, content=form.content, about=form.about
        ),
        done="Punkten står på dagordningen.",
        title="Lägg till en punkt",
        lead="Punkten läggs sist, före övriga frågor och mötets slut. Du kan flytta den sedan.",
        submit="Lägg till",
    )


@cooperation_page
def edit_point(
    request: HttpRequest, here: Here, forum_id: int, meeting_id: int, item_id: int
) -> HttpResponse:
    """Change what a point says."""
    point = _point(here, forum_id, meeting_id, item_id)
    form = PointForm(request.POST or None, initial=PointForm.initial_of(point))
    return meeting_form(
        request,
        here,
        point.meeting,
        form,
        act=lambda given: operations.change_point(
            by=here.scope, at=here.at, point=point, seen=given["seen"], content=form.content
        ),
        done="Punkten är ändrad.",
        title=f"Ändra {point.title}",
        lead="Ändringen syns i kallelsen. Är den redan utsänd, säg till de kallade om ändringen betyder något.",
        saved=_saved_words(point),
    )


def _saved_words(point: AgendaItem) -> tuple[tuple[str, str], ...]:
    """What is saved of a point: shown beside what was written when somebody else got there first."""
    told = (
        ("Punkt", point.title),
        ("Slag", str(point.get_kind_display())),
        ("Minuter", str(point.minutes or "")),
        ("Börjar", clock(point.starts_at) if point.starts_at else ""),
        ("Föredragande", point.presenter),
        ("Diarienummer", point.registry_number),
        ("Vad det gäller", point.text),
        ("Förslag till beslut", point.proposal),
    )
    return tuple((label, words) for label, words in told if words)


@require_POST
@cooperation_page
def move_point(
    request: HttpRequest, here: Here, forum_id: int, meeting_id: int, item_id: int
) -> HttpResponse:
    """Move a point a step up or down."""
    point = _point(here, forum_id, meeting_id, item_id)
    up = request.POST.get("riktning") == "upp"
    return do(
        request,
        lambda: operations.move_point(by=here.scope, at=here.at, point=point, up=up),
        done=f"{point.title} är flyttad {'upp' if up else 'ner'}.",
        back=back_to(here, point.meeting, f"punkt-{point.pk}"),
    )


@require_POST
@cooperation_page
def withdraw_point(
    request: HttpRequest, here: Here, forum_id: int, meeting_id: int, item_id: int
) -> HttpResponse:
    """Take a point off the agenda."""
    point = _point(here, forum_id, meeting_id, item_id)
    return do(
        request,
        lambda: operations.withdraw_point(by=here.scope, at=here.at, point=point),
        done=f"{point.title} är struken.",
        back=back_to(here, point.meeting),
    )


@require_POST
@cooperation_page
def carry_over(
    request: HttpRequest, here: Here, forum_id: int, meeting_id: int, item_id: int
) -> HttpResponse:
    """Let a point go to the next meeting, carried over or tabled."""
    point = _point(here, forum_id, meeting_id, item_id)
    tabled = request.POST.get("hur") == "bordlagg"
    return do(
        request,
        lambda: operations.carry_over(by=here.scope, at=here.at, point=point, tabled=tabled),
        done=f"{point.title} är {'bordlagd' if tabled else 'flyttad'}. Punkten kommer upp på nästa möte.",
        back=back_to(here, point.meeting),
    )


@cooperation_page
def deal_with(request: HttpRequest, here: Here, forum_id: int, meeting_id: int, item_id: int) -> HttpResponse:
    """Mark a point as dealt with, with an answer to the forum that raised it."""
    point = _point(here, forum_id, meeting_id, item_id)
    if point.raised is None:
        form: forms.Form = forms.Form(request.POST if request.method == "POST" else None)
        lead = "Punkten står som behandlad i anteckningarna."
    else:
        form = DealtWithForm(request.POST if request.method == "POST" else None)
        lead = f"Frågan är lyft av {point.raised.from_forum}, som får svaret på sin nästa dagordning."
    return meeting_form(
        request,
        here,
        point.meeting,
        form,
        act=lambda given: operations.deal_with(by=here.scope, at=here.at, point=point, **given),
        done=f"{point.title} är behandlad.",
        title=f"{point.title} är behandlad",
        lead=lead,
        submit="För in",
    )


@require_POST
@cooperation_page
def start_agenda(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Begin the agenda with the meeting's before, or with the usual points."""
    meeting = recordable_meeting(here, forum_id, meeting_id)
    previous = request.POST.get("mall") == "forra"
    return do(
        request,
        lambda: operations.start_agenda(by=here.scope, at=here.at, meeting=meeting, previous=previous),
        done="Dagordningen är påbörjad. Lägg till det som är särskilt för mötet.",
        back=back_to(here, meeting),
    )


@require_POST
@cooperation_page
def add_ask(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Put on the agenda something that waits for the forum: dealing with it meets the duty."""
    meeting = recordable_meeting(here, forum_id, meeting_id)
    wanted = request.POST.get("fraga", "")
    ask = next((one for one in _asks(here, meeting.forum) if one.key == wanted), None)

    def act() -> None:
        if ask is None:
            raise Refused("Det står redan på en dagordning, eller är redan gjort.")
        kinds = {"decision": AgendaItem.Kind.DECISION, "followup": AgendaItem.Kind.FOLLOW_UP}
        operations.add_point(
            by=here.scope,
            at=here.at,
            meeting=meeting,
            content=operations.PointContent(
                title=ask.title[:200], kind=kinds.get(ask.kind, AgendaItem.Kind.DECISION)
            ),
            evidence=operations.Evidence(ask.kind, ask.what, ask.having),
        )

    return do(request, act, done="Punkten står på dagordningen.", back=back_to(here, meeting))


@cooperation_page
def add_paper(request: HttpRequest, here: Here, forum_id: int, meeting_id: int, item_id: int) -> HttpResponse:
    """Enter a paper that belongs to a point."""
    point = _point(here, forum_id, meeting_id, item_id)
    return meeting_form(
        request,
        here,
        point.meeting,
        PaperForm(request.POST or None),
        act=lambda given: operations.add_paper(by=here.scope, at=here.at, point=point, **given),
        done="Handlingen är införd.",
        title=f"Handling till {point.title}",
        lead="Handlingen står i kallelsen med diarienummer och länk.",
    )


@require_POST
@cooperation_page
def remove_paper(
    request: HttpRequest, here: Here, forum_id: int, meeting_id: int, paper_id: int
) -> HttpResponse:
    """Take away a paper."""
    meeting = recordable_meeting(here, forum_id, meeting_id)
    paper = get_object_or_404(Paper.objects.select_related("item"), item__meeting=meeting, pk=paper_id)
    paper.item.meeting = meeting
    return do(
        request,
        lambda: operations.remove_paper(by=here.scope, at=here.at, paper=paper),
        done="Handlingen är borttagen.",
        back=back_to(here, meeting),
    )

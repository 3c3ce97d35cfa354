"""The pages of the matters that forums raise to each other: raise, put on an agenda, raise further, answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.forms.agenda import AnswerForm, FurtherForm, RaiseForm
from trygghjulet.cooperation.forums.models import Forum, RaisedItem
from trygghjulet.cooperation.forums.queries.agenda import (
    chain_of,
    may_raise_to,
    next_meeting,
    raised_by,
    raised_to,
)
from trygghjulet.cooperation.forums.views._common import find_forum, find_meeting, recordable_forum
from trygghjulet.cooperation.forums.views._doing import do
from trygghjulet.cooperation.forums.views.agenda import back_to
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.pages import form_page

TONES = {
    RaisedItem.State.WAITING: "warning",
    RaisedItem.State.ON_AGENDA: "info",
    RaisedItem.State.RAISED_FURTHER: "info",
    RaisedItem.State.ANSWERED: "good",
    RaisedItem.State.WITHDRAWN: "neutral",
}
_UNLINKED = (
    "Frågan är lyft. Ingen väg i organisationen leder från forumet dit, så säg gärna till dem som sköter det."
)


@cooperation_page
def show(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """The matters that the forum has raised, and those raised to it, each with its whole way."""
    forum = find_forum(here, forum_id)
    context = {
        "here": here,
        "forum": forum,
        "may_take_part": here.may(Permission.TAKE_PART, forum.area_path),
        "may_record": here.may(Permission.RECORD_MEETINGS, forum.area_path),
        "next_meeting": next_meeting(forum, on=here.today),
        "sent": [_told(one) for one in raised_by(forum)],
        "come": [_told(one) for one in raised_to(forum)],
    }
    return render(request, "forums/raised.html", context)


def _told(raised: RaisedItem) -> dict[str, Any]:
    return {
        "item": raised,
        "tone": TONES[RaisedItem.State(raised.state)],
        "way": chain_of(raised),
        "open": raised.state in (RaisedItem.State.WAITING, RaisedItem.State.ON_AGENDA),
    }


@cooperation_page
def raise_matter(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """Raise a matter from the forum to another."""
    forum = _taking_part(here, forum_id)
    linked, others = may_raise_to(forum, on=here.today)
    form = RaiseForm(request.POST or None, linked=linked, others=others)

    def act(given: Any) -> None:
        operations.raise_matter(
            by=here.scope,
            at=here.at,
            forum=forum,
            to_forum=form.chosen,
            title=given["title"],
            text=given["text"],
            asks_for=given["asks_for"],
            about=form.about,
        )
        if form.unlinked:
            messages.warning(request, _UNLINKED)

    return _page(
        request,
        here,
        forum,
        form,
        act=act,
        done="Frågan är lyft. Svaret kommer på forumets dagordning.",
        title="Lyft en fråga",
        lead=f"Från {forum.name} till det forum som kan svara eller besluta.",
        submit="Lyft frågan",
    )


@require_POST
@cooperation_page
def take_back(request: HttpRequest, here: Here, forum_id: int, raised_id: int) -> HttpResponse:
    """Take back a matter that waits."""
    forum = _taking_part(here, forum_id)
    raised = get_object_or_404(_matters(), from_forum=forum, pk=raised_id)
    return do(
        request,
        lambda: operations.take_back_raised(by=here.scope, at=here.at, raised=raised),
        done="Frågan är återtagen.",
        back=_back(here, forum),
    )


@require_POST
@cooperation_page
def put_on_agenda(
    request: HttpRequest, here: Here, forum_id: int, meeting_id: int, raised_id: int
) -> HttpResponse:
    """Put a matter that was raised here on a meeting's agenda."""
    forum = recordable_forum(here, forum_id)
    meeting = find_meeting(here, forum, meeting_id)
    raised = get_object_or_404(_matters(), to_forum=forum, pk=raised_id)
    return do(
        request,
        lambda: operations.put_on_agenda(by=here.scope, at=here.at, raised=raised, meeting=meeting),
        done=f"{raised.title} står på dagordningen.",
        back=back_to(here, meeting),
    )


@cooperation_page
def answer(request: HttpRequest, here: Here, forum_id: int, raised_id: int) -> HttpResponse:
    """Answer a matter in words."""
    forum = recordable_forum(here, forum_id)
    raised = get_object_or_404(_matters(), to_forum=forum, pk=raised_id)
    return _page(
        request,
        here,
        forum,
        AnswerForm(request.POST or None, initial={"on": here.today}),
        act=lambda given: operations.answer_raised(by=here.scope, at=here.at, raised=raised, **given),
        done=f"{raised.from_forum} får svaret på sin nästa dagordning.",
        title=f"Svara på: {raised.title}",
        lead=f"Frågan är lyft av {raised.from_forum}. {raised.text}".strip(),
        submit="Svara",
    )


@cooperation_page
def further(request: HttpRequest, here: Here, forum_id: int, raised_id: int) -> HttpResponse:
    """Raise a matter further to another forum."""
    forum = recordable_forum(here, forum_id)
    raised = get_object_or_404(_matters(), to_forum=forum, pk=raised_id)
    linked, others = may_raise_to(forum, on=here.today)
    form = FurtherForm(request.POST or None, linked=linked, others=others)

    def act(_: Any) -> None:
        operations.raise_further(
            by=here.scope, at=here.at, raised=raised, to_forum=form.chosen, about=form.about
        )
        if form.unlinked:
            messages.warning(request, _UNLINKED)

    return _page(
        request,
        here,
        forum,
        form,
        act=act,
        done="Frågan är lyft vidare. Svaret går hela vägen tillbaka.",
        title=f"Lyft vidare: {raised.title}",
        lead=f"Från {raised.from_forum}, genom {forum.name}, till det forum som kan svara eller besluta.",
        submit="Lyft vidare",
    )


def _page(request: HttpRequest, here: Here, forum: Forum, form: forms.Form, **page: Any) -> HttpResponse:
    act, done = page.pop("act"), page.pop("done")
    return form_page(
        request,
        form=form,
        act=act,
        done=done,
        back=_back(here, forum),
        template="forums/form.html",
        context={"here": here, "forum": forum, **page},
    )


def _matters() -> Any:
    return RaisedItem.objects.select_related("from_forum", "to_forum", "further_from")


def _taking_part(here: Here, forum_id: int) -> Forum:
    forum = find_forum(here, forum_id)
    here.scope.require(Permission.TAKE_PART, cooperation_id=here.cooperation.pk, area_path=forum.area_path)
    return forum


def _back(here: Here, forum: Forum) -> str:
    return reverse("forums:raised", args=(here.cooperation.slug, forum.pk))

"""The tasks that follow after meetings: what is open and late, one's own, and the pages where they are looked after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.forms.decisions import ReasonForm
from trygghjulet.cooperation.forums.forms.tasks import CloseForm, MoveForm, TaskForm, TellForm
from trygghjulet.cooperation.forums.models import AgendaItem, Forum, Meeting, Task
from trygghjulet.cooperation.forums.queries import decisions, open_tasks, tasks
from trygghjulet.cooperation.forums.queries.following import Standing, held_functions, owners
from trygghjulet.cooperation.forums.queries.minutes import is_approved
from trygghjulet.cooperation.forums.views._common import find_forum, find_meeting, page, recordable_forum
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here, cooperation_page


def panel(here: Here, meeting: Meeting) -> dict[str, Any]:
    """What the meeting's page shows of tasks: those given there, and those that came back to it."""
    mine = tasks(here.scope, cooperation=here.cooperation).filter(forum=meeting.forum)
    given = [Standing(one, here.today) for one in mine.filter(meeting=meeting)]
    back = [Standing(one, here.today) for one in open_tasks(meeting.forum, meeting.on)]
    return {
        "tasks_given": given,
        "tasks_back": [one for one in back if one.task.meeting_id != meeting.pk],
        "tasks_may_give": meeting.state != Meeting.State.CANCELLED and not is_approved(meeting),
    }


def forum_panel(here: Here, forum: Forum) -> dict[str, Any]:
    """What the forum's page shows of its tasks."""
    found = tasks(here.scope, cooperation=here.cooperation).filter(forum=forum)
    return {"forum_tasks": [Standing(one, here.today) for one in found.filter(state=Task.State.OPEN)]}


@cooperation_page
def index(request: HttpRequest, here: Here) -> HttpResponse:
    """The cooperation's tasks: one's own, the late ones, those that are open, and those that are closed."""
    everything = tasks(here.scope, cooperation=here.cooperation)
    functions = held_functions(here.scope, cooperation=here.cooperation, on=here.today)
    standing = [Standing(one, here.today) for one in everything.filter(state=Task.State.OPEN)]
    late = [one for one in standing if one.is_late]
    closed = everything.exclude(state=Task.State.OPEN).order_by("-closed_on", "-pk")
    context = {
        "here": here,
        "mine": [one for one in standing if one.task.owner_id in functions],
        "late": late,
        "open": [one for one in standing if not one.is_late],
        "closed": [Standing(one, here.today) for one in closed[:50]],
        "closed_count": closed.count(),
    }
    return render(request, "forums/tasks.html", context)


@cooperation_page
def show(request: HttpRequest, here: Here, forum_id: int, task_id: int) -> HttpResponse:
    """One task: who is to do what by when, and how it goes."""
    task = _find(here, forum_id, task_id)
    held = held_functions(here.scope, cooperation=here.cooperation, on=here.today)
    may_record = here.may(Permission.RECORD_MEETINGS, task.forum.area_path)
    context = {
        "here": here,
        "forum": task.forum,
        "task": task,
        "standing": Standing(task, here.today),
        "told": task.told.select_related("meeting__forum"),
        "may_record": may_record,
        "may_close": may_record or task.owner_id in held,
        "may_take_part": here.may(Permission.TAKE_PART, task.forum.area_path),
    }
    return render(request, "forums/task.html", context)


@cooperation_page
def new(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """Give a task outside a meeting, or after a decision."""
    return _new_page(request, here, recordable_forum(here, forum_id), None)


@cooperation_page
def new_at(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Give a task at a meeting."""
    forum = recordable_forum(here, forum_id)
    return _new_page(request, here, forum, find_meeting(here, forum, meeting_id))


def _new_page(request: HttpRequest, here: Here, forum: Forum, meeting: Meeting | None) -> HttpResponse:
    own = decisions(here.scope, cooperation=here.cooperation).filter(forum=forum)
    if meeting is not None:
        own = own.filter(meeting=meeting)
    back = (
        reverse("forums:meeting", args=(here.cooperation.slug, forum.pk, meeting.pk)) + "#uppgifter"
        if meeting
        else reverse("forums:show", args=(here.cooperation.slug, forum.pk))
    )
    return page(
        request,
        here,
        forum,
        form=TaskForm(
            request.POST or None,
            initial={"decision": request.GET.get("beslut"), "item": request.GET.get("punkt")},
            owners=owners(here.scope, cooperation=here.cooperation),
            decisions=own,
            items=AgendaItem.objects.filter(meeting=meeting) if meeting else AgendaItem.objects.none(),
        ),
        act=lambda given: operations.give_task(
            by=here.scope, at=here.at, forum=forum, meeting=meeting, **given
        ),
        done="Uppgiften är given. Den kommer tillbaka på nästa möte tills den är stängd.",
        title="Ge en uppgift",
        lead=f"En uppgift från {meeting or forum}. Den följs tills den är stängd.",
        submit="Ge uppgiften",
        back=back,
    )


@cooperation_page
def tell(request: HttpRequest, here: Here, forum_id: int, task_id: int) -> HttpResponse:
    """Tell how a task goes."""
    task = _find(here, forum_id, task_id)
    here.scope.require(
        Permission.TAKE_PART, cooperation_id=here.cooperation.pk, area_path=task.forum.area_path
    )
    return _page(
        request,
        here,
        task,
        form=TellForm(request.POST or None),
        act=lambda given: operations.tell_of_task(by=here.scope, at=here.at, task=task, **given),
        done="Det är antecknat.",
        title="Berätta hur det går",
    )


@cooperation_page
def close(request: HttpRequest, here: Here, forum_id: int, task_id: int) -> HttpResponse:
    """Close a task that is done."""
    task = _find(here, forum_id, task_id)
    held = held_functions(here.scope, cooperation=here.cooperation, on=here.today)
    if task.owner_id not in held:
        recordable_forum(here, forum_id)
    return _page(
        request,
        here,
        task,
        form=CloseForm(request.POST or None, initial={"on": here.today}),
        act=lambda given: operations.close_task(by=here.scope, at=here.at, task=task, **given),
        done="Uppgiften är stängd.",
        title="Stäng uppgiften",
        submit="Stäng uppgiften",
    )


@cooperation_page
def stop(request: HttpRequest, here: Here, forum_id: int, task_id: int) -> HttpResponse:
    """Stop a task that is not to be done after all."""
    recordable_forum(here, forum_id)
    task = _find(here, forum_id, task_id)
    return _page(
        request,
        here,
        task,
        form=ReasonForm(request.POST or None),
        act=lambda given: operations.stop_task(by=here.scope, at=here.at, task=task, **given),
        done="Uppgiften är avbruten.",
        title="Avbryt uppgiften",
        submit="Avbryt uppgiften",
    )


@cooperation_page
def move(request: HttpRequest, here: Here, forum_id: int, task_id: int) -> HttpResponse:
    """Give a task a new last day."""
    recordable_forum(here, forum_id)
    task = _find(here, forum_id, task_id)
    return _page(
        request,
        here,
        task,
        form=MoveForm(request.POST or None, initial={"due": task.due}),
        act=lambda given: operations.move_task(by=here.scope, at=here.at, task=task, **given),
        done="Uppgiften har en ny sista dag.",
        title="Ändra sista dagen",
    )


@cooperation_page
def reopen(request: HttpRequest, here: Here, forum_id: int, task_id: int) -> HttpResponse:
    """Open a task again that was closed too early."""
    recordable_forum(here, forum_id)
    task = _find(here, forum_id, task_id)
    return _page(
        request,
        here,
        task,
        form=ReasonForm(request.POST or None),
        act=lambda given: operations.reopen_task(by=here.scope, at=here.at, task=task, **given),
        done="Uppgiften är öppen igen.",
        title="Öppna uppgiften igen",
        submit="Öppna igen",
    )


def _find(here: Here, forum_id: int, task_id: int) -> Task:
    forum = find_forum(here, forum_id)
    found = tasks(here.scope, cooperation=here.cooperation).filter(forum=forum)
    return get_object_or_404(found, pk=task_id)


def _page(
    request: HttpRequest,
    here: Here,
    task: Task,
    *,
    form: forms.Form,
    act: Callable[[Mapping[str, Any]], object],
    done: str,
    title: str,
    submit: str = "Spara",
) -> HttpResponse:
    return page(
        request,
        here,
        task.forum,
        form=form,
        act=act,
        done=done,
        title=title,
        lead=task.text,
        submit=submit,
        back=reverse("forums:task", args=(here.cooperation.slug, task.forum_id, task.pk)),
    )

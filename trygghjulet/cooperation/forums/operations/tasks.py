"""Giving tasks after meetings, telling how they go, and closing them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from trygghjulet.cooperation.forums.models import AgendaItem, Decision, Forum, Meeting, Task, TaskNote
from trygghjulet.cooperation.forums.operations._common import (
    locked,
    refuse,
    require_parties,
    saved_meeting,
    writable,
)
from trygghjulet.cooperation.forums.queries.minutes import is_approved
from trygghjulet.cooperation.forums.rules.meetings import not_yet
from trygghjulet.cooperation.forums.rules.tasks import reminder
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Denied, Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.inbox.operations import Notice, tell
from trygghjulet.foundation.parties.models import Cooperation, Function, Holding, Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@operation
def give_task(
    *,
    by: Scope,
    at: datetime,
    forum: Forum,
    text: str,
    owner: Function | None = None,
    owner_words: str = "",
    party: Party | None = None,
    due: date | None = None,
    given_on: date | None = None,
    meeting: Meeting | None = None,
    item: AgendaItem | None = None,
    decision: Decision | None = None,
) -> Task:
    """Give a task: to a function, or to somebody told in words. Without `given_on` it is given today.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: nothing is to be done, there is no owner or there are two, it is due before it is given, something is
            another forum's or another cooperation's, or the meeting's minutes are approved: they tell of its tasks.
        PersonalDataFound: the texts hold personal data.
    """
    refuse_personal_data(text, owner_words)
    saved = writable(by, forum)
    at_meeting = saved_meeting(saved, meeting) if meeting else None
    if at_meeting is not None and is_approved(at_meeting):
        raise Refused(
            "Protokollet är justerat, och uppgiften skulle ändra det. Ge den på forumets sida eller på beslutets: "
            "då kommer den upp på nästa möte utan att stå i protokollet."
        )
    _refuse_elsewhere(saved, at_meeting, item, decision)
    require_parties(saved.cooperation, party)
    given = given_on or (decision.on if decision else at_meeting.on if at_meeting else at.date())
    given = min(given, at.date())
    if not text.strip():
        raise Refused("Skriv vad som ska göras.")
    if (owner is None) == (not owner_words.strip()):
        raise Refused("Ange antingen en funktion eller i ord vem som ansvarar.")
    if owner is not None and owner.cooperation_id != saved.cooperation_id:
        raise Refused("Funktionen hör inte till den här samverkan.")
    if due is not None and due < given:
        raise Refused(f"Uppgiften gavs {numbers.day(given)}. Den kan inte vara klar före det.")
    task = Task(
        forum=saved,
        meeting=at_meeting,
        item=item,
        decision=decision,
        text=text,
        owner=owner,
        owner_words=owner_words.strip(),
        party=party or (owner.party if owner else None),
        given_on=given,
        due=due,
        due_when_given=due,
    )
    task.save()
    _recorded(by, at, task, "gav uppgiften", owner=task.owned_by, due=due.isoformat() if due else "")
    return task


@operation
def tell_of_task(
    *, by: Scope, at: datetime, task: Task, text: str, meeting: Meeting | None = None
) -> TaskNote:
    """Tell how a task goes, at a meeting or between meetings.

    Raises:
        Denied: the person may not take part in the forum's meetings.
        Refused: nothing is told, or the meeting is another forum's.
        PersonalDataFound: the text holds personal data.
    """
    by.require(Permission.TAKE_PART, cooperation_id=task.forum.cooperation_id, area_path=task.forum.area_path)
    refuse_personal_data(text)
    saved = _saved(task)
    at_meeting = saved_meeting(saved.forum, meeting) if meeting else None
    if not text.strip():
        raise Refused("Skriv hur det går.")
    note = TaskNote(task=saved, on=at.date(), text=text, meeting=at_meeting)
    note.save()
    _recorded(by, at, saved, "berättade om uppgiften")
    return note


@operation
def close_task(*, by: Scope, at: datetime, task: Task, outcome: str, on: date | None = None) -> Task:
    """Close a task that is done, with what came of it; by those who keep the meetings, or by its own owner.

    Raises:
        Denied: the person neither keeps the forum's meetings nor holds the function that owns the task.
        Refused: it is closed already, nothing is told of what came of it, or the day has not come or lies before it.
        PersonalDataFound: the outcome holds personal data.
    """
    _require_owner(by, at, task)
    refuse_personal_data(outcome)
    return _end(by, at, task, Task.State.DONE, said=outcome, on=on or at.date())


@operation
def stop_task(*, by: Scope, at: datetime, task: Task, reason: str) -> Task:
    """Stop a task that is not to be done after all, with why.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: it is closed already, or no reason is given.
        PersonalDataFound: the reason holds personal data.
    """
    _require_keeper(by, task)
    refuse_personal_data(reason)
    return _end(by, at, task, Task.State.STOPPED, said=reason, on=at.date())


@operation
def move_task(*, by: Scope, at: datetime, task: Task, due: date, reason: str) -> Task:
    """Give an open task a new last day, with why; the log keeps the old one, and the task tells of the change.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: it is closed, no reason is given, or the day lies before it was given.
        PersonalDataFound: the reason holds personal data.
    """
    _require_keeper(by, task)
    refuse_personal_data(reason)
    saved = _saved(task, open_only=True)
    if not reason.strip():
        raise Refused("Ange varför dagen ändras.")
    if due < saved.given_on:
        raise Refused(f"Uppgiften gavs {numbers.day(saved.given_on)}. Den kan inte vara klar före det.")
    before = numbers.day(saved.due) if saved.due else "ingen dag"
    saved.due = due
    saved.save()
    said = f"Ny sista dag {numbers.day(due)}, förut {before}. {reason}"
    TaskNote(task=saved, on=at.date(), text=said).save()
    _recorded(by, at, saved, "ändrade dagen för uppgiften", before=before, due=due.isoformat(), reason=reason)
    return saved


@operation
def reopen_task(*, by: Scope, at: datetime, task: Task, reason: str) -> Task:
    """Open a task again that was closed too early.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: it is open, or no reason is given.
        PersonalDataFound: the reason holds personal data.
    """
    _require_keeper(by, task)
    refuse_personal_data(reason)
    saved = _saved(task)
    if saved.state == Task.State.OPEN:
        raise Refused("Uppgiften är redan öppen.")
    if not reason.strip():
        raise Refused("Ange varför uppgiften öppnas igen.")
    before = saved.outcome
    saved.state, saved.closed_on, saved.outcome = Task.State.OPEN, None, ""
    saved.save()
    TaskNote(task=saved, on=at.date(), text=f"Öppnad igen. {reason}").save()
    _recorded(by, at, saved, "öppnade uppgiften igen", before=before, reason=reason)
    return saved


def remind_of_tasks(*, at: datetime) -> int:
    """Remind those who hold the functions that own open tasks; the answer is how many messages that came to.

    Done twice, it reminds once: the inbox knows what it has told.
    """
    on = timezone.localdate(at)
    count = 0
    for cooperation in Cooperation.objects.order_by("pk"):
        count += tell(at=at, cooperation=cooperation, notices=list(_notices(cooperation, on)))
    return count


def _notices(cooperation: Cooperation, on: date) -> Iterator[Notice]:
    found = Task.objects.filter(
        forum__cooperation=cooperation, state=Task.State.OPEN, owner__isnull=False, due__isnull=False
    ).select_related("forum")
    holders: dict[int, set[int]] = {}
    held = Holding.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on), since__lte=on, user__is_active=True
    ).filter(function__cooperation=cooperation)
    for function_id, user_id in held.values_list("function_id", "user_id"):
        holders.setdefault(function_id, set()).add(user_id)
    for task in found:
        said = reminder(task.pk, task.text, task.forum.name, task.due, on=on)
        if said is None:
            continue
        for user_id in sorted(holders.get(task.owner_id or 0, ())):
            yield Notice(
                user_id=user_id,
                kind=said.kind,
                key=said.key,
                subject=said.subject,
                text=said.text,
                link=reverse("forums:task", args=(cooperation.slug, task.forum_id, task.pk)),
            )


def _end(by: Scope, at: datetime, task: Task, state: str, *, said: str, on: date) -> Task:
    saved = _saved(task, open_only=True)
    refuse(not_yet(on, today=at.date(), what="Dagen"))
    if not said.strip():
        raise Refused("Skriv vad det blev." if state == Task.State.DONE else "Ange varför uppgiften avbryts.")
    if on < saved.given_on:
        raise Refused(f"Uppgiften gavs {numbers.day(saved.given_on)}. Den kan inte ha stängts före det.")
    saved.state, saved.closed_on, saved.outcome = state, on, said
    saved.save()
    done = state == Task.State.DONE
    _recorded(by, at, saved, "stängde uppgiften" if done else "avbröt uppgiften", outcome=said)
    return saved


def _saved(task: Task, *, open_only: bool = False) -> Task:
    """The task as it is saved; its forum is locked, so nobody else changes it."""
    forum = locked(task.forum)
    saved = Task.objects.select_related("owner__party").get(pk=task.pk)
    saved.forum = forum
    if open_only and saved.state != Task.State.OPEN:
        raise Refused(f"Uppgiften är redan stängd: {saved.get_state_display().lower()}.")
    return saved


def _require_keeper(by: Scope, task: Task) -> None:
    by.require(
        Permission.RECORD_MEETINGS, cooperation_id=task.forum.cooperation_id, area_path=task.forum.area_path
    )


def _require_owner(by: Scope, at: datetime, task: Task) -> None:
    held = Holding.objects.filter(
        Q(until__isnull=True) | Q(until__gte=at.date()), since__lte=at.date(), function_id=task.owner_id or 0
    )
    holds = by.user_id is not None and held.filter(user_id=by.user_id).exists()
    if holds and by.allows(Permission.SEE, cooperation_id=task.forum.cooperation_id):
        return
    try:
        _require_keeper(by, task)
    except Denied as refusal:
        also = f"Den som innehar funktionen {task.owned_by} får också stänga uppgiften."
        raise Denied(f"{refusal.reason} {also}") from refusal


def _refuse_elsewhere(
    forum: Forum, meeting: Meeting | None, item: AgendaItem | None, decision: Decision | None
) -> None:
    if item is not None and (meeting is None or item.meeting_id != meeting.pk):
        raise Refused("Punkten står inte på mötets dagordning.")
    if decision is not None and decision.forum_id != forum.pk:
        raise Refused("Beslutet hör till ett annat forum.")


def _recorded(by: Scope, at: datetime, task: Task, act: str, **details: str) -> None:
    record(by=by, at=at, cooperation_id=task.forum.cooperation_id, act=act, subject=task, **details)

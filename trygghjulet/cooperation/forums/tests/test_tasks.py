"""Tasks follow from meetings until they are closed: told of, moved, closed by their owner, and reminded of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given, strategies as st

from tests.cast import AT, HOME, Cast
from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.models import Appointment, Task
from trygghjulet.cooperation.forums.operations.tasks import remind_of_tasks
from trygghjulet.cooperation.forums.queries import open_tasks
from trygghjulet.cooperation.forums.queries.agenda import agenda_of
from trygghjulet.cooperation.forums.queries.minutes import content_sha256
from trygghjulet.cooperation.forums.rules.tasks import Stage, reminder, stage
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Denied, Refused
from trygghjulet.foundation.inbox.models import Message

pytestmark = pytest.mark.requirement("FOR-4")

TODAY = AT.date()
WEEK = timedelta(days=7)


def _by(cast: Cast, who: str = "saga") -> dict[str, Any]:
    return {"by": cast.scope(who), "at": AT}


def _give(cast: Cast, **more: Any) -> Task:
    given: dict[str, Any] = {"text": "Laga lamporna", "owner": cast.home.function("fia"), **more}
    return operations.give_task(**_by(cast), forum=cast.home.forum, **given)


def _at(name: str, task: Task) -> str:
    return reverse(f"forums:{name}", args=(HOME.slug, task.forum_id, task.pk))


def test_a_task_rests_on_one_owner_and_is_due_after_it_is_given(cast: Cast) -> None:
    for words, more in (
        ("antingen en funktion eller", {"owner_words": "Gatukontoret"}),
        ("antingen en funktion eller", {"owner": None}),
        ("Skriv vad som ska göras", {"text": " "}),
        ("kan inte vara klar före", {"due": TODAY - WEEK}),
        ("inte till den här samverkan", {"owner": cast.neighbour.function("vera")}),
    ):
        with pytest.raises(Refused, match=words):
            _give(cast, **more)
    assert _give(cast, owner=None, owner_words="Gatukontoret").owned_by == "Gatukontoret"


def test_minutes_say_the_day_that_the_task_was_given_with_also_when_it_is_moved(cast: Cast) -> None:
    held, due = cast.home.held, TODAY + WEEK
    task = _give(cast, meeting=held, due=due)
    address = reverse("minutes_document:show", args=(HOME.slug, held.forum_id, held.pk))
    before = cast.client("pia").get(address).content.decode()
    operations.move_task(**_by(cast), task=task, due=due + WEEK, reason="Sjukdom.")
    assert numbers.day(due) in before
    assert cast.client("pia").get(address).content.decode().count(numbers.day(due + WEEK)) == 0


def test_an_open_task_comes_back_on_the_next_meeting_until_it_is_closed(cast: Cast) -> None:
    held, coming = cast.home.held, cast.home.meeting
    task = _give(cast, meeting=held)
    assert task.given_on == held.on
    assert task in open_tasks(cast.home.forum, coming.on)
    assert task not in open_tasks(cast.home.forum, held.on), "den gavs där och kommer inte tillbaka dit"
    client = cast.client("pia")
    page = client.get(reverse("forums:meeting", args=(HOME.slug, held.forum_id, coming.pk))).content.decode()
    assert "Kvar sedan tidigare" in page
    assert "Laga lamporna" in page
    operations.close_task(**_by(cast), task=task, outcome="De lyser.")
    assert task not in open_tasks(cast.home.forum, coming.on)


def test_whoever_holds_the_function_closes_the_task_and_others_do_not(cast: Cast) -> None:
    task = _give(cast)
    with pytest.raises(Denied, match="Den som innehar funktionen Funktion för fia"):
        operations.close_task(**_by(cast, "ana"), task=task, outcome="De lyser.")
    client = cast.client("fia")
    assert _at("close_task", task) in client.get(_at("task", task)).content.decode()
    assert (
        client.post(_at("close_task", task), {"outcome": "De lyser.", "on": "2026-01-15"}).status_code == 302
    )
    saved = Task.objects.get(pk=task.pk)
    assert (saved.state, saved.outcome, saved.closed_on) == ("done", "De lyser.", date(2026, 1, 15))
    with pytest.raises(Refused, match="redan stängd: klar"):
        operations.close_task(**_by(cast), task=task, outcome="De lyser.")
    with pytest.raises(Refused, match="redan stängd: klar"):
        operations.stop_task(**_by(cast), task=task, reason="Behövs inte.")


def test_what_is_told_and_moved_stands_with_the_task(cast: Cast) -> None:
    task = _give(cast, due=TODAY + WEEK)
    operations.tell_of_task(**_by(cast, "ana"), task=task, text="Lamporna är beställda.")
    with pytest.raises(Refused, match="varför dagen ändras"):
        operations.move_task(**_by(cast), task=task, due=TODAY + 2 * WEEK, reason=" ")
    operations.move_task(**_by(cast), task=task, due=TODAY + 2 * WEEK, reason="Leveransen dröjer.")
    page = cast.client("pia").get(_at("task", task)).content.decode()
    for words in (
        "Lamporna är beställda.",
        "Ny sista dag 29 januari 2026, förut 22 januari 2026. Leveransen dröjer.",
    ):
        assert words in page, words


def test_a_task_closed_too_early_is_opened_again(cast: Cast) -> None:
    task = cast.home.closed_task
    again = operations.reopen_task(**_by(cast), task=task, reason="Lokalen avbokades.")
    assert (again.state, again.closed_on, again.outcome) == ("open", None, "")
    with pytest.raises(Refused, match="redan öppen"):
        operations.reopen_task(**_by(cast), task=task, reason="Igen.")


def test_the_list_says_what_is_mine_and_what_is_late(cast: Cast) -> None:
    operations.give_task(
        by=cast.scope("saga"),
        at=AT,
        forum=cast.home.forum,
        text="Laga lamporna",
        owner=cast.home.function("fia"),
        given_on=date(2025, 12, 1),
        due=date(2025, 12, 31),
    )
    page = cast.client("fia").get(reverse("forums:tasks", args=(HOME.slug,)))
    assert [one.task.text for one in page.context["mine"]] == ["Laga lamporna"]
    # The page reads the real clock, by which the cast's own task may be late as well.
    assert "Laga lamporna" in {one.task.text for one in page.context["late"]}
    assert "Försenad" in page.content.decode()
    assert cast.client("ana").get(reverse("forums:tasks", args=(HOME.slug,))).context["mine"] == []


def test_the_holder_is_reminded_once_before_and_once_after_the_last_day(cast: Cast) -> None:
    task = _give(cast, due=TODAY + timedelta(days=20))

    def told() -> list[str]:
        mine = Message.objects.filter(key__startswith=f"task-{task.pk}:").order_by("pk")
        return [one.subject for one in mine]

    for days in (0, 12):
        remind_of_tasks(at=AT + timedelta(days=days))
        assert told() == []
    for days in (13, 14, 20):
        remind_of_tasks(at=AT + timedelta(days=days))
        assert told() == ["Snart dags: Laga lamporna"]
    for days in (21, 22, 60):
        remind_of_tasks(at=AT + timedelta(days=days))
        assert told() == ["Snart dags: Laga lamporna", "Försenad: Laga lamporna"]
    message = Message.objects.filter(key__startswith=f"task-{task.pk}:").latest("pk")
    assert (message.user.name, message.link) == ("Fia", _at("task", task))
    operations.close_task(by=cast.scope("saga"), at=AT + timedelta(days=61), task=task, outcome="De lyser.")
    remind_of_tasks(at=AT + timedelta(days=90))
    assert len(told()) == 2


@given(st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.integers(-400, 400))
def test_a_task_is_late_the_day_after_its_last(due: date, days: int) -> None:
    on = due + timedelta(days=days)
    assert (stage(due, on=on) is Stage.LATE) == (days > 0)
    assert (reminder(1, "Laga", "Styrgruppen", due, on=on) is None) == (days < -7)
    assert stage(None, on=on) is Stage.LATER


def test_the_open_tasks_of_a_group_that_ended_come_back_to_the_forum_that_set_it_up(cast: Cast) -> None:
    by = {"by": cast.scope("saga"), "at": AT}
    assignment = operations.set_up_group(
        **by,
        issuer=cast.home.forum,
        name="Torggruppen",
        content=operations.AssignmentContent("Ljus.", "Lugn."),
    )
    task = operations.give_task(**by, forum=assignment.forum, text="Måla bänkarna", owner_words="Parkenheten")
    meeting = cast.home.meeting
    assert task not in open_tasks(meeting.forum, meeting.on)
    operations.report_back(**by, assignment=assignment, on=AT.date(), outcome="Lugnt.", group_ends=True)
    assert task in open_tasks(meeting.forum, meeting.on)
    shown = agenda_of(meeting, on=AT.date())
    assert task in (*shown.loose_tasks, *(one for point in shown.points for one in point.tasks))
    page = cast.client("saga").get(reverse("forums:meeting", args=(HOME.slug, meeting.forum_id, meeting.pk)))
    assert "Måla bänkarna" in page.content.decode()


def test_a_group_whose_assignment_is_prolonged_keeps_its_members(cast: Cast) -> None:
    by = {"by": cast.scope("saga"), "at": AT}
    assignment = operations.set_up_group(
        **by,
        issuer=cast.home.forum,
        name="Torggruppen",
        content=operations.AssignmentContent("Ljus.", "Lugn.", until=date(2026, 3, 1)),
        members=[operations.GroupMember("Kommunpolis", cast.home.police), operations.GroupMember("Rektor")],
    )
    stays, leaves = Appointment.objects.filter(forum=assignment.forum).order_by("title")
    operations.end_appointment(**by, appointment=leaves, on=date(2026, 3, 1), reason="Bytte tjänst.")
    operations.change_assignment(
        **by,
        assignment=assignment,
        seen=0,
        content=operations.AssignmentContent("Ljus.", "Lugn.", until=date(2026, 12, 1)),
    )
    assert Appointment.objects.get(pk=stays.pk).until == date(2026, 12, 1)
    assert Appointment.objects.get(pk=leaves.pk).until == date(2026, 3, 1)


def test_approved_minutes_get_no_more_tasks_but_the_forum_does(cast: Cast) -> None:
    locked = cast.home.locked
    before = content_sha256(locked)
    address = reverse("forums:new_task_at", args=(HOME.slug, locked.forum_id, locked.pk))
    sent = {"text": "Måla bänkarna", "owner_words": "Parkenheten"}
    refused = cast.client("saga").post(address, sent)
    assert refused.status_code == 422
    assert "uppgiften skulle ändra det. Ge den på forumets sida" in refused.content.decode()
    page = cast.client("saga").get(reverse("forums:meeting", args=(HOME.slug, locked.forum_id, locked.pk)))
    assert address not in page.content.decode()
    beside = reverse("forums:new_task", args=(HOME.slug, locked.forum_id))
    assert cast.client("saga").post(beside, sent).status_code == 302
    assert content_sha256(locked) == before

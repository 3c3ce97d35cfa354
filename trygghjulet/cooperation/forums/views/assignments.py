"""The pages where a working group is set up with its assignment, the assignment is changed, and reported back."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.forms.assignments import AssignmentForm, GroupForm, ReportForm
from trygghjulet.cooperation.forums.models import Assignment, Forum
from trygghjulet.cooperation.forums.queries.organisation import (
    assignment_of,
    assignments_from,
    standing_of,
)
from trygghjulet.cooperation.forums.rules.assignments import WORDS, Days, length
from trygghjulet.cooperation.forums.views._common import find_forum, page
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.queries import functions_in, parties_in

#: The kinds that give assignments.
_ISSUERS = frozenset({"strategic", "steering", "preparatory", "council", "political", "board"})


def panel(here: Here, forum: Forum) -> dict[str, Any]:
    """What the forum's page shows of the assignment it has, and of those it has given."""
    own = assignment_of(here.scope, forum=forum)
    return {
        "assignment": own,
        "assignment_state": _state(own, here) if own else None,
        "assignment_length": _length(own) if own else "",
        "assignments_given": [
            (one, _state(one, here), _length(one)) for one in assignments_from(here.scope, forum=forum)
        ],
        "assignment_may_issue": forum.kind in _ISSUERS
        and not (forum.ended_on and forum.ended_on < here.today)
        and here.may(Permission.MANAGE),
    }


@cooperation_page
def new_group(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """Set up a working group under the forum, at once."""
    issuer = find_forum(here, forum_id)
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)
    known: dict[int, list[str]] = defaultdict(list)
    for function in functions_in(here.scope, cooperation=here.cooperation):
        known[function.party_id].append(function.title)
    form = GroupForm(
        request.POST or None,
        parties=parties_in(here.scope, cooperation=here.cooperation),
        known=known,
        may_plan=here.may(Permission.RECORD_MEETINGS, issuer.area_path),
    )
    made: list[Assignment] = []

    def act(given: Any) -> None:
        made.append(
            operations.set_up_group(
                by=here.scope,
                at=here.at,
                issuer=issuer,
                name=given["name"],
                content=form.content,
                members=form.members,
                led_by=given["led_by"],
                issued_on=here.today,
                first_meeting=given.get("first_meeting"),
            )
        )

    answer = page(
        request,
        here,
        issuer,
        form=form,
        act=act,
        done="Arbetsgruppen är tillsatt. Uppdragsdirektivet kan skrivas ut från gruppens sida.",
        title="Tillsätt en arbetsgrupp",
        lead=f"Gruppen får sitt uppdrag av {issuer.name} och återrapporterar dit.",
        submit="Tillsätt gruppen",
    )
    return redirect("forums:show", here.cooperation.slug, made[0].forum_id) if made else answer


@cooperation_page
def edit(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """Change the assignment of a group."""
    assignment = _assignment(here, forum_id)
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)
    form = AssignmentForm(request.POST or None, initial=AssignmentForm.initial_of(assignment))
    return page(
        request,
        here,
        assignment.forum,
        form=form,
        act=lambda given: operations.change_assignment(
            by=here.scope, at=here.at, assignment=assignment, content=form.content, seen=given["seen"]
        ),
        done="Uppdraget är ändrat.",
        title=f"Ändra uppdraget till {assignment.forum.name}",
        lead=f"Uppdraget gavs av {assignment.issued_by.name}.",
    )


@cooperation_page
def report_back(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """Take a group's report back."""
    assignment = _assignment(here, forum_id)
    here.scope.require(
        Permission.RECORD_MEETINGS,
        cooperation_id=here.cooperation.pk,
        area_path=assignment.forum.area_path,
    )
    form = ReportForm(request.POST or None, initial={"on": here.today}, may_end=here.may(Permission.MANAGE))
    return page(
        request,
        here,
        assignment.forum,
        form=form,
        act=lambda given: operations.report_back(by=here.scope, at=here.at, assignment=assignment, **given),
        done="Återrapporten är införd och uppdraget är avslutat.",
        title=f"Återrapport från {assignment.forum.name}",
        lead=f"Till {assignment.issued_by.name}. Uppdraget avslutas när återrapporten är införd.",
        submit="För in återrapporten",
    )


def _assignment(here: Here, forum_id: int) -> Assignment:
    found = assignment_of(here.scope, forum=find_forum(here, forum_id))
    if found is None:
        raise Http404
    return found


def _state(assignment: Assignment, here: Here) -> tuple[str, str]:
    """How it stands, as a badge's word and tone."""
    return WORDS[standing_of(assignment, on=here.today)]


def _length(assignment: Assignment) -> str:
    return length(Days(assignment.issued_on, assignment.until))

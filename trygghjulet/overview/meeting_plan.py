"""Accepting a proposed meeting plan: its meetings are planned in their forums, all or none."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.oversight.planning import operations as planning
from trygghjulet.oversight.planning.queries import proposals


@require_POST
@cooperation_page
def accept_plan(request: HttpRequest, here: Here, proposal_id: int) -> HttpResponse:
    """Plan the meetings of a proposal and mark it accepted."""
    proposal = get_object_or_404(proposals(here.scope, cooperation=here.cooperation), pk=proposal_id)
    here.scope.require(Permission.RECORD_MEETINGS, cooperation_id=here.cooperation.pk)
    try:
        with transaction.atomic():
            planned = {
                one.pk: forums.plan_meeting(
                    by=here.scope,
                    at=here.at,
                    forum=one.forum,
                    planned_on=one.on,
                    full_day=one.full_day,
                    convened_by=one.convened_by,
                )
                for one in proposal.meetings.select_related("forum", "convened_by")
                if one.forum is not None and proposal.accepted_on is None
            }
            planning.accept(by=here.scope, at=here.at, proposal=proposal, planned=planned)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{len(planned)} möten är planerade.")
    return redirect("planning:proposal", here.cooperation.slug, proposal.pk)

"""The pages of what each party is to bring to a round."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.parties.queries import parties_in
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.ui.badges import Badge
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.foundation.ui.tables import Column, Link, Table
from trygghjulet.steps.scanning import operations
from trygghjulet.steps.scanning.forms.expected import ContributionForm, NoteForm
from trygghjulet.steps.scanning.queries.expected import Awaited, awaited, contributions, lacking
from trygghjulet.steps.scanning.queries.material import sources
from trygghjulet.steps.scanning.rules.expected import Standing

_TONES = {
    Standing.CAME: "good",
    Standing.CAME_LATE: "good",
    Standing.PARTLY: "warning",
    Standing.WAITS: "info",
    Standing.AWAITED: "neutral",
    Standing.LATE: "bad",
    Standing.LEFT_OUT: "neutral",
}
#: The material is asked for this long before the round's picture is made, counted from the period's end.
_TO_GATHER = timedelta(days=45)


def panel(here: Here, round: Round) -> dict[str, Any]:
    """What is to come to a round, for its first page."""
    rows = awaited(here.scope, round=round, on=here.today)
    return {
        "expected": _table(here, round, rows),
        "expected_any": bool(rows),
        "expected_lacking": lacking(rows),
        "may_expect": here.may(Permission.START_ROUND, round.area.path),
    }


@round_page
def expect(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Say what a party is to bring."""
    here.scope.require(Permission.START_ROUND, cooperation_id=here.cooperation.pk, area_path=round.area.path)
    return form_page(
        request,
        form=ContributionForm(
            request.POST or None,
            parties=parties_in(here.scope, cooperation=here.cooperation),
            sources=sources(here.scope, cooperation=here.cooperation),
            initial={"due": max(round.last_day, here.today) + _TO_GATHER},
        ),
        act=lambda given: operations.expect(by=here.scope, at=here.at, round=round, **given),
        done="Det står nu vad som ska komma.",
        back=_back(here, round),
        template="scanning/form.html",
        context={
            "here": here,
            "title": "Vad ska komma?",
            "lead": "Skriv vem som ska bidra med vad till varvet, så syns det vad som saknas.",
        },
    )


@require_POST
@round_page
def expect_as_before(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Expect the same as last time, or a file from each source."""
    try:
        made = operations.expect_as_before(
            by=here.scope, at=here.at, round=round, due=max(round.last_day, here.today) + _TO_GATHER
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{len(made)} bidrag väntas till varvet.")
    return redirect(_back(here, round))


@round_page
def note_contribution(request: HttpRequest, here: Here, round: Round, contribution_id: int) -> HttpResponse:
    """Note that something has come, or why it does not."""
    contribution = get_object_or_404(contributions(here.scope, round=round), pk=contribution_id)
    mine = any(
        m.cooperation_id == here.cooperation.pk
        and m.party_id == contribution.party_id
        and Permission.DELIVER in m.role.permissions
        for m in here.scope.memberships
    )
    if not mine:
        here.scope.require(
            Permission.START_ROUND, cooperation_id=here.cooperation.pk, area_path=round.area.path
        )
    return form_page(
        request,
        form=NoteForm(
            request.POST or None,
            initial={"came_on": contribution.came_on, "left_out_because": contribution.left_out_because},
        ),
        act=lambda given: operations.note_contribution(
            by=here.scope, at=here.at, contribution=contribution, **given
        ),
        done="Det är antecknat.",
        back=_back(here, round),
        template="scanning/form.html",
        context={"here": here, "title": f"{contribution.what}", "lead": f"Från {contribution.party}."},
    )


@require_POST
@round_page
def stop_expecting(request: HttpRequest, here: Here, round: Round, contribution_id: int) -> HttpResponse:
    """Take away something that was said to come."""
    contribution = get_object_or_404(contributions(here.scope, round=round), pk=contribution_id)
    operations.stop_expecting(by=here.scope, at=here.at, contribution=contribution)
    messages.success(request, "Det väntas inte längre.")
    return redirect(_back(here, round))


def _table(here: Here, round: Round, rows: list[Awaited]) -> Table:
    return Table(
        "Vad som ska komma till varvet",
        (Column("Vad"), Column("Från"), Column("Läge"), Column("Mer"), Column("")),
        [
            (
                row.contribution.what,
                row.contribution.party.name,
                Badge(row.standing.words, _TONES[row.standing]),
                row.words,
                Link(
                    "Anteckna",
                    reverse(
                        "scanning:note_contribution",
                        args=(here.cooperation.slug, round.pk, row.contribution.pk),
                    ),
                    about=f"om {row.contribution.what} från {row.contribution.party}",
                ),
            )
            for row in rows
        ],
        empty="Det står inte än vad parterna ska bidra med.",
    )


def _back(here: Here, round: Round) -> str:
    return reverse("scanning:round", args=(here.cooperation.slug, round.pk))

"""The step's own page, and the pages where what was chosen is changed."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from trygghjulet.cooperation.agreements.models import AgreedProblem, Agreement
from trygghjulet.cooperation.agreements.queries import agreed_problems
from trygghjulet.cooperation.governance.queries import documents
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.ui.live import unchanged
from trygghjulet.steps.picture.queries import findings, findings_told
from trygghjulet.steps.priorities import operations
from trygghjulet.steps.priorities.forms.choosing import (
    DecideForm,
    DropForm,
    GroundForm,
    OrderForm,
    PriorityForm,
)
from trygghjulet.steps.priorities.models import Candidate, PriorityArea
from trygghjulet.steps.priorities.queries import (
    as_of,
    asked_of,
    candidates,
    changes,
    city_wide_priorities,
    dropped,
    grounds,
    mark,
    may_score,
    priorities,
    sheets,
    stage,
)
from trygghjulet.steps.priorities.rules.stages import SENTENCES, WORDS, Stage
from trygghjulet.steps.priorities.views._common import (
    address,
    changing_choices,
    context_of,
    deciding_choices,
    done_at_once,
    find_priority,
    page,
    require,
)


@round_page
def show(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Where the round's choice stands, what was put up, what was chosen and what was not."""
    marked = mark(round, today=here.today)
    if same := unchanged(request, marked):
        return same
    put_up = candidates(here.scope, round=round)
    now = stage(round, today=here.today)
    every_sheet = sheets(here.scope, round=round)
    decided = changes(here.scope, round=round)
    found = findings(here.scope, round=round)
    resting = {ground.finding_id for one in put_up for ground in one.grounds.all()}
    chosen = list(priorities(here.scope, round=round))
    resting |= {ground.finding_id for one in chosen for ground in one.grounds.all()}
    context = context_of(
        here,
        round,
        mark=marked,
        stage=now.value,
        stages=_stages(now),
        sentence=SENTENCES[now],
        sheets=every_sheet,
        own_sheets=[one for one in every_sheet if may_score(here.scope, sheet=one)],
        priorities=chosen,
        candidates=put_up,
        open_candidates=[one for one in put_up if not one.outcome],
        not_chosen=[one for one in put_up if one.outcome == Candidate.Outcome.NOT_CHOSEN],
        dropped=[
            one
            for one in dropped(here.scope, round=round)
            if one.pk not in {other.priority_id for other in put_up}
        ],
        decided=decided[0] if decided else None,
        later=decided[1:],
        asked=asked_of(here.scope, round=round),
        findings=[one for one in found if one.pk not in resting],
        told=findings_told(here.scope, cooperation=here.cooperation),
        problems=_not_put_up(here, round, put_up, chosen),
        may_write=here.may(Permission.PRIORITISE, round.area.path),
    )
    return render(request, "priorities/show.html", context)


def _stages(now: Stage) -> list[tuple[str, str]]:
    """The stages with how each is marked: done, the present one, or to come."""
    every = list(Stage)
    return [
        (
            f"{number}. {WORDS[one]}{', nu' if one is now else ', klart' if number <= every.index(now) else ''}",
            "info" if one is now else "good" if number <= every.index(now) else "neutral",
        )
        for number, one in enumerate(every, 1)
    ]


def _not_put_up(
    here: Here, round: Round, put_up: list[Candidate], chosen: list[PriorityArea]
) -> list[AgreedProblem]:
    """What the agreements of the round's area point out and nothing is put up or chosen from; not of those past."""
    used = {one.agreed_problem_id for one in put_up} | {one.agreed_problem_id for one in chosen}
    known = agreed_problems(here.scope, cooperation=here.cooperation).select_related("agreement__area")
    return [one for one in known if one.pk not in used and _concerns(one.agreement, round, here.today)]


def _concerns(agreement: Agreement, round: Round, today: date) -> bool:
    ended = agreement.valid_until is not None and agreement.valid_until < today
    return not ended and (agreement.area is None or round.area.path.startswith(agreement.area.path))


@round_page
def new(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Choose a problem area without weighing it in the matrix."""
    require(here, round)
    form = _priority_form(request, here, round)
    return page(
        request,
        here,
        round,
        form=form,
        act=lambda given: operations.choose(
            by=here.scope,
            at=here.at,
            round=round,
            title=given["title"],
            goal=given["goal"],
            agreed_problem=given["agreed_problem"],
            owner=given["owner"],
            part_of=given.get("part_of"),
            ruling=form.ruling,
        ),
        done="Problemområdet är prioriterat. Ange nu skälen.",
        title="Prioritera ett problemområde",
        lead="Välj något som ni kan påverka tillsammans.",
    )


@round_page
def edit(request: HttpRequest, here: Here, round: Round, priority_id: int) -> HttpResponse:
    """Change a priority's wording, owner and ties."""
    require(here, round)
    priority = find_priority(here, round, priority_id)
    form = _priority_form(request, here, round, priority)
    return page(
        request,
        here,
        round,
        form=form,
        act=lambda given: operations.change(
            by=here.scope,
            at=here.at,
            priority=priority,
            seen=given["seen"],
            title=given["title"],
            goal=given["goal"],
            agreed_problem=given["agreed_problem"],
            owner=given["owner"],
            part_of=given.get("part_of"),
            ruling=form.ruling,
        ),
        done="Ändringen är sparad.",
        title="Ändra problemområdet",
        lead="Det som stod förut finns kvar i loggen.",
        saved_now=_saved_now(request, priority),
    )


def _priority_form(
    request: HttpRequest, here: Here, round: Round, priority: PriorityArea | None = None
) -> PriorityForm:
    return PriorityForm(
        request.POST or None,
        initial={
            "title": priority.title,
            "goal": priority.goal,
            "agreed_problem": priority.agreed_problem,
            "owner": priority.owner,
            "part_of": priority.part_of,
            "seen": priority.revision,
        }
        if priority
        else None,
        problems=agreed_problems(here.scope, cooperation=here.cooperation),
        city_wide=city_wide_priorities(here.scope, round=round),
        **changing_choices(here, round),
    )


def _saved_now(request: HttpRequest, priority: PriorityArea) -> str:
    """What is saved now, shown beside what a writer sent when somebody else was quicker."""
    if request.method != "POST" or request.POST.get("seen") == str(priority.revision):
        return ""
    return f"{priority.title}\n\n{priority.goal}"


@round_page
def ground(request: HttpRequest, here: Here, round: Round, priority_id: int) -> HttpResponse:
    """Record a ground for a priority."""
    require(here, round)
    priority = find_priority(here, round, priority_id)
    return page(
        request,
        here,
        round,
        form=GroundForm(
            request.POST or None,
            findings=findings(here.scope, round=round),
            told=findings_told(here.scope, cooperation=here.cooperation),
            documents=documents(here.scope, cooperation=here.cooperation),
        ),
        act=lambda given: operations.add_ground(
            by=here.scope,
            at=here.at,
            priority=priority,
            reason=given["reason"],
            finding=given["finding"],
            document=given.get("document"),
        ),
        done="Skälet är sparat.",
        title=f"Skäl för: {priority.title}",
        lead="Knyt skälet till det i lägesbilden som det vilar på, så att tråden håller.",
    )


@require_POST
@round_page
def remove_ground(request: HttpRequest, here: Here, round: Round, ground_id: int) -> HttpResponse:
    """Take a ground back."""
    mine = get_object_or_404(grounds(here.scope, round=round), pk=ground_id)
    return done_at_once(
        request,
        lambda: operations.remove_ground(by=here.scope, at=here.at, ground=mine),
        done="Skälet är borttaget. Det finns kvar i loggen.",
        back=address("show", here, round),
    )


@round_page
def drop(request: HttpRequest, here: Here, round: Round, priority_id: int) -> HttpResponse:
    """Take a priority off the list."""
    require(here, round)
    priority = find_priority(here, round, priority_id)
    form = DropForm(
        request.POST or None, initial={"seen": priority.revision}, **changing_choices(here, round)
    )
    return page(
        request,
        here,
        round,
        form=form,
        act=lambda given: operations.drop(
            by=here.scope,
            at=here.at,
            priority=priority,
            seen=given["seen"],
            reason=form.said,
            ruling=form.ruling,
        ),
        done="Problemområdet är struket. Det står kvar med sitt skäl.",
        title=f"Stryk: {priority.title}",
        lead="Orsaker och åtgärder som hör till finns kvar. Bestäm vad som ska hända med dem.",
        submit="Stryk",
        saved_now=_saved_now(request, priority),
    )


@round_page
def reorder(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Put the priorities in another order."""
    require(here, round)
    form = OrderForm(
        request.POST or None,
        priorities=list(priorities(here.scope, round=round)),
        **changing_choices(here, round),
    )
    return page(
        request,
        here,
        round,
        form=form,
        act=lambda _: operations.reorder(
            by=here.scope,
            at=here.at,
            round=round,
            seen=form.seen_order,
            order=form.order,
            ruling=form.ruling,
        ),
        done="Ordningen är ändrad.",
        title="Ändra ordningen",
        lead="Ge varje problemområde sin plats. Ettan är det viktigaste.",
    )


@round_page
def decide(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Enter the forum's decision on the priorities."""
    require(here, round)
    form = DecideForm(request.POST or None, **deciding_choices(here, round))
    return page(
        request,
        here,
        round,
        form=form,
        act=lambda given: operations.decide(
            by=here.scope, at=here.at, round=round, reason=given["reason"], **form.decided
        ),
        done="Beslutet är infört. Ändringar kräver nu skäl och ett nytt beslut.",
        title="För in beslutet om prioriteringarna",
        lead="Prioriteringarna sätts av det forum som överenskommelsen pekar ut.",
        submit="För in beslutet",
    )


@round_page
def history(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """The decision, every change since, and the list as it stood on any day."""
    decided = changes(here.scope, round=round)
    asked = request.GET.get("dag", "")
    day, wrong = here.today, ""
    if asked:
        try:
            day = date.fromisoformat(asked)
        except ValueError:
            wrong = f"”{asked}” är inget datum. Skriv år-månad-dag, till exempel 2026-03-01."
    return render(
        request,
        "priorities/history.html",
        context_of(here, round, changes=decided, day=day, wrong=wrong, then=as_of(decided, day)),
    )

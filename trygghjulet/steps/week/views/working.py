"""Focus and measures: chosen at the meeting, followed from a phone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.geography.models import Place
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.parties.models import Function
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.steps.scanning.rules.categories import tree as categories
from trygghjulet.steps.week import operations
from trygghjulet.steps.week.forms import FocusForm, MeasureForm, OutcomeForm, StateForm
from trygghjulet.steps.week.models import WeekMeasure, WeekPicture
from trygghjulet.steps.week.operations.working import FocusContent, MeasureContent
from trygghjulet.steps.week.queries import focus_of
from trygghjulet.steps.week.rules.state import VERBS, WORDS, State
from trygghjulet.steps.week.views._common import (
    FORM,
    act,
    back_to,
    context_of,
    focus_in,
    measure_in,
    picture_in,
    require,
)


@round_page
def add_focus(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Choose something that the coming week is directed at."""
    require(here, round, Permission.PRIORITISE)
    picture = picture_in(here, round)
    return form_page(
        request,
        form=FocusForm(
            request.POST or None,
            initial={name: request.GET.get(name, "") for name in ("place", "category")},
            places=Place.objects.filter(root=here.cooperation.area, closed_on__isnull=True),
            areas=tree(here.cooperation.area),
            categories=[(code, category.title) for code, category in categories().items()],
        ),
        act=lambda given: operations.add_focus(
            by=here.scope, at=here.at, picture=picture, content=FocusContent(**given)
        ),
        done="Fokus är valt. Lägg till en insats.",
        back=back_to(here, round, "fokus-och-insatser"),
        template=FORM,
        context=context_of(
            here,
            round,
            title="Nytt fokus",
            lead="En plats, en typ eller ett område som ni lägger kraften på till nästa möte.",
            submit="Välj fokus",
        ),
    )


@require_POST
@round_page
def move_focus(request: HttpRequest, here: Here, round: Round, focus_id: int) -> HttpResponse:
    """Move a focus up or down."""
    focus = focus_in(picture_in(here, round), focus_id)
    up = request.POST.get("vart") != "ned"
    return act(
        request,
        lambda: operations.move_focus(by=here.scope, at=here.at, focus=focus, up=up),
        done="Ordningen är ändrad.",
        back=back_to(here, round, "fokus-och-insatser"),
    )


@require_POST
@round_page
def remove_focus(request: HttpRequest, here: Here, round: Round, focus_id: int) -> HttpResponse:
    """Take a focus out of the draft."""
    focus = focus_in(picture_in(here, round), focus_id)
    return act(
        request,
        lambda: operations.remove_focus(by=here.scope, at=here.at, focus=focus),
        done="Fokuset är borttaget. Insatserna står kvar.",
        back=back_to(here, round, "fokus-och-insatser"),
    )


@round_page
def close_focus(request: HttpRequest, here: Here, round: Round, focus_id: int) -> HttpResponse:
    """Say what came of a focus of the week before."""
    require(here, round, Permission.FOLLOW_UP)
    focus = focus_in(picture_in(here, round), focus_id, earlier=True)
    return form_page(
        request,
        form=OutcomeForm(
            request.POST or None, initial={"outcome": focus.outcome, "words": focus.outcome_words}
        ),
        act=lambda given: operations.close_focus(by=here.scope, at=here.at, focus=focus, **given),
        done="Det är infört.",
        back=back_to(here, round, "forra-gangen"),
        template=FORM,
        context=context_of(here, round, title=focus.title, lead="Förra mötets fokus. Vad blev det av det?"),
    )


@round_page
def add_measure(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Agree on a measure."""
    require(here, round, Permission.PLAN)
    picture = picture_in(here, round)
    form = _measure_form(
        request,
        picture,
        {
            "due": max(picture.meeting_on, here.today) + timedelta(days=picture.setting.days),
            "focus": request.GET.get("fokus", ""),
        },
    )
    return form_page(
        request,
        form=form,
        act=lambda given: operations.add_measure(
            by=here.scope, at=here.at, picture=picture, content=_measure(given)
        ),
        done="Insatsen är införd.",
        back=back_to(here, round, "fokus-och-insatser"),
        template=FORM,
        context=context_of(
            here, round, title="Ny insats", lead="Något som blir gjort före nästa möte.", submit="För in"
        ),
    )


@round_page
def change_measure(request: HttpRequest, here: Here, round: Round, measure_id: int) -> HttpResponse:
    """Change what the draft says of a measure."""
    require(here, round, Permission.PLAN)
    picture = picture_in(here, round)
    measure = measure_in(picture, measure_id)
    overtaken = request.method == "POST" and request.POST.get("seen") != str(measure.revision)
    initial = {name: getattr(measure, name) for name in ("title", "where", "due", "first_step")}
    form = _measure_form(
        request,
        picture,
        {**initial, "done_by": measure.done_by_id, "focus": measure.focus_id, "seen": measure.revision},
    )
    return form_page(
        request,
        form=form,
        act=lambda given: operations.change_measure(
            by=here.scope, at=here.at, measure=measure, seen=given["seen"], content=_measure(given)
        ),
        done="Insatsen är ändrad.",
        back=back_to(here, round, "fokus-och-insatser"),
        template=FORM,
        context=context_of(
            here,
            round,
            title="Ändra insatsen",
            lead="",
            saved_now=_saved(measure) if overtaken else "",
        ),
    )


@require_POST
@round_page
def remove_measure(request: HttpRequest, here: Here, round: Round, measure_id: int) -> HttpResponse:
    """Take a measure out of the draft."""
    measure = measure_in(picture_in(here, round), measure_id)
    return act(
        request,
        lambda: operations.remove_measure(by=here.scope, at=here.at, measure=measure),
        done="Insatsen är borttagen.",
        back=back_to(here, round, "fokus-och-insatser"),
    )


@round_page
def move_measure(request: HttpRequest, here: Here, round: Round, measure_id: int, to: str) -> HttpResponse:
    """Say how far a measure has come: a tap where a button says enough, a few words where it does not."""
    require(here, round, Permission.FOLLOW_UP)
    if to not in frozenset(State):
        raise Http404
    measure = measure_in(picture_in(here, round), measure_id)
    return form_page(
        request,
        form=StateForm(request.POST if request.method == "POST" else None),
        act=lambda given: operations.move_measure(
            by=here.scope, at=here.at, measure=measure, to=to, words=given["words"]
        ),
        done=f"Insatsen är {WORDS[State(to)].lower()}.",
        back=back_to(here, round, "insats-" + str(measure.pk)),
        template=FORM,
        context=context_of(
            here,
            round,
            title=f"{VERBS[State(to)]}: {measure.title}",
            lead="Skriv varför, så att nästa möte vet." if to == State.STOPPED else "",
            submit=VERBS[State(to)],
        ),
    )


def _measure_form(request: HttpRequest, picture: WeekPicture, initial: dict[str, Any]) -> MeasureForm:
    functions = Function.objects.filter(cooperation_id=picture.round.cooperation_id).select_related("party")
    return MeasureForm(request.POST or None, initial=initial, functions=functions, focus=focus_of(picture))


def _measure(given: Any) -> MeasureContent:
    return MeasureContent(**{name: value for name, value in given.items() if name != "seen"})


def _saved(measure: WeekMeasure) -> str:
    return f"{measure.title}. {measure.where}. {measure.done_by}, senast {measure.due}. {measure.first_step}"

"""Pages for the way of a case: ready, sent, taken back, decided or taken away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.oversight.cases import operations
from trygghjulet.oversight.cases.forms import DayForm, DecisionForm, ReasonForm
from trygghjulet.oversight.cases.queries import awaited_in, lacks_of
from trygghjulet.oversight.cases.rules import kinds
from trygghjulet.oversight.cases.views._common import case_form, writable


@cooperation_page
def ready(request: HttpRequest, here: Here, case_id: int) -> HttpResponse:
    """Mark a case as ready, when nothing is missing in it."""
    case = writable(here, case_id)
    return case_form(
        request,
        here,
        case,
        form=DayForm(request.POST or None, initial={"day": case.drawn_up_on or here.today}),
        act=lambda given: operations.mark_ready(
            by=here.scope, at=here.at, case=case, drawn_up_on=given["day"]
        ),
        done="Ärendet är klart. Hämta det som Word eller PDF och ange när det är skickat.",
        title="Markera som klart",
        lead="Dagen blir den då ärendet utfärdades. Sedan ändras det inte utan att tas tillbaka till utkast.",
        submit="Markera som klart",
        lacks=lacks_of(case),
    )


@cooperation_page
def sent(request: HttpRequest, here: Here, case_id: int) -> HttpResponse:
    """Say when a case was sent to those who decide."""
    case = writable(here, case_id)
    return case_form(
        request,
        here,
        case,
        form=DayForm(request.POST or None, initial={"day": here.today}),
        act=lambda given: operations.mark_sent(by=here.scope, at=here.at, case=case, sent_on=given["day"]),
        done="Ärendet är skickat. För in beslutet när det är känt.",
        title="Ange när ärendet skickades",
        lead=f"Till: {case.decided_by}.",
    )


@cooperation_page
def take_back(request: HttpRequest, here: Here, case_id: int) -> HttpResponse:
    """Make a case a draft again."""
    case = writable(here, case_id)
    return case_form(
        request,
        here,
        case,
        form=ReasonForm(request.POST or None),
        act=lambda given: operations.take_back(by=here.scope, at=here.at, case=case, **given),
        done="Ärendet är ett utkast igen.",
        title="Ta tillbaka till utkast",
        lead="Skälet står i loggen.",
        submit="Ta tillbaka",
    )


@cooperation_page
def decide(request: HttpRequest, here: Here, case_id: int) -> HttpResponse:
    """Enter what the body whose turn it is came to."""
    case = writable(here, case_id)
    awaited = awaited_in(case)
    decider = awaited[0] if awaited else None
    who = kinds.decider_called(decider, case.committee) if decider else case.decided_by
    return case_form(
        request,
        here,
        case,
        form=DecisionForm(request.POST or None, initial={"decided_on": here.today}),
        act=lambda given: operations.enter_decision(
            by=here.scope,
            at=here.at,
            case=case,
            decided=operations.Decided(decider=decider.value if decider else "", **given),
        ),
        done="Beslutet är infört.",
        title=f"För in beslutet: {who}",
        lead="Skriv av protokollet. Det som inte är känt ännu lämnas tills det är det.",
    )


@cooperation_page
def remove(request: HttpRequest, here: Here, case_id: int) -> HttpResponse:
    """Take away a draft."""
    case = writable(here, case_id)
    return form_page(
        request,
        form=ReasonForm(request.POST or None),
        act=lambda given: operations.remove(by=here.scope, at=here.at, case=case, **given),
        done="Ärendet är borttaget. Loggen minns att det fanns.",
        back=reverse("cases:index", args=(here.cooperation.slug,)),
        template="cases/form.html",
        context={
            "here": here,
            "title": f"Ta bort {case.title}",
            "lead": "Bara ett utkast som inget organ har behandlat kan tas bort.",
            "submit": "Ta bort ärendet",
        },
    )

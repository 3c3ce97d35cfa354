"""The pages of consultations: what citizens chose, and what was taken up."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from trygghjulet.documents.numbers import number, percent
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.badges import Badge
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.foundation.ui.tables import Column, Table
from trygghjulet.steps.dialogues import operations
from trygghjulet.steps.dialogues.forms import ChooseForm, ConsultationForm
from trygghjulet.steps.dialogues.models import Consultation, Option
from trygghjulet.steps.dialogues.queries import consultations, outcome
from trygghjulet.steps.dialogues.views._common import FORM, index_address, widest


@cooperation_page
def new_consultation(request: HttpRequest, here: Here) -> HttpResponse:
    """Enter what citizens chose among."""
    here.scope.require(Permission.HOLD_DIALOGUES, cooperation_id=here.cooperation.pk, area_path=widest(here))
    form = ConsultationForm(request.POST or None, areas=tree(here.cooperation.area))
    return form_page(
        request,
        form=form,
        act=lambda given: operations.consult(
            by=here.scope,
            at=here.at,
            cooperation=here.cooperation,
            asked=form.as_asked,
            options=given["options"],
        ),
        done="Samrådet är infört.",
        back=index_address(here),
        template=FORM,
        context={
            "here": here,
            "title": "För in ett samråd",
            "lead": "En fråga till dem som bor eller verkar i området, med alternativ att välja bland.",
        },
        leads_to=lambda made: reverse("dialogues:consultation", args=(here.cooperation.slug, made.pk)),
    )


@cooperation_page
def consultation(request: HttpRequest, here: Here, consultation_id: int) -> HttpResponse:
    """What citizens chose, with what can be said of it."""
    found = _consultation(here, consultation_id)
    told = outcome(found)
    leads = next((row for row in told if row.leads), None)
    table = Table(
        "Vad som valdes",
        (
            Column("Alternativ"),
            Column("Svar", "number"),
            Column("Andel"),
            Column("95 % intervall"),
            Column(""),
        ),
        [
            (
                row.option.text,
                row.option.votes,
                percent(row.share.share) if row.share.share is not None else "För få svar",
                f"{percent(row.share.low)}–{percent(row.share.high)}"
                if row.share.low is not None and row.share.high is not None
                else "",
                Badge("Togs upp", "good") if row.option.chosen else None,
            )
            for row in told
        ],
    )
    context = {
        "here": here,
        "consultation": found,
        "table": table,
        "leads": leads,
        "may_enter": here.may(Permission.HOLD_DIALOGUES, found.area.path),
        "answered": percent(found.answers / found.asked) if found.asked else "",
        "answers": number(found.answers),
    }
    return render(request, "dialogues/consultation.html", context)


@cooperation_page
def choose(request: HttpRequest, here: Here, consultation_id: int) -> HttpResponse:
    """Tell what was taken up, and why."""
    found = _consultation(here, consultation_id)
    here.scope.require(
        Permission.HOLD_DIALOGUES, cooperation_id=here.cooperation.pk, area_path=found.area.path
    )
    options = Option.objects.filter(consultation=found)
    form = ChooseForm(
        request.POST or None,
        options=options,
        initial={
            "chosen": options.filter(chosen=True),
            "because": found.chosen_because,
            "seen": found.revision,
        },
    )
    return form_page(
        request,
        form=form,
        act=lambda given: operations.choose(
            by=here.scope,
            at=here.at,
            consultation=found,
            seen=given["seen"],
            chosen=[option.pk for option in given["chosen"]],
            because=given["because"],
        ),
        done="Valet är sparat.",
        back=reverse("dialogues:consultation", args=(here.cooperation.slug, found.pk)),
        template=FORM,
        context={
            "here": here,
            "title": "Vad tog ni fasta på?",
            "lead": "Svaren ger råd. Ni bestämmer, och berättar varför.",
        },
    )


def _consultation(here: Here, consultation_id: int) -> Consultation:
    return get_object_or_404(consultations(here.scope, cooperation=here.cooperation), pk=consultation_id)

"""The gallery of every component, for those who build pages, and the page about accessibility."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trygghjulet.documents import tree
from trygghjulet.foundation.ui.badges import SHAPES, Badge
from trygghjulet.foundation.ui.forms import SampleForm
from trygghjulet.foundation.ui.tables import Column, Link, Table
from trygghjulet.foundation.ui.wheel import STEPS, StepState


@dataclass(frozen=True)
class _Cooperation:
    name: str = "Trygg i Exempelstad"
    slug: str = "exempelstad"


@dataclass(frozen=True)
class _Here:
    cooperation: _Cooperation = _Cooperation()


@dataclass(frozen=True)
class _Round:
    pk: int = 1

    def __str__(self) -> str:
        return "Centrum 2025"


TABLE = Table(
    caption="Åtgärder i Centrum 2025",
    columns=(
        Column("Åtgärd"),
        Column("Läge"),
        Column("Börjar", "date"),
        Column("Anmälda brott", "number"),
        Column("Trygga ute", "share"),
    ),
    rows=(
        (Link("Bättre belysning", "#tabell"), Badge("Pågår", "good"), date(2025, 4, 3), 1204, 0.62),
        (
            Link("Gemensamma kvällspass", "#tabell"),
            Badge("Försenad", "warning"),
            date(2025, 5, 12),
            87,
            0.548,
        ),
        (Link("Cykelparkering med lås", "#tabell"), Badge("Inte gjord", "bad"), None, 312, None),
    ),
)

REPORTED = tree.Table(
    caption="Anmälda brott per månad",
    columns=(tree.Column("Månad"), tree.Column("Antal", tree.ColumnKind.COUNT)),
    rows=tuple(
        tree.Row((month, count))
        for month, count in (("januari", 61), ("februari", 48), ("mars", 57), ("april", 72), ("maj", 90))
    ),
    source="Polisens anmälda brott",
    period="1 januari–31 maj 2025",
)
DOCUMENT = (
    tree.Paragraph("En rapport ser likadan ut här som på papper."),
    tree.KeyFigures((tree.KeyFigure("Anmälda brott", tree.Count(328), "januari–maj 2025"),)),
    tree.Chart(
        caption="Fler anmälda brott när det blir varmare",
        alt="Stapeldiagram: antalet anmälda brott stiger från 48 i februari till 90 i maj.",
        kind=tree.ChartKind.BAR,
        table=REPORTED,
        series=(1,),
    ),
)


@login_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component on one page. A sent form is checked, so that its errors show, and then forgotten."""
    form = SampleForm(request.POST, request.FILES) if request.method == "POST" else SampleForm()
    context = {
        "here": _Here(),
        "round": _Round(),
        "step": "priorities",
        "form": form,
        "table": TABLE,
        "document": DOCUMENT,
        "empty_table": Table("Kommande möten", (Column("Forum"),), (), empty="Inga möten är bokade."),
        "tones": tuple(SHAPES),
        "states": {
            "scanning": StepState("Klar", "good"),
            "picture": StepState("En sak kvar", "warning"),
            **{step.key: StepState("Inte börjad") for step in STEPS[2:]},
        },
        "first": date(2025, 4, 3),
        "last": date(2025, 5, 5),
    }
    return render(request, "ui/gallery.html", context, status=422 if form.errors else 200)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How the pages are meant to work for everybody, and whom to tell when they do not."""
    return render(request, "ui/accessibility.html")

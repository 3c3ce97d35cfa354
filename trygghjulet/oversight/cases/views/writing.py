"""Pages to write in a case: its parts, proposals and appendices."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.oversight.cases import operations
from trygghjulet.oversight.cases.forms import AppendixForm, ProposalForm, SeenForm, TextForm
from trygghjulet.oversight.cases.models import Case, CaseAppendix, CasePart, CaseProposal
from trygghjulet.oversight.cases.rules.kinds import ADDRESSED, Body
from trygghjulet.oversight.cases.views._common import address, case_form, writable


def _part(here: Here, case_id: int, part_id: int) -> tuple[Case, CasePart]:
    case = writable(here, case_id)
    return case, get_object_or_404(
        CasePart.objects.select_related("case__cooperation"), case=case, pk=part_id
    )


@cooperation_page
def edit_part(request: HttpRequest, here: Here, case_id: int, part_id: int) -> HttpResponse:
    """Write in a part, with the latest draft beside."""
    case, part = _part(here, case_id, part_id)
    overtaken = request.method == "POST" and request.POST.get("seen") != str(part.revision)
    return case_form(
        request,
        here,
        case,
        form=TextForm(request.POST or None, initial={"text": part.text, "seen": part.revision}),
        act=lambda given: operations.write_part(by=here.scope, at=here.at, part=part, **given),
        done=f"{part.heading} är sparad.",
        title=part.heading,
        lead="Det du skriver står kvar. Nya utkast visas ovanför och ersätter det aldrig.",
        anchor=part.key,
        saved_now=part.text if overtaken else "",
        part=part,
        differs=part.draft != part.text,
    )


@require_POST
@cooperation_page
def redraft(request: HttpRequest, here: Here, case_id: int, part_id: int) -> HttpResponse:
    """Make a new draft of a part from what the house holds now."""
    case, part = _part(here, case_id, part_id)
    try:
        made = operations.redraft_part(by=here.scope, at=here.at, part=part)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(address(case, part.key))
    if made.draft == part.draft:
        messages.success(request, f"{part.heading}: inget har ändrats i underlaget sedan förra utkastet.")
        return redirect(address(case, part.key))
    if made.offered:
        messages.success(
            request, "Ett nytt utkast är gjort. Det du har skrivit står kvar; utkastet visas ovanför."
        )
        return redirect("cases:edit_part", here.cooperation.slug, case.pk, part.pk)
    messages.success(request, f"{part.heading} har ett nytt utkast.")
    return redirect(address(case, part.key))


@cooperation_page
def take_draft(request: HttpRequest, here: Here, case_id: int, part_id: int) -> HttpResponse:
    """Let the draft take the place of what stands in a part."""
    case, part = _part(here, case_id, part_id)
    return case_form(
        request,
        here,
        case,
        form=SeenForm(request.POST or None, initial={"seen": part.revision}),
        act=lambda given: operations.take_draft(by=here.scope, at=here.at, part=part, **given),
        done=f"Utkastet står nu i {part.heading.lower()}.",
        title=f"Sätt in utkastet i {part.heading.lower()}",
        lead="Det som står där nu tas bort. Loggen minns vad det var.",
        anchor=part.key,
        submit="Sätt in utkastet",
        part=part,
    )


@require_POST
@cooperation_page
def nothing_particular(request: HttpRequest, here: Here, case_id: int, part_id: int) -> HttpResponse:
    """Say that there is nothing particular to say in a dimension."""
    case, part = _part(here, case_id, part_id)
    sent = request.POST.get("seen", "")
    seen = int(sent) if sent.isascii() and sent.isdigit() else part.revision
    try:
        operations.nothing_particular(by=here.scope, at=here.at, part=part, seen=seen)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{part.heading}: inga särskilda aspekter.")
    return redirect(address(case, part.key))


def _bodies(case: Case) -> list[tuple[str, str]]:
    return [(one.value, case.addressed_to(one)) for one in ADDRESSED[Body(case.body)]]


@cooperation_page
def new_proposal(request: HttpRequest, here: Here, case_id: int) -> HttpResponse:
    """Add a proposal."""
    case = writable(here, case_id)
    return case_form(
        request,
        here,
        case,
        form=ProposalForm(request.POST or None, bodies=_bodies(case)),
        act=lambda given: operations.write_proposal(by=here.scope, at=here.at, case=case, **given),
        done="Förslaget är sparat.",
        title="Lägg till ett förslag till beslut",
        anchor="proposals",
    )


@cooperation_page
def edit_proposal(request: HttpRequest, here: Here, case_id: int, row_id: int) -> HttpResponse:
    """Change a proposal."""
    case = writable(here, case_id)
    row = get_object_or_404(CaseProposal, case=case, pk=row_id)
    overtaken = request.method == "POST" and request.POST.get("seen") != str(row.revision)
    return case_form(
        request,
        here,
        case,
        form=ProposalForm(
            request.POST or None,
            bodies=_bodies(case),
            initial={"body": row.body, "text": row.text, "seen": row.revision},
        ),
        act=lambda given: operations.write_proposal(
            by=here.scope, at=here.at, case=case, proposal=row, **given
        ),
        done="Förslaget är ändrat.",
        title="Ändra förslaget till beslut",
        anchor="proposals",
        saved_now=row.text if overtaken else "",
    )


@require_POST
@cooperation_page
def remove_proposal(request: HttpRequest, here: Here, case_id: int, row_id: int) -> HttpResponse:
    """Take away a proposal."""
    case = writable(here, case_id)
    row = get_object_or_404(CaseProposal.objects.select_related("case__cooperation"), case=case, pk=row_id)
    try:
        operations.remove_proposal(by=here.scope, at=here.at, proposal=row)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Förslaget är borttaget. Loggen minns vad det sa.")
    return redirect(address(case, "proposals"))


@cooperation_page
def new_appendix(request: HttpRequest, here: Here, case_id: int) -> HttpResponse:
    """Add an appendix."""
    case = writable(here, case_id)
    return case_form(
        request,
        here,
        case,
        form=AppendixForm(request.POST or None),
        act=lambda given: operations.write_appendix(by=here.scope, at=here.at, case=case, **given),
        done="Bilagan är sparad.",
        title="Lägg till en bilaga",
        anchor="appendices",
    )


@cooperation_page
def edit_appendix(request: HttpRequest, here: Here, case_id: int, row_id: int) -> HttpResponse:
    """Change an appendix."""
    case = writable(here, case_id)
    row = get_object_or_404(CaseAppendix, case=case, pk=row_id)
    overtaken = request.method == "POST" and request.POST.get("seen") != str(row.revision)
    initial = {"title": row.title, "registry_number": row.registry_number, "address": row.address}
    return case_form(
        request,
        here,
        case,
        form=AppendixForm(request.POST or None, initial={**initial, "seen": row.revision}),
        act=lambda given: operations.write_appendix(
            by=here.scope, at=here.at, case=case, appendix=row, **given
        ),
        done="Bilagan är ändrad.",
        title="Ändra bilagan",
        anchor="appendices",
        saved_now="\n".join(initial.values()) if overtaken else "",
    )


@require_POST
@cooperation_page
def remove_appendix(request: HttpRequest, here: Here, case_id: int, row_id: int) -> HttpResponse:
    """Take away an appendix."""
    case = writable(here, case_id)
    row = get_object_or_404(CaseAppendix.objects.select_related("case__cooperation"), case=case, pk=row_id)
    try:
        operations.remove_appendix(by=here.scope, at=here.at, appendix=row)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Bilagan är borttagen. Loggen minns vilken det var.")
    return redirect(address(case, "appendices"))

"""The action plan and the city-wide handlingsplan, each as a whole document."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse

from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Document
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.rounds.queries import rounds
from trygghjulet.foundation.ui.tables import Link
from trygghjulet.reports.ways_out import Sheet, ways_out
from trygghjulet.steps.measures.queries import city_plans, plan_of
from trygghjulet.steps.measures.section import city_section, section


def _plan_sheet(here: Here, round_id: int) -> Sheet:
    round = rounds(here.scope, cooperation=here.cooperation).filter(pk=round_id).first()
    plan = plan_of(here.scope, round=round) if round else None
    if round is None or plan is None:
        raise Http404
    slug = here.cooperation.slug
    document = Document(
        title=f"Åtgärdsplan {round}",
        subtitle=f"{here.cooperation.name}. Åtgärder, mål, tidslinje och resurser",
        facts=(
            ("Samverkan", here.cooperation.name),
            ("Nivå", f"{round.level}: {round.area.name}"),
            ("Period", numbers.days(round.first_day, round.last_day)),
            ("Beslut", plan.decided_by or plan.agreed_by or "Inte beslutad"),
            ("Framtagen", numbers.day(here.today)),
        ),
        sections=section(here.scope, round=round, on=here.today),
    )
    return Sheet(
        document,
        trail=(
            Link(here.cooperation.name, reverse("overview:cooperation", args=(slug,))),
            Link(str(round), reverse("overview:thread", args=(slug, round.pk))),
            Link("Åtgärdsplan", reverse("measures:show", args=(slug, round.pk))),
        ),
    )


def _city_sheet(here: Here, year: int) -> Sheet:
    plan = city_plans(here.scope, cooperation=here.cooperation).filter(year=year).first()
    if plan is None:
        raise Http404
    document = Document(
        title=f"Stadsövergripande handlingsplan {plan.year}",
        subtitle=f"{here.cooperation.name}. Den centrala nivåns egna aktiviteter",
        facts=(
            ("Samverkan", here.cooperation.name),
            ("År", str(plan.year)),
            ("Beslut", plan.decided_by or "Inte beslutad"),
            ("Framtagen", numbers.day(here.today)),
        ),
        sections=city_section(plan, on=here.today),
    )
    return Sheet(document)


PLAN = ways_out("measures_document", _plan_sheet)
CITY_PLAN = ways_out("city_plan_document", _city_sheet, page=False)

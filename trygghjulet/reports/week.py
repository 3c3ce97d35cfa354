"""The week's joint picture as a whole document."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse

from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.rounds.queries import rounds
from trygghjulet.foundation.ui.tables import Link
from trygghjulet.reports.ways_out import Sheet, ways_out
from trygghjulet.steps.week.queries import picture_of
from trygghjulet.steps.week.section import document


def _sheet(here: Here, round_id: int) -> Sheet:
    round = rounds(here.scope, cooperation=here.cooperation).filter(pk=round_id).first()
    picture = picture_of(here.scope, round=round) if round else None
    if round is None or picture is None:
        raise Http404
    slug = here.cooperation.slug
    return Sheet(
        document(picture),
        trail=(
            Link(here.cooperation.name, reverse("overview:cooperation", args=(slug,))),
            Link("Veckans läge", reverse("week:weeks", args=(slug,))),
            Link(picture.week, reverse("week:show", args=(slug, round.pk))),
        ),
        contents=True,
        cover=False,
    )


WAYS_OUT = ways_out("week_document", _sheet)

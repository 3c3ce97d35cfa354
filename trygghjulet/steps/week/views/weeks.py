"""The list of weeks, and which forums go through them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trygghjulet.cooperation.forums.models import Meeting
from trygghjulet.cooperation.forums.queries import forums
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.foundation.ui.tables import Column, Link, Table
from trygghjulet.steps.week import operations
from trygghjulet.steps.week.forms import SettingForm
from trygghjulet.steps.week.queries import next_meetings, pictures, settings
from trygghjulet.steps.week.rules.figures import from_json
from trygghjulet.steps.week.rules.words import outstanding
from trygghjulet.steps.week.views._common import act, state_badge

#: How many weeks the list shows: a year.
_LISTED = 53


@cooperation_page
def weeks(request: HttpRequest, here: Here) -> HttpResponse:
    """Every week's picture, the latest first, and the meetings to come."""
    slug = here.cooperation.slug
    rows = []
    for picture in pictures(here.scope, cooperation=here.cooperation)[:_LISTED]:
        figures = from_json(picture.figures)
        out = len(outstanding(figures))
        rows.append(
            (
                Link(picture.week.capitalize(), reverse("week:show", args=(slug, picture.round_id))),
                picture.setting.forum.name,
                picture.meeting_on,
                figures.materials[0].total.count,
                f"{out} sticker ut" if out else "",
                state_badge(picture, on=here.today),
            )
        )
    table = Table(
        "Veckorna",
        (
            Column("Vecka"),
            Column("Forum"),
            Column("Möte", "date"),
            Column("Rapporter", "number"),
            Column("Ovanligt"),
            Column("Läge"),
        ),
        rows,
        empty="Inget utkast är gjort ännu.",
    )
    context = {
        "here": here,
        "table": table,
        "coming": next_meetings(here.scope, cooperation=here.cooperation, on=here.today),
        "may_manage": here.may(Permission.MANAGE),
        "may_draft": here.may(Permission.START_ROUND),
    }
    return render(request, "week/weeks.html", context)


@cooperation_page
def set_up(request: HttpRequest, here: Here) -> HttpResponse:
    """Say which forum goes through the week."""
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)
    return form_page(
        request,
        form=SettingForm(
            request.POST or None,
            initial={"area": here.cooperation.area_id},
            forums=forums(here.scope, cooperation=here.cooperation).filter(ended_on__isnull=True),
            areas=tree(here.cooperation.area),
        ),
        act=lambda given: operations.set_up(by=here.scope, at=here.at, cooperation=here.cooperation, **given),
        done="Forumet går nu igenom veckan. Utkastet ligger klart på mötets morgon.",
        back=reverse("week:weeks", args=(here.cooperation.slug,)),
        template="week/form.html",
        context={
            "here": here,
            "title": "Forum som går igenom veckan",
            "lead": "Vid varje möte i forumet ligger ett utkast till veckans läge klart. Välj samma forum igen "
            "för att ändra.",
        },
    )


@require_POST
@cooperation_page
def draft(request: HttpRequest, here: Here, setting_id: int, meeting_id: int) -> HttpResponse:
    """Make the draft of a meeting now, without waiting for its morning."""
    setting = settings(here.scope, cooperation=here.cooperation).filter(pk=setting_id).first()
    meeting = Meeting.objects.filter(pk=meeting_id, forum__cooperation=here.cooperation).first()
    if setting is None or meeting is None or meeting.forum_id != setting.forum_id:
        raise Http404
    made: list[int] = []

    def make() -> None:
        picture = operations.draft(by=here.scope, at=here.at, setting=setting, meeting=meeting)
        made.append(picture.round_id)

    answer = act(
        request,
        make,
        done="Utkastet är gjort ur det som har kommit hittills. Räkna om när mer kommer.",
        back=reverse("week:weeks", args=(here.cooperation.slug,)),
    )
    if made:
        answer["Location"] = reverse("week:show", args=(here.cooperation.slug, made[0]))
    return answer

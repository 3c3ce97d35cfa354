"""The page where a forum is set up."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.forms import ForumForm
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.queries import parties_in
from trygghjulet.foundation.ui.pages import form_page


@cooperation_page
def set_up(request: HttpRequest, here: Here) -> HttpResponse:
    """Set up a body that meets."""
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)
    return form_page(
        request,
        form=ForumForm(
            request.POST or None,
            parties=parties_in(here.scope, cooperation=here.cooperation),
            areas=tree(here.cooperation.area),
        ),
        act=lambda given: operations.set_up(by=here.scope, at=here.at, cooperation=here.cooperation, **given),
        done="Forumet är infört.",
        back=reverse("overview:frame", args=(here.cooperation.slug,)),
        template="parties/form.html",
        context={
            "here": here,
            "title": "För in ett forum",
            "lead": "Styrgrupper och råd kan anta lägesbilder.",
        },
    )

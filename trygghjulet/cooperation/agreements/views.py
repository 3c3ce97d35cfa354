"""The page where an agreement is entered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from trygghjulet.cooperation.agreements import operations
from trygghjulet.cooperation.agreements.forms import AgreementForm
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.pages import form_page


@cooperation_page
def enter(request: HttpRequest, here: Here) -> HttpResponse:
    """Enter an agreement as it was made."""
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)
    return form_page(
        request,
        form=AgreementForm(request.POST or None),
        act=lambda given: operations.enter(by=here.scope, at=here.at, cooperation=here.cooperation, **given),
        done="Överenskommelsen är införd.",
        back=reverse("overview:frame", args=(here.cooperation.slug,)),
        template="parties/form.html",
        context={
            "here": here,
            "title": "För in en överenskommelse",
            "lead": "Skriv av det som parterna har kommit överens om. Det som inte är känt lämnas tomt.",
        },
    )

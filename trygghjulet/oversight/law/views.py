"""The act paragraph by paragraph."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.oversight.law.queries import standings


@cooperation_page
def show(request: HttpRequest, here: Here) -> HttpResponse:
    """How the act's paragraphs stand today."""
    context = {"here": here, "standings": standings(here.scope, cooperation=here.cooperation, on=here.today)}
    return render(request, "law/show.html", context)

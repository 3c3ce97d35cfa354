"""What the pages of a self-evaluation have in common: finding it, who may write, and the page around a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from trygghjulet.cooperation.evaluations.models import SelfEvaluation
from trygghjulet.cooperation.evaluations.queries import evaluations
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.ui.pages import form_page


def one_of(here: Here, evaluation_id: int) -> SelfEvaluation:
    """The evaluation with a number, or 404."""
    return get_object_or_404(evaluations(here.scope, cooperation=here.cooperation), pk=evaluation_id)


def writable(here: Here, evaluation_id: int) -> SelfEvaluation:
    """An evaluation that the person who asks may enter things of."""
    evaluation = one_of(here, evaluation_id)
    here.scope.require(
        Permission.RECORD_MEETINGS,
        cooperation_id=here.cooperation.pk,
        area_path=evaluation.forum.area_path,
    )
    return evaluation


def page_of(here: Here, evaluation: SelfEvaluation) -> str:
    """Where an evaluation is shown."""
    return reverse("evaluations:show", args=(here.cooperation.slug, evaluation.pk))


def page(
    request: HttpRequest,
    here: Here,
    evaluation: SelfEvaluation,
    *,
    form: forms.Form,
    act: Callable[[Mapping[str, Any]], object],
    done: str,
    **context: Any,
) -> HttpResponse:
    """A form of an evaluation, on the page that all of them have."""
    return form_page(
        request,
        form=form,
        act=act,
        done=done,
        back=page_of(here, evaluation),
        template="evaluations/form.html",
        context={"here": here, "evaluation": evaluation, **context},
    )


def overtaken(request: HttpRequest, revision: int) -> bool:
    """Was something changed since the page that is now sent was opened?"""
    return request.method == "POST" and request.POST.get("seen") != str(revision)

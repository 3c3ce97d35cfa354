"""Reading cooperation forms and where they stand."""

from __future__ import annotations

from datetime import date

from django.db import models

from trygghjulet.cooperation.forms.models import CooperationForm, FormDecision, FormFigures
from trygghjulet.cooperation.forms.rules.standing import Standing, standing
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation


def forms(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[CooperationForm]:
    """The cooperation's forms that the person may see, with parties, adaptations and decisions."""
    return (
        CooperationForm.objects.filter(cooperation=cooperation, cooperation_id__in=scope.cooperation_ids)
        .select_related("cooperation__area", "agreement")
        .prefetch_related("parties__party", "adaptations__area", "decisions__forum")
    )


def decisions(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[FormDecision]:
    """The decisions about the cooperation's forms that the person may see."""
    return FormDecision.objects.filter(
        form__cooperation=cooperation, form__cooperation_id__in=scope.cooperation_ids
    ).select_related("form", "forum")


def figures(scope: Scope, *, form: CooperationForm) -> models.QuerySet[FormFigures]:
    """A form's figures, newest first. For `section` only: what is shown of them goes through the withholding there."""
    return FormFigures.objects.filter(
        form=form, form__cooperation_id__in=scope.cooperation_ids
    ).select_related("area")


def standing_of(form: CooperationForm, *, on: date) -> Standing:
    """Where a form stands a day, with the reason."""
    decided = (decision.plain for decision in form.decisions.all())
    return standing(decided, on=on, since=form.since, until=form.until)

"""The forms of routing: who is to have what, what was sent, and when that ends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.forums.models import Forum, RoutingRule
from trygghjulet.cooperation.forums.operations import RouteContent
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among


def _forum() -> forms.ModelChoiceField[Forum]:
    return forms.ModelChoiceField(
        label="Till forumet", queryset=Forum.objects.none(), required=False, empty_label="Någon annan"
    )


def _words() -> GuardedTextField:
    return GuardedTextField(
        label="Till någon annan",
        rows=1,
        max_length=120,
        required=False,
        help_text="Till exempel: Kommunstyrelsen. Fylls i när mottagaren inte är ett forum.",
    )


class _ReceiverForm(forms.Form):
    """Whoever is to have something: a forum, or somebody told in words."""

    def __init__(self, *args: Any, forums: QuerySet[Forum], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, to_forum=forums)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if "to" in given and bool(given.get("to_forum")) == bool(given["to"]):
            self.add_error("to_forum", "Ange antingen ett forum eller någon annan, inte båda.")
        return given


class SentForm(_ReceiverForm):
    """Something that was sent from a forum, and to whom."""

    what = forms.ChoiceField(label="Vad", choices=RoutingRule.What.choices)
    on = forms.DateField(label="Skickades")
    to_forum = _forum()
    to = _words()


class RouteForm(_ReceiverForm):
    """Who is to have what from a forum, and when."""

    what = forms.ChoiceField(label="Vad", choices=RoutingRule.What.choices)
    when = forms.ChoiceField(label="När", choices=RoutingRule.When.choices)
    to_forum = _forum()
    to = _words()
    within_days = forms.IntegerField(
        label="Inom så många dagar",
        min_value=0,
        max_value=366,
        required=False,
        help_text="Räknat från mötet eller beslutet.",
    )
    yearly_by_month = forms.IntegerField(
        label="Senast månad",
        min_value=1,
        max_value=12,
        required=False,
        help_text="För det som skickas en gång om året.",
    )
    yearly_by_day = forms.IntegerField(label="Senast dag", min_value=1, max_value=31, required=False)
    clause = GuardedTextField(label="Var det står", rows=1, max_length=300, required=False)
    since = forms.DateField(label="Från och med", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        yearly = given.get("when") == RoutingRule.When.YEARLY
        if yearly and not (given.get("yearly_by_month") and given.get("yearly_by_day")):
            self.add_error("yearly_by_month", "Ange vilken månad och dag den senast ska vara skickad.")
        return given

    @property
    def content(self) -> RouteContent:
        """What was written, as the operations take it."""
        return RouteContent(**self.cleaned_data)


class EndRouteForm(forms.Form):
    """The last day that somebody is to have it."""

    ended_on = forms.DateField(label="Sista dagen")

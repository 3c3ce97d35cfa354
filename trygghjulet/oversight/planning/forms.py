"""The forms of the planning: its settings, a time without meetings, a wish for a forum, and the year."""

from __future__ import annotations

from typing import Any

from django import forms

from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.oversight.planning.models import PlanningSettings
from trygghjulet.oversight.planning.rules import DAYS, MEETINGS, WEEKDAY_WORDS, WORKING_DAYS


class _Days(forms.IntegerField):
    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=DAYS[0], max_value=DAYS[1], **options)


class SettingsForm(forms.Form):
    """How meetings are planned."""

    july_off = forms.BooleanField(label="Inga möten i juli", required=False)
    min_preparation = _Days(
        label="Beredning: minst så många arbetsdagar före mötet",
        help_text="En grupp som bereder för ett annat forum möts före det.",
    )
    max_preparation = _Days(label="Beredning: högst så många arbetsdagar före mötet")
    max_reporting = _Days(
        label="Vidare inom så många arbetsdagar",
        help_text="När en grupp rapporterar till ett annat forum: så snart därefter möts det forumet.",
    )
    lead_days = _Days(
        label="Så många dagar tar det minst från i dag till ett nytt möte",
        help_text="Säger en klausul att kallelsen ska ut tidigare gäller den.",
    )
    one_a_day = forms.ChoiceField(
        label="Möts aldrig samma dag", choices=PlanningSettings.OneADay.choices, widget=forms.RadioSelect
    )


class HolidayForm(forms.Form):
    """A time without meetings."""

    name = GuardedTextField(
        label="Vad", rows=1, max_length=60, help_text="Till exempel sportlov, påsklov, höstlov eller jullov."
    )
    first = forms.DateField(label="Första dagen", widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label="Sista dagen", widget=forms.DateInput(attrs={"type": "date"}))
    firm = forms.TypedChoiceField(
        label="Möten den tiden",
        choices=(("aldrig", "Aldrig"), ("helst", "Bara när inget annat går")),
        widget=forms.RadioSelect,
        initial="aldrig",
        coerce=lambda value: value == "aldrig",
    )


class WishForm(forms.Form):
    """What is wished for a forum."""

    weekdays = forms.TypedMultipleChoiceField(
        label="Helst de här veckodagarna",
        choices=[
            (str(number), word.capitalize()) for number, word in enumerate(WEEKDAY_WORDS[:WORKING_DAYS])
        ],
        widget=forms.CheckboxSelectMultiple,
        coerce=int,
        required=False,
    )
    meetings = forms.IntegerField(
        label="Önskat antal möten om året",
        min_value=MEETINGS[0],
        max_value=MEETINGS[1],
        help_text="Noll: så många som skyldigheterna kräver.",
    )
    left_out = forms.BooleanField(label="Planera inga möten för forumet", required=False)


class YearForm(forms.Form):
    """The year to plan."""

    year = forms.TypedChoiceField(label="År", coerce=int)

    def __init__(self, *args: Any, this_year: int, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["year"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [(str(year), str(year)) for year in range(this_year, this_year + 3)]

"""Forms for the plan as a whole: how it is told and followed up, and who decided it."""

from __future__ import annotations

from django import forms

from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.steps.measures.forms._common import ReasonForm


class PlanForm(ReasonForm):
    """The communication plan and the follow-up plan that are decided together with the measures."""

    communication = GuardedTextField(
        label="Kommunikationsplan",
        rows=6,
        required=False,
        help_text="Vem berättar vad, för vem, hur och när? Boende, medarbetare, förtroendevalda och medier.",
    )
    follow_up = GuardedTextField(
        label="Uppföljningsplan",
        rows=6,
        required=False,
        help_text="När stäms åtgärderna av, av vem och i vilket forum? När följs effekten upp, jämförd med vad?",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class AgreementForm(forms.Form):
    """The group that agreed on the plan."""

    agreed_by = GuardedTextField(
        label="Beslutad av gruppen", rows=1, max_length=160, help_text="Till exempel: Lokala BRÅ, § 8."
    )
    agreed_on = forms.DateField(label="Beslutsdag")


class DecisionForm(forms.Form):
    """Who decided the plan, and when (5 §)."""

    decided_by = GuardedTextField(
        label="Beslutad av", rows=1, max_length=160, help_text="Till exempel: Kommunstyrelsen, § 112."
    )
    decided_on = forms.DateField(label="Beslutsdag")
    registry_number = forms.CharField(label="Diarienummer", max_length=40, required=False)


class DayForm(forms.Form):
    """The day whose version one wants to read."""

    dag = forms.DateField(label="Så löd planen den", required=False)

"""Form fields for free text that is checked before it is saved."""

from typing import Any

from django import forms

from trygghjulet.foundation.privacy.guard import PersonalDataFound, refuse_personal_data


class GuardedTextField(forms.CharField):
    """Free text in which personal data is found and refused, with the reason at the field."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput())
        super().__init__(**options)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        try:
            refuse_personal_data(text)
        except PersonalDataFound as found:
            raise forms.ValidationError(str(found)) from found
        return text

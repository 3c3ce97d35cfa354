"""What a form lets one choose among, when that is known only as it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet


class ScaleSelect(forms.RadioSelect):
    """Radio buttons side by side: for a scale, whose steps are told by a word or two."""


#: A field's choices as Django takes them: value and words, or a group's title and its choices.
Choices = Sequence[tuple[Any, Any]]


def choose_among(form: forms.Form, **querysets: QuerySet[Any]) -> None:
    """Let a form's choices be the rows that the asker may see, by the fields' names.

    Raises:
        TypeError: a field chooses among something else than rows.
    """
    for name, queryset in querysets.items():
        field = form.fields[name]
        if not isinstance(field, forms.ModelChoiceField):
            raise TypeError(f"The field {name} does not choose among rows.")
        field.queryset = queryset


def name_by(form: forms.Form, **names: Callable[[Any], str]) -> None:
    """Let the rows that a form chooses among be called something else than what they call themselves.

    Raises:
        TypeError: a field chooses among something else than rows.
    """
    for name, called in names.items():
        field = form.fields[name]
        if not isinstance(field, forms.ModelChoiceField):
            raise TypeError(f"The field {name} does not choose among rows.")
        setattr(field, "label_from_instance", called)  # noqa: B010  # Django's own way to name a row


def offer(form: forms.Form, **choices: Choices) -> None:
    """Let a form's choices be values that are known only now, by the fields' names.

    Raises:
        TypeError: a field offers no choices.
    """
    for name, offered in choices.items():
        field = form.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(f"The field {name} offers no choices.")
        field.choices = list(offered)

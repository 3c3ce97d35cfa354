"""The forms that choose forums, save alternatives, and answer what the test can't see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, Final

from django import forms

from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import offer
from trygghjulet.oversight.strategic_council.models import CriterionNote
from trygghjulet.oversight.strategic_council.operations import Content
from trygghjulet.oversight.strategic_council.queries import Choice
from trygghjulet.oversight.strategic_council.rules.bodies import THEME_WORDS
from trygghjulet.oversight.strategic_council.rules.criteria import VERDICT_WORDS


def grouped(choices: Iterable[Choice]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The forums as a field offers them: by group."""
    return [
        (group, [(one.ref, one.name) for one in listed])
        for group, listed in groupby(choices, key=lambda one: one.group)
    ]


#: The fields of forums that are the council together.
FORUMS: Final = ("forum", "och", "och2", "och3")


def asked(refs: Sequence[str]) -> dict[str, str]:
    """Forums as the fields hold them."""
    return dict(zip(FORUMS, refs, strict=False))


class ChooseForm(forms.Form):
    """One forum, or up to four that are to be the council together: what is tested without being saved."""

    forum = forms.ChoiceField(label="Forum")
    och = forms.ChoiceField(label="Tillsammans med", required=False)
    och2 = forms.ChoiceField(label="Och med", required=False)
    och3 = forms.ChoiceField(label="Och med", required=False)

    def __init__(self, *args: Any, choices: Iterable[Choice], **options: Any) -> None:
        super().__init__(*args, **options)
        offered: list[tuple[Any, Any]] = list(grouped(choices))
        for name in FORUMS:
            empty = "Inget mer" if name != "forum" else "Välj" if self.fields[name].required else "Inget ännu"
            offer(self, **{name: [("", empty), *offered]})

    @property
    def refs(self) -> tuple[str, ...]:
        """The forums that are chosen, each once."""
        chosen = (self.cleaned_data.get(name, "") for name in FORUMS)
        return tuple(dict.fromkeys(one for one in chosen if one))


class AlternativeForm(ChooseForm):
    """An alternative: its name, its forums and what is planned to change."""

    name = GuardedTextField(label="Namn", rows=1, max_length=120)
    forum = forms.ChoiceField(
        label="Forum",
        required=False,
        help_text="Flera kan vara rådet tillsammans. Är det inte inrättat lämnas det tomt.",
    )
    changes = GuardedTextField(
        label="Planerade ändringar",
        rows=4,
        required=False,
        help_text="Vad som är tänkt att ändras, i ord. Prövningen läser det inte: svara själv om det som ändras.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    field_order = ("name", *FORUMS, "changes", "seen")

    @property
    def content(self) -> Content:
        """The alternative as the operations take it."""
        return Content(self.cleaned_data["name"], self.refs, self.cleaned_data["changes"])


class ChosenForm(forms.Form):
    """The day from which an alternative is the municipality's strategic council."""

    since = forms.DateField(label="Är ert strategiska råd från och med")


class AnswerForm(forms.Form):
    """A person's answer about a criterion, with the reason."""

    verdict = forms.ChoiceField(label="Svar", widget=forms.RadioSelect)
    reason = GuardedTextField(label="Varför", rows=3)
    evidence = GuardedTextField(
        label="Det som visar det",
        rows=2,
        required=False,
        help_text="Beslut, diarienummer eller var det kan läsas. Organisationer och befattningar, inga personer.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, may_withdraw: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = [(one.value, word) for one, word in VERDICT_WORDS.items()]
        if may_withdraw:
            offered.append((CriterionNote.WITHDRAWN, "Ta tillbaka svaret, så att prövningen gäller igen"))
        offer(self, verdict=offered)


class SeatForm(forms.Form):
    """Whether a seat is held by somebody in a leading position."""

    leading = forms.ChoiceField(
        label="Är det en ledande befattning?",
        choices=(("yes", "Ja"), ("no", "Nej"), ("words", "Låt ordlistan avgöra")),
        widget=forms.RadioSelect,
    )
    reason = GuardedTextField(label="Varför", rows=2)

    @property
    def said(self) -> bool | None:
        """The answer: yes, no, or None for the list of words."""
        return {"yes": True, "no": False}.get(self.cleaned_data["leading"])


class ThemesForm(forms.Form):
    """Which strategic questions a point on an agenda belonged to."""

    themes = forms.MultipleChoiceField(
        label="Punkten gällde",
        choices=[(one.value, f"{word[:1].upper()}{word[1:]}") for one, word in THEME_WORDS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Kryssa inget om punkten inte var någon strategisk fråga.",
    )

"""Forms for setting up a source, and for saying which of a file's columns is which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString

from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among, offer
from trygghjulet.steps.scanning.models import Detail, Pull, Sharing, Source, Theme
from trygghjulet.steps.scanning.operations import LONGEST_RETENTION, SMALLEST, Terms
from trygghjulet.steps.scanning.queries import Column, version_of
from trygghjulet.steps.scanning.registry import Asked, Format
from trygghjulet.steps.scanning.rules import explained

#: Before the key of something that the format asks, in the form's fields.
_ASKED: Final = "asked_"
#: What such material tells is open to everybody where it comes from.
_PUBLISHED: Final = (Theme.STATISTICS, Theme.CONTEXT, Theme.PLACES, Theme.NEWS)


class TermsForm(forms.Form):
    """What holds for a source of a format: who sees what, how long rows are kept, and what the format asks."""

    name = GuardedTextField(label="Namn", rows=1, max_length=120)
    definition = GuardedTextField(
        label="Vad siffrorna betyder",
        rows=2,
        help_text="En mening som följer med siffrorna överallt där de visas.",
    )
    theme = forms.ChoiceField(label="Vad underlaget handlar om", choices=Theme.choices)
    sharing = forms.ChoiceField(label="Vem ser vad", widget=forms.RadioSelect, initial=Sharing.SUMS)
    smallest_count = forms.IntegerField(
        label="Minsta antal som visas för andra än ägaren",
        min_value=SMALLEST[0],
        max_value=SMALLEST[1],
        initial=5,
        help_text="Med 5 visas inte antalen 1 till 4 för den som inte får öppna raderna.",
    )
    detail = forms.ChoiceField(
        label="Hur noga platsen är angiven", widget=forms.RadioSelect, initial=Detail.POINT
    )
    retention_months = forms.IntegerField(
        label="Raderna gallras efter så här många månader",
        required=False,
        min_value=1,
        max_value=LONGEST_RETENTION,
        help_text="Till exempel 36. Antagna lägesbilder behåller sina siffror. Lämna tomt om inget är bestämt.",
    )
    retention = forms.DateField(
        label="Eller: raderna gallras den dagen",
        required=False,
        help_text="För ett uttag som bara får användas till en viss dag.",
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, format: Format, **options: Any) -> None:
        super().__init__(*args, **options)
        self.format = format
        self.headings = {
            "name": "Vad det är",
            "sharing": "Delning",
            "retention_months": "Hur länge raderna finns kvar",
        }
        offer(
            self,
            sharing=_explained(
                Sharing.choices,
                {key: f"{means} {explained.SUITS[key]}" for key, means in explained.SHARING.items()},
            ),
            detail=_explained(Detail.choices, explained.DETAIL),
        )
        self._ask(format.asks, needed=True)
        if format.asks:
            self.headings[f"{_ASKED}{format.asks[0].key}"] = "Det som formatet behöver veta"
        if format.service is not None:
            self.fields["pull"] = forms.ChoiceField(
                label="Hur ofta hämtas underlaget",
                required=False,
                choices=Pull.choices,
                help_text=format.service.sentence,
            )
            self.headings["pull"] = "Hämtning"
            self._ask(format.service.asks, needed=False)

    @classmethod
    def proposed(cls, format: Format) -> dict[str, Any]:
        """What a new source of a format begins from; what is published already is proposed to be open to both."""
        theme = format.theme or Theme.CRIME
        published = {"sharing": Sharing.ROWS, "detail": Detail.MUNICIPALITY} if theme in _PUBLISHED else {}
        if theme == Theme.SURVEY:  # those who answer say which part of the town they live in, never where
            published = {"detail": Detail.AREA}
        return {
            "name": format.name or format.title,
            "definition": format.definition,
            "theme": theme,
            **published,
        }

    @classmethod
    def initial_of(cls, source: Source) -> dict[str, Any]:
        """What a source has now."""
        own = {name: getattr(source, name) for name in cls.base_fields if name not in ("seen", "party")}
        asked = {f"{_ASKED}{key}": value for key, value in source.settings.items()}
        return own | asked | {"pull": source.pull, "seen": version_of(source)}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("retention") and given.get("retention_months"):
            self.add_error("retention", "Ange antingen en dag eller ett antal månader, inte båda.")
        service = self.format.service
        if service is not None and given.get("pull"):
            for one in service.asks:
                if one.required and not given.get(f"{_ASKED}{one.key}"):
                    self.add_error(
                        f"{_ASKED}{one.key}", "Fyll i det här för att underlaget ska kunna hämtas."
                    )
        return given

    @property
    def terms(self) -> Terms:
        """What was filled in, when the form is right."""
        given = self.cleaned_data
        return Terms(
            name=given["name"],
            theme=given["theme"],
            sharing=given["sharing"],
            definition=given["definition"],
            smallest_count=given["smallest_count"],
            detail=given["detail"],
            retention=given["retention"],
            retention_months=given["retention_months"],
            settings={
                name.removeprefix(_ASKED): value
                for name, value in given.items()
                if name.startswith(_ASKED) and value
            },
            pull=given.get("pull", Pull.NEVER),
        )

    def _ask(self, asks: Iterable[Asked], *, needed: bool) -> None:
        for one in asks:
            self.fields.setdefault(
                f"{_ASKED}{one.key}",
                GuardedTextField(
                    label=one.label,
                    rows=6 if one.long else 1,
                    required=one.required and needed,
                    help_text=one.help,
                ),
            )


class SourceForm(TermsForm):
    """A new source: its terms, and the party that owns it."""

    party = forms.ModelChoiceField(
        label="Ägare",
        queryset=Party.objects.none(),
        empty_label="Välj",
        help_text="Den part som har uppgifterna. Bara ägarens egna kan lämna, godta och ångra filer.",
    )
    field_order = ("party", "name", "definition", "theme")

    def __init__(self, *args: Any, parties: QuerySet[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields(self.field_order)
        choose_among(self, party=parties)
        self.headings = {"party" if name == "name" else name: title for name, title in self.headings.items()}


class ColumnsForm(forms.Form):
    """Which of the file's columns is which: chosen among them, or written where no file is at hand."""

    def __init__(
        self, *args: Any, asks: Sequence[Asked], columns: Sequence[Column] | None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for one in asks:
            if columns is None:
                self.fields[one.key] = GuardedTextField(
                    label=one.label, rows=1, required=False, help_text=one.help
                )
            else:
                self.fields[one.key] = forms.ChoiceField(
                    label=one.label,
                    required=one.required,
                    help_text=one.help,
                    choices=[("", "Välj kolumn" if one.required else "Finns inte i filen")]
                    + [(column.name, column.told) for column in columns],
                )

    @property
    def mapping(self) -> Mapping[str, str]:
        """What was said of the columns."""
        return {key: value for key, value in self.cleaned_data.items() if value}


def _explained(
    choices: Sequence[tuple[str, str]], sentences: Mapping[str, str]
) -> list[tuple[str, SafeString]]:
    return [
        (value, format_html('{}<span class="meaning">{}</span>', title, sentences[value]))
        for value, title in choices
    ]

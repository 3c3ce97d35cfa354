"""The forms of the room: a report, an answer to reports, and who sees a party's reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from trygghjulet.foundation.gazetteer.fields import PointField, Where, offer_places
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.foundation.privacy.forms import GuardedTextField, PersonalDataError
from trygghjulet.foundation.ui.fields import choose_among, offer
from trygghjulet.steps.field.models import KEPT_MONTHS, Affects, Report, State
from trygghjulet.steps.field.operations import Content
from trygghjulet.steps.field.rules.naming import tiles
from trygghjulet.steps.field.rules.photos import MOST_BYTES
from trygghjulet.steps.field.rules.states import ANSWERS
from trygghjulet.steps.field.rules.times import DAY, NOW, TODAY, When

#: In the words of the page; the shortest first.
WHEN: Final = ((NOW, "Nu"), (TODAY, "Tidigare i dag"), (DAY, "En annan dag"))


class ReportForm(forms.Form):
    """What somebody saw, from the page's form or from a phone's queue."""

    category = forms.ChoiceField(
        label="Vad", error_messages={"required": "Välj vad du såg.", "invalid_choice": "Välj i listan."}
    )
    where = PointField(label="Var")
    accuracy = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    alone = forms.BooleanField(required=False, widget=forms.HiddenInput)
    when = forms.ChoiceField(label="När", choices=WHEN, initial=NOW)
    day = forms.DateField(label="Dag", required=False)
    first = forms.TimeField(label="Från", required=False)
    last = forms.TimeField(label="Till", required=False)
    affects = forms.ChoiceField(
        label="Hur många berör det?", choices=Affects.choices, initial=Affects.UNKNOWN, required=False
    )
    text = GuardedTextField(
        label="Vad såg du?",
        sensitive=True,
        rows=3,
        max_length=500,
        required=False,
        help_text="Skriv om platsen och händelsen, aldrig om vem det gäller.",
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, cooperation: Cooperation, latest: Sequence[str] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.tiles = tiles(latest)
        offer(self, category=[(category.code, category.title) for category in self.tiles])
        offer_places(self, cooperation)

    @property
    def found_in_text(self) -> list[PersonalDataError]:
        """What the guard found in the words."""
        return self._found("text")

    @property
    def found_in_where(self) -> list[PersonalDataError]:
        """What the guard found in the place as it was described."""
        return self._found("where")

    def _found(self, name: str) -> list[PersonalDataError]:
        errors = self.errors.as_data().get(name, ()) if self.is_bound else ()
        return [error for error in errors if isinstance(error, PersonalDataError)]

    @property
    def content(self) -> Content:
        """What was seen, once the form is found right."""
        given = self.cleaned_data
        where: Where = given["where"]
        own_point = where.longitude is not None
        return Content(
            category=given["category"],
            when=When(given["when"], given["day"], given["first"], given["last"]),
            place=where.place,
            longitude=where.longitude,
            latitude=where.latitude,
            accuracy=min(given["accuracy"], 100_000) if own_point and given["accuracy"] is not None else None,
            address=where.text,
            affects=given["affects"] or Affects.UNKNOWN,
            text=given["text"],
            alone=own_point and given["alone"],
        )


class NewReportForm(ReportForm):
    """A report that is not in the house yet: with a key, whose it is, and perhaps a photo."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    party = forms.ModelChoiceField(label="För", queryset=Party.objects.none())
    photo = forms.FileField(label="Foto", required=False)
    written_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    sent_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, parties: QuerySet[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, party=parties)

    def clean_photo(self) -> bytes | None:
        """The photo's bytes; a file that weighs too much is refused before it is read."""
        photo = self.cleaned_data["photo"]
        if photo is None:
            return None
        if photo.size > MOST_BYTES:
            raise forms.ValidationError(
                f"Fotot är större än {MOST_BYTES // 1024 // 1024} MB. Ta ett nytt med lägre upplösning."
            )
        content: bytes = photo.read()
        return content


def initial_of(report: Report) -> dict[str, Any]:
    """What the form holds when a report is opened to be mended."""
    starts = timezone.localtime(report.happened_from)
    ends = timezone.localtime(report.happened_to) if report.happened_to else None
    now = ends is None and report.happened_from == report.written_at
    whole_day = ends is not None and starts.time() == time(0)
    return {
        "category": report.category,
        "where": Where(report.place, report.longitude, report.latitude, report.address),
        "accuracy": report.accuracy,
        # What stands in the form is what it said: a place that is taken out of it doesn't come back by itself.
        "alone": report.longitude is not None,
        "when": NOW if now else DAY,
        "day": None if now else starts.date(),
        "first": None if now or whole_day else starts.time(),
        "last": ends.time() if ends and not whole_day else None,
        "affects": report.affects,
        "text": report.text,
        "seen": report.revision,
    }


class AnswerForm(forms.Form):
    """How one or several reports stand, and what their reporters should know."""

    state = forms.ChoiceField(
        label="Läge",
        choices=[(state.value, state.label) for state in State if state.value in ANSWERS],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ett läge."},
    )
    words = GuardedTextField(
        label="Svar till den som rapporterade",
        rows=3,
        max_length=300,
        required=False,
        help_text="Vad som görs, av vem och när. Görs inget: skriv varför.",
    )


class SharingForm(forms.Form):
    """Who sees the single reports of a party."""

    party = forms.ModelChoiceField(label="Part", queryset=Party.objects.none(), empty_label=None)
    rows_shared = forms.TypedChoiceField(
        label="Vem ser rapporterna?",
        choices=(
            ("yes", "Alla parter i samverkan ser rapporterna"),
            ("no", "Bara parten själv ser rapporterna. De andra ser summor, med små antal dolda"),
        ),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    months = forms.IntegerField(
        label="Rapporterna gallras efter så många månader",
        min_value=1,
        max_value=120,
        initial=KEPT_MONTHS,
        help_text="Veckor som är beslutade behåller sina siffror.",
    )

    def __init__(self, *args: Any, parties: QuerySet[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, party=parties)

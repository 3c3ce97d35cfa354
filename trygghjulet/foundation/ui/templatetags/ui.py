"""The house's tags and filters: forms, tables, badges, callouts, the wheel, documents, numbers and dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from django import forms, template
from django.forms import BoundField
from django.template.context import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from trygghjulet.documents import numbers
from trygghjulet.documents.html import contents, html
from trygghjulet.documents.tree import Block, Document, Section
from trygghjulet.foundation.privacy.forms import PersonalDataError
from trygghjulet.foundation.ui.badges import Badge
from trygghjulet.foundation.ui.fields import ScaleSelect
from trygghjulet.foundation.ui.live import MARK
from trygghjulet.foundation.ui.maps import LiveMap, tiles
from trygghjulet.foundation.ui.onward import onward as links_onward
from trygghjulet.foundation.ui.places import Place, places
from trygghjulet.foundation.ui.tables import Link, Table
from trygghjulet.foundation.ui.wheel import Step, StepState, step_called, way

register = template.Library()

Amount: TypeAlias = (
    float | Decimal | Literal[""] | None
)  # a template's missing variable comes as an empty text

CALLOUTS = {"note": "Att tänka på", "limit": "Begränsning", "lesson": "Lärdom", "warning": "Varning"}
INPUT_TYPES: tuple[tuple[type[forms.Widget], str, str], ...] = (
    (forms.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
    (forms.DateInput, "date", "%Y-%m-%d"),
    (forms.TimeInput, "time", "%H:%M"),
)
ASKED_FOR: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "Välj minst ett av alternativen."),
    (forms.RadioSelect, "Välj ett av alternativen."),
    (forms.Select, "Välj i listan."),
    (forms.CheckboxInput, "Kryssa i rutan för att gå vidare."),
    (forms.FileInput, "Välj en fil."),
    (forms.DateInput, "Ange ett datum."),
)


@register.filter
def number(value: Amount) -> str:
    """A number as in Swedish: 1 234,5. A dash for nothing."""
    return numbers.MISSING if value is None or value == "" else numbers.number(float(value))


@register.filter
def share(value: Amount) -> str:
    """A share between 0 and 1 as per cent: 12 %. A dash for nothing."""
    return numbers.MISSING if value is None or value == "" else numbers.percent(float(value))


@register.filter
def day(value: date | None) -> str:
    """A date in words, "3 april 2025"; of a moment, the day in Sweden. A dash for nothing."""
    if not value:
        return numbers.MISSING
    return numbers.day(_local_day(value))


@register.filter
def period(first: date | None, last: date | None) -> str:
    """Two dates, both included: "3 april–5 maj 2025"; without the last one "från och med 3 april 2025"."""
    if not first:
        return f"till och med {day(last)}" if last else numbers.MISSING
    if not last:
        return f"från och med {day(first)}"
    return numbers.days(_local_day(first), _local_day(last))


def _local_day(value: date) -> date:
    if not isinstance(value, datetime):
        return value
    return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()


@register.simple_tag
def badge(text: object, tone: str = "neutral") -> SafeString:
    """A state in a word: tone neutral, good, warning, bad or info."""
    return Badge(str(text), tone).__html__()


@register.simple_block_tag
def callout(content: SafeString, kind: str = "note", title: str = "") -> SafeString:
    """Something to notice beside the text: kind note, limit, lesson or warning, each with its title."""
    return format_html(
        '<div class="callout {}" role="note"><p class="callout-title">{}</p>{}</div>',
        kind,
        title or CALLOUTS[kind],
        content,
    )


@register.simple_block_tag(takes_context=True)
def live(context: Context, content: SafeString, name: str, mark: str) -> SafeString:
    """A part of a page that shows what others do within seconds; left alone while somebody writes in it.

    The view asks `live.unchanged(request, mark)` first, and answers with the page when it gives None. What one can
    click inside has an id of its own, so that the keyboard stays where it was.

    Args:
        name: the part's own id on the page.
        mark: the `live.mark_of` what it shows.
    """
    query = context["request"].GET.copy()
    query[MARK] = mark
    return format_html(
        '<p class="hint" role="status" data-live-word="{0}"></p>'
        '<div id="{0}" data-live hx-get="?{1}" hx-trigger="every 2s" hx-select="#{0}" hx-target="this" '
        'hx-swap="outerHTML">{2}</div><script type="module" src="{3}"></script>',
        name,
        query.urlencode(),
        content,
        static("ui/live.js"),
    )


@register.simple_tag
def doc(
    part: Document | Section | Block | Sequence[Section | Block], heading_offset: int | None = None
) -> SafeString:
    """A document, a part of one or several parts, headings below the page's own or moved by `heading_offset`.

    Parts that stand on one page are given together, so that no two things on it have the same name.
    """
    default = 1 if isinstance(part, Document) else 0
    return SafeString(html(part, heading_offset=default if heading_offset is None else heading_offset))


@register.inclusion_tag("ui/_contents.html")
def ui_contents(sections: Sequence[Section | Block]) -> dict[str, Any]:
    """The chapters of a long page as links; nothing where there are too few to need it."""
    chapters = contents(sections)
    return {"chapters": chapters if len(chapters) > 2 else ()}


@register.inclusion_tag("ui/_table.html")
def ui_table(table: Table) -> dict[str, Any]:
    """A table that becomes a list of cards where the screen is narrow."""
    return {"table": table}


@register.inclusion_tag("ui/_map.html")
def ui_map(drawn: LiveMap) -> dict[str, Any]:
    """A live map and the table that says the same; without Javascript the table alone."""
    return {"map": drawn, **tiles()}


@dataclass(frozen=True)
class Row:
    """One field of a form as it is laid out."""

    field: BoundField
    layout: str

    @property
    def is_optional(self) -> bool:
        """Is the field one that may be left out? A lone tick box always is, and needs no word for it."""
        return not (self.field.field.required or self.field.field.disabled or self.layout == "tick")

    @property
    def errors(self) -> tuple[str, ...]:
        """What is wrong with the field, in words that fit how it is filled in."""
        own_words = (
            self.field.field.error_messages["required"] != forms.Field.default_error_messages["required"]
        )
        return tuple(
            str(text) if own_words or error.code != "required" else _asked_for(self.field.field.widget)
            for text, error in zip(self.field.errors, self.field.errors.as_data(), strict=True)
        )

    @property
    def found(self) -> tuple[PersonalDataError, ...]:
        """What looks like personal data in what was written, to be shown where it stands."""
        return tuple(error for error in self.field.errors.as_data() if isinstance(error, PersonalDataError))

    @property
    def heading(self) -> str:
        """What stands above the field, where it is the first of a group; from the form's `headings`."""
        return str(getattr(self.field.form, "headings", {}).get(self.field.name, ""))

    @property
    def is_scale(self) -> bool:
        """Are the choices steps of a scale, laid side by side?"""
        return isinstance(self.field.field.widget, ScaleSelect)

    @property
    def help_id(self) -> str:
        """Where the hint stands."""
        return f"{self.field.auto_id}_helptext"

    @property
    def error_id(self) -> str:
        """Where the error stands."""
        return f"{self.field.auto_id}_error"

    @property
    def first_id(self) -> str:
        """Where a link from the summary of errors should land: the first thing to fill in."""
        return (
            f"{self.field.auto_id}_0"
            if self.layout == "choices"
            else self.field.id_for_label or self.field.auto_id
        )


@dataclass(frozen=True)
class Error:
    """A line of the summary of errors; `href` is empty when it belongs to no field on the page."""

    text: str
    href: str


@register.inclusion_tag("ui/_form.html")
def ui_form(
    form: forms.BaseForm,
    submit: str = "Spara",
    cancel_url: str | None = None,
    action: str = "",
    extra: SafeString | str = "",
) -> dict[str, Any]:
    """A whole form: summary of errors, fields with label, hint and error, and the buttons.

    `action` is where it is sent, else the page itself; `extra` is ready HTML inside the form, such as
    a hidden field.
    """
    rows = [_row(field) for field in form.visible_fields()]
    return {
        "form": form,
        "rows": rows,
        "errors": list(_errors(form, rows)),
        "insistence": getattr(form, "insistence", None),
        "submit": submit,
        "cancel_url": cancel_url,
        "action": action,
        "extra": extra,
    }


def _row(field: BoundField) -> Row:
    widget = field.field.widget
    widget.attrs.pop("placeholder", None)  # a hint that vanishes when one types helps nobody
    for kind, input_type, written in INPUT_TYPES:
        if isinstance(widget, kind):
            widget.input_type, widget.format = input_type, written  # type: ignore[attr-defined]  # all three have them
            break
    match widget:
        case forms.RadioSelect() | forms.CheckboxSelectMultiple():
            return Row(field, "choices")
        case forms.CheckboxInput():
            return Row(field, "tick")
        case _:
            return Row(field, "group" if field.use_fieldset else "line")


def _asked_for(widget: forms.Widget) -> str:
    return next((words for kind, words in ASKED_FOR if isinstance(widget, kind)), "Fyll i det här.")


def _errors(form: forms.BaseForm, rows: list[Row]) -> Iterator[Error]:
    for text in form.non_field_errors():
        yield Error(str(text), "")
    insistence = getattr(form, "insistence", None)
    if insistence is not None and insistence.error:
        yield Error(f"Skäl: {insistence.error}", "#id_insist_reason")
    for field in form.hidden_fields():
        for text in field.errors:
            yield Error(str(text), "")
    for row in rows:
        for text in row.errors:
            yield Error(f"{row.field.label}: {text}", f"#{row.first_id}")


@register.inclusion_tag("ui/_wheel_nav.html")
def wheel_nav(
    here: Any, turn: Any, step: str = "", states: Mapping[str, StepState] | None = None
) -> dict[str, Any]:
    """The way through a round's seven steps; `step` is the key of the one being read, if any.

    With `states` each step tells how it stands, in a word.
    """
    return {"way": way(here.cooperation.slug, turn.pk, step, states or {}), "round": turn, "states": states}


@register.inclusion_tag("ui/_round_trail.html", takes_context=True)
def round_trail(context: Context, here: Any, turn: Any, step: str = "") -> dict[str, Any]:
    """Where in the house a page of a round lies; the step is a link on the pages below it."""
    current = way(here.cooperation.slug, turn.pk, step).current
    request = context.get("request")
    return {
        "cooperation": here.cooperation,
        "round": turn,
        "stop": current,
        "path": request.path if request else "",
        "is_here": bool(current and request and request.path == current.href),
    }


@register.inclusion_tag("ui/_places.html", takes_context=True)
def ui_places(context: Context) -> dict[str, tuple[Place, ...]]:
    """The rooms of the cooperation that the page belongs to; nothing on pages outside one."""
    here, request = context.get("here"), context.get("request")
    path = request.path if request else ""
    return {"places": places(here.cooperation.slug, path) if here else ()}


@register.simple_tag(takes_context=True)
def onward(context: Context, kind: str) -> Mapping[int, Sequence[Link]]:
    """What rests on the things of a kind on a page of a round, as links by the thing's key."""
    return links_onward(kind, context["here"].scope, context["round"])


@register.filter
def of(links: Mapping[int, Sequence[Link]], key: int) -> Sequence[Link]:
    """The links of one thing."""
    return links.get(key, ())


@register.simple_tag
def wheel_step(key: str) -> Step:
    """The step with a key, for its title or its sentence."""
    return step_called(key)

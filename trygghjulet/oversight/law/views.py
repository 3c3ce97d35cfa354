"""The act paragraph by paragraph on any day, and what people note about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from trygghjulet.foundation.access.rules import Denied, Permission
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.oversight.duties.queries import Shown
from trygghjulet.oversight.law import operations
from trygghjulet.oversight.law.forms import DayForm, EndForm, NoteForm
from trygghjulet.oversight.law.models import LawNote
from trygghjulet.oversight.law.queries import Account, account_of, namable, notes_of
from trygghjulet.oversight.law.rules.account import (
    VERDICT_WORDS,
    DutyStanding,
    ParagraphStanding,
    Verdict,
    summary,
    when,
)
from trygghjulet.oversight.law.rules.act import left_open, paragraphs

TONES: Final[Mapping[Verdict, str]] = {
    Verdict.MET: "good",
    Verdict.PARTLY: "warning",
    Verdict.NOT_MET: "bad",
    Verdict.CANNOT_BE_TOLD: "info",
    Verdict.NOT_APPLICABLE: "neutral",
}


@dataclass(frozen=True)
class Piece:
    """One duty of a paragraph as the page shows it."""

    standing: DutyStanding

    @property
    def word(self) -> str:
        """The verdict in a word."""
        return VERDICT_WORDS[self.standing.verdict]

    @property
    def tone(self) -> str:
        """The verdict's tone."""
        return TONES[self.standing.verdict]


@dataclass(frozen=True)
class Seen:
    """What shows something, when, and the page where it can be seen."""

    shown: Shown

    @property
    def when(self) -> str:
        """When it was done, or from when to when it holds."""
        return when(self.shown.fact)


@dataclass(frozen=True)
class Row:
    """A paragraph as the page shows it."""

    standing: ParagraphStanding
    evidence: tuple[Seen, ...]
    pieces: tuple[Piece, ...]
    notes: tuple[LawNote, ...]

    @property
    def tone(self) -> str:
        """The verdict's tone."""
        return TONES[self.standing.verdict]


@cooperation_page
def show(request: HttpRequest, here: Here) -> HttpResponse:
    """How the act's paragraphs stand today, or on a day that is asked for."""
    form = DayForm(request.GET or None)
    wrong = form.is_bound and not form.is_valid()
    on = (form.cleaned_data.get("dag") if form.is_bound and not wrong else None) or here.today
    found = account_of(here.scope, cooperation=here.cooperation, on=on)
    context = {
        "here": here,
        "on": on,
        "asked": on != here.today,
        "wrong": wrong,
        "left_open": left_open(),
        "summary": summary(found.standings),
        "chapters": _chapters(found),
        "named": found.named,
        "council": found.council,
        "may_note": here.may(Permission.MANAGE),
    }
    return render(request, "law/show.html", context)


def _chapters(found: Account) -> list[tuple[str, list[Row]]]:
    """The act's chapters, each with its paragraphs."""
    chapters: list[tuple[str, list[Row]]] = []
    for standing in found.standings:
        evidence = tuple(Seen(Shown(fact, found.links.get(fact.id, ""))) for fact in standing.evidence)
        notes = tuple(
            one for one in found.notes if one.sort.paragraph == standing.number and one.first <= found.at
        )
        if standing.paragraph.chapter:
            chapters.append((standing.paragraph.chapter, []))
        chapters[-1][1].append(Row(standing, evidence, tuple(map(Piece, standing.duties)), notes))
    return chapters


def _require_noting(here: Here) -> None:
    """Refuse, in the words of what was asked for, unless the person may note about the act."""
    try:
        here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)
    except Denied as refusal:
        raise Denied(refusal.reason.replace(Permission.MANAGE.value, "anteckna om lagen")) from refusal


@cooperation_page
def note(request: HttpRequest, here: Here, paragraph: int) -> HttpResponse:
    """Note what a paragraph asks for that no other room shows."""
    number = next((one.number for one in paragraphs() if one.key == str(paragraph)), None)
    if number is None:
        raise Http404
    _require_noting(here)
    return form_page(
        request,
        form=NoteForm(
            request.POST or None,
            paragraph=number,
            functions=namable(here.scope, cooperation=here.cooperation),
            initial={"first": here.today},
        ),
        act=lambda given: operations.note(by=here.scope, at=here.at, cooperation=here.cooperation, **given),
        done=f"Anteckningen om {number} är sparad.",
        back=f"{reverse('law:show', args=(here.cooperation.slug,))}#p{paragraph}",
        template="law/form.html",
        context={
            "here": here,
            "title": f"Anteckna om {number}",
            "lead": "Skriv det som inte syns någon annanstans i Trygghjulet. "
            "Anteckningen räknas i bedömningen och står i årsredovisningen.",
        },
    )


@cooperation_page
def end(request: HttpRequest, here: Here, note_id: int) -> HttpResponse:
    """Say the last day on which what a note says held."""
    found = _note(here, note_id)
    return form_page(
        request,
        form=EndForm(request.POST or None, initial={"last": found.last or here.today}),
        act=lambda given: operations.end_note(by=here.scope, at=here.at, note=found, **given),
        done="Sista dagen är sparad.",
        back=reverse("law:show", args=(here.cooperation.slug,)),
        template="law/form.html",
        context={"here": here, "title": "Ange sista dagen", "lead": f"{found}. {found.text}"},
    )


@cooperation_page
def remove(request: HttpRequest, here: Here, note_id: int) -> HttpResponse:
    """Take away a note that is wrong."""
    found = _note(here, note_id)
    return form_page(
        request,
        form=forms.Form(request.POST or None),
        act=lambda _: operations.remove_note(by=here.scope, at=here.at, note=found),
        done="Anteckningen är borttagen.",
        back=reverse("law:show", args=(here.cooperation.slug,)),
        template="law/form.html",
        context={
            "here": here,
            "title": "Ta bort anteckningen",
            "lead": f"{found}. {found.text} Gör det bara om den är fel. Loggen minns vad den sa.",
            "submit": "Ta bort anteckningen",
        },
    )


def _note(here: Here, note_id: int) -> LawNote:
    found = get_object_or_404(notes_of(here.scope, cooperation=here.cooperation), pk=note_id)
    _require_noting(here)
    return found

"""The pages of the test of 10 §: choosing forums, the result, answering, and alternatives beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.oversight.strategic_council import operations
from trygghjulet.oversight.strategic_council.forms import (
    AlternativeForm,
    AnswerForm,
    ChooseForm,
    ChosenForm,
    SeatForm,
    ThemesForm,
    asked,
)
from trygghjulet.oversight.strategic_council.models import Alternative, CriterionNote, ItemMark
from trygghjulet.oversight.strategic_council.queries import (
    Trial,
    alternatives,
    choices,
    markable,
    subject_of,
    trial_of,
    trials,
    try_alternative,
)
from trygghjulet.oversight.strategic_council.rules.bodies import Matter, Member
from trygghjulet.oversight.strategic_council.rules.criteria import Criterion, Judgement, Verdict
from trygghjulet.oversight.strategic_council.rules.quoted import Agreement, Compared
from trygghjulet.oversight.strategic_council.rules.wording import leading_words, themes
from trygghjulet.oversight.strategic_council.section import section

TONES: Final[Mapping[Verdict, str]] = {
    Verdict.YES: "good",
    Verdict.RESERVED: "warning",
    Verdict.NO: "bad",
    Verdict.UNKNOWN: "info",
}
_QUOTE_TONES: Final[Mapping[Agreement, str]] = {
    Agreement.SAME: "good",
    Agreement.NEAR: "neutral",
    Agreement.DIFFERS: "warning",
    Agreement.UNTOLD: "info",
    Agreement.PART: "neutral",
}
_TEMPLATE: Final = "strategic_council/form.html"


@dataclass(frozen=True)
class Quote:
    """A quoted assessment as the page shows it."""

    compared: Compared

    @property
    def tone(self) -> str:
        """The tone of how it stands to the test."""
        return _QUOTE_TONES[self.compared.agreement]


@dataclass(frozen=True)
class Row:
    """A criterion as the page shows it, with what stands beside and what can be done about it."""

    judged: Judgement
    quotes: tuple[Quote, ...]
    history: tuple[CriterionNote, ...]
    seats: tuple[Member, ...]
    items: tuple[Matter, ...]

    @property
    def tone(self) -> str:
        """The verdict's tone."""
        return TONES[self.judged.verdict]

    @property
    def worked_out_tone(self) -> str:
        """The tone of what the test works out by itself."""
        return TONES[self.judged.worked_out]


@dataclass(frozen=True)
class Saved:
    """A saved alternative in the list, with how it stands."""

    trial: Trial

    @property
    def tone(self) -> str:
        """The tone of how it stands against the act."""
        return TONES[self.trial.result.verdict]


def _context(here: Here, found: Trial) -> dict[str, object]:
    rows = [
        Row(
            one,
            tuple(Quote(each) for each in found.quotes if each.quoted.criterion is one.criterion),
            found.history(one.criterion),
            _seats(found) if one.criterion is Criterion.POSITIONS else (),
            _items(found) if one.criterion is Criterion.QUESTIONS else (),
        )
        for one in found.result.judgements
    ]
    return {
        "here": here,
        "trial": found,
        "asked": urlencode([("forum", ref) for ref in found.refs]),
        "tone": TONES[found.result.verdict],
        "own": [one for one in rows if one.judged.of_the_act],
        "beside": [one for one in rows if not one.judged.of_the_act],
        "quotes": [Quote(one) for one in found.quotes if one.quoted.criterion is None],
        "changed_since": found.changed_since,
        "leading_words": leading_words(),
        "may_write": here.may(Permission.MANAGE),
    }


def _seats(found: Trial) -> tuple[Member, ...]:
    """The seats whose position a person can judge: all but the municipality's own."""
    return tuple(one for body in found.bodies for one in body.members if not one.own)


def _items(found: Trial) -> tuple[Matter, ...]:
    """The points on agendas that a person can mark."""
    return tuple(one for body in found.bodies for one in body.matters if one.item is not None)


@cooperation_page
def index(request: HttpRequest, here: Here) -> HttpResponse:
    """The forums that can be tested, the alternatives that are saved, and the way to compare them."""
    found = trials(here.scope, cooperation=here.cooperation, on=here.today)
    listed = choices(here.scope, cooperation=here.cooperation)
    context = {
        "here": here,
        "form": ChooseForm(choices=listed),
        "saved": [Saved(one) for one in found],
        "chosen": next((one for one in found if one.alternative and one.alternative.chosen_on), None),
        "has_example": any(one.alternative and one.alternative.letter for one in found),
        "may_write": here.may(Permission.MANAGE),
    }
    return render(request, "strategic_council/index.html", context)


@cooperation_page
def trial(request: HttpRequest, here: Here) -> HttpResponse:
    """Chosen forums, together, held against 10 § without being saved."""
    form = ChooseForm(request.GET or None, choices=choices(here.scope, cooperation=here.cooperation))
    if not form.is_valid():
        return render(request, "strategic_council/choose.html", {"here": here, "form": form})
    found = trial_of(here.scope, cooperation=here.cooperation, refs=form.refs, on=here.today)
    return render(request, "strategic_council/trial.html", _context(here, found))


@cooperation_page
def show(request: HttpRequest, here: Here, alternative_id: int) -> HttpResponse:
    """A saved alternative held against 10 §, with what people have answered."""
    found = try_alternative(here.scope, alternative=_alternative(here, alternative_id), on=here.today)
    return render(request, "strategic_council/trial.html", _context(here, found))


@cooperation_page
def compare(request: HttpRequest, here: Here) -> HttpResponse:
    """The saved alternatives beside each other."""
    found = trials(here.scope, cooperation=here.cooperation, on=here.today)
    context = {"here": here, "sections": section(found), "count": len(found)}
    return render(request, "strategic_council/compare.html", context)


@cooperation_page
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """Save forums, or only what is planned, as an alternative."""
    _require(here)
    listed = choices(here.scope, cooperation=here.cooperation)
    initial = asked(request.GET.getlist("forum"))
    form = AlternativeForm(request.POST or None, choices=listed, initial=initial)
    return form_page(
        request,
        form=form,
        act=lambda _: operations.save(
            by=here.scope, at=here.at, cooperation=here.cooperation, content=form.content
        ),
        done="Alternativet är sparat.",
        back=_index(here),
        template=_TEMPLATE,
        context={
            "here": here,
            "title": "Lägg upp ett alternativ",
            "lead": "Ett alternativ är ett forum, eller flera tillsammans, och det som är tänkt att ändras.",
        },
    )


@cooperation_page
@require_POST
def example(request: HttpRequest, here: Here) -> HttpResponse:
    """Save Göteborg's three alternatives of 2024 to compare with."""
    try:
        operations.save_example(by=here.scope, at=here.at, cooperation=here.cooperation)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Göteborgs tre alternativ är upplagda.")
    return redirect(_index(here))


@cooperation_page
def edit(request: HttpRequest, here: Here, alternative_id: int) -> HttpResponse:
    """Change an alternative."""
    found = _written(here, alternative_id)
    form = AlternativeForm(
        request.POST or None,
        choices=choices(here.scope, cooperation=here.cooperation),
        initial={
            **asked(found.bodies),
            "name": found.name,
            "changes": found.changes,
            "seen": found.revision,
        },
    )
    return form_page(
        request,
        form=form,
        act=lambda given: operations.change(
            by=here.scope, at=here.at, alternative=found, seen=given["seen"], content=form.content
        ),
        done="Ändringarna är sparade.",
        back=_page(here, found),
        template=_TEMPLATE,
        context={
            "here": here,
            "title": f"Ändra {found.name}",
            "lead": "Svaren om kriterierna står kvar. Ändras forumen syns det vid dem.",
        },
    )


@cooperation_page
def choose(request: HttpRequest, here: Here, alternative_id: int) -> HttpResponse:
    """Say that an alternative is the municipality's strategic council."""
    found = _written(here, alternative_id)
    return form_page(
        request,
        form=ChosenForm(request.POST or None, initial={"since": found.chosen_on or here.today}),
        act=lambda given: operations.choose(by=here.scope, at=here.at, alternative=found, **given),
        done=f"{found.name} är ert strategiska råd.",
        back=_page(here, found),
        template=_TEMPLATE,
        context={
            "here": here,
            "title": f"Peka ut {found.name} som strategiskt råd",
            "lead": "Det räknas för 10 § på sidan om lagen. Det som var utpekat förut räknas inte längre.",
            "submit": "Peka ut",
        },
    )


@cooperation_page
def remove(request: HttpRequest, here: Here, alternative_id: int) -> HttpResponse:
    """Take away an alternative."""
    found = _written(here, alternative_id)
    return form_page(
        request,
        form=forms.Form(request.POST or None),
        act=lambda _: operations.remove(by=here.scope, at=here.at, alternative=found),
        done="Alternativet är borttaget.",
        back=_index(here),
        template=_TEMPLATE,
        context={
            "here": here,
            "title": f"Ta bort {found.name}",
            "lead": "Svaren om kriterierna följer med. Loggen minns vad de sa.",
            "submit": "Ta bort alternativet",
        },
    )


@cooperation_page
def answer(request: HttpRequest, here: Here, alternative_id: int, criterion: str) -> HttpResponse:
    """Answer a criterion where a person knows more than can be seen here."""
    found = _written(here, alternative_id)
    if criterion not in list(Criterion):
        raise Http404
    judged = try_alternative(here.scope, alternative=found, on=here.today).result.of(Criterion(criterion))
    count = found.notes.filter(criterion=criterion).count()
    return form_page(
        request,
        form=AnswerForm(
            request.POST or None, may_withdraw=judged.answer is not None, initial={"seen": count}
        ),
        act=lambda given: operations.answer(
            by=here.scope, at=here.at, alternative=found, criterion=criterion, **given
        ),
        done="Svaret är sparat.",
        back=f"{_page(here, found)}#{criterion}",
        template=_TEMPLATE,
        context={
            "here": here,
            "title": judged.about.title,
            "lead": f"Prövningen säger: {judged.reason} Vet ni mer, svara: båda visas, och ert svar räknas.",
        },
    )


@cooperation_page
def seat(request: HttpRequest, here: Here, alternative_id: int, ref: str) -> HttpResponse:
    """Confirm or overrule whether a seat is held by somebody in a leading position."""
    found = _written(here, alternative_id)
    member = subject_of(here.scope, cooperation=here.cooperation, ref=ref, refs=found.bodies, on=here.today)
    if member is None:
        raise Http404
    form = SeatForm(request.POST or None)
    return form_page(
        request,
        form=form,
        act=lambda given: operations.judge_seat(
            by=here.scope, at=here.at, alternative=found, ref=ref, leading=form.said, reason=given["reason"]
        ),
        done="Omdömet är sparat.",
        back=f"{_page(here, found)}#positions",
        template=_TEMPLATE,
        context={
            "here": here,
            "title": member.called,
            "lead": "Ordlistan är en tumregel. Säg hur det är, och varför. Platsen gäller så i alla alternativ.",
        },
    )


@cooperation_page
def mark(request: HttpRequest, here: Here, item_id: int) -> HttpResponse:
    """Mark which strategic questions a point on an agenda belonged to."""
    _require(here)
    item = get_object_or_404(markable(here.scope, cooperation=here.cooperation), pk=item_id)
    latest = ItemMark.objects.filter(item=item).last()
    initial = latest.found if latest else themes(f"{item.title} {item.text}")
    form = ThemesForm(request.POST if request.method == "POST" else None, initial={"themes": list(initial)})
    return form_page(
        request,
        form=form,
        act=lambda given: operations.mark_item(
            by=here.scope, at=here.at, cooperation=here.cooperation, item=item, themes=given["themes"]
        ),
        done="Märkningen är sparad.",
        back=_index(here),
        template=_TEMPLATE,
        context={
            "here": here,
            "title": item.title,
            "lead": f"{item.meeting}. Vilka strategiska frågor gällde punkten?",
        },
    )


def _require(here: Here) -> None:
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)


def _alternative(here: Here, alternative_id: int) -> Alternative:
    listed = alternatives(here.scope, cooperation=here.cooperation).select_related("cooperation")
    return get_object_or_404(listed, pk=alternative_id)


def _written(here: Here, alternative_id: int) -> Alternative:
    found = _alternative(here, alternative_id)
    _require(here)
    return found


def _index(here: Here) -> str:
    return reverse("strategic_council:index", args=(here.cooperation.slug,))


def _page(here: Here, found: Alternative) -> str:
    return reverse("strategic_council:show", args=(here.cooperation.slug, found.pk))

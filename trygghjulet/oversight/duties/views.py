"""The pages of the duties: how they stand, one duty, and noting what has been done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from trygghjulet.cooperation.agreements.rules.duties import told
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.badges import Badge
from trygghjulet.foundation.ui.fields import Choices
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.foundation.ui.tables import Column, Link, Table
from trygghjulet.obligations import words as w
from trygghjulet.obligations.facts import Fact
from trygghjulet.obligations.state import State
from trygghjulet.oversight.duties import operations
from trygghjulet.oversight.duties.forms import (
    CompleteFromForm,
    DayForm,
    DoneForm,
    FactForm,
    TakeBackForm,
    TakeOverForm,
)
from trygghjulet.oversight.duties.models import NotedFact
from trygghjulet.oversight.duties.queries import Arrangement, arrangement, judged, noted
from trygghjulet.oversight.duties.rules import (
    FACT_WORDS,
    KIND_WORDS,
    STATE_SENTENCES,
    STATE_WORDS,
    THING_WORDS,
    Judged,
    counted,
    thing,
)

TONES = {
    State.MET: "good",
    State.DUE: "info",
    State.AT_RISK: "warning",
    State.OVERDUE: "bad",
    State.NOT_APPLICABLE: "neutral",
    State.CANNOT_BE_TOLD: "neutral",
}
#: What a list shows that has not been asked for anything else.
TO_DO = (State.OVERDUE, State.AT_RISK, State.DUE)
_FORM = "duties/form.html"


@cooperation_page
def show_all(request: HttpRequest, here: Here) -> HttpResponse:
    """Every duty and how it stands a day, today where nothing else is asked."""
    found = arrangement(here.scope, cooperation=here.cooperation, on=here.today)
    form = DayForm(request.GET or None, **_filters(found))
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    on = chosen.get("dag") or here.today
    everything = judged(found, on=on)
    shown = [one for one in everything if _wanted(one, chosen, found)]
    counts = counted(everything)
    context = {
        "here": here,
        "on": on,
        "is_today": on == here.today,
        "is_to_come": on > here.today,
        "form": form if form.is_bound else DayForm(**_filters(found)),
        "counts": [
            {
                "state": state.value,
                "word": STATE_WORDS[state],
                "tone": TONES[state],
                "count": count,
                "sentence": STATE_SENTENCES[state],
            }
            for state, count in counts.items()
        ],
        "total": len(everything),
        "ownerless": [one for one in everything if one.standing.ownerless],
        "table": _table(here, shown),
        "practices": _table(
            here,
            [one for one in judged(found, on=on, practices=True) if _asked_for(one, chosen, found)],
            caption="Praxis, som ingen klausul kräver",
        ),
        "complete_from": found.record.complete_from,
        "drafts": found.drafts,
        "unread": found.unread,
        "may_note": here.may(Permission.NOTE_DONE),
    }
    return render(request, "duties/index.html", context)


def _filters(found: Arrangement) -> dict[str, Choices]:
    documents = {duty.instrument for duty in found.blueprint.duties}
    actors = {one for duty in found.blueprint.duties for one in duty.who}
    return {
        "states": [(state.value, word) for state, word in STATE_WORDS.items()],
        "actors": _once({one: found.blueprint.name_of(one) for one in actors}),
        "documents": [(one.id, one.title) for one in found.blueprint.instruments if one.id in documents],
    }


def _once(named: dict[str, str]) -> Choices:
    """One choice for each name: a party can have several words, one from each blueprint."""
    by_name: dict[str, str] = {}
    for key in sorted(named):
        by_name.setdefault(named[key], key)
    return [(key, name) for name, key in sorted(by_name.items())]


def _asked_for(one: Judged, chosen: dict[str, Any], found: Arrangement) -> bool:
    """Whether it is carried by the one that was chosen, and follows from the document."""
    name = found.blueprint.name_of
    who = {name(key) for key in (*one.duty.who, *one.standing.holders)}
    return (not chosen.get("vem") or name(chosen["vem"]) in who) and (
        not chosen.get("dokument") or chosen["dokument"] == one.duty.instrument
    )


def _wanted(one: Judged, chosen: dict[str, Any], found: Arrangement) -> bool:
    state = chosen.get("lage") or ""
    in_state = one.standing.state in TO_DO if not state else one.standing.state == state
    return (state == "alla" or in_state) and _asked_for(one, chosen, found)


def _table(here: Here, shown: Sequence[Judged], *, caption: str = "Skyldigheterna") -> Table:
    return Table(
        caption=caption,
        columns=[
            Column("Skyldighet"),
            Column("Läge"),
            Column("Senast", "date"),
            Column("Vem"),
            Column("Varför"),
        ],
        rows=[
            (
                Link(one.duty.title, reverse("duties:show", args=(here.cooperation.slug, one.row))),
                Badge(STATE_WORDS[one.standing.state], TONES[one.standing.state]),
                one.standing.due,
                "Ingen" if one.standing.ownerless and not one.holders else one.holders,
                one.standing.reason,
            )
            for one in shown
        ],
        empty="Inget att visa med det här urvalet.",
    )


def _one(here: Here, row: int, *, on: date) -> tuple[Arrangement, Judged]:
    found = arrangement(here.scope, cooperation=here.cooperation, on=here.today)
    for one in (*judged(found, on=on), *judged(found, on=on, practices=True)):
        if one.row == row:
            return found, one
    raise Http404


@cooperation_page
def show(request: HttpRequest, here: Here, row: int) -> HttpResponse:
    """One duty: its clause, what counts, how it stands and what shows it."""
    form = DayForm(request.GET or None, states=[], actors=[], documents=[])
    on = (form.cleaned_data.get("dag") if form.is_bound and form.is_valid() else None) or here.today
    found, one = _one(here, row, on=on)
    name = found.blueprint.name_of
    facts = {fact.id: fact for fact in found.record.facts}
    stored = found.rows[one.duty.id]
    context = {
        "here": here,
        "one": one,
        "on": on,
        "is_today": on == here.today,
        "is_to_come": on > here.today,
        "word": STATE_WORDS[one.standing.state],
        "tone": TONES[one.standing.state],
        "kind": KIND_WORDS[one.duty.kind],
        "when": told(one.duty.when),
        "counts": evidence_words(one.duty.evidence, found.blueprint),
        "stored": stored,
        "to": ", ".join(name(key) for key in one.duty.to),
        "evidence": [
            {
                "words": ", ".join(
                    one for one in (FACT_WORDS[fact.kind], _about(fact, found.blueprint)) if one
                ),
                "on": fact.on or (numbers.day(fact.first) if fact.first else ""),
                "period": fact.period,
                "href": found.links.get(key, ""),
                "source": fact.source,
            }
            for key in one.standing.evidence
            if (fact := facts.get(key))
        ],
        "parts": Table(
            caption="Per område",
            columns=[Column("Område"), Column("Läge"), Column("Senast", "date"), Column("Varför")],
            rows=[
                (
                    name(part.area or ""),
                    Badge(STATE_WORDS[part.state], TONES[part.state]),
                    part.due,
                    part.reason,
                )
                for part in one.standing.parts
            ],
        ),
        "may_note": here.may(Permission.NOTE_DONE),
        "may_manage": here.may(Permission.MANAGE),
    }
    return render(request, "duties/show.html", context)


def _about(fact: Fact, blueprint: w.Blueprint) -> str:
    """What tells a fact from its like: which seat or area."""
    seat = fact.what if fact.kind is w.FactKind.APPOINTMENT else None
    return ", ".join(blueprint.name_of(one) for one in (seat, fact.area) if one)


def evidence_words(pattern: w.Pattern, blueprint: w.Blueprint) -> str:
    """What counts as done, in a sentence without its full stop."""
    name = blueprint.name_of
    parts = [FACT_WORDS[pattern.kind].lower()]
    parts += [thing(pattern.what)] if pattern.what in THING_WORDS else []
    parts += [f"forum: {name(pattern.forum)}"] if pattern.forum else []
    parts += [f"funktion: {name(pattern.function)}"] if pattern.function else []
    parts += [f"part: {name(pattern.party)}"] if pattern.party else []
    parts += [f"område: {name(pattern.area)}"] if pattern.area else []
    parts += [f"plats: {pattern.place}"] if pattern.place else []
    for word, keys in (("av", pattern.by), ("till", pattern.to), ("undertecknat av", pattern.signed_by)):
        parts += [f"{word} {' och '.join(name(key) for key in keys)}"] if keys else []
    return ", ".join(parts)


@cooperation_page
def done(request: HttpRequest, here: Here, row: int) -> HttpResponse:
    """Note that a duty's thing has been done."""
    here.scope.require(Permission.NOTE_DONE, cooperation_id=here.cooperation.pk)
    found, one = _one(here, row, on=here.today)
    named = {key: found.blueprint.name_of(key) for key in _mentioned(one.duty)}
    form = DoneForm(request.POST or None, duty=one.duty, areas=_local(here), named=named)
    return form_page(
        request,
        form=form,
        act=lambda _: operations.note(
            by=here.scope, at=here.at, cooperation=here.cooperation, noted=form.noted()
        ),
        done="Det är antecknat. Läget är räknat på nytt.",
        back=reverse("duties:show", args=(here.cooperation.slug, row)),
        template=_FORM,
        context={
            "here": here,
            "title": "Anteckna att det är gjort",
            "lead": f"{one.duty.title}. Det som räknas: {evidence_words(one.duty.evidence, found.blueprint)}.",
        },
    )


def _mentioned(duty: w.Duty) -> tuple[str, ...]:
    return duty.when.between if isinstance(duty.when, w.Alternates) else ()


def _local(here: Here) -> Any:
    root = here.cooperation.area
    return Area.objects.filter(pk__in=[area.pk for area in tree(root) if area.parent_id == root.pk])


@cooperation_page
def take_over(request: HttpRequest, here: Here, row: int) -> HttpResponse:
    """Let somebody take a duty over."""
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)
    found, one = _one(here, row, on=here.today)
    return form_page(
        request,
        form=TakeOverForm(request.POST or None, actors=_actors(found)),
        act=lambda given: operations.take_over(
            by=here.scope, at=here.at, cooperation=here.cooperation, duty=one.duty.id, **given
        ),
        done="Skyldigheten har ny ägare.",
        back=reverse("duties:show", args=(here.cooperation.slug, row)),
        template=_FORM,
        context={"here": here, "title": "Ta över skyldigheten", "lead": f"{one.duty.title}."},
    )


def _actors(found: Arrangement) -> Choices:
    blueprint = found.blueprint
    named = {one.id: one.name for one in (*blueprint.parties, *blueprint.functions)}
    named |= {one.id: one.name for one in blueprint.forums}
    return _once(named)


def _things(found: Arrangement) -> Choices:
    """What facts can be about: documents and bodies that can end, and what the duties ask for."""
    blueprint = found.blueprint
    asked: dict[str, str] = {}
    for duty in blueprint.duties:
        for pattern in (duty.evidence, duty.condition):
            if pattern is not None and pattern.what:
                known = thing(pattern.what).capitalize() if pattern.what in THING_WORDS else duty.title
                asked.setdefault(pattern.what, known)
    return [
        ("Dokument", [(one.id, one.title) for one in blueprint.instruments]),
        ("Forum", [(one.id, one.name) for one in blueprint.forums]),
        (
            "Det som skyldigheterna frågar efter",
            sorted(asked.items(), key=lambda pair: pair[1]),
        ),
    ]


@cooperation_page
def note(request: HttpRequest, here: Here) -> HttpResponse:
    """Note something else that the duties ask about."""
    here.scope.require(Permission.NOTE_DONE, cooperation_id=here.cooperation.pk)
    found = arrangement(here.scope, cooperation=here.cooperation, on=here.today)
    form = FactForm(
        request.POST or None,
        areas=_local(here),
        things=_things(found),
        forums=[(one.id, one.name) for one in found.blueprint.forums],
        actors=_actors(found),
    )
    return form_page(
        request,
        form=form,
        act=lambda _: operations.note(
            by=here.scope, at=here.at, cooperation=here.cooperation, noted=form.noted()
        ),
        done="Det är antecknat.",
        back=reverse("duties:facts", args=(here.cooperation.slug,)),
        template=_FORM,
        context={
            "here": here,
            "title": "Anteckna något som har hänt",
            "lead": "Det mesta antecknas vid sin skyldighet. Här förs in att något upphörde, att ett förhållande råder "
            "eller något annat som skyldigheterna frågar efter.",
        },
    )


@cooperation_page
def facts(request: HttpRequest, here: Here) -> HttpResponse:
    """What people have noted, the latest first."""
    may_note = here.may(Permission.NOTE_DONE)
    rows = [
        (
            str(row),
            _day_words(row.on_first or row.holds_from, row.on_last or row.holds_until)
            + (
                f", avser {numbers.days(row.period_first, row.period_last)}"
                if row.period_first and row.period_last
                else ""
            ),
            row.area.name if row.area else "",
            row.reference,
            f"{row.entered_by}, {numbers.day(row.entered_at.date())}",
            Link(
                "Ta tillbaka",
                reverse("duties:take_back", args=(here.cooperation.slug, row.pk)),
                about=f"anteckningen {row}",
            )
            if may_note
            else "",
        )
        for row in noted(here.scope, cooperation=here.cooperation)
    ]
    table = Table(
        caption="Det som är antecknat för hand",
        columns=[
            Column(title) for title in ("Vad", "När", "Område", "Var det finns", "Antecknat av", "Ändra")
        ],
        rows=rows,
        empty="Inget är antecknat för hand. Möten, lägesbilder, planer och annat som finns i systemet räknas ändå.",
    )
    return render(request, "duties/facts.html", {"here": here, "table": table, "may_note": may_note})


def _when_words(row: NotedFact) -> str:
    said = _day_words(row.on_first or row.holds_from, row.on_last or row.holds_until)
    if row.period_first and row.period_last:
        said += f", avser {numbers.days(row.period_first, row.period_last)}"
    return said


def _day_words(first: date | None, last: date | None) -> str:
    if first is None:
        return f"till och med {numbers.day(last)}" if last else ""
    return f"från {numbers.day(first)}" if last is None else numbers.days(first, last)


@cooperation_page
def complete_from(request: HttpRequest, here: Here) -> HttpResponse:
    """Say from when what is recorded is all that has been done."""
    here.scope.require(Permission.NOTE_DONE, cooperation_id=here.cooperation.pk)
    return form_page(
        request,
        form=CompleteFromForm(request.POST or None),
        act=lambda given: operations.say_complete_from(
            by=here.scope, at=here.at, cooperation=here.cooperation, **given
        ),
        done="Läget är räknat på nytt.",
        back=reverse("duties:show_all", args=(here.cooperation.slug,)),
        template=_FORM,
        context={
            "here": here,
            "title": "Från när är det fullständigt?",
            "lead": "Det som inte är antecknat räknas som inte gjort, men bara från den dag då allt finns här.",
        },
    )


@cooperation_page
def take_back(request: HttpRequest, here: Here, fact: int) -> HttpResponse:
    """Take back something that was noted."""
    here.scope.require(Permission.NOTE_DONE, cooperation_id=here.cooperation.pk)
    row = get_object_or_404(noted(here.scope, cooperation=here.cooperation), pk=fact)
    return form_page(
        request,
        form=TakeBackForm(request.POST or None),
        act=lambda given: operations.take_back(by=here.scope, at=here.at, fact=row, **given),
        done="Anteckningen är tillbakatagen.",
        back=reverse("duties:facts", args=(here.cooperation.slug,)),
        template=_FORM,
        context={
            "here": here,
            "title": "Ta tillbaka en anteckning",
            "lead": f"{row}. Raden står kvar i loggen.",
        },
    )

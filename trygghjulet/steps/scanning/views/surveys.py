"""The page of a survey: each question's shares with their uncertainty, and where safety and crime part."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst

from trygghjulet.documents.numbers import number
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.tables import Cell, Column, Link, Table
from trygghjulet.observations.answers import Answers, Question
from trygghjulet.observations.period import Period
from trygghjulet.steps.scanning.forms.surveys import ShownForm
from trygghjulet.steps.scanning.models import Sharing, Source
from trygghjulet.steps.scanning.queries import (
    answers_of,
    area_of_each,
    figures_of,
    parting,
    smallest_for,
    sources,
)
from trygghjulet.steps.scanning.rules.scales import counted_of, in_order, tells_safety
from trygghjulet.steps.scanning.rules.shares import Group, Told, answered, overall, sentence, wave_name
from trygghjulet.steps.scanning.rules.sharing import sees_rows

#: More waves than these make a table that nobody reads; the latest are shown.
_WAVES_SHOWN: Final = 4
_FIGURES_SHOWN: Final = 400


@cooperation_page
def survey(request: HttpRequest, here: Here, source_id: int) -> HttpResponse:
    """A survey's questions with their shares; one of them by area, or by what is told of those who answered."""
    source = get_object_or_404(sources(here.scope, cooperation=here.cooperation), pk=source_id)
    sees = sees_rows(
        here.scope, cooperation_id=here.cooperation.pk, owner_id=source.party_id, sharing=source.sharing
    )
    smallest = 0 if sees else source.smallest_count
    answers = answers_of(source)
    questions = answers.questions()
    context: dict[str, Any] = {
        "here": here,
        "source": source,
        "sees_rows": sees,
        "replaced": ", ".join(wave_name(wave) for wave in answers.replaced),
        "figures": _figures(figures_of(source)),
    }
    if questions:
        context |= _question(request, here, answers, _chosen(request, questions), smallest=smallest)
        context["questions"] = _overview(answers, questions, smallest=smallest)
        context |= _parting(here, source)
    return render(request, "scanning/survey.html", context)


def _chosen(request: HttpRequest, questions: tuple[Question, ...]) -> Question:
    asked = request.GET.get("fraga", "")
    if not asked:
        return next((q for q in questions if tells_safety(q.answers)), questions[0])
    if found := next((q for q in questions if q.name == asked), None):
        return found
    raise Http404


def _question(
    request: HttpRequest, here: Here, answers: Answers, question: Question, *, smallest: int
) -> dict[str, Any]:
    background = answers.background()
    form = ShownForm(
        {"fraga": question.name, "grupp": request.GET.get("grupp", ""), "svar": request.GET.getlist("svar")},
        groups=background,
        answers=in_order(question.answers),
        may_choose=not smallest,
    )
    given = form.cleaned_data if form.is_valid() else {}
    # Those who don't see the rows can't choose: what is withheld could be worked out by choosing twice.
    counted = tuple(given.get("svar") or ()) or counted_of(question.answers)
    by = given.get("grupp") or None
    waves = question.waves[-_WAVES_SHOWN:]
    shown = answered(answers, question.name, counted, waves, by=by, smallest=smallest)
    form = ShownForm(
        groups=background,
        answers=in_order(question.answers),
        may_choose=not smallest,
        initial={"fraga": question.name, "grupp": by or "", "svar": counted},
    )
    names = {} if by else {text: area.name for text, area in area_of_each(here.cooperation).items()}
    first = next((g.title for g in background if g.name == by), "Område")
    rows = [_row(group, names.get(group.name.lower(), group.name)) for group in shown.groups]
    return {
        "question": question,
        "counted": counted,
        "not_counted": [answer for answer in in_order(question.answers) if answer not in counted],
        "sentence": sentence(counted, waves, shown.total),
        "form": form,
        "withheld": shown.withheld,
        "table": Table(
            f"Andel efter {first[:1].lower()}{first[1:]}",
            [Column(first), *_wave_columns(waves)],
            [*rows, _row(shown.total, "Alla som svarat")],
        ),
    }


def _overview(answers: Answers, questions: tuple[Question, ...], *, smallest: int) -> Table:
    waves = sorted({wave for question in questions for wave in question.waves})[-_WAVES_SHOWN:]
    rows: list[list[Cell]] = []
    for question in questions:
        counted = counted_of(question.answers)
        total = overall(answers, question.name, counted, waves, smallest=smallest)
        link = Link(capfirst(question.title), f"?{urlencode({'fraga': question.name})}#fragan")
        rows.append([link, ", ".join(counted), *_row(total, "")[1:]])
    return Table(
        "Andel av dem som svarat",
        [Column("Fråga"), Column("Svar som räknas"), *_wave_columns(waves)],
        rows,
    )


def _wave_columns(waves: tuple[Period, ...] | list[Period]) -> list[Column]:
    change = [Column("Ändring")] if len(waves) > 1 else []
    return [*(Column(wave_name(wave)) for wave in waves), *change]


def _row(group: Group, name: str) -> list[Cell]:
    change: list[Cell] = [group.changed.words if group.changed else "–"] if len(group.told) > 1 else []
    return [name, *(_told(told) for told in group.told), *change]


def _told(told: Told) -> str:
    if told.share is None or told.answered is None:
        return told.words
    return f"{told.words}, {number(told.answered)}\N{NO-BREAK SPACE}svar"


def _parting(here: Here, source: Source) -> dict[str, Any]:
    if source.sharing == Sharing.OWNER:
        return {}
    found = parting(here.cooperation, survey=source)
    kept = found.few and smallest_for(here.scope, cooperation=here.cooperation, hashes=found.hashes)
    rows: list[list[Cell]] = [
        [
            one.area.name,
            "få brott" if one.rate is None else "visas inte" if kept else number(one.rate, decimals=1),
            "kan inte avgöras"
            if one.area.safe is None
            else Told(one.area.safe, one.area.low, one.area.high).words,
            one.span,
            one.words,
        ]
        for one in found.comparison.areas
    ]
    columns = ("Område", "Brott per 1 000 invånare", "Andel som är trygga", "Skillnad i plats", "Fynd")
    return {
        "parting": found,
        "parting_table": Table("Trygghet och brott", [Column(title) for title in columns], rows),
    }


def _figures(rows: pl.DataFrame) -> Table | None:
    """Ready figures as they were published, the newest years first."""
    if not rows.height:
        return None
    shown = rows.sort(["title", "given_area", "group", "period_from"], descending=[False, False, False, True])
    lines: list[list[Cell]] = [
        [
            row["title"],
            row["given_area"] or "–",
            row["group"] or "Alla",
            wave_name(Period(row["period_from"], row["period_to"])),
            _figure(row),
            row["answers"],
        ]
        for row in shown.head(_FIGURES_SHOWN).iter_rows(named=True)
    ]
    some = (
        f" (de första {number(_FIGURES_SHOWN)} av {number(rows.height)})"
        if rows.height > _FIGURES_SHOWN
        else ""
    )
    return Table(
        f"Så som de är publicerade{some}",
        [
            Column("Fråga"),
            Column("Område"),
            Column("Grupp"),
            Column("År"),
            Column("Värde"),
            Column("Antal svar", "number"),
        ],
        lines,
    )


def _figure(row: dict[str, Any]) -> str:
    if row["value"] is None:
        return "redovisas inte"
    unit = "\N{NO-BREAK SPACE}%" if row["unit"] == "procent" else f" {row['unit'] or ''}".rstrip()
    written = f"{number(row['value'], decimals=None)}{unit}"
    if row["low"] is None or row["high"] is None:
        return written
    return f"{written} ({number(row['low'])}–{number(row['high'])})"

"""A self-evaluation's part of a report: what the answers say, what was decided last year, and next year's plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from trygghjulet.cooperation.evaluations.models import PlanPoint, SelfEvaluation, Statement
from trygghjulet.cooperation.evaluations.queries import Findings
from trygghjulet.cooperation.evaluations.rules.asking import (
    REMARK_QUESTIONS,
    THEME_WORDS,
    VALUES,
    Theme,
)
from trygghjulet.cooperation.evaluations.rules.results import (
    CAUTION,
    Distribution,
    compared,
    median_of,
    share_answered,
    weakest,
)
from trygghjulet.documents import numbers
from trygghjulet.documents.tree import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Cell,
    Column,
    ColumnKind,
    Document,
    Paragraph,
    Row,
    Section,
    Table,
    Withheld,
)
from trygghjulet.foundation.privacy.withholding import for_the_public

#: The number that everything else in a row is worked out from: withheld, it takes the row with it.
_FROM = (1,)
_ABOUT = {
    Theme.TASKS: "uppgifterna",
    Theme.COMPOSITION: "sammansättningen",
    Theme.WORKING: "arbetsformerna",
    Theme.ACTION: "vad som händer efter mötena",
}
_SCALE = (
    "Skalan går från 1, stämmer inte alls, till 5, stämmer helt. Medianen är det mittersta svaret på skalan."
)


def results_section(found: Findings, *, words: bool, level: int = 1) -> tuple[Section, ...]:
    """What the answers say, theme by theme.

    Args:
        found: the findings, which hold nothing where nothing may be told.
        words: with the spread of the answers and the free words, which stay inside the forum.
        level: of the headings.
    """
    opening: list[Block] = [Paragraph(share_answered(found.turnout.answered, found.turnout.asked))]
    if not found.told:
        return (
            Section("Vad svaren säger", (*opening, Callout(CalloutKind.NOTE, found.why)), level, "svaren"),
        )
    low = weakest([(one.text, spread) for one, spread in found.spreads], smallest=found.smallest)
    opening.append(Paragraph(f"{_SCALE} {low}".strip()))
    if found.before_year:
        opening.append(Callout(CalloutKind.LIMIT, CAUTION))
    return (
        Section("Vad svaren säger", tuple(opening), level, "svaren"),
        *(
            Section(THEME_WORDS[theme], blocks, level + 1)
            for theme in Theme
            if (blocks := tuple(_theme(theme, found, words=words)))
        ),
    )


def points_table(
    caption: str, points: Iterable[PlanPoint], *, judged: bool, period: str = ""
) -> Table | Paragraph:
    """Points of a plan: what, by whom and when; `judged` with how each went."""
    rows = [
        Row(
            (
                one.text,
                str(one.owner),
                one.due,
                *((_went(one),) if judged else ()),
            )
        )
        for one in points
    ]
    if not rows:
        return Paragraph("Inget är bestämt.")
    columns = (Column("Vad"), Column("Ansvarig"), Column("Senast", ColumnKind.DATE))
    return Table(
        caption, (*columns, *((Column("Hur det gick"),) if judged else ())), tuple(rows), period=period
    )


def plan_sections(
    evaluation: SelfEvaluation | None, before: SelfEvaluation | None, *, level: int = 1
) -> tuple[Section, ...]:
    """What was decided last time with how it went, and what is decided now."""
    found = []
    if before is not None:
        found.append(
            Section(
                f"Det här bestämde vi {before.year}",
                (points_table(f"Planen från {before.year}", before.points.all(), judged=True),),
                level,
                "forra-aret",
            )
        )
    table = (
        points_table(f"Plan efter {evaluation.year}", evaluation.points.all(), judged=False)
        if evaluation
        else Paragraph("Inget är bestämt.")
    )
    return (*found, Section("Nästa års plan", (table,), level, "plan"))


def _theme(theme: Theme, found: Findings, *, words: bool) -> Iterable[Block]:
    mine = [(one, spread) for one, spread in found.spreads if one.theme == theme.value]
    if mine:
        yield _shown(_table(theme, mine, found, words=words), found.smallest)
    if words and (texts := found.remarks.get(theme)):
        yield Paragraph(REMARK_QUESTIONS[theme])
        yield BulletList(tuple(f"”{text}”" for text in texts))


def _shown(table: Table, smallest: int) -> Block:
    """The table the one way out for counts; where anything in it is withheld, all of it is."""
    judged = Document("", (Section("", (table,)),))
    (out,) = for_the_public(judged, smallest=smallest).blocks()
    if isinstance(out, Table) and any(isinstance(cell, Withheld) for row in out.rows for cell in row.cells):
        return Callout(CalloutKind.NOTE, f"Visas inte: färre än {smallest} har svarat.")
    return replace(out, note="") if isinstance(out, Table) else out


def _table(
    theme: Theme, mine: Sequence[tuple[Statement, Distribution]], found: Findings, *, words: bool
) -> Table:
    against = any(one.key in found.before for one, _ in mine)
    spread = tuple(
        Column(title, ColumnKind.NUMBER, derived_from=_FROM) for title in (*map(str, VALUES), "Vet inte")
    )
    columns = (
        Column("Påstående"),
        Column("Svar", ColumnKind.COUNT),
        *(spread if words else ()),
        Column("Median", ColumnKind.NUMBER, derived_from=_FROM),
        *((Column(f"Mot {found.before_year}", derived_from=_FROM),) if against else ()),
    )
    rows = []
    for one, answers in mine:
        counts: tuple[Cell, ...] = (*answers.counts, answers.unknown) if words else ()
        last = compared(answers, found.before.get(one.key), smallest=found.smallest)
        rows.append(
            Row(
                (
                    one.text,
                    answers.answered,
                    *counts,
                    median_of(answers, smallest=found.smallest),
                    *((last or numbers.MISSING,) if against else ()),
                )
            )
        )
    few = any(answers.opinions < found.smallest for _, answers in mine)
    return Table(
        f"Påståenden om {_ABOUT[theme]}",
        columns,
        tuple(rows),
        definition=f"Ingen median där färre än {found.smallest} har satt ett tal." if few else "",
    )


def _went(point: PlanPoint) -> str:
    if point.judged_on is None:
        return "Inte avgjort"
    words = f". {point.words}" if point.words else ""
    return f"{point.get_state_display()} {numbers.day(point.judged_on)}{words}"

"""What was heard and seen, as part of a report: the points by theme, and what followed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from trygghjulet.documents.numbers import day, number
from trygghjulet.documents.tree import Block, Column, ColumnKind, Paragraph, Row, Section, Table
from trygghjulet.steps.dialogues.models import Dialogue, Point
from trygghjulet.steps.dialogues.queries import Followed, following
from trygghjulet.steps.dialogues.rules.themes import Theme, Tone


def walk_sections(dialogue: Dialogue, found: Sequence[Point], *, on: date) -> tuple[Section, ...]:
    """A dialogue's record: its points by theme, then what is to follow, with why where something is not done."""
    follows = following(found, on=on)
    return (
        *((Section("Sammanfattning", (Paragraph(dialogue.summary),)),) if dialogue.summary else ()),
        *(_theme(theme, rows) for theme in Theme if (rows := [p for p in found if p.theme == theme.value])),
        *((Section("Det som ska följa", (_following(follows),)),) if follows else ()),
    )


def heard_section(found: Sequence[Dialogue], *, on: date) -> Section | None:
    """What was said in the period's dialogues and walks, for a situational picture; None when there were none."""
    if not found:
        return None
    said = [point for dialogue in found for point in dialogue.points.all()]
    follows = following(said, on=on)
    done = sum(row.state.is_settled for row in follows)
    blocks: list[Block] = [
        Paragraph(
            f"{number(len(found))} {'samtal' if len(found) == 1 else 'samtal och vandringar'} gav "
            f"{number(len(said))} punkter. De visar vad de som var med såg och sade, och kan inte räknas om till "
            "hur många som tycker så."
        ),
        Table(
            caption="Punkter efter tema och ton",
            columns=(
                Column("Tema"),
                *(Column(tone.words, ColumnKind.NUMBER) for tone in Tone),
            ),
            rows=tuple(
                Row((theme.words, *(sum(p.tone == tone.value for p in rows) for tone in Tone)))
                for theme in Theme
                if (rows := [p for p in said if p.theme == theme.value])
            ),
        ),
    ]
    if follows:
        blocks.append(
            Paragraph(
                f"{number(len(follows))} punkter bad om att något görs. {number(done)} av dem är besvarade."
            )
        )
    return Section("Vad människor säger och ser", tuple(blocks))


def _theme(theme: Theme, rows: Iterable[Point]) -> Section:
    return Section(
        theme.words,
        (
            Table(
                caption=f"Punkter om {theme.words.lower()}",
                columns=(Column("Nr"), Column("Vad som sades eller sågs"), Column("Ton"), Column("Var")),
                rows=tuple(
                    Row(
                        (
                            str(point.number),
                            point.text,
                            Tone(point.tone).words,
                            point.place.name if point.place else point.spot,
                        )
                    )
                    for point in rows
                ),
            ),
        ),
    )


def _following(rows: Iterable[Followed]) -> Table:
    return Table(
        caption="Åtgärder, och skäl när något inte görs",
        columns=(
            Column("Punkt"),
            Column("Ska göras"),
            Column("Råder över det"),
            Column("Senast"),
            Column("Läge"),
            Column("Vad som hänt"),
        ),
        rows=tuple(
            Row(
                (
                    str(row.point.number),
                    row.point.to_do,
                    row.point.owner or "Inte utrett",
                    day(row.point.due) if row.point.due else "",
                    f"{row.state.words}, sen" if row.late else row.state.words,
                    row.words,
                )
            )
            for row in rows
        ),
    )

"""A week's figures in sentences and tables: what was counted and what stands out, without a cause made up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from trygghjulet.documents import numbers
from trygghjulet.documents.tree import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Derived,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Section,
    Strong,
    Words,
)
from trygghjulet.steps.week.rules.figures import Figures, Line, Material, Standing
from trygghjulet.steps.week.rules.tables import (
    STANDING,
    beside,
    counted,
    in_sentence,
    not_come,
    other_material,
    period_of,
    reported,
    reports,
    sureness,
    when,
    where,
    who,
)
from trygghjulet.steps.week.rules.usual import FEWEST, TOLD

#: How many of those that stand out are named at once.
_NAMED: Final = 4
#: A new thing is worth a line of its own from so many.
_NEW: Final = 3


@dataclass(frozen=True)
class Chapter:
    """A section, and the smallest count that may be told in it; 0 where all take part in the rows."""

    section: Section
    smallest: int = 0


def chapters(figures: Figures) -> tuple[Chapter, ...]:
    """What the figures say, in the order that a meeting goes through it."""
    field, others = figures.materials[0], figures.materials[1:]
    first = [
        Chapter(Section("Veckan i korthet", tuple(_brief(figures)), anchor="korthet")),
        Chapter(Section("Det som sticker ut", tuple(_outstanding(figures)), anchor="sticker-ut")),
        Chapter(Section("Vad som har rapporterats", tuple(reported(figures, field)), anchor="vad")),
        Chapter(Section("Var", tuple(where(figures, field)), anchor="var")),
    ]
    if figures.times is not None:
        first.append(Chapter(Section("När", tuple(when(figures, figures.times)), anchor="nar")))
    first.append(Chapter(Section("Vilka som har rapporterat", tuple(who(figures)), anchor="vilka")))
    if unshared := [one for one in others if not one.hashes]:
        first += [
            Chapter(Section(one.name, tuple(beside(figures, one)), level=2), one.smallest) for one in unshared
        ]
    first.append(Chapter(Section("Annat underlag", tuple(other_material(figures)), anchor="annat")))
    first += [
        Chapter(
            Section(one.name, tuple(beside(figures, one)), level=2),
            0 if one.shared else one.smallest,
        )
        for one in others
        if one.hashes
    ]
    return tuple(first)


def method(figures: Figures) -> Section:
    """How the figures are made and what they can't say."""
    s = figures.settings
    return Section(
        "Så är siffrorna gjorda",
        (
            Paragraph(
                f"Veckan jämförs med de {numbers.number(s.weeks_behind)} hela veckor som finns bakåt "
                "(de senaste 26 när de är färre än två år, annars med årstid). Vanligen betyder medeltalet av de "
                f"senaste {TOLD}. I fjol är samma vecka året före, mellan veckan innan och veckan efter."
            ),
            Paragraph(
                "Något sticker ut när antalet är så högt att slumpen är en dålig förklaring, efter att "
                f"hänsyn har tagits till allt som ses över på en gång: "
                f"högst {numbers.percent(s.alpha)} av det som pekas ut väntas vara falskt alarm. "
                "Antal under tre pekas aldrig ut. Metoden är prövad på 200 påhittade lugna "
                "veckor: i högst var tionde fanns något falskt alarm."
            ),
            Callout(
                CalloutKind.LIMIT,
                "Siffrorna säger vad som rapporteras, inte allt som händer: fler rapporter kan också betyda fler som "
                "rapporterar. Att något sticker ut säger inte varför. Samma rapporter kan ligga bakom flera "
                f"rader, till exempel en plats och en typ. Med färre än {FEWEST} veckor bakåt kan inget avgöras, "
                "och en tredubbling på en plats med få rapporter i veckan syns ofta inte.",
            ),
        ),
        anchor="metod",
    )


def alarms(figures: Figures) -> tuple[tuple[Material, Line], ...]:
    """Everything that stands out, the surest first; sums that may not be told are left out."""
    found = [
        (material, line)
        for material in figures.materials
        for line in (material.total, *material.lines)
        if line.standing is Standing.MORE and (material.shared or line.count >= material.smallest)
    ]
    return tuple(sorted(found, key=lambda pair: (pair[1].q or 0.0, -pair[1].count, pair[1].name)))


def how_rare(p: float) -> str:
    """How seldom chance alone gives so many, in weeks."""
    if p < 1e-4:
        return "mer sällan än en vecka på 10 000"
    weeks = 1 / p
    step = 10 ** (len(str(int(weeks))) - 1)
    return f"ungefär en vecka på {numbers.number(round(weeks / step) * step)}"


def why(line: Line, *, of: str) -> str:
    """Why a line stands out: what was to be expected, and how seldom chance gives so many."""
    expected = numbers.number(line.expected or 0.0, decimals=1)
    rare = how_rare(line.p if line.p is not None else 1.0)
    return f"{of} mot väntade {expected}. Slumpen ensam ger så många {rare}, den här raden för sig."


def _brief(figures: Figures) -> Iterator[Block]:
    field = figures.materials[0]
    out = alarms(figures)
    yield KeyFigures(tuple(_key_figures(figures, field, len(out))))
    total = field.total
    if not total.count:
        yield Paragraph("Inga rapporter från fältet om den här veckan har kommit.")
    else:
        words = f"Under {period_of(figures)} kom {reports(total.count)}"
        if total.usual is not None and field.weeks_behind >= TOLD:
            words += f", mot vanligen {numbers.number(total.usual, decimals=1)} i veckan: {STANDING[total.standing]}"
        yield Paragraph(f"{words}.")
    items: list[Words] = []
    if out:
        named = ", ".join(_called(material, line) for material, line in out[:_NAMED])
        more = f" och {len(out) - _NAMED} till" if len(out) > _NAMED else ""
        items.append((Strong("Sticker ut: "), f"{named}{more}."))
    if figures.many:
        items.append(f"{reports(figures.many).capitalize()} gäller många människor.")
    if figures.late:
        items.append(
            f"Dessutom kom {reports(figures.late)} om tidigare veckor sedan förra lägesbilden. "
            "De räknas i sina egna veckor."
        )
    for one in figures.not_come:
        items.append(not_come(one.name, one.owner, one.until))
    if items:
        yield BulletList(tuple(items))


def _key_figures(figures: Figures, field: Material, out: int) -> Iterator[KeyFigure]:
    total = field.total
    usual = (
        f"Vanligen {numbers.number(total.usual, decimals=1)} i veckan"
        if total.usual is not None and field.weeks_behind
        else "För få veckor bakåt att jämföra med"
    )
    yield KeyFigure("Rapporter", str(total.count), usual)
    gave = sum(one.count > 0 for one in figures.parties)
    yield KeyFigure("Organisationer", f"{gave} av {len(figures.parties)}", "har rapporterat om veckan")
    judged = any(m.weeks_behind >= FEWEST for m in figures.materials)
    yield KeyFigure(
        "Sticker ut",
        str(out) if judged else "–",
        "efter hänsyn till allt som ses över" if judged else "kan inte avgöras än",
    )


def _outstanding(figures: Figures) -> Iterator[Block]:
    out = alarms(figures)
    field = figures.materials[0]
    if not any(m.weeks_behind >= FEWEST for m in figures.materials):
        yield Callout(
            CalloutKind.LIMIT,
            f"Vad som är ovanligt kan inte avgöras. Det behövs minst {FEWEST} hela veckor bakåt, och det finns "
            f"{numbers.number(field.weeks_behind)}. Läs siffrorna som de är.",
        )
    elif not out:
        looked = sum(line.q is not None for m in figures.materials for line in (m.total, *m.lines))
        yield Paragraph(
            f"Inget sticker ut. {counted(looked, 'rad', 'rader')} har setts över, och ingen är så hög att slumpen är "
            "en dålig förklaring."
        )
    else:
        yield BulletList(tuple(_statement(material, line) for material, line in out))
    fresh = [line for line in field.lines if line.new and line.count >= _NEW]
    if fresh:
        yield Paragraph(
            f"Nytt, utan en enda rapport de {numbers.number(field.weeks_behind)} veckorna bakåt: "
            f"{', '.join(f'{one.name} ({one.count})' for one in fresh)}. Om det är mer än en tillfällighet kan inte "
            "avgöras av en vecka."
        )
    begun = [one for one in figures.parties if one.begun]
    if begun:
        listed = "; ".join(f"{one.name} från {numbers.day(one.begun)}" for one in begun if one.begun)
        yield Callout(
            CalloutKind.LIMIT,
            f"Nya som rapporterar: {listed}. Att de har börjat kan synas som en ökning.",
        )


def _statement(material: Material, line: Line) -> Words:
    what = "rapporter" if not material.hashes else "händelser"
    source = "" if not material.hashes else f" ({material.name})"
    made = ""
    if line.parts:
        made = f" Mest {', '.join(f'{in_sentence(name)} ({n})' for name, n in line.parts)}."
    name = _called(material, line)
    told = (
        f"{line.count} {what}{source} {sureness(line)} fler än vanligt: {why(line, of=str(line.count))}{made}"
    )
    return (Strong(f"{name}. "), told if material.shared else Derived(told, (line.count,)))


def _called(material: Material, line: Line) -> str:
    return line.name if line.key != "all:all" else f"Allt sammantaget i {in_sentence(material.name)}"

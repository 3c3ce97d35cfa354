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
    Span,
    Strong,
    Words,
)
from trygghjulet.steps.week.rules.figures import Figures, Line, Material, Standout
from trygghjulet.steps.week.rules.tables import (
    CLEAR,
    STANDING,
    beside,
    counted,
    in_sentence,
    not_come,
    other_material,
    part_called,
    period_of,
    reported,
    reports,
    sureness,
    usually,
    when,
    where,
    who,
)
from trygghjulet.steps.week.rules.usual import FEWEST, TOLD, tells_nothing

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
                f"(högst ett och ett halvt år). Vanligen betyder medeltalet av de senaste {TOLD}. I fjol är samma "
                "vecka året före, mellan veckan innan och veckan efter."
            ),
            Paragraph(
                "Något sticker ut när antalet är så högt att slumpen är en dålig förklaring, efter att hänsyn "
                "har tagits till allt som ses över på en gång: högst "
                f"{numbers.percent(s.alpha)} av det som pekas ut väntas vara falskt alarm. "
                "Antal under tre pekas aldrig ut. Det som väntas följer med när nivån ändras, och hur mycket som "
                "krävs beror på hur fel förutsägelserna har haft vecka för vecka. Metoden är prövad på påhittade "
                "lugna veckor av elva slag, med årstid, med nivåer som driver och med ojämn rapportering: i ungefär "
                "var tionde eller färre fanns något falskt alarm."
            ),
            Callout(
                CalloutKind.LIMIT,
                "Siffrorna säger vad som rapporteras, inte allt som händer: fler rapporter kan också betyda fler "
                "som rapporterar. Att något sticker ut säger inte varför. Rader som höjs av samma rapporter "
                f"berättas som en. Med färre än {FEWEST} veckor bakåt kan inget avgöras, "
                "och en tredubbling på en plats med få rapporter i veckan syns ofta inte.",
            ),
        ),
        anchor="metod",
    )


@dataclass(frozen=True)
class Told:
    """Something that stands out, with the material and the lines that it is seen in, the one that leads first."""

    standout: Standout
    material: Material
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        """What it is called in a list."""
        if self.lines[0].key == "all:all":
            return f"Allt sammantaget i {in_sentence(self.material.name)}"
        return self.standout.name

    @property
    def against(self) -> str:
        """How many there were, against how many there usually are: "9 mot vanligen 2"."""
        return f"{numbers.number(self.standout.count)} mot vanligen {usually(self.standout.usual)}"


def outstanding(figures: Figures) -> tuple[Told, ...]:
    """Everything that stands out, each thing once and the surest first."""
    found = []
    for one in figures.standouts:
        material = figures.materials[one.material]
        lines = {line.key: line for line in (material.total, *material.lines)}
        found.append(Told(one, material, tuple(lines[key] for key in one.keys)))
    return tuple(found)


def why(line: Line) -> str:
    """How far chance goes to explain a line, in plain words."""
    if (line.q or 0.0) <= CLEAR:
        return "Så många är svåra att förklara med en tillfällighet."
    return "Det kan vara en tillfällighet, men så många är ovanliga."


def _brief(figures: Figures) -> Iterator[Block]:
    field = figures.materials[0]
    out = outstanding(figures)
    yield KeyFigures(tuple(_key_figures(figures, field, len(out))))
    total = field.total
    if not total.count:
        yield Paragraph("Inga rapporter från fältet om den här veckan har kommit.")
    else:
        words = f"Under {period_of(figures)} kom {reports(total.count)}"
        if total.usual is not None and field.weeks_behind >= TOLD:
            words += f", mot vanligen {usually(total.usual)} i veckan: {STANDING[total.standing]}"
        yield Paragraph(f"{words}.")
    items: list[Words] = []
    if out:
        named = "; ".join(f"{one.name} ({one.against})" for one in out[:_NAMED] if one.material.shared)
        hidden = [one.name for one in out[:_NAMED] if not one.material.shared]
        more = f" och {len(out) - _NAMED} till" if len(out) > _NAMED else ""
        items.append((Strong("Sticker ut: "), f"{'; '.join(filter(None, [named, *hidden]))}{more}."))
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
        f"Vanligen {usually(total.usual)} i veckan"
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
    out = outstanding(figures)
    field = figures.materials[0]
    if not any(m.weeks_behind >= FEWEST for m in figures.materials):
        yield Callout(
            CalloutKind.LIMIT,
            f"Vad som är ovanligt kan inte avgöras ännu. Det behövs minst {FEWEST} hela veckor bakåt, och det finns "
            f"{numbers.number(field.weeks_behind)}. Läs siffrorna som de är.",
        )
    elif out:
        yield BulletList(tuple(map(_statement, out)))
    elif not tells_nothing(field.lines):
        looked = sum(line.q is not None for m in figures.materials for line in (m.total, *m.lines))
        yield Paragraph(
            f"Inget sticker ut. {counted(looked, 'rad', 'rader')} har setts över, och ingen är så hög att den är svår "
            "att förklara med en tillfällighet."
        )
    if field.weeks_behind >= FEWEST and tells_nothing(field.lines):
        yield Callout(
            CalloutKind.LIMIT,
            "Rapporternas antal varierar så mycket från vecka till vecka att inte ens en tredubbling skulle synas "
            "säkert. Om något i dem är ovanligt kan inte avgöras ännu.",
        )
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


def _statement(one: Told) -> Words:
    first, material = one.lines[0], one.material
    source = f" ({material.name})" if material.hashes else ""
    if not material.shared:
        n = one.standout.count
        return (
            Strong(f"{one.name}{source}. "),
            Derived(f"{one.against}: {sureness(first)} fler än vanligt. {why(first)}", (n,)),
        )
    said: list[Span] = [
        Strong(f"{one.name}{source}: {one.against}."),
        f" {sureness(first).capitalize()} fler än vanligt. ",
    ]
    said.append(why(first))
    if first.parts and one.name == first.name:
        said.append(f" Mest {', '.join(f'{part_called(first, name)} ({n})' for name, n in first.parts)}.")
    if beneath := _beneath(one):
        said.append(f" Samma {'händelser' if material.hashes else 'rapporter'} ligger bakom: {beneath}.")
    return tuple(said)


def _beneath(one: Told) -> str:
    """The other lines that the same reports raise, and the one that leads where it is told more particularly."""
    told = [line for line in one.lines if line.name != one.name]
    return ", ".join(f"{_line(line)} ({line.count} mot {usually(line.usual)})" for line in told)


def _line(line: Line) -> str:
    return "allt sammantaget" if line.key == "all:all" else line.name

"""Alternatives for the strategic council beside each other, as a document tree: what an official statement needs."""

from __future__ import annotations

from collections.abc import Sequence

from trygghjulet.documents import numbers
from trygghjulet.documents.tree import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Column,
    Paragraph,
    Row,
    Section,
    Strong,
    Table,
    Words,
)
from trygghjulet.oversight.strategic_council.queries import Trial
from trygghjulet.oversight.strategic_council.rules.criteria import ABOUT, Criterion, Judgement

#: How much of what shows a criterion stands in the document; the page shows all of it.
AT_MOST = 6
SOURCE = "10 § lagen (2023:196) om kommuners ansvar för brottsförebyggande arbete"


def section(trials: Sequence[Trial]) -> tuple[Section, ...]:
    """The comparison's chapters: all of it in a table, each alternative, and how the act was read."""
    if not trials:
        return (Section("Inget att jämföra", (Paragraph("Inget alternativ är upplagt ännu."),)),)
    return (_in_short(trials), Section("Alternativen"), *map(_alternative, trials), _reading())


def _in_short(trials: Sequence[Trial]) -> Section:
    def row(criterion: Criterion, title: str) -> Row:
        return Row((title, *(_cell(one.result.of(criterion)) for one in trials)))

    rows = [row(one, ABOUT[one].title) for one in Criterion if one is not Criterion.MANDATE]
    rows.append(Row(("Lagens kriterier samlat", *(one.result.word for one in trials))))
    rows.append(row(Criterion.MANDATE, "Mandat att besluta (Göteborgs eget, inte lagens)"))
    rows.append(Row(("Källornas egna omdömen", *(_quoted(one) for one in trials))))
    table = Table(
        "Alternativen kriterium för kriterium",
        (Column("Kriterium"), *(Column(one.title) for one in trials)),
        tuple(rows),
        source=SOURCE,
        period=f"bedömt {numbers.day(trials[0].on)}",
    )
    return Section("I korthet", (table,), anchor="i-korthet")


def _cell(judged: Judgement) -> str:
    return f"{judged.word} (besvarat för hand)" if judged.answer else judged.word


def _quoted(trial: Trial) -> str:
    """What sources say of the alternative as a whole."""
    found = dict.fromkeys(
        f"{one.quoted.word} ({one.quoted.by})"
        for one in trial.quotes
        if one.quoted.criterion is None and one.quoted.whole
    )
    return "; ".join(found) or "Inget i källorna"


def _alternative(trial: Trial) -> Section:
    blocks: list[Block] = []
    names = [one.name for one in trial.bodies]
    blocks.append(Paragraph((Strong("Forum: "), f"{'; '.join(names) or 'inget forum finns ännu'}.")))
    if trial.alternative is not None and trial.alternative.changes:
        blocks.append(Paragraph((Strong("Planerade ändringar: "), trial.alternative.changes)))
    blocks.append(Paragraph((Strong(f"Mot lagen: {trial.result.word.lower()}. "), trial.result.summary)))
    blocks += [Callout(CalloutKind.NOTE, one) for one in trial.result.warnings]
    for judged in trial.result.judgements:
        blocks += _criterion(judged)
    if trial.quotes:
        blocks.append(_quotes(trial))
    return Section(trial.title, tuple(blocks), level=2)


def _criterion(judged: Judgement) -> list[Block]:
    own = "" if judged.of_the_act else " (Göteborgs eget kriterium, inte lagens)"
    words: Words = (Strong(f"{judged.about.title}{own}: {judged.word.lower()}. "), judged.why)
    found: list[Block] = [Paragraph(words)]
    if judged.answer is not None:
        shown = f" Det som visar det: {judged.answer.evidence}" if judged.answer.evidence else ""
        found.append(
            Paragraph(f"Besvarat av {judged.answer.by}.{shown} Prövningen själv säger: {judged.reason}")
        )
    if judged.evidence:
        items: list[Words] = [one.text for one in judged.evidence[:AT_MOST]]
        left = len(judged.evidence) - AT_MOST
        if left > 0:
            items.append(f"och {left} till")
        found.append(BulletList(tuple(items)))
    return found


def _quotes(trial: Trial) -> Table:
    rows = tuple(
        Row(
            (
                f"{one.quoted.of}: {one.quoted.about}",
                f"{one.quoted.word}, enligt {one.quoted.by}",
                f"”{one.quoted.clause}”",
                ", ".join(filter(None, (one.quoted.place, one.quoted.date))),
                f"{one.word}: {one.worked_out.lower()}",
            )
        )
        for one in trial.quotes
    )
    columns = (Column("Gäller"), Column("Omdöme"), Column("Ord"), Column("Plats"), Column("Mot prövningen"))
    return Table(f"Källornas egna omdömen om {trial.title}", columns, rows)


def _reading() -> Section:
    items: list[Words] = [
        (Strong(f"{about.title}. "), f"”{about.asked}” ({about.place}). {about.reading}")
        for about in ABOUT.values()
    ]
    return Section(
        "Så har lagen lästs",
        (
            Paragraph(
                "Prövningen är räknad ur det som är infört i Trygghjulet och ur källornas egna ord. Den ersätter inget "
                "juridiskt omdöme. Lagen ger kommunen frihet att själv organisera sitt arbete."
            ),
            BulletList(tuple(items)),
        ),
        anchor="lasning",
    )

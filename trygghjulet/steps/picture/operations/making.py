"""Counting a picture, and beginning a new edition."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime
from itertools import groupby

from trygghjulet.analysis.checks import UnfitData
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.observations.period import Period
from trygghjulet.observations.questions import Observations
from trygghjulet.steps.picture.models import Finding, PictureText, SituationalPicture
from trygghjulet.steps.picture.operations._common import ADOPTED, require_writer
from trygghjulet.steps.picture.queries import (
    crime_datasets,
    disorder_datasets,
    ground_of,
    news_datasets,
    note_of,
    statistics_datasets,
)
from trygghjulet.steps.picture.rules import figures as frozen
from trygghjulet.steps.picture.rules.beside import news_from, statistics_from
from trygghjulet.steps.picture.rules.computing import compute
from trygghjulet.steps.picture.rules.narrative import counts_in, plain_words, statements
from trygghjulet.steps.scanning.queries import counting_rows, paths_of, rows_of

#: Said of a finding that a later count no longer bears out; what rests on it stays tied and is seen to be loose.
_GONE = " (Gäller inte längre med det underlag som nu räknas.)"


def figures_now(round: Round, *, cell_size: int) -> frozen.Figures:
    """The figures of a round's picture from what counts at this moment.

    Raises:
        Refused: nothing on crime has been accepted yet, or nothing that lies in the period.
    """
    material = crime_datasets(round)
    if not material:
        raise Refused(
            "Det finns inget underlag att räkna på ännu. Lämna och godta en fil med händelser först."
        )
    period = Period(round.first_day, round.last_day)
    beside = groupby(sorted(disorder_datasets(round), key=lambda d: d.source_id), key=lambda d: d.source_id)
    with ExitStack() as opened:
        other = []
        for _, grouped in beside:
            datasets = list(grouped)
            notes = [note_of(dataset) for dataset in datasets]
            other.append((notes, opened.enter_context(Observations.open(*paths_of(datasets)))))
        try:
            return compute(
                opened.enter_context(Observations.open(*paths_of(material))),
                period=period,
                ground=ground_of(round),
                sources=[note_of(dataset) for dataset in material],
                cell_size=cell_size,
                other=other,
                statistics=[
                    s for d in statistics_datasets(round) if (s := statistics_from(rows_of(d), note_of(d)))
                ],
                news=[
                    news_from(rows, place=round.cooperation.area.name, period=period, note=note_of(d))
                    for d, rows in counting_rows(news_datasets(round))
                ],
            )
        except UnfitData as unfit:
            raise Refused(unfit.sentence) from unfit


def make(*, by: Scope, at: datetime, round: Round, cell_size: int = 250) -> SituationalPicture:
    """Make the round's picture, or count its draft anew from the material as it is now.

    The figures are worked out before the transaction begins, so that nobody waits for them.

    Raises:
        Denied: the person may not write the picture there.
        Refused: there is no material, or the newest edition is adopted already.
    """
    require_writer(by, round)
    latest = SituationalPicture.objects.filter(round=round).first()
    if latest is not None and latest.is_adopted:
        raise Refused(ADOPTED)
    figures = figures_now(round, cell_size=cell_size)
    return _keep(by=by, at=at, round=round, figures=figures, edition=latest.edition if latest else 1)


def new_edition(*, by: Scope, at: datetime, round: Round) -> SituationalPicture:
    """Begin a new edition of an adopted picture, with its texts and fresh figures.

    Raises:
        Denied: the person may not write the picture there.
        Refused: the newest edition is not adopted, or there is no material.
    """
    require_writer(by, round)
    latest = SituationalPicture.objects.filter(round=round).first()
    if latest is None or not latest.is_adopted:
        raise Refused("Det finns redan ett utkast. Skriv vidare i det.")
    figures = figures_now(round, cell_size=latest.cell_size)
    return _keep(by=by, at=at, round=round, figures=figures, edition=latest.edition + 1, texts_from=latest)


@operation
def _keep(
    *,
    by: Scope,
    at: datetime,
    round: Round,
    figures: frozen.Figures,
    edition: int,
    texts_from: SituationalPicture | None = None,
) -> SituationalPicture:
    plain = frozen.to_json(figures)
    Round.objects.select_for_update().get(pk=round.pk)  # two people at once make one edition
    picture = SituationalPicture.objects.select_for_update().filter(round=round, edition=edition).first()
    if picture is not None and picture.is_adopted:
        raise Refused("Lägesbilden antogs nyss av någon annan och ändras inte mer.")
    if picture is not None and texts_from is not None:
        raise Refused("Någon annan började nyss en ny version. Skriv vidare i den.")
    picture = picture or SituationalPicture(round=round, edition=edition)
    picture.cell_size = figures.settings.cell_size
    picture.figures = plain
    picture.figures_sha256 = frozen.sha256(plain)
    picture.dataset_hashes = sorted({source.sha256 for source in figures.every_source})
    picture.computed_at = at
    picture.save()
    _keep_findings(picture, figures)
    for text in PictureText.objects.filter(picture=texts_from) if texts_from else ():
        PictureText(picture=picture, part=text.part, text=text.text, by_name=text.by_name, at=text.at).save()
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="räknade",
        subject=picture,
        figures_sha256=picture.figures_sha256,
        datasets=picture.dataset_hashes,
    )
    return picture


def _keep_findings(picture: SituationalPicture, figures: frozen.Figures) -> None:
    """Findings that still hold keep their number, so that what rests on them stays tied; the others say they don't."""
    said = {s.key: s for s in statements(figures)}
    for finding in Finding.objects.filter(picture=picture).exclude(kind=Finding.Kind.WRITTEN):
        if (statement := said.pop(finding.key, None)) is not None:
            finding.statement = plain_words(statement.words)
            finding.counts = list(counts_in(statement.words))
        else:
            finding.statement = f"{finding.statement.removesuffix(_GONE)}{_GONE}"
        finding.save()
    for statement in said.values():
        Finding(
            picture=picture,
            key=statement.key,
            kind=statement.kind,
            statement=plain_words(statement.words),
            counts=list(counts_in(statement.words)),
        ).save()

"""Gathering all that has been told of a theme's rows, to judge what of an indicator may be shown."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from datetime import date

from django.core.cache import cache

from trygghjulet.documents.tree import Unshown
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.observations.period import Period
from trygghjulet.observations.questions import Circle
from trygghjulet.steps.followup.models import IndicatorApproval
from trygghjulet.steps.followup.queries.approvals import NOBODY
from trygghjulet.steps.followup.queries.series import Material, circle_of, material_of
from trygghjulet.steps.followup.rules.figures import sha256
from trygghjulet.steps.followup.rules.judging import Asked, Cell, Key, Out, Shape, Verdict, judged
from trygghjulet.steps.picture.models import SituationalPicture
from trygghjulet.steps.picture.queries import seen_by
from trygghjulet.steps.picture.rules.figures import Figures
from trygghjulet.steps.scanning.models import Theme

_A_WEEK = 7 * 24 * 3600


def verdicts(cooperation: Cooperation, *, theme: str, limit: int) -> dict[Key, Verdict]:
    """What may be shown of every indicator of a theme that an owner has approved, by indicator and first day.

    Those whose approval was taken back count as told; nobody forgets.
    """
    told: dict[Key, IndicatorApproval] = {}
    for approval in (
        IndicatorApproval.objects.filter(
            indicator__measure__plan__round__cooperation=cooperation, indicator__theme=theme
        )
        .select_related("indicator__area")
        .order_by("pk")
    ):
        told.setdefault((approval.indicator_id, approval.begins), approval)
    if not told:
        return {}
    with material_of(cooperation, theme) as material:
        if material is None:
            return {}
        circles = list(dict.fromkeys(c for a in told.values() if (c := circle_of(a.indicator))))
        cells = _cells(material, circles)
        asked = [_asked(material, circles, key, approval) for key, approval in told.items()]
        out = list(_out(cooperation, material)) if theme == Theme.CRIME else []
        span = material.span
    known = sha256({"all": repr((cells, asked, out, span, limit))})
    found: dict[Key, Verdict] | None = cache.get(f"followup-{known}")
    if found is None:
        found = judged(cells, asked, out, span=span, limit=limit)
        cache.set(f"followup-{known}", found, _A_WEEK)
    return found


def _cells(material: Material, circles: Sequence[Circle]) -> list[Cell]:
    counted = material.observations.counts_by_month_and_kind(material.span, circles)
    return [
        Cell(row[0], row[1], row[2], row[3], tuple(bool(one) for one in row[4:-1]), row[-1])
        for row in counted.iter_rows()
        if row[-1]
    ]


def _asked(material: Material, circles: Sequence[Circle], key: Key, approval: IndicatorApproval) -> Asked:
    indicator = approval.indicator
    categories = frozenset(indicator.categories)
    words = categories - material.observations.named
    circle = circle_of(indicator)
    place = circles.index(circle) if circle is not None else None
    mine = Shape(frozenset(material.mine(indicator.area)), categories, words, place)
    if circle is None:
        return Asked(key, mine, Shape(frozenset(material.rest(indicator.area)), categories, words))
    return Asked(key, mine, Shape(frozenset(material.everywhere), categories, words, but=mine))


def _out(cooperation: Cooperation, material: Material) -> Iterator[Out]:
    """What the pictures of whole months have told those who may not see the rows."""
    codes = {area.path: area.code for area in tree(cooperation.area)}
    for picture in SituationalPicture.objects.filter(round__cooperation=cooperation).select_related(
        "round__area", "round__cooperation"
    ):
        figures = seen_by(NOBODY, picture=picture).figures
        here = picture.round.area.path
        parts = {code: _inside(material, path) for path, code in codes.items() if path.startswith(here)}
        whole = _inside(material, here)
        period = Period(figures.settings.first_day, figures.settings.last_day)
        yield from _of_period(figures, whole, parts, period, now=True)
        if figures.before_first is not None and figures.before_last is not None:
            before = Period(figures.before_first, figures.before_last)
            yield from _of_period(figures, whole, parts, before, now=False)


def _inside(material: Material, path: str) -> frozenset[str]:
    return frozenset(code for code, area in material.everywhere.items() if area.path.startswith(path))


def _of_period(
    figures: Figures,
    whole: frozenset[str],
    parts: dict[str, frozenset[str]],
    period: Period,
    *,
    now: bool,
) -> Iterator[Out]:
    if not _of_whole_months(period):
        return

    def out(shape: Shape, period: Period, number: int | None) -> Iterator[Out]:
        if number is not None:
            yield Out(shape, period, int(number), not isinstance(number, Unshown))

    yield from out(Shape(whole), period, figures.total if now else figures.before)
    for category in figures.categories:
        shape = Shape(whole, frozenset({category.name}))
        yield from out(shape, period, category.count if now else category.before)
    for area in figures.areas:
        if area.code in parts:
            yield from out(Shape(parts[area.code]), period, area.count if now else area.before)
    if now:
        for month in figures.months:
            yield from out(Shape(whole), Period(month.month, month.month), month.count)


def _of_whole_months(period: Period) -> bool:
    last: date = period.last
    return period.first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]

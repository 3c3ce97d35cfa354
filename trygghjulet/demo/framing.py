"""Enters Solvik's cooperation forms and governing documents, each the day it was done."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from trygghjulet.cooperation.agreements.models import Agreement
from trygghjulet.cooperation.forms import operations as forms
from trygghjulet.cooperation.forms.rules.catalogue import form_called
from trygghjulet.cooperation.forms.rules.counts import Counts
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.cooperation.governance import operations as governance
from trygghjulet.demo.content.agreement import AGREEMENT
from trygghjulet.demo.content.documents import DOCUMENTS
from trygghjulet.demo.content.forms import FORMS, Form, YearFigures
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation, Party


def frame(by: Scope, *, cooperation: Cooperation) -> None:
    """The forms with their decisions and figures, and the register."""
    for form in FORMS:
        _form(by, cooperation, form)
    for document in DOCUMENTS:
        known = asdict(document)
        key = known.pop("key")
        governance.register(
            by=by,
            at=_at(AGREEMENT.signed_on),
            cooperation=cooperation,
            key=key,
            content=governance.Content(**known | {"party": Party.objects.get(name=document.party)}),
        )


def _form(by: Scope, cooperation: Cooperation, written: Form) -> None:
    described = form_called(written.key)
    if described is None:
        raise LookupError(written.key)
    youngest, oldest = described.ages or (None, None)
    first = written.decisions[0]
    form = forms.enter(
        by=by,
        at=_at(first.on),
        cooperation=cooperation,
        key=written.key,
        content=forms.Content(
            name=described.name,
            long_name=described.long_name,
            purpose=described.purpose,
            goal=described.goal,
            target_group=described.target_group,
            age_from=youngest,
            age_to=oldest,
            way_of_working=described.way_of_working,
            steering=described.steering,
            roles=described.roles,
            follow_up=written.follow_up,
            organisations=described.parties,
            agreement=Agreement.objects.get(cooperation=cooperation, title=AGREEMENT.title),
            annex=written.annex,
        ),
    )
    for decision in written.decisions:
        forms.decide(
            by=by,
            at=_at(decision.on),
            form=form,
            kind=decision.kind,
            decided_on=decision.on,
            forum=Forum.objects.get(cooperation=cooperation, name=decision.forum),
            paragraph=decision.paragraph,
            note=decision.note,
        )
    for code, text in written.adaptations:
        forms.adapt(by=by, at=_at(first.on), form=form, area=_area(cooperation, code), seen=0, text=text)
    for year in written.figures:
        forms.count(
            by=by,
            at=_at(date(year.year + 1, 1, 20)),
            form=form,
            area=_area(cooperation, year.area_code) if year.area_code else None,
            first_day=date(year.year, 1, 1),
            last_day=date(year.year, 12, 31),
            counts=_counts(year),
        )


def _counts(year: YearFigures) -> Counts:
    return Counts(**{name: getattr(year, name) for name in Counts.__dataclass_fields__})


def _area(cooperation: Cooperation, code: str) -> Area:
    return Area.objects.get(path__startswith=cooperation.area.path, code=code)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(11), tzinfo=ZoneInfo(settings.TIME_ZONE))

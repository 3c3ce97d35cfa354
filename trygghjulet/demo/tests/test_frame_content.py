"""Solvik's cooperation forms and governing documents hang together, and show what they are there to show."""

from __future__ import annotations

from datetime import date

import pytest

from trygghjulet.cooperation.forms.rules.catalogue import form_called
from trygghjulet.cooperation.forms.rules.counts import Counts, faults
from trygghjulet.cooperation.governance.models import GoverningDocument
from trygghjulet.cooperation.governance.rules import Days, Validity, standing
from trygghjulet.demo.content.agreement import FORUMS, STEERING_GROUP
from trygghjulet.demo.content.documents import DOCUMENTS
from trygghjulet.demo.content.forms import FORMS, YearFigures
from trygghjulet.demo.geography import areas
from trygghjulet.foundation.privacy.guard import look

TODAY = date(2026, 2, 2)


def counts(year: YearFigures) -> Counts:
    return Counts(**{name: getattr(year, name) for name in Counts.__dataclass_fields__})


@pytest.mark.requirement("CFO-2")
def test_the_forms_come_from_the_catalogue_and_their_figures_hold_together() -> None:
    codes, forums = {area.code for area in areas()}, {forum.name for forum in FORUMS}
    for form in FORMS:
        assert form_called(form.key)
        assert form.decisions[0].kind == "set_up"
        assert {decision.forum for decision in form.decisions} <= forums
        assert {code for code, _ in form.adaptations} <= codes
        assert {year.year for year in form.figures} == {2024, 2025}
        for year in form.figures:
            assert year.area_code is None or year.area_code in codes
            assert faults(counts(year)) == (), (form.key, year)


@pytest.mark.requirement("CFO-2")
def test_the_children_of_one_year_go_on_into_the_next() -> None:
    for form in FORMS:
        for year in form.figures:
            if year.year == 2025 and year.children is not None:
                before = next(y for y in form.figures if (y.year, y.area_code) == (2024, year.area_code))
                assert counts(year).at_start == counts(before).at_end, (form.key, year.area_code)


@pytest.mark.requirement("CFO-2", "SEC-4")
def test_small_numbers_and_a_deviation_are_planted() -> None:
    small = [year for form in FORMS for year in form.figures if year.ended and year.ended < 5]
    assert {year.year for year in small} == {2024, 2025}
    strange = [d for form in FORMS for d in form.decisions if d.forum != STEERING_GROUP]
    assert len(strange) == 1


@pytest.mark.requirement("GOV-1")
def test_the_documents_show_more_than_one_state() -> None:
    states = {
        standing(
            Days(
                decided_on=document.decided_on,
                valid_from=document.valid_from,
                valid_until=document.valid_until,
                until_further_notice=document.until_further_notice,
                last_revised_on=document.last_revised_on,
            ),
            on=TODAY,
        ).validity
        for document in DOCUMENTS
    }
    assert states == {Validity.VALID, Validity.REVIEW, Validity.RUN_OUT}
    assert len({document.key for document in DOCUMENTS}) == len(DOCUMENTS) == 4
    for document in DOCUMENTS:
        assert document.decided_on <= document.valid_from
        for name in ("key", "title", "decided_by", "applies_to", "registry_number", "paragraph", "owner"):
            assert len(getattr(document, name)) <= GoverningDocument._meta.get_field(name).max_length
            assert not look(getattr(document, name))

"""The pages of the cooperation forms: taken from the catalogue, decided on, and followed up without small numbers."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

import trygghjulet
from tests.cast import AT, HOME, Cast
from trygghjulet.cooperation.forms.models import CooperationForm, FormFigures
from trygghjulet.cooperation.forms.operations import count
from trygghjulet.cooperation.forms.rules.counts import Counts
from trygghjulet.cooperation.forms.section import section
from trygghjulet.documents.tree import Table, Withheld
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.audit.models import AuditEntry

YEAR = {"first_day": date(2025, 1, 1), "last_day": date(2025, 12, 31)}
LAST_YEAR = {"first_day": date(2024, 1, 1), "last_day": date(2024, 12, 31)}
AMOUNTS = ("groups", "meetings", "children", "inflow", "ended", "better", "same", "worse")


def address(cast: Cast, name: str, *more: object) -> str:
    return reverse(f"forms:{name}", args=(HOME.slug, *more))


def page(cast: Cast, who: str = "pia") -> str:
    return cast.client(who).get(address(cast, "show", cast.home.form.pk)).content.decode()


def enter(cast: Cast, code: str, **counts: int) -> FormFigures:
    period = LAST_YEAR if counts.pop("before", 0) else YEAR
    area = cast.home.cooperation.area if code == "stad" else cast.home.area(code)
    return count(
        by=cast.scope("saga"), at=AT, form=cast.home.form, area=area, counts=Counts(**counts), **period
    )


def tables(cast: Cast) -> dict[str, Table]:
    return {
        str(block.caption): block
        for part in section(cast.scope("pia"), form=cast.home.form)
        for block in part.blocks
        if isinstance(block, Table)
    }


@pytest.mark.requirement("CFO-1")
def test_a_municipality_starts_from_the_catalogue_and_edits(cast: Cast) -> None:
    saga = cast.client("saga")
    listed = saga.get(address(cast, "index")).content.decode()
    assert "Samverkan mellan skola, socialtjänst och fritid" in listed
    answer = saga.post(address(cast, "take", "ssf"), follow=True)
    form = CooperationForm.objects.get(cooperation=cast.home.cooperation, key="ssf")
    assert answer.redirect_chain[-1][0] == address(cast, "edit", form.pk)
    assert form.ages == "8–12 år"
    assert [str(party) for party in form.parties.all()] == ["Skola", "Socialtjänst", "Fritid"]
    sent = {
        "name": "SSF Lillåker",
        "age_from": 7,
        "age_to": 12,
        "parties": [cast.home.municipality.pk],
        "organisations": "Elevhälsan\n\nFritid",
        "annex": "Bilaga 3",
        "seen": 0,
    }
    assert saga.post(address(cast, "edit", form.pk), sent).status_code == 302
    shown = saga.get(address(cast, "show", form.pk)).content.decode()
    for words in ("SSF Lillåker", "7–12 år", f"{HOME.municipality}, Elevhälsan, Fritid", "Bilaga 3"):
        assert words in shown
    again = saga.get(address(cast, "index")).content.decode()
    assert address(cast, "take", "ssf") not in again, "det som är infört står inte kvar att börja från"


@pytest.mark.requirement("CFO-1")
def test_ages_that_are_no_range_are_told_at_the_field(cast: Cast) -> None:
    sent = {"name": "Ny", "age_from": 18, "age_to": 12, "seen": 0}
    answer = cast.client("saga").post(address(cast, "new"), sent)
    assert answer.status_code == 422
    assert "Åldrarna slutar innan de börjar" in answer.content.decode()


@pytest.mark.requirement("CFO-1")
def test_two_who_edit_at_once_lose_nothing(cast: Cast) -> None:
    form, saga = cast.home.form, cast.client("saga")
    assert saga.post(address(cast, "edit", form.pk), {"name": "Först", "seen": 0}).status_code == 302
    late = saga.post(address(cast, "edit", form.pk), {"name": "Sedan", "seen": 0})
    assert late.status_code == 422
    assert 'value="Sedan"' in late.content.decode(), "det som skrevs står kvar"
    assert "Namn: Först" in late.content.decode(), "det som är sparat visas bredvid"
    assert cast.home.form.name == "Först"


@pytest.mark.requirement("CFO-1")
def test_a_local_adaptation_stands_on_the_page(cast: Cast) -> None:
    assert "Möten i biblioteket." in page(cast)
    uno = cast.client("uno")
    mine = address(cast, "adapt", cast.home.form.pk, cast.home.area("norr").pk)
    assert uno.post(mine, {"text": "Möten i Folkets hus.", "seen": 1}).status_code == 302
    assert "Möten i Folkets hus." in page(cast)
    other = address(cast, "adapt", cast.home.form.pk, cast.home.area("soder").pk)
    assert uno.post(other, {"text": "Nej.", "seen": 0}).status_code == 403


@pytest.mark.requirement("CFO-2")
def test_the_state_follows_from_the_decisions(cast: Cast) -> None:
    saga, form = cast.client("saga"), cast.home.form
    assert "och inte avslutad" in page(cast)
    sent = {"kind": "ended", "decided_on": "2026-01-20", "body": "Kommunstyrelsen", "paragraph": "§ 12"}
    assert saga.post(address(cast, "decide", form.pk), sent).status_code == 302
    shown = page(cast)
    assert "Avslutad genom beslut 20 januari 2026 av Kommunstyrelsen" in shown
    assert "Sådana beslut tas i den stadsövergripande ledningsgruppen" in shown
    assert "Avvikelse" in saga.get(address(cast, "index")).content.decode()
    mistaken = form.decisions.get(kind="ended")
    confirmed = {"csrfmiddlewaretoken": "-"}  # as a browser sends a form with nothing to fill in
    assert saga.post(address(cast, "remove_decision", mistaken.pk), confirmed).status_code == 302
    shown = page(cast)
    assert "och inte avslutad" in shown
    assert "Avvikelse" not in shown


@pytest.mark.requirement("CFO-2")
def test_a_decision_is_made_by_one_body(cast: Cast) -> None:
    sent = {"kind": "revised", "decided_on": "2026-01-20"}
    where, saga = address(cast, "decide", cast.home.form.pk), cast.client("saga")
    for who in ({}, {"body": "Kommunstyrelsen", "forum": cast.home.forum.pk}):
        answer = saga.post(where, sent | who)
        assert answer.status_code == 422
        assert "Ange vem som beslutade" in answer.content.decode()


@pytest.mark.requirement("CFO-2", "SEC-4")
def test_a_small_number_hides_its_row_and_cannot_be_worked_out(cast: Cast) -> None:
    enter(cast, "norr", groups=2, meetings=18, children=23, inflow=9, ended=3)
    enter(cast, "soder", groups=1, meetings=10, children=31, inflow=12, ended=14)
    rows = {row.cells[0]: row.cells[1:] for row in tables(cast)["Arbetet 2025"].rows}
    assert rows["Norr"][:2] == (2, 18), "grupper och möten är inga personer"
    assert all(isinstance(cell, Withheld) for cell in rows["Norr"][2:])
    # The sum of the column is shown or known, so the neighbour's row has to go with it.
    assert all(isinstance(cell, Withheld) for cell in rows["Söder"][2:])
    assert rows["Hela samverkan"][2:] == (54, 21, 17, 37)
    shown = page(cast)
    assert "Dolt: talet är mindre än 5" in shown
    assert "54 barn i arbete" in shown


@pytest.mark.requirement("CFO-2", "SEC-4")
def test_what_could_be_told_by_taking_one_number_from_another_is_hidden(cast: Cast) -> None:
    """Nobody new is few, nobody ended is few; but so few were there from before that they would be pointed out."""
    enter(cast, "norr", children=20, inflow=18, ended=10)
    (row,) = tables(cast)["Arbetet 2025"].rows
    assert all(isinstance(cell, Withheld) for cell in row.cells[1:])
    assert "Hur många barn det gäller visas inte." in page(cast)


@pytest.mark.requirement("CFO-2", "SEC-4")
def test_a_cooperation_with_a_low_limit_still_hides_few_children(cast: Cast) -> None:
    form = cast.home.form
    form.cooperation.smallest_count = 0
    enter(cast, "norr", children=2)
    shown = [
        b for part in section(cast.scope("saga"), form=form) for b in part.blocks if isinstance(b, Table)
    ]
    assert all(isinstance(cell, Withheld) for cell in shown[0].rows[0].cells[1:])


@pytest.mark.requirement("CFO-2")
def test_periods_are_compared_where_they_are_about_the_same_areas(cast: Cast) -> None:
    enter(cast, "norr", children=30, inflow=12, ended=15, before=1)
    enter(cast, "norr", groups=2, meetings=18, children=23, inflow=9, ended=7)
    shown = page(cast)
    assert "2025: SSPF hade 2 grupper, 18 möten och 23 barn i arbete." in shown.replace("\xa0", " ")
    assert "Barnen var 7 färre än 2024." in shown
    assert [row.cells[0] for row in tables(cast)["Hela samverkan, period för period"].rows] == [
        "2024",
        "2025",
    ]
    enter(cast, "soder", children=30, inflow=12, ended=15, before=1)
    assert "perioderna kan inte jämföras" in page(cast)


@pytest.mark.requirement("CFO-2")
def test_figures_entered_anew_replace_those_before(cast: Cast) -> None:
    where = address(cast, "count", cast.home.form.pk)
    sent = {"area": cast.home.area("norr").pk, "first_day": "2025-01-01", "last_day": "2025-12-31"}
    assert cast.client("fia").post(where, sent | {"meetings": 19}).status_code == 302
    figures = FormFigures.objects.get(form=cast.home.form)
    assert (figures.meetings, figures.children) == (19, None)


@pytest.mark.requirement("CFO-2", "SEC-4")
def test_figures_that_overlap_are_refused_with_the_reason(cast: Cast) -> None:
    with pytest.raises(Refused, match="Hela samverkan räknas ihop"):
        enter(cast, "stad", children=50)
    with pytest.raises(Refused, match="rymmer"):
        enter(cast, "n1", children=50)


@pytest.mark.requirement("CFO-3")
def test_figures_have_no_room_for_a_case(cast: Cast) -> None:
    kinds = {field.get_internal_type() for field in FormFigures._meta.concrete_fields}
    assert kinds == {"BigAutoField", "ForeignKey", "DateField", "PositiveIntegerField"}
    for name in ("index", "show", "count"):
        args = () if name == "index" else (cast.home.form.pk,)
        shown = cast.client("saga").get(address(cast, name, *args)).content.decode()
        assert "de stannar i parternas egna system, under sekretess" in shown


@pytest.mark.requirement("CFO-3")
def test_a_child_is_not_written_into_a_form(cast: Cast) -> None:
    sent = {"name": "SSPF", "target_group": "Pojken 811218-9876", "seen": 0}
    answer = cast.client("saga").post(address(cast, "edit", cast.home.form.pk), sent)
    assert answer.status_code == 422
    assert "personnummer" in answer.content.decode()


@pytest.mark.requirement("CFO-3", "SEC-4")
def test_no_small_number_leaves_by_the_log_or_the_forms(cast: Cast) -> None:
    enter(cast, "norr", children=4177, inflow=4173, ended=3)
    details = str(list(AuditEntry.objects.values_list("subject_name", "details")))
    for who, name in (("pia", "show"), ("fia", "count"), ("saga", "edit")):
        shown = cast.client(who).get(address(cast, name, cast.home.form.pk)).content.decode()
        assert "4177" not in shown
        assert "4173" not in shown
        assert "4\xa0177" not in shown
    assert "4177" not in details


@pytest.mark.requirement("CFO-3", "SEC-4")
def test_figures_leave_the_room_through_the_withholding_only() -> None:
    """Nobody but the room itself reads the raw figures; everybody else meets them in `section`."""
    root = Path(trygghjulet.__file__).parent
    raw = re.compile(
        r"cooperation\.forms\.(models|queries) import [^\n]*(\(\n[^)]*)?\b(FormFigures|figures)\b"
    )
    readers = {
        str(file.relative_to(root))
        for file in root.rglob("*.py")
        if "tests" not in file.parts and raw.search(file.read_text(encoding="utf-8"))
    }
    assert readers == {
        "cooperation/forms/operations.py",
        "cooperation/forms/queries.py",
        "cooperation/forms/section.py",
    }

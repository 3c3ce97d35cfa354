"""The cooperation's page tells how every step of a round stands, and what is whose to do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from trygghjulet.cooperation.forums.operations import plan_meeting
from trygghjulet.foundation.rounds.models import Rhythm, Round
from trygghjulet.overview.organising.missing import local_name
from trygghjulet.overview.queries import RoundState, ahead, first_steps, state_of


def rounds_of(cast: Cast, name: str) -> dict[str, RoundState]:
    state = state_of(cast.scope(name), cooperation=cast.home.cooperation, on=AT.date())
    return {entry.round.level: entry for entry in state.rounds if entry.round.rhythm == Rhythm.YEARLY}


@pytest.mark.requirement("USE-2")
def test_a_step_is_done_lacking_or_not_begun(cast: Cast) -> None:
    local = {key: state.words for key, state in rounds_of(cast, "saga")["Lokalt"].states.items()}
    assert (local["scanning"], local["picture"]) == ("Klar", "Klar")
    assert (local["priorities"], local["causes"], local["followup"]) == ("Inte börjad",) * 3
    assert rounds_of(cast, "saga")["Stadsövergripande"].states["picture"].words == "En sak kvar"


@pytest.mark.requirement("USE-2")
def test_what_is_left_to_do_is_shown_to_those_who_may_do_it(cast: Cast) -> None:
    assert "Lägesbilden är inte antagen." in {
        gap.words for gap in rounds_of(cast, "saga")["Stadsövergripande"].mine
    }
    assert rounds_of(cast, "pia")["Stadsövergripande"].mine == ()


def test_the_page_says_it(cast: Cast) -> None:
    page = cast.client("saga").get("/lillaker/").content.decode()
    assert "Stegen i varvet" in page
    assert "En sak kvar" in page
    assert page.count('aria-current="page">Varven') == 1


@pytest.mark.parametrize(("name", "seen"), [("fia", True), ("saga", True), ("pia", False)])
def test_measures_that_nobody_has_seen_for_long_are_shown_to_those_who_follow_up(
    cast: Cast, name: str, seen: bool
) -> None:
    later = AT.date() + timedelta(days=90)
    for on, expected in ((AT.date(), False), (later, seen)):
        state = state_of(cast.scope(name), cooperation=cast.home.cooperation, on=on)
        unseen = {measure.title for entry in state.rounds for measure in entry.unseen}
        assert (cast.home.measure.title in unseen) is expected


def test_everybody_finds_the_report(cast: Cast) -> None:
    assert (
        f"/lillaker/varv/{cast.home.city.pk}/rapport/"
        in cast.client("pia").get("/lillaker/").content.decode()
    )


def test_a_cooperation_that_has_begun_is_not_told_how_to_begin(cast: Cast) -> None:
    assert first_steps(cast.scope("saga"), cooperation=cast.home.cooperation) == ()
    assert "Kom igång" not in cast.client("saga").get("/lillaker/").content.decode()


@pytest.mark.requirement("USE-2", "AGR-6")
def test_a_new_cooperation_is_led_to_the_blueprints(cast: Cast) -> None:
    steps = first_steps(cast.scope("vera"), cooperation=cast.neighbour.cooperation)
    assert steps[0].href == "/storsjo/overenskommelser/mallar/"
    assert "/storsjo/overenskommelser/ny/" in cast.client("vera").get(steps[0].href).content.decode()


@pytest.mark.requirement("USE-2", "DUT-2")
def test_the_first_page_names_what_is_overdue_and_the_next_meeting(cast: Cast) -> None:
    saga, home = cast.scope("saga"), cast.home.cooperation
    now = ahead(saga, cooperation=home, on=AT.date())
    assert now.next_meeting == cast.home.meeting
    later = ahead(saga, cooperation=home, on=date(2028, 1, 5))
    assert [one.duty.title for one in later.overdue] == [cast.home.duty.title]
    assert later.next_meeting is None
    coming = plan_meeting(by=saga, at=AT, forum=cast.home.forum, planned_on=date(2099, 2, 3))
    address = reverse("forums:meeting", args=(HOME.slug, cast.home.forum.pk, coming.pk))
    shown = " ".join(cast.client("pia").get("/lillaker/").content.decode().split())
    assert f'Nästa möte: <a href="{address}">Styrgruppen</a> 3 februari 2099.' in shown


@pytest.mark.requirement("FRM-4")
def test_a_local_forum_is_named_after_its_own_area(cast: Cast) -> None:
    areas = {"Centrum", "Hisingen", "Nordost", "Sydväst"}
    leading = "Ledningsgrupp Trygg i Centrum/Hisingen/Nordost/Sydväst"
    assert local_name(leading, "Norr", areas) == "Ledningsgrupp Trygg i Norr"
    joint = "Samordning inom stadsområdet/lokalpolisområdet"
    assert local_name(joint, "Norr", areas) == f"{joint}, Norr"


def test_only_a_round_without_work_can_be_taken_away(cast: Cast) -> None:
    saga = cast.client("saga")
    saga.post(
        "/lillaker/nytt-varv/",
        {
            "area": cast.home.area("s1").pk,
            "rhythm": Rhythm.ACUTE,
            "first_day": "2025-03-03",
            "last_day": "2025-03-09",
        },
    )
    made = Round.objects.get(rhythm=Rhythm.ACUTE)
    away = f"/lillaker/varv/{made.pk}/ta-bort/"
    assert away in saga.get(f"/lillaker/varv/{made.pk}/").content.decode()
    assert (
        f"{cast.home.city.pk}/ta-bort/"
        not in saga.get(f"/lillaker/varv/{cast.home.city.pk}/").content.decode()
    )
    refused = saga.post(f"/lillaker/varv/{cast.home.city.pk}/ta-bort/", {"csrfmiddlewaretoken": "-"})
    assert "kan därför inte tas bort" in refused.content.decode()
    assert saga.post(away, {"csrfmiddlewaretoken": "-"}).status_code == 302
    assert not Round.objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("1989-12-31", "1990-12-31", "Den kan börja tidigast 1990-01-01."),
        ("2000-01-01", "2010-01-05", "Perioden är längre än 10 år."),
        ("2025-01-01", "2999-12-31", "Den kan sluta senast "),
    ],
)
def test_a_period_out_of_reason_is_refused_in_words(cast: Cast, first: str, last: str, told: str) -> None:
    answer = cast.client("saga").post(
        "/lillaker/nytt-varv/",
        {"area": cast.home.cooperation.area.pk, "rhythm": "yearly", "first_day": first, "last_day": last},
    )
    assert answer.status_code == 422
    assert told in answer.content.decode()


@pytest.mark.requirement("USE-2")
def test_a_week_is_a_line_with_its_days_and_no_wheel(cast: Cast) -> None:
    week = cast.home.week
    state = state_of(cast.scope("saga"), cooperation=cast.home.cooperation, on=AT.date())
    assert [one.pk for one in state.weeks] == [week.pk, cast.home.decided_week.pk]
    assert week.round_id not in {entry.round.pk for entry in state.rounds}
    page = cast.client("pia").get("/lillaker/").content.decode()
    assert f'<a href="/lillaker/varv/{week.round_id}/veckan/">{week.round}</a>' in page
    # The one that nobody has decided stands first; the others are folded.
    unfolded, folded = page.split("Tidigare veckor")
    assert "Inte beslutad" in unfolded
    assert f"/varv/{cast.home.decided_week.round_id}/veckan/" not in unfolded
    assert f"/varv/{cast.home.decided_week.round_id}/veckan/" in folded


@pytest.mark.parametrize(
    ("rhythm", "first", "last", "name"),
    [
        (Rhythm.WEEKLY, date(2026, 11, 16), date(2026, 11, 22), "Vecka 47, 16–22 november 2026"),
        (Rhythm.WEEKLY, date(2026, 12, 28), date(2027, 1, 3), "Vecka 53, 28 december 2026–3 januari 2027"),
        (Rhythm.WEEKLY, date(2026, 11, 17), date(2026, 11, 23), "Veckan 17–23 november 2026"),
        (Rhythm.WEEKLY, date(2026, 11, 9), date(2026, 11, 22), "Lillåker 9–22 november 2026"),
        (Rhythm.YEARLY, date(2026, 1, 1), date(2026, 12, 31), "Lillåker 2026"),
    ],
)
def test_a_round_is_called_by_its_days_where_it_is_a_week(
    cast: Cast, rhythm: str, first: date, last: date, name: str
) -> None:
    cooperation = cast.home.cooperation
    round = Round(
        cooperation=cooperation, area=cooperation.area, rhythm=rhythm, first_day=first, last_day=last
    )
    assert str(round) == name.replace("Lillåker", cooperation.area.name)


@pytest.mark.requirement("SCN-3", "SEC-4")
def test_a_waiting_file_is_known_to_those_who_may_see_its_rows(cast: Cast) -> None:
    name = cast.home.waiting.file_name
    for who, told in (("palle", True), ("saga", False)):
        for page in ("/lillaker/", "/lillaker/underlag/"):
            assert (name in cast.client(who).get(page).content.decode()) is told, (who, page)

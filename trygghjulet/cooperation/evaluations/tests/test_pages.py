"""A year's self-evaluation: planned, answered by each once and by nobody known, told when it may be, and acted on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings as hypothesis_settings, strategies as st

from tests.cast import AT, HOME, Cast
from trygghjulet.cooperation.evaluations import operations
from trygghjulet.cooperation.evaluations.models import (
    Answered,
    Invitation,
    PlanPoint,
    Remarks,
    SelfEvaluation,
    Tally,
)
from trygghjulet.cooperation.evaluations.queries import Findings, findings
from trygghjulet.cooperation.evaluations.rules.asking import Theme
from trygghjulet.cooperation.evaluations.section import results_section
from trygghjulet.documents.html import html
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.parties.models import Function
from trygghjulet.foundation.privacy.guard import PersonalDataFound

pytestmark = pytest.mark.requirement("FOR-10")
DAY = timedelta(days=1)
#: When things are done; later than everything that the cast did.
LATER = AT + 30 * DAY
#: The days of an evaluation made for a test: open on the day of LATER, told the day after it closes.
OPENS, CLOSES = LATER.date(), LATER.date() + 7 * DAY
TOLD = CLOSES + DAY


def address(name: str, *more: object) -> str:
    return reverse(f"evaluations:{name}", args=(HOME.slug, *more))


def made(cast: Cast, *, year: int = 2030, opens: date = OPENS, closes: date = CLOSES) -> SelfEvaluation:
    """An evaluation where everybody in the cast with a function is asked."""
    return operations.plan(
        by=cast.scope("saga"),
        at=LATER,
        forum=cast.home.forum,
        year=year,
        opens_on=opens,
        closes_on=closes,
        asked=list(Function.objects.filter(cooperation=cast.home.cooperation)),
    )


def answers(evaluation: SelfEvaluation, value: int = 3, **remarks: str) -> operations.Answers:
    return operations.Answers({one.pk: value for one in evaluation.statements.all()}, remarks)


def invited(cast: Cast, evaluation: SelfEvaluation, number: int) -> Invitation:
    return operations.invite(
        by=cast.scope("saga"), at=LATER, evaluation=evaluation, title=f"Rektor {number}"
    )[0]


def answered(cast: Cast, *values: int, year: int = 2030, **remarks: str) -> SelfEvaluation:
    """An evaluation that so many invited have answered, each with one value for everything."""
    evaluation = made(cast, year=year)
    for number, value in enumerate(values):
        operations.answer_invited(
            at=LATER,
            invitation=invited(cast, evaluation, number),
            answers=answers(evaluation, value, **(remarks if number == 0 else {})),
        )
    return evaluation


def found(cast: Cast, evaluation: SelfEvaluation, on: date = TOLD) -> Findings:
    return findings(cast.scope("pia"), evaluation=evaluation, on=on)


def told(cast: Cast, evaluation: SelfEvaluation, on: date = TOLD) -> str:
    """The results as they are read."""
    return html(results_section(found(cast, evaluation, on), words=True)).replace("\xa0", " ")


def open_now(cast: Cast) -> tuple[SelfEvaluation, str]:
    """An evaluation that is open on the day of the test, for the pages; and an invitation's secret."""
    today = timezone.localdate()
    evaluation = made(cast, opens=today - DAY, closes=today + DAY)
    _, secret = operations.invite(
        by=cast.scope("saga"), at=timezone.localtime(), evaluation=evaluation, title="Rektor"
    )
    return evaluation, secret


def form(evaluation: SelfEvaluation, value: int = 4, **more: str) -> dict[str, Any]:
    return {f"pastaende_{one.pk}": value for one in evaluation.statements.all()} | more


def test_planned_with_sensible_questions_that_may_be_changed_until_it_opens(cast: Cast) -> None:
    saga, home = cast.client("saga"), cast.home
    sent = {"forum": home.forum.pk, "year": 2040, "opens_on": "2098-01-01", "closes_on": "2098-01-31"}
    assert saga.post(address("new"), sent).status_code == 302
    evaluation = SelfEvaluation.objects.get(year=2040)
    page = saga.get(address("show", evaluation.pk)).content.decode()
    for words in ("Uppgifter", "Sammansättning", "Arbetsformer", "leder till konkret agerande", "Planerad"):
        assert words in page
    new = {"theme": "working", "text": "Lokalen är bra."}
    assert saga.post(address("new_statement", evaluation.pk), new).status_code == 302
    assert "Lokalen är bra." in saga.get(address("show", evaluation.pk)).content.decode()
    again = saga.post(address("new"), sent)
    assert "har redan en självvärdering för 2040" in again.content.decode()


def test_once_open_the_questions_stand(cast: Cast) -> None:
    evaluation, _ = open_now(cast)
    saga, statement = cast.client("saga"), evaluation.statements.first()
    assert statement is not None
    refused = saga.post(address("edit_statement", evaluation.pk, statement.pk), {"text": "Nytt.", "seen": 0})
    assert refused.status_code == 422
    assert "kan inte ändras" in refused.content.decode()
    gone = {"opens_on": str(evaluation.opens_on), "closes_on": str(evaluation.closes_on), "seen": 0}
    assert "ingen tas bort" in saga.post(address("edit", evaluation.pk), gone).content.decode()


def test_last_years_questions_come_again(cast: Cast) -> None:
    first = made(cast, year=2030, opens=OPENS + DAY)
    operations.add_statement(
        by=cast.scope("saga"), at=LATER, evaluation=first, theme="action", text="Vi gör det vi sade."
    )
    texts = [one.text for one in made(cast, year=2031).statements.all()]
    assert texts == [one.text for one in first.statements.all()]


def test_who_is_signed_in_answers_once_and_only_that_is_kept(cast: Cast) -> None:
    evaluation, _ = open_now(cast)
    pia, page = cast.client("pia"), address("answer", evaluation.pk)
    assert "Vem som svarade vad sparas inte" in pia.get(page).content.decode()
    missing = pia.post(page, form(evaluation) | {f"pastaende_{evaluation.statements.first().pk}": ""})
    assert missing.status_code == 422
    assert pia.post(page, form(evaluation, 2, action="Mer handling.")).status_code == 302
    assert "Du har redan svarat" in pia.get(page).content.decode()
    assert pia.post(page, form(evaluation, 5)).status_code == 422
    counted = Tally.objects.filter(statement__evaluation=evaluation)
    assert set(counted.values_list("value", "count")) == {(2, 1)}
    assert Answered.objects.filter(evaluation=evaluation).count() == 1


def test_nothing_kept_ties_an_answer_to_who_gave_it(cast: Cast) -> None:
    """No column of the counts and the free words leads to a person, a moment or an order."""
    for model in (Tally, Remarks):
        fields = {field.name for field in model._meta.get_fields()}
        assert not fields & {"user", "invitation", "at", "created_at", "answered_at"}
    evaluation = made(cast)
    for number, (text, value) in enumerate((("Öl är dyrt.", 1), ("Ändra allt.", 5), ("Bra.", 3))):
        operations.answer_invited(
            at=LATER,
            invitation=invited(cast, evaluation, number),
            answers=answers(evaluation, value, working=text),
        )
    (row,) = Remarks.objects.filter(evaluation=evaluation)
    assert row.texts == sorted(row.texts), "i bokstavsordning, inte i den ordning de kom"
    logged = AuditEntry.objects.filter(act="besvarade")
    assert {entry.actor_name for entry in logged} == {"En inbjuden ledamot"}
    assert not any("value" in entry.details or "Rektor" in str(entry.details) for entry in logged)


def test_who_is_not_a_member_is_told_so(cast: Cast) -> None:
    evaluation, _ = open_now(cast)
    only = operations.plan(
        by=cast.scope("saga"),
        at=LATER,
        forum=cast.home.forum,
        year=2041,
        opens_on=evaluation.opens_on,
        closes_on=evaluation.closes_on,
        asked=[cast.home.function("kim")],
    )
    pia = cast.client("pia")
    assert "inte bland de tillfrågade" in pia.get(address("answer", only.pk)).content.decode()
    refused = pia.post(address("answer", only.pk), form(only))
    assert refused.status_code == 422
    assert not Tally.objects.filter(statement__evaluation=only).exists()
    assert cast.client("kim").post(address("answer", only.pk), form(only)).status_code == 302


def test_an_invited_member_answers_at_a_secret_address_without_signing_in(cast: Cast) -> None:
    evaluation, secret = open_now(cast)
    page, anybody = reverse("evaluations:answer_invited", args=(secret,)), Client(enforce_csrf_checks=True)
    first = anybody.get(page)
    assert "Du är inbjuden som <strong>Rektor</strong>" in first.content.decode()
    assert first["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in first["Cache-Control"]
    assert set(anybody.cookies) == {"csrftoken"}, "ingen annan kaka behövs"
    assert anybody.post(page, form(evaluation)).status_code == 403, "utan märket tas inget emot"
    token = {"csrfmiddlewaretoken": anybody.cookies["csrftoken"].value}
    assert anybody.post(page, {**token, **form(evaluation)}).status_code == 302
    assert set(anybody.cookies) == {"csrftoken"}
    assert "adressen är använd" in anybody.get(page).content.decode()
    assert anybody.post(page, {**token, **form(evaluation, 1)}).status_code == 200
    counted = Tally.objects.filter(statement__evaluation=evaluation)
    assert set(counted.values_list("value", "count")) == {(4, 1)}
    shown = cast.client("pia").get(address("show", evaluation.pk)).content.decode()
    assert "Har svarat" in shown
    assert secret not in shown


def test_a_secret_that_is_wrong_or_withdrawn_leads_nowhere_and_is_kept_hashed(cast: Cast) -> None:
    evaluation, secret = open_now(cast)
    invitation = evaluation.invitations.get()
    assert secret not in str(Invitation.objects.filter(pk=invitation.pk).values())
    assert Client().get(reverse("evaluations:answer_invited", args=("x" * 43,))).status_code == 404
    withdrawn = cast.client("saga").post(address("withdraw", evaluation.pk, invitation.pk), {"sure": 1})
    assert withdrawn.status_code == 302
    assert Client().get(reverse("evaluations:answer_invited", args=(secret,))).status_code == 404


def test_the_address_is_shown_once_and_a_name_is_not_asked_for(cast: Cast) -> None:
    evaluation, _ = open_now(cast)
    saga, page = cast.client("saga"), address("invite", evaluation.pk)
    shown = saga.post(page, {"title": "Butikschef", "organisation": "Handlarna"}).content.decode()
    assert "Adressen till Butikschef, Handlarna" in shown
    assert "/svara/" in shown
    assert "/svara/" not in saga.get(page).content.decode()
    assert "Skriv inte vad personen heter" in shown


def test_it_closes_on_its_day(cast: Cast) -> None:
    evaluation = made(cast)
    late = invited(cast, evaluation, 1)
    with pytest.raises(Refused, match="stängde"):
        operations.answer_invited(at=LATER + 8 * DAY, invitation=late, answers=answers(evaluation))
    with pytest.raises(Refused, match="stängde"):
        operations.answer(
            of=cast.scope("pia"), at=LATER + 8 * DAY, evaluation=evaluation, answers=answers(evaluation)
        )
    operations.answer_invited(at=LATER + 7 * DAY, invitation=late, answers=answers(evaluation))


def test_many_answers_in_a_short_time_are_stopped(cast: Cast, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"invited_answer": "2/m/ip"}
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "few"}
    }
    _, secret = open_now(cast)
    page, anybody = reverse("evaluations:answer_invited", args=(secret,)), Client()
    assert [anybody.post(page, {}).status_code for _ in range(3)] == [422, 422, 429]
    assert anybody.get(page).status_code == 200


@pytest.mark.requirement("SEC-4")
def test_free_words_with_personal_data_are_refused_and_nothing_is_counted(cast: Cast) -> None:
    evaluation = made(cast)
    with pytest.raises(PersonalDataFound):
        operations.answer_invited(
            at=LATER,
            invitation=invited(cast, evaluation, 1),
            answers=answers(evaluation, working="Ring 070-174 06 05."),
        )
    assert not Tally.objects.filter(statement__evaluation=evaluation).exists()


def test_nothing_is_told_before_it_has_closed(cast: Cast) -> None:
    evaluation = answered(cast, 1, 1, 1, 5, 5, 5, working="Mer tid.")
    page = told(cast, evaluation, CLOSES)
    assert "visas när frågorna har stängt" in page
    assert "6 av" in page
    assert "Mer tid" not in page
    assert "Median" not in page
    assert "Mer tid" in told(cast, evaluation)


@pytest.mark.requirement("SEC-4")
def test_with_four_answers_nothing_is_told_and_with_five_all(cast: Cast) -> None:
    few = answered(cast, 2, 2, 2, 2, year=2030, action="Ingen gör något.")
    page = told(cast, few)
    assert "färre än 5 har svarat" in page
    assert "<table" not in page
    assert "Ingen gör något" not in page
    enough = answered(cast, 2, 2, 2, 2, 4, year=2031, action="Ingen gör något.")
    page = told(cast, enough)
    assert page.count("<table") == len(Theme)
    assert "Ingen gör något." in page


@pytest.mark.requirement("SEC-4")
@hypothesis_settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(values=st.lists(st.integers(0, 5), max_size=8), own=st.integers(0, 8))
def test_whatever_is_answered_few_are_never_told_of(cast: Cast, values: list[int], own: int) -> None:
    year = 2031 + SelfEvaluation.objects.filter(forum=cast.home.forum, year__gt=2030).count()
    evaluation = answered(cast, *values, year=year)
    evaluation.cooperation.smallest_count = own
    result = found(cast, evaluation)
    assert result.told == (len(values) >= max(own, 5))
    page = html(results_section(result, words=True))
    assert ("<table" in page) == result.told
    for _, spread in result.spreads:
        assert spread.answered == len(values)
        assert [*spread.counts, spread.unknown] == [values.count(v) for v in (1, 2, 3, 4, 5, 0)]


def test_two_years_stand_beside_each_other_with_a_caution(cast: Cast) -> None:
    before = answered(cast, 2, 2, 2, 3, 3, year=2030)
    now = answered(cast, 3, 3, 4, 4, 4, 4, year=2031)
    page = told(cast, now)
    assert "Mot 2030" in page
    assert "högre median, då 2" in page
    assert "betyder därför inte i sig" in page
    assert "Mot" not in told(cast, before)


def test_a_year_with_too_few_is_not_compared_with(cast: Cast) -> None:
    answered(cast, 1, 1, year=2030)
    page = told(cast, answered(cast, 3, 3, 3, 3, 3, year=2031))
    assert "Mot 2030" not in page
    assert "då 1" not in page


def test_what_was_decided_stands_on_next_years_page_as_done_or_not(cast: Cast) -> None:
    saga, home = cast.client("saga"), cast.home
    evaluated = home.evaluated
    new = {"text": "En ansvarig för varje fråga.", "owner": home.function("saga").pk, "due": "2026-09-01"}
    assert saga.post(address("new_point", evaluated.pk), new | {"seen": 0}).status_code == 302
    point = PlanPoint.objects.get(text="En ansvarig för varje fråga.")
    why = {"done": "no", "on": "2026-02-01", "words": ""}
    assert saga.post(address("judge_point", evaluated.pk, point.pk), why).status_code == 422
    why["words"] = "Tiden räckte inte."
    assert saga.post(address("judge_point", evaluated.pk, point.pk), why).status_code == 302
    page = cast.client("pia").get(address("show", home.evaluation.pk)).content.decode()
    assert "Det här bestämde vi 2025" in page
    for words in ("Inte gjort", "Tiden räckte inte.", "Kalla tidigare.", "Inte avgjort"):
        assert words in page


def test_the_activity_report_tells_the_year_and_where_it_went(cast: Cast) -> None:
    home, saga = cast.home, cast.scope("saga")
    for to in ("Kommunstyrelsen", "Kommunfullmäktige"):
        operations.record_report_sent(by=saga, at=LATER, forum=home.forum, year=2025, to=to, on=LATER.date())
    page = cast.client("pia").get(reverse("activity_report:show", args=(HOME.slug, home.forum.pk, 2025)))
    text = page.content.decode().replace("\xa0", " ")
    for words in (
        "Styrgruppen: verksamhetsberättelse 2025",
        "Styrgruppen hade 1 möte 2025",
        "4 november 2025",
        "Kalla tidigare.",
        "Skickad till Kommunstyrelsen 14 februari 2026",
        "Skickad till Kommunfullmäktige",
        "färre än 5 har svarat",
    ):
        assert words in text, words
    this = cast.client("pia").get(reverse("activity_report:show", args=(HOME.slug, home.forum.pk, 2026)))
    text = this.content.decode().replace("\xa0", " ")
    assert "1 yttrande avgavs." in text
    assert "Yttrande 13 januari 2026" in text
    assert "Det här bestämde vi 2025" in text


def test_a_report_of_a_year_that_can_not_be_is_not_found(cast: Cast) -> None:
    nowhere = reverse("activity_report:show", args=(HOME.slug, cast.home.forum.pk, 1066))
    assert cast.client("pia").get(nowhere).status_code == 404


def test_a_point_is_due_after_the_evaluation_opened(cast: Cast) -> None:
    with pytest.raises(Refused, match="öppnade"):
        operations.add_point(
            by=cast.scope("saga"),
            at=AT,
            evaluation=cast.home.evaluated,
            text="Igår.",
            owner=cast.home.function("saga"),
            due=date(2020, 1, 1),
        )

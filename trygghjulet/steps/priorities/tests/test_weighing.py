"""Two parties weigh problems: each for itself, then side by side, then agreed, then decided and changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from trygghjulet.cooperation.agreements.models import Agreement
from trygghjulet.foundation.access.rules import Denied, Refused
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.priorities import operations
from trygghjulet.steps.priorities.models import Candidate, Criterion, PriorityArea, Sheet
from trygghjulet.steps.priorities.operations import Ruling
from trygghjulet.steps.priorities.queries import as_of, changes
from trygghjulet.steps.priorities.rules.comparing import Score

WHY = "Bara vi vet varför."


def _page(cast: Cast, who: str, name: str, round: Round, *numbers: int, **query: str) -> str:
    address = reverse(f"priorities:{name}", args=(HOME.slug, round.pk, *numbers))
    answer = cast.client(who).get(address, query)
    assert answer.status_code == 200, address
    return answer.content.decode()


def _send(cast: Cast, who: str, name: str, round: Round, *numbers: int, **sent: Any) -> Any:
    address = reverse(f"priorities:{name}", args=(HOME.slug, round.pk, *numbers))
    return cast.client(who).post(address, sent)


@pytest.mark.requirement("PRI-3")
def test_neither_party_sees_the_others_scores_before_both_have_handed_in(cast: Cast) -> None:
    work, local = cast.home, cast.home.local
    problem = work.scored
    # The police have handed in; the municipality has not, and sees nothing of theirs on any page.
    for name, numbers in (("matrix", ()), ("problem", (problem.pk,)), ("sheet", (work.own_sheet.pk,))):
        page = _page(cast, "saga", name, local, *numbers)
        assert "1, lite" not in page
        assert "3&nbsp;/&nbsp;1" not in page
    refused = cast.client("saga").get(
        reverse("priorities:sheet", args=(HOME.slug, local.pk, work.police_sheet.pk))
    )
    assert refused.status_code == 403
    assert "bara av den parten" in refused.content.decode()
    assert "1, lite" not in _page(cast, "pia", "problem", local, problem.pk)

    # The municipality hands in: both are shown, with the difference in words.
    assert _send(cast, "saga", "hand_in", local, work.own_sheet.pk).status_code == 302
    page = _page(cast, "pia", "problem", local, problem.pk)
    assert "1, lite" in page
    assert "3, mycket" in page
    assert "Skiljer 2 steg" in page
    page = _page(cast, "pia", "matrix", local)
    assert "Tala om det här först" in page
    assert "3&nbsp;/&nbsp;1" in page


@pytest.mark.requirement("PRI-3")
def test_the_log_does_not_tell_what_a_party_scored(cast: Cast) -> None:
    work = cast.home
    operations.score(
        by=cast.scope("saga"),
        at=AT,
        sheet=work.own_sheet,
        candidate=work.scored,
        seen=1,
        scores={"common": Score(4, WHY)},
    )
    row = AuditEntry.objects.latest("pk")
    assert row.act == "poängsatte"
    assert WHY not in str(row.details)


@pytest.mark.requirement("SEC-5")
def test_a_colleague_who_was_later_is_told_and_loses_nothing(cast: Cast) -> None:
    work, local = cast.home, cast.home.local
    key = Criterion.objects.filter(matrix=work.scoring).earliest("pk").key
    to = (local, work.own_sheet.pk, work.scored.pk)
    first = {f"score_{key}": "4", f"why_{key}": "Det första.", "seen": 1}
    assert _send(cast, "saga", "score", *to, **first).status_code == 302
    late = _send(cast, "stig", "score", *to, **{f"score_{key}": "0", f"why_{key}": "Det andra.", "seen": 1})
    page = late.content.decode()
    assert late.status_code == 422
    assert "Det första." in page
    assert "Det andra." in page


def test_a_word_without_a_step_and_an_empty_sheet_are_told_of(cast: Cast) -> None:
    work, local = cast.home, cast.home.local
    key = Criterion.objects.filter(matrix=work.scoring).earliest("pk").key
    to = (local, work.own_sheet.pk, work.scored.pk)
    assert (
        "Välj ett steg till orden"
        in _send(cast, "saga", "score", *to, **{f"why_{key}": "Ord.", "seen": 1}).content.decode()
    )
    assert "Inget är ifyllt" in _send(cast, "saga", "score", *to, seen=1).content.decode()


def test_a_sheet_with_answers_missing_is_not_handed_in(cast: Cast) -> None:
    work, by = cast.home, cast.scope("saga")
    operations.score(
        by=by, at=AT, sheet=work.own_sheet, candidate=work.scored, seen=1, scores={"common": Score(None)}
    )
    with pytest.raises(Refused, match=r"Bråk vid kiosken: 10\)"):
        operations.hand_in(by=by, at=AT, sheet=work.own_sheet)
    with pytest.raises(Denied, match="bara av den parten"):
        operations.hand_in(by=cast.scope("kim"), at=AT, sheet=work.own_sheet)


@pytest.mark.requirement("PRI-3")
def test_the_day_that_was_set_shows_what_there_is(cast: Cast) -> None:
    work = cast.home
    operations.set_show_on(
        by=cast.scope("saga"), at=AT, matrix=work.scoring, show_on=AT.date() + timedelta(days=2)
    )
    assert "Skiljer 2 steg" in _page(cast, "pia", "problem", work.local, work.scored.pk)  # the day has been


@pytest.mark.requirement("PRI-3")
def test_agreed_scores_begin_with_what_both_answered_and_stand_beside_theirs(cast: Cast) -> None:
    work, past = cast.home, cast.home.past
    criteria = list(Criterion.objects.filter(matrix__round=past))
    sent = {f"score_{one.key}": "2" for one in criteria} | {"why_common": "Vi såg siffrorna.", "seen": 0}
    assert _send(cast, "kim", "agree", past, work.compared.pk, **sent).status_code == 302
    page = _page(cast, "pia", "problem", past, work.compared.pk)
    assert "Vi såg siffrorna." in page
    assert "16 av 32" in page
    assert "En summa avgör inget" in page


@pytest.mark.requirement("PRI-3")
def test_what_is_not_prioritised_needs_a_reason_which_is_shown(cast: Cast) -> None:
    work, past = cast.home, cast.home.past
    refused = _send(cast, "saga", "settle", past, work.compared.pk, chosen="no", seen=1)
    assert "Ange varför problemet inte prioriteras." in refused.content.decode()
    assert (
        _send(
            cast, "saga", "settle", past, work.compared.pk, chosen="no", reason="Butikerna löser det.", seen=1
        ).status_code
        == 302
    )
    page = _page(cast, "pia", "show", past)
    assert "Inte prioriterat, och varför" in page
    assert "Butikerna löser det." in page
    assert [one.title for one in PriorityArea.objects.filter(round=past, dropped_on=None)] == ["Klotter"]
    # Chosen again it is the same one, last in order.
    again = Candidate.objects.get(pk=work.compared.pk)
    operations.settle(by=cast.scope("kim"), at=AT, candidate=again, seen=again.revision, chosen=True)
    standing = PriorityArea.objects.filter(round=past, dropped_on=None)
    assert [one.title for one in standing] == ["Klotter", "Bråk vid kiosken"]


@pytest.mark.requirement("PRI-1", "PRI-3")
def test_after_the_decision_a_change_needs_reason_and_decision_and_the_list_is_known_for_any_day(
    cast: Cast,
) -> None:
    work, past, saga = cast.home, cast.home.past, cast.scope("saga")
    first = AT.date()
    operations.decide(by=saga, at=AT, round=past, forum=work.forum, on=first)
    with pytest.raises(Refused, match="Prioriteringarna är beslutade"):
        operations.choose(by=saga, at=AT, round=past, title="Inbrott")
    refused = _send(cast, "saga", "new", past, title="Inbrott", seen=0)
    assert "Ange varför de ändras" in refused.content.decode()
    later = AT + timedelta(days=10)
    ruling = Ruling("Inbrotten ökade i mars.", work.forum, later.date(), registry_number="KS 2026:9")
    operations.choose(by=saga, at=later, round=past, title="Inbrott", ruling=ruling)
    gone = PriorityArea.objects.get(round=past, title="Klotter")
    operations.drop(
        by=saga, at=later, priority=gone, seen=gone.revision, reason="Saneringen räcker.", ruling=ruling
    )

    history = changes(saga, round=past)
    assert [one.get_kind_display() for one in history] == [
        "Prioriteringarna beslutades",
        "Ett problemområde lades till",
        "Ett problemområde ströks",
    ]
    before = as_of(history, first + timedelta(days=5))
    assert before is not None
    assert [one["title"] for one in before.state] == ["Klotter", "Bråk vid kiosken"]
    assert as_of(history, first - timedelta(days=1)) is None
    page = _page(cast, "pia", "history", past, dag=(first + timedelta(days=5)).isoformat())
    assert "Inbrotten ökade i mars." in page
    assert "KS 2026:9" in page
    assert "är inget datum" in _page(cast, "pia", "history", past, dag="i går")


def test_a_decision_older_than_the_last_or_in_the_future_is_refused(cast: Cast) -> None:
    work, past, saga = cast.home, cast.home.past, cast.scope("saga")
    with pytest.raises(Refused, match="har inte varit ännu"):
        operations.decide(by=saga, at=AT, round=past, forum=work.forum, on=AT.date() + timedelta(days=1))
    operations.decide(by=saga, at=AT, round=past, forum=work.forum, on=AT.date())
    old = Ruling("Skäl.", work.forum, AT.date() - timedelta(days=30))
    with pytest.raises(Refused, match="äldre än det senaste"):
        operations.choose(by=saga, at=AT, round=past, title="Inbrott", ruling=old)


def test_nothing_is_decided_while_a_problem_waits_for_its_answer(cast: Cast) -> None:
    work = cast.home
    with pytest.raises(Refused, match="Stölder ur butiker"):
        operations.decide(by=cast.scope("saga"), at=AT, round=work.city, forum=work.forum, on=AT.date())


@pytest.mark.requirement("AGR-4", "PIC-6")
def test_a_city_wide_goal_is_broken_down_or_said_why_not(cast: Cast) -> None:
    work, saga = cast.home, cast.scope("saga")
    gap = "Inte besvarat"
    assert gap in _page(cast, "pia", "show", work.local)
    assert gap in _page(cast, "pia", "goals", work.city)
    assert (
        _send(
            cast, "uno", "untreated", work.local, work.priority.pk, reason="Inget torg här.", seen=0
        ).status_code
        == 302
    )
    page = _page(cast, "pia", "goals", work.city)
    assert "Behandlas inte, med skäl" in page
    assert "Inget torg här." in page

    own = operations.choose(
        by=saga, at=AT, round=work.local, title="Kiosken", goal="Färre bråk.", part_of=work.priority
    )
    operations.write_sub_goal(by=saga, at=AT, priority=own, text="Ljuset är lagat.")
    page = _page(cast, "pia", "goals", work.city)
    assert "Behandlas inte, med skäl" not in page
    for words in ("Färre bråk.", "Ljuset är lagat.", "Belysningen är lagad."):
        assert words in page
    upward = _page(cast, "pia", "goals", work.local)
    assert work.priority.title in upward
    assert "Ljuset är lagat." in upward
    with pytest.raises(Refused, match="Bara ett lokalt problemområde"):
        operations.choose(by=saga, at=AT, round=work.city, title="Fel", part_of=work.priority)


def test_criteria_are_ones_own_and_the_next_round_begins_with_them(cast: Cast) -> None:
    work, saga = cast.home, cast.scope("saga")
    operations.add_criterion(
        by=saga, at=AT, round=work.city, group="problem", name="Barn", question="Berörs barn?"
    )
    other = Round.objects.exclude(pk__in=[work.city.pk, work.local.pk, work.past.pk]).filter(
        cooperation=work.cooperation
    )[0]
    # The matrix made last is the southern half's; it was not worded anew.
    operations.put_up(by=saga, at=AT, round=other, title="Nytt problem")
    assert not Criterion.objects.filter(matrix__round=other, name="Barn").exists()
    assert Criterion.objects.filter(matrix__round=other).count() == 11
    with pytest.raises(Refused, match="ligger redan sida vid sida"):
        operations.add_criterion(
            by=saga, at=AT, round=work.past, group="problem", name="Barn", question="Berörs barn?"
        )


@pytest.mark.requirement("PRI-1")
def test_a_governing_document_stands_as_a_ground_beside_the_findings(cast: Cast) -> None:
    work = cast.home
    sent = {"reason": "Budgeten pekar ut det.", "document": work.document.pk, "finding": work.finding.pk}
    assert _send(cast, "kim", "argue", work.city, work.candidate.pk, **sent).status_code == 302
    page = _page(cast, "pia", "problem", work.city, work.candidate.pk)
    assert work.document.title in page
    assert "Många undviker torget." in page


def test_a_live_page_answers_nothing_until_somebody_has_done_something(cast: Cast) -> None:
    work, past = cast.home, cast.home.past
    address = reverse("priorities:matrix", args=(HOME.slug, past.pk))
    client = cast.client("kim")
    mark = client.get(address).context["mark"]
    assert client.get(address, {"sedan": mark}, headers={"HX-Request": "true"}).status_code == 204
    operations.agree(
        by=cast.scope("saga"), at=AT, candidate=work.compared, seen=0, scores={"common": Score(2)}
    )
    shown = client.get(address, {"sedan": mark}, headers={"HX-Request": "true"})
    assert shown.status_code == 200
    assert "<strong>2</strong>" in shown.content.decode()


def test_the_sheet_to_print_holds_the_matrix_and_what_was_not_chosen(cast: Cast) -> None:
    work, past = cast.home, cast.home.past
    operations.settle(
        by=cast.scope("saga"),
        at=AT,
        candidate=work.compared,
        seen=1,
        chosen=False,
        reason="Butikerna löser det.",
    )
    address = reverse("priorities_document:show", args=(HOME.slug, past.pk))
    page = cast.client("pia").get(address).content.decode()
    for words in ("3/1", "Butikerna löser det.", "Poängen är ett stöd", "Klotter"):
        assert words in page
    hidden = reverse("priorities_document:show", args=(HOME.slug, work.local.pk))
    assert "Inga poäng visas ännu." in cast.client("pia").get(hidden).content.decode()
    assert Sheet.objects.filter(matrix__round=work.local).count() == 2


def test_only_agreements_of_the_area_that_are_not_past_suggest_problems(cast: Cast) -> None:
    suggested = "Ur överenskommelsen, inte uppsatt"
    round, other = cast.home.local, cast.home.past.area
    agreement = QuerySet(Agreement).filter(pk=cast.home.problem.agreement_id)
    yesterday = AT.date() - timedelta(days=1)
    assert suggested in _page(cast, "saga", "show", round)
    agreement.update(area=other)
    assert suggested not in _page(cast, "saga", "show", round)
    agreement.update(area=None, until_further_notice=False, valid_from=None, valid_until=yesterday)
    assert suggested not in _page(cast, "saga", "show", round)

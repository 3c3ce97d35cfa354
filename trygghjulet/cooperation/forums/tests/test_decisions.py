"""Decisions at meetings: entered under a point, voted on by those who are there, locked with the minutes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.models import (
    AgendaItem,
    Appointment,
    Attendance,
    Ballot,
    Composition,
    Decision,
    Meeting,
    Minutes,
)
from trygghjulet.cooperation.forums.operations import (
    DecisionContent,
    MotionContent,
    RemarkContent,
    VoteContent,
)
from trygghjulet.cooperation.forums.queries import decisions
from trygghjulet.cooperation.forums.queries.decided import counted
from trygghjulet.cooperation.forums.rules import votes
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.audit.models import AuditEntry, operations_open
from trygghjulet.foundation.audit.rules import Stale

pytestmark = pytest.mark.requirement("FOR-5")

TODAY = AT.date()
LATER = AT + timedelta(days=30)


def _by(cast: Cast) -> dict[str, Any]:
    return {"by": cast.scope("saga"), "at": AT}


def _rows(*rows: Any) -> None:
    """Save what other builders' pages enter."""
    token = operations_open.set(1)
    try:
        for row in rows:
            row.save()
    finally:
        operations_open.reset(token)


def _decide(cast: Cast, meeting: Meeting | None = None, **more: Any) -> Decision:
    content = {"title": "Belysningen", "outcome": "adopted", "text": "Lamporna lagas.", **more}
    if meeting is None:
        content.setdefault("on", date(2026, 1, 13))
    return operations.decide(
        **_by(cast), forum=cast.home.forum, meeting=meeting, content=DecisionContent(**content)
    )


def _at(name: str, decision: Decision, *more: Any) -> str:
    return reverse(f"forums:{name}", args=(HOME.slug, decision.forum_id, decision.pk, *more))


def test_a_decision_at_a_meeting_has_its_day_and_marks_the_point(cast: Cast) -> None:
    held = cast.home.held
    item = AgendaItem(meeting=held, order=1, kind="decision", title="Belysningen", proposal="Lamporna lagas.")
    _rows(item)
    client = cast.client("saga")
    start = reverse("forums:new_decision_at", args=(HOME.slug, held.forum_id, held.pk))
    first = client.get(f"{start}?punkt={item.pk}").context["form"].initial
    assert (first["title"], first["text"]) == ("Belysningen", "Lamporna lagas.")
    sent = {"title": first["title"], "text": first["text"], "outcome": "adopted", "item": item.pk, "seen": 0}
    assert client.post(start, sent).status_code == 302
    decision = Decision.objects.get(meeting=held)
    assert (decision.on, decision.item) == (held.on, item)
    assert AgendaItem.objects.get(pk=item.pk).state == "handled"
    page = client.get(reverse("forums:meeting", args=(HOME.slug, held.forum_id, held.pk))).content.decode()
    assert _at("decision", decision) in page
    assert "Lamporna lagas." in page


def test_a_decision_can_not_say_what_can_not_be(cast: Cast) -> None:
    earlier = _decide(cast, paragraph="§ 1")
    for words, given in (
        ("har inte varit än", {"on": TODAY + timedelta(days=1)}),
        ("Ange dagen", {"on": None}),
        ("Skriv vad som beslutades", {"text": " "}),
        ("är redan infört", {"paragraph": "§ 1"}),
        ("måste ligga före", {"earlier": earlier, "on": date(2026, 1, 1)}),
    ):
        with pytest.raises(Refused, match=words):
            _decide(cast, **given)


def test_a_tabled_matter_leads_to_the_later_one_and_never_in_a_ring(cast: Cast) -> None:
    tabled = _decide(cast, title="Torget", outcome="tabled", on=date(2026, 1, 8))
    later = _decide(cast, title="Torget", earlier=tabled)
    assert list(tabled.later.all()) == [later]
    with pytest.raises(Refused, match="av sig självt"):
        operations.change_decision(
            **_by(cast),
            decision=tabled,
            seen=tabled.revision,
            content=DecisionContent("Torget", outcome="tabled", on=date(2026, 1, 13), earlier=later),
        )


def test_two_who_change_the_same_decision_do_not_overwrite_each_other(cast: Cast) -> None:
    decision = _decide(cast)
    change = {**_by(cast), "decision": decision, "seen": decision.revision}
    operations.change_decision(
        **change, content=DecisionContent("Ljuset", on=decision.on, text="Ja.", outcome="adopted")
    )
    with pytest.raises(Stale):
        operations.change_decision(**change, content=DecisionContent("Mörkret", on=decision.on, text="Nej."))
    assert Decision.objects.get(pk=decision.pk).title == "Ljuset"
    assert AuditEntry.objects.latest("pk").details["before"]["title"] == "Belysningen"


def _members(cast: Cast) -> tuple[Appointment, ...]:
    """Three members, of whom one is the chair and one is away, and a substitute who serves."""
    forum = cast.home.forum
    common = {"forum": forum, "title": "Ledamot", "since": date(2025, 1, 1)}
    rows = (
        Appointment(**common, political_party="S", office="chair"),
        Appointment(**common, political_party="S"),
        Appointment(**common, political_party="M"),
        Appointment(**{**common, "title": "Ersättare"}, political_party="M", role="substitute"),
        Appointment(**{**common, "title": "Ersättare"}, political_party="L", role="substitute"),
    )
    _rows(*rows)
    held = cast.home.held
    _rows(
        Attendance(meeting=held, appointment=rows[0], presence="present"),
        Attendance(meeting=held, appointment=rows[1], presence="present"),
        Attendance(meeting=held, appointment=rows[2], presence="absent"),
        Attendance(meeting=held, appointment=rows[3], presence="present", serves=True, serves_for=rows[2]),
        Attendance(meeting=held, appointment=rows[4], presence="present"),
    )
    return rows


def test_those_who_may_vote_have_a_field_each_when_attendance_is_entered(cast: Cast) -> None:
    chair, second, _, serving, _ = _members(cast)
    decision, client = _decide(cast, cast.home.held), cast.client("saga")
    form = client.get(_at("vote", decision)).context["form"]
    labels = {name: field.label for name, field in form.fields.items() if name.startswith("rost_")}
    assert labels == {
        f"rost_{serving.pk}": "M 1, tjänstgörande ersättare",
        f"rost_{chair.pk}": "S 1, ordförande",
        f"rost_{second.pk}": "S 2",
    }
    sent = {
        "kind": "main",
        "proposition": "Ja för bifall.",
        f"rost_{chair.pk}": "yes",
        f"rost_{second.pk}": "yes",
        f"rost_{serving.pk}": "no",
        "seen": decision.revision,
    }
    assert client.post(_at("vote", decision), sent).status_code == 302
    vote = decision.votes.get()
    assert {(b.voter, b.appointment, b.serving_substitute, b.chairs) for b in vote.ballots.all()} == {
        ("M 1", serving, True, False),
        ("S 1", chair, False, True),
        ("S 2", second, False, False),
    }
    again = client.get(_at("edit_vote", decision, vote.pk)).context["form"]
    assert (again.initial[f"rost_{serving.pk}"], again.initial["rows"]) == ("no", "")


def test_a_substitute_who_does_not_serve_and_a_member_who_is_away_are_told(cast: Cast) -> None:
    *_, away, serving, listening = _members(cast)
    forum = cast.home.forum
    composition = Composition.objects.filter(forum=forum).first() or Composition(forum=forum)
    composition.members_most = 2
    _rows(composition)
    decision = _decide(cast, cast.home.held)
    ballots = [
        votes.Ballot(name, votes.Choice.YES, appointment=one.pk)
        for name, one in (("Bort", away), ("Tjänst", serving), ("Lyss", listening))
    ]
    operations.write_vote(
        **_by(cast), decision=decision, content=VoteContent("Ja för bifall."), ballots=ballots
    )
    (vote,) = counted(decisions(cast.scope("saga"), cooperation=cast.home.cooperation).get(pk=decision.pk))
    assert vote.differences == (
        "Bort har röstat men står som frånvarande på mötet.",
        "Tjänst tjänstgör för en ledamot som själv har röstat.",
        "Lyss är ersättare och har röstat utan att tjänstgöra.",
        "3 har röstat, men forumet har högst 2 ledamöter.",
    )


def test_rows_that_are_wrong_are_told_on_the_page_with_what_was_written(cast: Cast) -> None:
    decision, client = _decide(cast), cast.client("saga")
    rows = "S 1; ja\nM 1; kanske\nS 1; nej"
    answer = client.post(
        _at("vote", decision), {"kind": "main", "proposition": "Ja för bifall.", "rows": rows, "seen": 0}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Rad 2: ”kanske” är inte ja", "Rad 3: S 1 står redan på rad 1.", "M 1; kanske"):
        assert words in page, words
    assert not decision.votes.exists()


def test_the_outcome_that_the_ballots_give_is_held_against_the_one_that_is_stated(cast: Cast) -> None:
    decision = _decide(cast)
    yes = operations.write_motion(
        **_by(cast), decision=decision, content=MotionContent("motion", "S", text="Laga.", outcome="lost")
    )
    no = operations.write_motion(
        **_by(cast), decision=decision, content=MotionContent("rejection", "M", about=yes, outcome="carried")
    )
    operations.write_vote(
        **_by(cast),
        decision=decision,
        content=VoteContent("Ja för bifall.", yes_for=yes, no_for=no),
        ballots=votes.read("S 1; nej\nM 1; nej\nL 1; ja")[0],
    )
    (vote,) = counted(decision)
    assert vote.differences == (
        "Rösterna ger nej 1–2, men beslutets utgång är ”Beslutat”. Enligt rösterna vore den ”Avslaget”.",
    )
    page = cast.client("pia").get(_at("decision", decision)).content.decode()
    assert "Det här stämmer inte" in page


def test_a_decision_follows_its_meeting_when_the_day_is_put_right(cast: Cast) -> None:
    decision = _decide(cast, cast.home.held, paragraph="§ 3")
    correct = {**_by(cast), "meeting": cast.home.held}
    operations.correct_meeting(**correct, held_on=date(2025, 11, 5))
    assert Decision.objects.get(pk=decision.pk).on == date(2025, 11, 5)
    _decide(cast, title="Annat", paragraph="§ 3", on=date(2025, 11, 6))
    with pytest.raises(Refused, match="§ 3 Annat är redan infört 6 november 2025"):
        operations.correct_meeting(**correct, held_on=date(2025, 11, 6))


def test_approved_minutes_lock_the_decision_but_not_its_extract_or_what_comes_after(cast: Cast) -> None:
    held = cast.home.held
    decision = _decide(cast, held, final_body="Kommunfullmäktige")
    extract = operations.order_extract(**_by(cast), decision=decision, to="Nämnden")
    _rows(Minutes(meeting=held, state="approved", approved_on=TODAY))
    for act in (
        lambda: _decide(cast, held),
        lambda: operations.change_decision(
            **_by(cast), decision=decision, seen=decision.revision, content=DecisionContent("Nytt")
        ),
        lambda: operations.remark(**_by(cast), decision=decision, content=RemarkContent("note", "S 1")),
        lambda: operations.take_back_decision(**_by(cast), decision=decision, reason="Fel."),
    ):
        with pytest.raises(Refused, match="justerat"):
            act()
    assert operations.send_extract(**_by(cast), extract=extract, on=TODAY).sent_on == TODAY
    final = operations.settle_finally(**_by(cast), decision=decision, final_on=TODAY, final_text="Bifall.")
    assert final.final_text == "Bifall."


def test_a_decision_taken_back_goes_with_its_parts_and_the_log_says_why(cast: Cast) -> None:
    home = cast.home
    with pytest.raises(Refused, match="Uppgifter följer av beslutet"):
        operations.take_back_decision(**_by(cast), decision=home.decision, reason="Fel.")
    decision = _decide(cast)
    motion = operations.write_motion(
        **_by(cast), decision=decision, content=MotionContent("motion", "S", text="Laga.")
    )
    operations.write_vote(
        **_by(cast),
        decision=decision,
        content=VoteContent("Ja.", yes_for=motion),
        ballots=votes.read("S 1; ja")[0],
    )
    operations.remark(
        **_by(cast), decision=decision, content=RemarkContent("reservation", "M 1", in_favour_of=motion)
    )
    operations.take_back_decision(**_by(cast), decision=decision, reason="Fel forum.")
    assert not Decision.objects.filter(title="Belysningen").exists()
    assert not Ballot.objects.filter(voter="S 1", vote__decision__title="Belysningen").exists()
    assert AuditEntry.objects.latest("pk").details["reason"] == "Fel forum."


def test_a_motion_that_something_rests_on_is_not_removed_before_it(cast: Cast) -> None:
    home = cast.home
    with pytest.raises(Refused, match="omröstning eller en reservation"):
        operations.remove_part(**_by(cast), part=home.motion)
    operations.remove_part(**_by(cast), part=home.vote)
    operations.remove_part(**_by(cast), part=home.motion)
    remark = home.remark
    operations.remove_part(**_by(cast), part=remark)
    with pytest.raises(Refused, match="redan borttaget"):
        operations.remove_part(**_by(cast), part=remark)


def test_the_list_shows_what_is_asked_for(cast: Cast) -> None:
    client, address = cast.client("pia"), reverse("forums:decisions", args=(HOME.slug,))
    everything = client.get(address).content.decode()
    assert "§ 12 Lägesbilden för 2025" in everything
    assert "2–1" in everything
    asked = client.get(f"{address}?ar=2026&utgang=tabled").content.decode()
    assert "Fel beslut" in asked
    assert "Lägesbilden för 2025" not in asked
    assert "Visar 1 av 2 beslut." in asked


def test_the_extract_is_a_pdf_and_a_word_file(cast: Cast) -> None:
    decision, client = cast.home.decision, cast.client("pia")
    args = (HOME.slug, decision.forum_id, decision.pk)
    assert client.get(reverse("decision_extract:pdf", args=args)).content.startswith(b"%PDF")
    assert client.get(reverse("decision_extract:word", args=args)).content.startswith(b"PK")


def test_a_decision_that_is_changed_or_taken_back_lets_go_of_its_point(cast: Cast) -> None:
    held, to_come = cast.home.held, cast.home.meeting
    point, other = (
        operations.add_point(**_by(cast), meeting=held, content=operations.PointContent(title))
        for title in ("Torget", "Parken")
    )
    given = {"title": "Torget", "text": "Lamporna lagas."}

    def changed(**more: Any) -> list[str]:
        decision.refresh_from_db()
        content = DecisionContent(**{**given, "outcome": "adopted", "item": point, **more})
        operations.change_decision(**_by(cast), decision=decision, seen=decision.revision, content=content)
        return [AgendaItem.objects.get(pk=one.pk).state for one in (point, other)]

    decision = _decide(cast, held, **given, outcome="tabled", item=point)
    assert to_come.agenda.filter(carried_from=point).exists()
    assert changed() == ["handled", "to_come"]
    assert not to_come.agenda.filter(title="Torget").exists()
    assert changed(item=other) == ["to_come", "handled"]
    assert changed(outcome="open") == ["to_come", "to_come"]
    assert changed(outcome="tabled") == ["tabled", "to_come"]
    operations.send_call(**_by(cast), meeting=to_come, on=TODAY)
    assert changed() == ["handled", "to_come"]
    assert to_come.agenda.get(title="Torget").state == "withdrawn"  # who is called has read of it
    decision.refresh_from_db()
    operations.take_back_decision(**_by(cast), decision=decision, reason="Fel möte.")
    assert AgendaItem.objects.get(pk=point.pk).state == "to_come"


def test_who_raised_the_matter_has_the_answer_that_the_decision_gives_now(cast: Cast) -> None:
    point = operations.put_on_agenda(**_by(cast), raised=cast.home.raised, meeting=cast.home.meeting)
    held = operations.hold_meeting(
        by=cast.scope("saga"),
        at=LATER,
        forum=cast.home.forum,
        meeting=cast.home.meeting,
        held_on=LATER.date(),
    )
    by = {"by": cast.scope("saga"), "at": LATER}
    given = {"title": "Lamporna", "outcome": "adopted", "item": point}
    decision = operations.decide(
        **by, forum=held.forum, meeting=held, content=DecisionContent(**given, text="Staten betalar.")
    )
    operations.change_decision(
        **by, decision=decision, seen=0, content=DecisionContent(**given, text="Kommunen betalar.")
    )
    assert cast.home.raised.answer == "Beslutat: Kommunen betalar."
    operations.take_back_decision(**by, decision=Decision.objects.get(pk=decision.pk), reason="Fel.")
    raised = cast.home.raised
    assert (raised.state, raised.answer, raised.answered_on) == ("on_agenda", "", None)

"""A municipal executive board's two decisions, entered as they stand in the minutes and counted anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.models import Decision, Forum, Motion
from trygghjulet.cooperation.forums.queries.decided import counted
from trygghjulet.cooperation.forums.rules import votes
from trygghjulet.cooperation.forums.tests.kommunstyrelsen import FORUM, MARCH, SEPTEMBER, TABLED, Told

pytestmark = pytest.mark.requirement("FOR-5")


@dataclass(frozen=True)
class Board:
    """The executive board of the cast's home, whose meetings are not kept here."""

    cast: Cast
    forum: Forum

    def enter(self, told: Told, *, earlier: Decision | None = None) -> Decision:
        """Enter a decision through the operations."""
        by: dict[str, Any] = {"by": self.cast.scope("saga"), "at": AT}
        decision = operations.decide(
            **by, forum=self.forum, content=operations.DecisionContent(**told.content, earlier=earlier)
        )
        motions: list[Motion] = []
        for one in told.motions:
            content = operations.MotionContent(
                one.kind,
                one.made_by,
                one.made_on,
                one.text,
                motions[one.about] if one.about is not None else None,
                one.outcome,
            )
            motions.append(operations.write_motion(**by, decision=decision, content=content))
        vote = told.vote
        operations.write_vote(
            **by,
            decision=decision,
            content=operations.VoteContent(
                vote.proposition,
                yes_for=motions[vote.yes_for],
                no_for=motions[vote.no_for],
                declared_yes=vote.declared_yes,
                declared_no=vote.declared_no,
            ),
            ballots=votes.read(vote.rows)[0],
        )
        for kind, said_by, on, about in told.remarks:
            motion = motions[about] if about is not None else None
            operations.remark(
                **by,
                decision=decision,
                content=operations.RemarkContent(kind, said_by, on, in_favour_of=motion),
            )
        for to in told.extracts:
            operations.order_extract(**by, decision=decision, to=to)
        return Decision.objects.get(pk=decision.pk)

    def through_the_pages(self, told: Told, *, earlier: Decision | None = None) -> Decision:
        """Enter a decision as a secretary does, page by page."""
        client = self.cast.client("saga")
        start = reverse("forums:new_decision", args=(HOME.slug, self.forum.pk))
        given = {**told.content, "earlier": earlier.pk if earlier else "", "seen": 0}
        answer = client.post(start, given)
        assert answer.status_code == 302
        decision = Decision.objects.get(forum=self.forum, on=told.content["on"], title=told.content["title"])
        assert answer["Location"] == self.at("decision", decision)
        motions: list[int] = []
        for one in told.motions:
            sent = {
                "kind": one.kind,
                "made_by": one.made_by,
                "made_on": one.made_on or "",
                "text": one.text,
                "about": motions[one.about] if one.about is not None else "",
                "outcome": one.outcome,
            }
            self._post(client, "motion", decision, sent)
            motions.append(Motion.objects.filter(decision=decision).latest("pk").pk)
        vote = told.vote
        self._post(
            client,
            "vote",
            decision,
            {
                "kind": "main",
                "proposition": vote.proposition,
                "yes_for": motions[vote.yes_for],
                "no_for": motions[vote.no_for],
                "rows": vote.rows,
                "declared_yes": vote.declared_yes,
                "declared_no": vote.declared_no,
                "seen": 0,
            },
        )
        for kind, said_by, on, about in told.remarks:
            favour = motions[about] if about is not None else ""
            self._post(
                client,
                "remark",
                decision,
                {"kind": kind, "said_by": said_by, "on": on or "", "in_favour_of": favour},
            )
        for to in told.extracts:
            self._post(client, "extract", decision, {"to": to})
        return Decision.objects.get(pk=decision.pk)

    def at(self, name: str, decision: Decision) -> str:
        """An address of a decision's."""
        return reverse(f"forums:{name}", args=(HOME.slug, self.forum.pk, decision.pk))

    def page(self, decision: Decision) -> str:
        """A decision's page as a reader sees it, without its marks."""
        return _plain(self.cast.client("pia").get(self.at("decision", decision)).content.decode())

    def _post(self, client: Client, name: str, decision: Decision, sent: Mapping[str, object]) -> None:
        answer = client.post(self.at(name, decision), sent)
        assert answer.status_code == 302, _plain(answer.content.decode())


def _plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.fixture
def board(cast: Cast) -> Board:
    """An executive board in the cast's home."""
    forum = operations.set_up(
        by=cast.scope("saga"), at=AT, cooperation=cast.home.cooperation, name=FORUM, kind="board"
    )
    return Board(cast, forum)


def test_september_is_counted_eight_to_five(board: Board) -> None:
    (vote,) = counted(board.enter(SEPTEMBER))
    assert vote.recount.figures == "8–5"
    assert vote.outcome == "8 ja, 5 nej. Ja vann."
    assert vote.differences == ()
    rows = {row.party: row for row in vote.parties}
    assert rows["S"].yes == ("S 1", "S 2", "S 3", "S 4 (ordförande)")
    assert rows["M"].no == ("M 1", "M 2 (tjänstgörande ersättare)", "M 3 (tjänstgörande ersättare)")
    assert list(rows) == ["V", "S", "SD", "MP", "M", "D", "L"]


def test_march_is_counted_seven_to_five_with_one_abstaining(board: Board) -> None:
    decision = board.enter(MARCH)
    (vote,) = counted(decision)
    assert vote.recount.figures == "7–5–1"
    assert vote.outcome == "7 ja, 5 nej, 1 avstår. Ja vann."
    assert vote.differences == ()
    assert {row.party: row.abstaining for row in vote.parties}["SD"] == ("SD 1",)
    assert (decision.final_body, decision.final_on, decision.final_text) == ("Kommunfullmäktige", None, "")


def test_september_stands_on_its_page_as_in_the_minutes(board: Board) -> None:
    tabled = operations.decide(
        by=board.cast.scope("saga"),
        at=AT,
        forum=board.forum,
        content=operations.DecisionContent(**TABLED),
    )
    shown = board.page(board.through_the_pages(SEPTEMBER, earlier=tabled))
    for words in (
        "§ 633 Yrkande från S, V och MP",
        "0738/23",
        "Bordlagt den 6 september 2023, § 589",
        "Yttrande från SD den 15 september 2023.",
        "Yrkande från S, V och MP den 30 augusti 2023",
        "Avslag från M 1",
        "Ja för bifall och Nej för avslag på yrkandet från S, V och MP",
        "8–5",
        "8 ja, 5 nej Stämmer med rösterna",
        "S 1, S 2, S 3, S 4 (ordförande)",
        "M 1, M 2 (tjänstgörande ersättare), M 3 (tjänstgörande ersättare)",
        "Representanterna från M, D och L , skrivelse den 20 september 2023",
        "Stadsledningskontoret Utskicket är inte infört",
    ):
        assert words.replace(" ,", ",") in shown.replace(" ,", ","), words
    assert "Senare behandling Beslutat den 20 september 2023, § 633" in board.page(tabled)


def test_march_stands_on_its_page_and_what_the_council_decided_stays_open(board: Board) -> None:
    decision = board.through_the_pages(MARCH)
    shown = board.page(decision)
    for words in (
        "Tilläggsyrkande från M, D, L och KD den 6 mars 2024",
        "7–5–1",
        "7 ja, 5 nej, 1 avstår. Ja vann.",
        "Reservation av M 1, M 2, D 1, L 1 och KD 1 till förmån för tilläggsyrkande från M, D, L och KD",
        "Reservation av SD 1 till förmån för yrkande från SD",
        "vad Kommunfullmäktige beslutade är inte känt",
    ):
        assert words in shown, words
    listed = board.cast.client("pia").get(reverse("forums:decisions", args=(HOME.slug,))).content.decode()
    assert "Kommunfullmäktige inte känt" in _plain(listed)
    sent = {
        "final_on": "2024-03-21",
        "final_text": "Bifall till kommunstyrelsens förslag.",
        "final_outcome": "adopted",
    }
    assert board.cast.client("saga").post(board.at("final_decision", decision), sent).status_code == 302
    shown = board.page(decision)
    assert "Kommunfullmäktige, 21 mars 2024. Beslutat. Bifall till kommunstyrelsens förslag." in shown
    assert "är inte känt" not in shown


def test_the_extract_tells_the_vote_on_paper(board: Board) -> None:
    decision = board.enter(MARCH)
    address = reverse("decision_extract:show", args=(HOME.slug, board.forum.pk, decision.pk))
    shown = _plain(board.cast.client("pia").get(address).content.decode())
    for words in (
        "Avgörs slutligt av Kommunfullmäktige. Vad det beslutet blev är inte känt.",
        "Rösterna, 7–5–1",
        "V 1, V 2 (tjänstgörande ersättare)",
        "SD 1 till förmån för yrkande från SD.",
    ):
        assert words in shown, words


def test_a_wrong_figure_in_the_minutes_is_told_beside_the_ballots(board: Board) -> None:
    decision = board.enter(SEPTEMBER)
    vote = decision.votes.get()
    client, address = (
        board.cast.client("saga"),
        reverse("forums:edit_vote", args=(HOME.slug, board.forum.pk, decision.pk, vote.pk)),
    )
    sent = {**client.get(address).context["form"].initial, "declared_yes": 9}
    assert (
        client.post(
            address, {k: "" if v is None else getattr(v, "pk", v) for k, v in sent.items()}
        ).status_code
        == 302
    )
    assert "Enligt protokollet är det 9 ja, men rösterna är 8." in board.page(decision)

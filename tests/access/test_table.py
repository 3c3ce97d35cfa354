"""One table: every address × every role × own and other cooperation; an address without a row fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import AT, EVERYBODY, HOME, NEIGHBOUR, Cast, Work, email
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.parties.models import Holding
from trygghjulet.foundation.parties.operations import end_holding

pytestmark = pytest.mark.requirement("SEC-1", "FRM-1")

Who = frozenset[str]

ALL: Who = frozenset(player.name for player in HOME.players)
NOBODY: Who = frozenset()
# Who may write in the city-wide work. Uno may do what Saga may, but only in the northern half.
STARTERS: Who = frozenset({"saga", "kim"})
LOCAL: Who = frozenset({"uno"})
WRITERS: Who = STARTERS | {"ana", "palle"}
POLICE: Who = frozenset({"kim", "palle"})
DECIDERS: Who = frozenset({"saga", "kim", "stig"})
# A party's sheet is its own: nobody of the police is let in on the municipality's.
OWN_SCORERS: Who = frozenset({"saga", "stig", "uno"})
FOLLOWERS: Who = frozenset({"saga", "kim", "fia"})
MANAGERS: Who = frozenset({"saga", "kim", "arvid"})
PLACE_KEEPERS: Who = WRITERS | MANAGERS
OWN_MANAGERS: Who = frozenset({"saga", "arvid"})
REPORTERS: Who = WRITERS | LOCAL | {"fia"}
TAKING_PART: Who = frozenset({"saga", "kim", "ana", "palle", "stig", "fia"})
HEARING: Who = frozenset({"saga", "kim", "ana", "palle", "fia"})
LOG_READERS: Who = frozenset({"saga", "arvid"})
PUBLISHERS: Who = frozenset({"saga"})

#: What an empty form that is sent comes to, and a page that only shows or only acts.
REFUSED, SHOWN, ACTED, NOT_SO = 422, 200, 302, 405


@dataclass(frozen=True)
class Page:
    """A page inside a cooperation.

    Attributes:
        who: those who get the page; the others in the cooperation get 403 and the reason.
        args: what stands in the address after the cooperation's own part.
        get, post: the answers to those who may.
    """

    who: Who
    args: Callable[[Work], tuple[Any, ...]] = lambda work: ()
    get: int = SHOWN
    post: int = SHOWN


def _city(*more: Callable[[Work], Any]) -> Callable[[Work], tuple[Any, ...]]:
    return lambda work: (work.city.pk, *(one(work) for one in more))


def _agreement(*more: Callable[[Work], Any]) -> Callable[[Work], tuple[Any, ...]]:
    return lambda work: (work.agreement.pk, *(one(work) for one in more))


_CITY = _city()
_AGREEMENT = _agreement()


def _one(*parts: Callable[[Work], Any]) -> Callable[[Work], tuple[Any, ...]]:
    return lambda work: tuple(part(work) for part in parts)


_MEETING = _one(lambda work: work.forum.pk, lambda work: work.meeting.pk)
_POINT = _one(lambda work: work.forum.pk, lambda work: work.meeting.pk, lambda work: work.agenda_point.pk)
_REFERRAL = _one(lambda work: work.referral.pk)
_ALTERNATIVE = _one(lambda work: work.alternative.pk)
_CASE = _one(lambda work: work.case.pk)
_CASE_PART = _one(lambda work: work.case.pk, lambda work: work.case_part.pk)
_EVALUATION = _one(lambda work: work.evaluation.pk)
_DECISION = _one(lambda work: work.forum.pk, lambda work: work.decision.pk)
_REPORT = _one(lambda work: work.field_report.pk)
_TASK = _one(lambda work: work.forum.pk, lambda work: work.task.pk)

_WRITING = _one(lambda work: work.preparing.pk, lambda work: work.writing.pk)
_APPROVING = _one(lambda work: work.preparing.pk, lambda work: work.to_approve.pk)


_DIALOGUE_POINT = _one(lambda work: work.dialogue.pk, lambda work: work.walk_point.pk)


def _member(work: Work) -> tuple[Any, ...]:
    return work.forum.pk, work.member.pk


_OWN_SHEET = _one(lambda work: work.local.pk, lambda work: work.own_sheet.pk)
_WEEK = _one(lambda work: work.week.round_id)
_FOCUS = _one(lambda work: work.week.round_id, lambda work: work.focus.pk)
_WEEK_MEASURE = _one(lambda work: work.week.round_id, lambda work: work.week_measure.pk)


TABLE: dict[str, Page] = {
    "overview:cooperation": Page(ALL),
    "overview:frame": Page(ALL),
    "overview:set_up_forums": Page(MANAGERS, post=REFUSED),
    "overview:bring_told": Page(MANAGERS, post=REFUSED),
    "overview:log": Page(LOG_READERS),
    "overview:accept_plan": Page(STARTERS, lambda work: (work.proposal.pk,), get=NOT_SO, post=ACTED),
    "overview:new_round": Page(STARTERS | LOCAL, post=REFUSED),
    "overview:thread": Page(ALL, _CITY),
    "overview:remove_round": Page(STARTERS, _CITY, post=REFUSED),
    "parties:new_function": Page(MANAGERS, post=REFUSED),
    "parties:appoint": Page(OWN_MANAGERS, lambda work: (work.function(work.place.writer).pk,), post=REFUSED),
    "parties:end_holding": Page(frozenset({"kim"}), lambda work: (work.holding.pk,), post=REFUSED),
    "parties:give_password": Page(frozenset({"kim"}), lambda work: (work.holding.pk,), post=REFUSED),
    "agreements:index": Page(ALL),
    "agreements:enter": Page(MANAGERS, post=REFUSED),
    "agreements:compare": Page(ALL),
    "agreements:blueprints": Page(ALL),
    "agreements:start_own": Page(MANAGERS, post=REFUSED),
    "agreements:start": Page(MANAGERS, lambda work: ("molndal",), post=REFUSED),
    "agreements:show": Page(ALL, _AGREEMENT),
    "agreements:edit": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:termination_rule": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:step": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:take_back_step": Page(
        MANAGERS,
        lambda work: (work.local_agreement.pk, work.local_agreement.steps.latest("pk").pk),
        post=REFUSED,
    ),
    "agreements:terminate": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:predecessor": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:new_part": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:edit_part": Page(MANAGERS, _agreement(lambda work: work.part.pk), post=REFUSED),
    "agreements:remove_part": Page(MANAGERS, _agreement(lambda work: work.part.pk), post=ACTED),
    "agreements:new_problem": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:edit_problem": Page(MANAGERS, _agreement(lambda work: work.problem.pk), post=REFUSED),
    "agreements:treat": Page(MANAGERS, lambda work: (work.local_agreement.pk, work.problem.pk), post=REFUSED),
    "agreements:new_party": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:edit_party": Page(MANAGERS, _agreement(lambda work: work.signatory.pk), post=REFUSED),
    "agreements:remove_party": Page(MANAGERS, _agreement(lambda work: work.signatory.pk), post=ACTED),
    "agreements:new_template": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:template_part": Page(MANAGERS, _agreement(lambda work: work.template.pk), post=REFUSED),
    "agreements:start_local": Page(MANAGERS, _agreement(lambda work: work.template.pk), post=REFUSED),
    "agreements:new_annex": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:annex_version": Page(MANAGERS, _agreement(lambda work: work.annex.pk), post=REFUSED),
    "agreements:new_commitment": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:edit_commitment": Page(MANAGERS, _agreement(lambda work: work.commitment.pk), post=REFUSED),
    "agreements:new_duty": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:edit_duty": Page(MANAGERS, _agreement(lambda work: work.duty.pk), post=REFUSED),
    "agreements:end_duty": Page(MANAGERS, _agreement(lambda work: work.duty.pk), post=REFUSED),
    "agreement_document:pdf": Page(ALL, _AGREEMENT),
    "agreement_document:word": Page(ALL, _AGREEMENT),
    "forums:index": Page(ALL),
    "forums:image": Page(ALL),
    "forums:set_up": Page(MANAGERS, post=REFUSED),
    "forums:show": Page(ALL, lambda work: (work.forum.pk,)),
    "forums:edit": Page(MANAGERS, lambda work: (work.forum.pk,), post=REFUSED),
    "forums:end": Page(MANAGERS, lambda work: (work.forum.pk,), post=REFUSED),
    "forums:add_link": Page(MANAGERS, lambda work: (work.forum.pk,), post=REFUSED),
    "forums:remove_link": Page(
        MANAGERS, lambda work: (work.link.forum_id, work.link.pk), get=NOT_SO, post=ACTED
    ),
    "forums:new_group": Page(MANAGERS, lambda work: (work.forum.pk,), post=REFUSED),
    "forums:edit_assignment": Page(MANAGERS, lambda work: (work.assignment.forum_id,), post=REFUSED),
    "forums:report_back": Page(STARTERS, lambda work: (work.assignment.forum_id,), post=REFUSED),
    "assignment:show": Page(ALL, lambda work: (work.assignment.forum_id,)),
    "assignment:pdf": Page(ALL, lambda work: (work.assignment.forum_id,)),
    "assignment:word": Page(ALL, lambda work: (work.assignment.forum_id,)),
    "forums:meeting": Page(ALL, lambda work: (work.forum.pk, work.held.pk)),
    "forums:attendance": Page(STARTERS, lambda work: (work.forum.pk, work.held.pk), post=REFUSED),
    "forums:note_changes": Page(ALL, _WRITING),
    "forums:write_note": Page(TAKING_PART, _WRITING, get=NOT_SO, post=REFUSED),
    "forums:note_history": Page(ALL, lambda work: (*_WRITING(work), work.paragraph.pk)),
    "forums:strike_note": Page(
        TAKING_PART, lambda work: (*_WRITING(work), work.paragraph.pk), get=NOT_SO, post=ACTED
    ),
    "forums:minutes": Page(STARTERS, _WRITING, post=REFUSED),
    "forums:send_minutes": Page(STARTERS, _WRITING, get=NOT_SO, post=ACTED),
    "forums:reopen_minutes": Page(STARTERS, _APPROVING, get=NOT_SO, post=ACTED),
    "forums:approve_minutes": Page(
        STARTERS, lambda work: (*_APPROVING(work), work.approval.pk), get=NOT_SO, post=ACTED
    ),
    "forums:ask_for_change": Page(STARTERS, lambda work: (*_APPROVING(work), work.approval.pk), post=REFUSED),
    "forums:correct_minutes": Page(STARTERS, lambda work: (work.preparing.pk, work.locked.pk), post=REFUSED),
    "minutes_document:show": Page(ALL, _WRITING),
    "minutes_document:pdf": Page(ALL, _WRITING),
    "minutes_document:word": Page(ALL, _WRITING),
    "forums:plan": Page(STARTERS, lambda work: (work.forum.pk,), post=REFUSED),
    "forums:hold": Page(STARTERS, lambda work: (work.forum.pk,), post=REFUSED),
    "forums:hold_planned": Page(STARTERS, lambda work: (work.forum.pk, work.meeting.pk), post=REFUSED),
    "forums:correct": Page(STARTERS, lambda work: (work.forum.pk, work.held.pk), post=REFUSED),
    "forums:take_back": Page(STARTERS, lambda work: (work.forum.pk, work.held.pk), post=REFUSED),
    "forums:cancel": Page(STARTERS, lambda work: (work.forum.pk, work.meeting.pk), post=ACTED),
    "forums:edit_meeting": Page(STARTERS, _MEETING, post=REFUSED),
    "forums:add_point": Page(STARTERS, _MEETING, post=REFUSED),
    "forums:edit_point": Page(STARTERS, _POINT, post=REFUSED),
    "forums:move_point": Page(STARTERS, _POINT, get=NOT_SO, post=ACTED),
    "forums:withdraw_point": Page(STARTERS, _POINT, get=NOT_SO, post=ACTED),
    "forums:carry_over": Page(STARTERS, _POINT, get=NOT_SO, post=ACTED),
    "forums:deal_with": Page(STARTERS, _POINT, post=ACTED),
    "forums:add_paper": Page(STARTERS, _POINT, post=REFUSED),
    "forums:remove_paper": Page(
        STARTERS, lambda work: (work.forum.pk, work.meeting.pk, work.paper.pk), get=NOT_SO, post=ACTED
    ),
    "forums:start_agenda": Page(STARTERS, _MEETING, get=NOT_SO, post=ACTED),
    "forums:add_ask": Page(STARTERS, _MEETING, get=NOT_SO, post=ACTED),
    "forums:put_on_agenda": Page(
        STARTERS, lambda work: (work.forum.pk, work.meeting.pk, work.raised.pk), get=NOT_SO, post=ACTED
    ),
    "forums:call": Page(STARTERS, _MEETING, post=REFUSED),
    "forums:summons": Page(ALL, _MEETING),
    "forums:write_call": Page(STARTERS, _MEETING, post=REFUSED),
    "forums:invite": Page(ALL, _MEETING),
    "forums:calendar": Page(ALL, lambda work: (work.forum.pk,)),
    "forums:raise_matter": Page(TAKING_PART, lambda work: (work.preparing.pk,), post=REFUSED),
    "forums:raised": Page(ALL, lambda work: (work.forum.pk,)),
    "forums:answer_raised": Page(STARTERS, lambda work: (work.forum.pk, work.raised.pk), post=REFUSED),
    "forums:raise_further": Page(STARTERS, lambda work: (work.forum.pk, work.raised.pk), post=REFUSED),
    "forums:take_back_raised": Page(
        TAKING_PART, lambda work: (work.preparing.pk, work.raised.pk), get=NOT_SO, post=ACTED
    ),
    "call_document:pdf": Page(ALL, _MEETING),
    "call_document:word": Page(ALL, _MEETING),
    "forums:members": Page(ALL, lambda work: (work.forum.pk,)),
    "forums:appoint": Page(MANAGERS, lambda work: (work.forum.pk,), post=REFUSED),
    "forums:change_appointment": Page(MANAGERS, _member, post=REFUSED),
    "forums:end_appointment": Page(MANAGERS, _member, post=REFUSED),
    "forums:give_office": Page(MANAGERS, _member, post=REFUSED),
    "forums:composition": Page(MANAGERS, lambda work: (work.forum.pk,), post=REFUSED),
    "forums:add_seat": Page(MANAGERS, lambda work: (work.forum.pk,), post=REFUSED),
    "forums:change_seat": Page(MANAGERS, lambda work: (work.forum.pk, work.seat.pk), post=REFUSED),
    "forums:remove_seat": Page(MANAGERS, lambda work: (work.forum.pk, work.vacant_seat.pk), post=ACTED),
    "forums:choose_member": Page(MANAGERS, lambda work: (work.forum.pk, work.seat.pk)),
    "forums:appoint_holder": Page(
        MANAGERS,
        lambda work: (work.forum.pk, work.seat.pk, work.holding.pk),
        get=NOT_SO,
        post=ACTED,
    ),
    "forums:add_perspective": Page(MANAGERS, lambda work: (work.forum.pk,), post=REFUSED),
    "forums:remove_perspective": Page(
        MANAGERS, lambda work: (work.forum.pk, work.perspective.pk), post=ACTED
    ),
    "forums:turns": Page(ALL, lambda work: (work.forum.pk,)),
    "forums:set_turns": Page(MANAGERS, lambda work: (work.forum.pk,), post=REFUSED),
    "forums:end_turns": Page(MANAGERS, lambda work: (work.forum.pk, work.turn_rule.pk), post=ACTED),
    "forums:follow_turns": Page(STARTERS, _MEETING, get=NOT_SO, post=ACTED),
    "forums:override_turn": Page(STARTERS, _MEETING, post=REFUSED),
    "forums:take_back_override": Page(
        STARTERS,
        lambda work: (work.forum.pk, work.meeting.pk, work.turn_override.pk),
        get=NOT_SO,
        post=ACTED,
    ),
    "forums:notes": Page(STARTERS, lambda work: (work.forum.pk, work.held.pk), post=REFUSED),
    "forums:decisions": Page(ALL),
    "forums:new_decision": Page(STARTERS, lambda work: (work.forum.pk,), post=REFUSED),
    "forums:new_decision_at": Page(STARTERS, lambda work: (work.forum.pk, work.held.pk), post=REFUSED),
    "forums:decision": Page(ALL, _DECISION),
    "forums:edit_decision": Page(STARTERS, _DECISION, post=REFUSED),
    "forums:take_back_decision": Page(STARTERS, _DECISION, post=REFUSED),
    "forums:final_decision": Page(STARTERS, _DECISION, post=REFUSED),
    "forums:motion": Page(STARTERS, _DECISION, post=REFUSED),
    "forums:edit_motion": Page(
        STARTERS, lambda work: (work.forum.pk, work.decision.pk, work.motion.pk), post=REFUSED
    ),
    "forums:vote": Page(STARTERS, _DECISION, post=REFUSED),
    "forums:edit_vote": Page(
        STARTERS, lambda work: (work.forum.pk, work.decision.pk, work.vote.pk), post=REFUSED
    ),
    "forums:remark": Page(STARTERS, _DECISION, post=REFUSED),
    "forums:extract": Page(STARTERS, _DECISION, post=REFUSED),
    "forums:extract_sent": Page(
        STARTERS, lambda work: (work.forum.pk, work.decision.pk, work.extract.pk), post=REFUSED
    ),
    "forums:remove_decision_part": Page(
        STARTERS,
        lambda work: (work.forum.pk, work.decision.pk, "anteckning", work.remark.pk),
        post=ACTED,
    ),
    "decision_extract:show": Page(ALL, _DECISION),
    "decision_extract:pdf": Page(ALL, _DECISION),
    "decision_extract:word": Page(ALL, _DECISION),
    "forums:tasks": Page(ALL),
    "forums:new_task": Page(STARTERS, lambda work: (work.forum.pk,), post=REFUSED),
    "forums:new_task_at": Page(STARTERS, lambda work: (work.forum.pk, work.held.pk), post=REFUSED),
    "forums:task": Page(ALL, _TASK),
    "forums:tell_of_task": Page(TAKING_PART, _TASK, post=REFUSED),
    "forums:close_task": Page(STARTERS, _TASK, post=REFUSED),
    "forums:stop_task": Page(STARTERS, _TASK, post=REFUSED),
    "forums:move_task": Page(STARTERS, _TASK, post=REFUSED),
    "forums:reopen_task": Page(STARTERS, lambda work: (work.forum.pk, work.closed_task.pk), post=REFUSED),
    "forums:routing": Page(ALL),
    "forums:forum_routing": Page(ALL, lambda work: (work.forum.pk,)),
    "forums:sent": Page(STARTERS, lambda work: (work.forum.pk,), post=REFUSED),
    "forums:send_papers": Page(STARTERS, lambda work: (work.forum.pk, work.held.pk), get=NOT_SO, post=ACTED),
    "forums:receive": Page(STARTERS, lambda work: (work.forum.pk, work.sent.pk), post=REFUSED),
    "forums:take_back_dispatch": Page(STARTERS, lambda work: (work.forum.pk, work.sent.pk), post=REFUSED),
    "forums:new_route": Page(MANAGERS, lambda work: (work.forum.pk,), post=REFUSED),
    "forums:end_route": Page(MANAGERS, lambda work: (work.forum.pk, work.route.pk), post=REFUSED),
    "inbox:deliveries": Page(LOG_READERS),
    "forms:index": Page(ALL),
    "forms:new": Page(MANAGERS, post=REFUSED),
    "forms:take": Page(MANAGERS, lambda work: ("est",), get=NOT_SO, post=ACTED),
    "forms:show": Page(ALL, lambda work: (work.form.pk,)),
    "forms:edit": Page(MANAGERS, lambda work: (work.form.pk,), post=REFUSED),
    "forms:decide": Page(MANAGERS, lambda work: (work.form.pk,), post=REFUSED),
    "forms:remove_decision": Page(MANAGERS, lambda work: (work.form_decision.pk,), post=ACTED),
    "forms:adapt": Page(MANAGERS | LOCAL, lambda work: (work.form.pk, work.area("norr").pk), post=REFUSED),
    "forms:count": Page(FOLLOWERS | LOCAL, lambda work: (work.form.pk,), post=REFUSED),
    "governance:index": Page(ALL),
    "governance:new": Page(MANAGERS, post=REFUSED),
    "governance:show": Page(ALL, lambda work: (work.document.pk,)),
    "governance:edit": Page(MANAGERS, lambda work: (work.document.pk,), post=REFUSED),
    "governance:end": Page(MANAGERS, lambda work: (work.document.pk,), post=REFUSED),
    "referrals:index": Page(ALL),
    "referrals:new": Page(STARTERS | LOCAL, post=REFUSED),
    "referrals:show": Page(ALL, _REFERRAL),
    "referrals:edit": Page(STARTERS, _REFERRAL, post=REFUSED),
    "referrals:ask": Page(STARTERS, _REFERRAL, post=REFUSED),
    "referrals:write_view": Page(STARTERS, lambda work: (work.referral.pk, work.view.pk), post=REFUSED),
    "referrals:remove_view": Page(STARTERS, lambda work: (work.referral.pk, work.view.pk), post=ACTED),
    "referrals:write_opinion": Page(STARTERS, _REFERRAL, post=REFUSED),
    "referrals:give": Page(STARTERS, _REFERRAL, post=REFUSED),
    "referrals:send": Page(STARTERS, lambda work: (work.given.pk,), post=REFUSED),
    "referrals:decline": Page(STARTERS, _REFERRAL, post=REFUSED),
    "referrals:outcome": Page(STARTERS, lambda work: (work.given.pk,), post=REFUSED),
    "referrals:reopen": Page(STARTERS, lambda work: (work.given.pk,), post=REFUSED),
    "opinion_document:show": Page(ALL, _REFERRAL),
    "opinion_document:pdf": Page(ALL, _REFERRAL),
    "opinion_document:word": Page(ALL, _REFERRAL),
    "evaluations:index": Page(ALL),
    "evaluations:new": Page(STARTERS | LOCAL, post=REFUSED),
    "evaluations:show": Page(ALL, _EVALUATION),
    "evaluations:edit": Page(STARTERS, _EVALUATION, post=REFUSED),
    "evaluations:remove": Page(STARTERS, _EVALUATION, post=ACTED),
    "evaluations:answer": Page(ALL, _EVALUATION, post=REFUSED),
    "evaluations:new_statement": Page(STARTERS, _EVALUATION, post=REFUSED),
    "evaluations:edit_statement": Page(
        STARTERS, lambda work: (work.evaluation.pk, work.statement.pk), post=REFUSED
    ),
    "evaluations:remove_statement": Page(
        STARTERS, lambda work: (work.evaluation.pk, work.statement.pk), post=ACTED
    ),
    "evaluations:invite": Page(STARTERS, _EVALUATION, post=REFUSED),
    "evaluations:withdraw": Page(STARTERS, lambda work: (work.evaluation.pk, work.invitation.pk), post=ACTED),
    "evaluations:new_point": Page(STARTERS, _EVALUATION, post=REFUSED),
    "evaluations:edit_point": Page(STARTERS, lambda work: (work.evaluated.pk, work.point.pk), post=REFUSED),
    "evaluations:remove_point": Page(STARTERS, lambda work: (work.evaluated.pk, work.point.pk), post=ACTED),
    "evaluations:judge_point": Page(STARTERS, lambda work: (work.evaluated.pk, work.point.pk), post=REFUSED),
    "evaluations:report_sent": Page(STARTERS, lambda work: (work.forum.pk, 2025), post=REFUSED),
    "activity_report:show": Page(ALL, lambda work: (work.forum.pk, 2025)),
    "activity_report:pdf": Page(ALL, lambda work: (work.forum.pk, 2025)),
    "activity_report:word": Page(ALL, lambda work: (work.forum.pk, 2025)),
    "duties:show_all": Page(ALL),
    "duties:show": Page(ALL, lambda work: (work.duty.pk,)),
    "duties:done": Page(STARTERS, lambda work: (work.duty.pk,), post=REFUSED),
    "duties:take_over": Page(MANAGERS, lambda work: (work.duty.pk,), post=REFUSED),
    "duties:facts": Page(ALL),
    "duties:note": Page(STARTERS, post=REFUSED),
    "duties:complete_from": Page(STARTERS, post=REFUSED),
    "duties:take_back": Page(STARTERS, lambda work: (work.noted.pk,), post=REFUSED),
    "annual_wheel:show": Page(ALL),
    "annual_wheel:year": Page(ALL, lambda work: (2026,)),
    "annual_wheel:image": Page(ALL, lambda work: (2026,)),
    "annual_wheel:new_process": Page(STARTERS, post=REFUSED),
    "annual_wheel:edit_process": Page(STARTERS, lambda work: (work.process.pk,), post=REFUSED),
    "annual_wheel:remove_process": Page(STARTERS, lambda work: (work.process.pk,), get=NOT_SO, post=ACTED),
    "annual_wheel:feeds": Page(ALL),
    "annual_wheel:close_feed": Page(
        frozenset({"saga"}), lambda work: (work.calendar.pk,), get=NOT_SO, post=ACTED
    ),
    "planning:show": Page(ALL),
    "planning:settings": Page(STARTERS, post=REFUSED),
    "planning:new_holiday": Page(STARTERS, post=REFUSED),
    "planning:remove_holiday": Page(STARTERS, lambda work: (work.holiday.pk,), get=NOT_SO, post=ACTED),
    "planning:wish": Page(STARTERS, lambda work: ("styrgruppen",), post=REFUSED),
    "planning:propose": Page(STARTERS, post=REFUSED),
    "planning:proposal": Page(ALL, lambda work: (work.proposal.pk,)),
    "law:show": Page(ALL),
    "law:note": Page(MANAGERS, lambda work: (13,), post=REFUSED),
    "law:end": Page(MANAGERS, lambda work: (work.law_note.pk,), post=REFUSED),
    "law:remove": Page(MANAGERS, lambda work: (work.law_note.pk,), post=ACTED),
    "cases:index": Page(ALL),
    "cases:choose": Page(PUBLISHERS),
    "cases:start": Page(PUBLISHERS, lambda work: ("picture",), post=REFUSED),
    "cases:show": Page(ALL, _CASE),
    "cases:edit": Page(PUBLISHERS, _CASE, post=REFUSED),
    "cases:edit_part": Page(PUBLISHERS, _CASE_PART, post=ACTED),
    "cases:redraft": Page(PUBLISHERS, _CASE_PART, get=NOT_SO, post=ACTED),
    "cases:take_draft": Page(PUBLISHERS, _CASE_PART, post=ACTED),
    "cases:nothing_particular": Page(PUBLISHERS, _CASE_PART, get=NOT_SO, post=ACTED),
    "cases:new_proposal": Page(PUBLISHERS, _CASE, post=REFUSED),
    "cases:edit_proposal": Page(PUBLISHERS, lambda work: (work.case.pk, work.case_proposal.pk), post=REFUSED),
    "cases:remove_proposal": Page(
        PUBLISHERS, lambda work: (work.case.pk, work.case_proposal.pk), get=NOT_SO, post=ACTED
    ),
    "cases:new_appendix": Page(PUBLISHERS, _CASE, post=REFUSED),
    "cases:edit_appendix": Page(PUBLISHERS, lambda work: (work.case.pk, work.case_appendix.pk), post=REFUSED),
    "cases:remove_appendix": Page(
        PUBLISHERS, lambda work: (work.case.pk, work.case_appendix.pk), get=NOT_SO, post=ACTED
    ),
    "cases:ready": Page(PUBLISHERS, _CASE, post=REFUSED),
    "cases:sent": Page(PUBLISHERS, lambda work: (work.ready_case.pk,), post=REFUSED),
    "cases:take_back": Page(PUBLISHERS, lambda work: (work.sent_case.pk,), post=REFUSED),
    "cases:decide": Page(PUBLISHERS, lambda work: (work.sent_case.pk,), post=REFUSED),
    "cases:remove": Page(PUBLISHERS, _CASE, post=REFUSED),
    "case_document:show": Page(ALL, _CASE),
    "case_document:pdf": Page(ALL, _CASE),
    "case_document:word": Page(ALL, _CASE),
    "law_account:show": Page(ALL),
    "law_account:pdf": Page(ALL),
    "law_account:word": Page(ALL),
    "strategic_council:index": Page(ALL),
    "strategic_council:trial": Page(ALL),
    "strategic_council:compare": Page(ALL),
    "strategic_council:new": Page(MANAGERS, post=REFUSED),
    "strategic_council:example": Page(MANAGERS, get=NOT_SO, post=ACTED),
    "strategic_council:show": Page(ALL, _ALTERNATIVE),
    "strategic_council:edit": Page(MANAGERS, _ALTERNATIVE, post=REFUSED),
    "strategic_council:choose": Page(MANAGERS, _ALTERNATIVE, post=REFUSED),
    "strategic_council:remove": Page(MANAGERS, _ALTERNATIVE, post=ACTED),
    "strategic_council:answer": Page(MANAGERS, lambda work: (work.alternative.pk, "led"), post=REFUSED),
    "strategic_council:seat": Page(
        MANAGERS, lambda work: (work.alternative.pk, work.council_seat), post=REFUSED
    ),
    "strategic_council:mark": Page(MANAGERS, lambda work: (work.handled.pk,), post=ACTED),
    "council_comparison:pdf": Page(ALL),
    "council_comparison:word": Page(ALL),
    "scanning:expect": Page(STARTERS, _CITY, post=REFUSED),
    "scanning:expect_as_before": Page(STARTERS, _CITY, get=NOT_SO, post=ACTED),
    "scanning:note_contribution": Page(
        STARTERS | LOCAL | {"ana"}, _city(lambda work: work.contribution.pk), post=REFUSED
    ),
    "scanning:stop_expecting": Page(
        STARTERS, _city(lambda work: work.contribution.pk), get=NOT_SO, post=ACTED
    ),
    "dialogues:index": Page(ALL),
    "dialogues:new": Page(HEARING | LOCAL, post=REFUSED),
    "dialogues:following": Page(ALL),
    "dialogues:new_consultation": Page(HEARING | LOCAL, post=REFUSED),
    "dialogues:consultation": Page(ALL, lambda work: (work.consultation.pk,)),
    "dialogues:choose": Page(HEARING, lambda work: (work.consultation.pk,), post=REFUSED),
    "dialogues:show": Page(ALL, lambda work: (work.dialogue.pk,)),
    "dialogues:edit": Page(HEARING, lambda work: (work.dialogue.pk,), post=REFUSED),
    "dialogues:sort": Page(HEARING, lambda work: (work.dialogue.pk,), post=REFUSED),
    "dialogues:more": Page(HEARING, lambda work: (work.dialogue.pk,), post=REFUSED),
    "dialogues:edit_point": Page(HEARING, _DIALOGUE_POINT, post=REFUSED),
    "dialogues:tell": Page(HEARING, _DIALOGUE_POINT, post=REFUSED),
    "walk_document:show": Page(ALL, lambda work: (work.dialogue.pk,)),
    "walk_document:pdf": Page(ALL, lambda work: (work.dialogue.pk,)),
    "walk_document:word": Page(ALL, lambda work: (work.dialogue.pk,)),
    "gazetteer:index": Page(ALL),
    "gazetteer:new": Page(PLACE_KEEPERS, post=REFUSED),
    "gazetteer:bring": Page(PLACE_KEEPERS, post=REFUSED),
    "gazetteer:csv": Page(ALL, post=NOT_SO),
    "gazetteer:geojson": Page(ALL, post=NOT_SO),
    "gazetteer:map": Page(ALL, post=NOT_SO),
    "gazetteer:show": Page(ALL, lambda work: (work.known_place.pk,)),
    "gazetteer:edit": Page(PLACE_KEEPERS, lambda work: (work.known_place.pk,), post=REFUSED),
    "gazetteer:close": Page(PLACE_KEEPERS, lambda work: (work.known_place.pk,), post=REFUSED),
    "gazetteer:reopen": Page(PLACE_KEEPERS, lambda work: (work.known_place.pk,), get=NOT_SO, post=ACTED),
    "week:weeks": Page(ALL),
    "week:set_up": Page(MANAGERS, post=REFUSED),
    "week:draft": Page(
        STARTERS, lambda work: (work.week_setting.pk, work.week_meeting.pk), get=NOT_SO, post=ACTED
    ),
    "week:show": Page(ALL, _WEEK),
    "week:present": Page(ALL, _WEEK),
    "week:recount": Page(WRITERS, _WEEK, get=NOT_SO, post=ACTED),
    "week:write": Page(WRITERS, _WEEK, post=REFUSED),
    "week:add_focus": Page(DECIDERS, _WEEK, post=REFUSED),
    "week:move_focus": Page(DECIDERS, _FOCUS, get=NOT_SO, post=ACTED),
    "week:remove_focus": Page(DECIDERS, _FOCUS, get=NOT_SO, post=ACTED),
    "week:close_focus": Page(FOLLOWERS, lambda work: (*_WEEK(work), work.earlier_focus.pk), post=REFUSED),
    "week:add_measure": Page(STARTERS, _WEEK, post=REFUSED),
    "week:change_measure": Page(STARTERS, _WEEK_MEASURE, post=REFUSED),
    "week:remove_measure": Page(STARTERS, _WEEK_MEASURE, get=NOT_SO, post=ACTED),
    "week:move_measure": Page(FOLLOWERS, lambda work: (*_WEEK_MEASURE(work), "doing"), post=ACTED),
    "week:close": Page(DECIDERS, _WEEK, post=REFUSED),
    "overview:decide_week": Page(DECIDERS, _WEEK, post=REFUSED),
    "overview:send_week": Page(WRITERS, lambda work: (work.decided_week.round_id,), get=NOT_SO, post=ACTED),
    "week_document:show": Page(ALL, _WEEK),
    "week_document:pdf": Page(ALL, _WEEK),
    "week_document:word": Page(ALL, _WEEK),
    "field:index": Page(ALL),
    "field:reports": Page(ALL),
    "field:new": Page(REPORTERS, post=REFUSED),
    "field:send": Page(REPORTERS, get=NOT_SO, post=REFUSED),
    "field:status": Page(ALL, post=NOT_SO),
    "field:offline": Page(REPORTERS),
    "field:worker": Page(ALL, post=NOT_SO),
    "field:manifest": Page(ALL, post=NOT_SO),
    "field:answer": Page(STARTERS | LOCAL, post=REFUSED),
    "field:sharing": Page(MANAGERS, post=REFUSED),
    "field:show": Page(ALL, _REPORT),
    "field:photo": Page(ALL, _REPORT),
    "field:mend": Page(frozenset({"saga"}), _REPORT, post=REFUSED),
    "field:withdraw": Page(frozenset({"saga"}), _REPORT, post=REFUSED),
    "field:remove_photo": Page(STARTERS, _REPORT, post=ACTED),
    "scanning:show": Page(ALL),
    "scanning:round": Page(ALL, _CITY),
    "scanning:new_source": Page(WRITERS),
    "scanning:new_source_of": Page(WRITERS, lambda work: ("incidents",), post=REFUSED),
    "scanning:source": Page(ALL, lambda work: (work.source.pk,)),
    "scanning:layer": Page(ALL, lambda work: (work.source.pk,)),
    "scanning:survey": Page(ALL, lambda work: (work.source.pk,)),
    "scanning:statistics": Page(ALL, lambda work: (work.source.pk,)),
    "scanning:statistics_file": Page(ALL, lambda work: (work.source.pk,), get=404, post=404),
    "scanning:edit_source": Page(POLICE, lambda work: (work.source.pk,), post=REFUSED),
    "scanning:mapping": Page(POLICE, lambda work: (work.source.pk,), post=REFUSED),
    "scanning:format": Page(ALL, lambda work: ("incidents",)),
    "scanning:sample": Page(ALL, lambda work: ("incidents", "handelser.csv")),
    "scanning:categories": Page(ALL),
    "scanning:decide": Page(WRITERS, lambda work: ("incidents",), post=REFUSED),
    "scanning:pull": Page(
        frozenset({"saga", "ana"}), lambda work: (work.pushed_source.pk,), get=NOT_SO, post=ACTED
    ),
    "scanning:keys": Page(frozenset({"saga"}), lambda work: (work.pushed_source.pk,), post=REFUSED),
    "scanning:revoke_key": Page(
        frozenset({"saga"}),
        lambda work: (work.pushed_source.pk, work.service_key.pk),
        get=NOT_SO,
        post=ACTED,
    ),
    "scanning:deliver": Page(POLICE, lambda work: (work.source.pk,), post=REFUSED),
    "scanning:preview": Page(POLICE, lambda work: (work.waiting.pk,)),
    "scanning:faults": Page(POLICE, lambda work: (work.waiting.pk,), get=404, post=404),
    "scanning:reread": Page(POLICE, lambda work: (work.waiting.pk,), get=NOT_SO, post=ACTED),
    "scanning:accept": Page(POLICE, lambda work: (work.waiting.pk,), get=NOT_SO, post=ACTED),
    "scanning:reject": Page(POLICE, lambda work: (work.waiting.pk,), get=NOT_SO, post=ACTED),
    "scanning:undo": Page(POLICE, lambda work: (work.dataset.pk,), post=REFUSED),
    "picture:show": Page(ALL, _CITY),
    "picture:make": Page(WRITERS, _CITY, post=REFUSED),
    "picture:write": Page(WRITERS, _city(lambda _: "extent"), post=REFUSED),
    "picture:note_finding": Page(WRITERS, _CITY, post=REFUSED),
    "picture:adopt": Page(DECIDERS, _CITY, post=REFUSED),
    "picture:new_edition": Page(WRITERS, _CITY, get=NOT_SO, post=ACTED),
    "priorities:show": Page(ALL, _CITY),
    "priorities:new": Page(DECIDERS, _CITY, post=REFUSED),
    "priorities:edit": Page(DECIDERS, _city(lambda work: work.priority.pk), post=REFUSED),
    "priorities:ground": Page(DECIDERS, _city(lambda work: work.priority.pk), post=REFUSED),
    "priorities:remove_ground": Page(DECIDERS, _city(lambda work: work.ground.pk), get=NOT_SO, post=ACTED),
    "priorities:drop": Page(DECIDERS, _city(lambda work: work.priority.pk), post=REFUSED),
    "priorities:reorder": Page(DECIDERS, _CITY, post=REFUSED),
    "priorities:decide": Page(DECIDERS, _CITY, post=REFUSED),
    "priorities:history": Page(ALL, _CITY),
    "priorities:goals": Page(ALL, _CITY),
    "priorities:sub_goal": Page(DECIDERS, _city(lambda work: work.priority.pk), post=REFUSED),
    "priorities:edit_sub_goal": Page(DECIDERS, _city(lambda work: work.sub_goal.pk), post=REFUSED),
    "priorities:remove_sub_goal": Page(
        DECIDERS, _city(lambda work: work.sub_goal.pk), get=NOT_SO, post=ACTED
    ),
    "priorities:untreated": Page(
        DECIDERS | LOCAL, _one(lambda work: work.local.pk, lambda work: work.priority.pk), post=REFUSED
    ),
    "priorities:matrix": Page(ALL, _CITY),
    "priorities:put_up": Page(DECIDERS, _CITY, post=REFUSED),
    "priorities:problem": Page(ALL, _city(lambda work: work.candidate.pk)),
    "priorities:edit_candidate": Page(DECIDERS, _city(lambda work: work.candidate.pk), post=REFUSED),
    "priorities:argue": Page(DECIDERS, _city(lambda work: work.candidate.pk), post=REFUSED),
    "priorities:withdraw": Page(DECIDERS, _city(lambda work: work.candidate.pk), get=NOT_SO, post=ACTED),
    "priorities:agree": Page(
        DECIDERS, _one(lambda work: work.past.pk, lambda work: work.compared.pk), post=REFUSED
    ),
    "priorities:settle": Page(
        DECIDERS, _one(lambda work: work.past.pk, lambda work: work.compared.pk), post=REFUSED
    ),
    "priorities:criteria": Page(ALL, _CITY),
    "priorities:add_criterion": Page(DECIDERS, _CITY, post=REFUSED),
    "priorities:edit_criterion": Page(DECIDERS, _city(lambda work: work.criterion.pk), post=REFUSED),
    "priorities:remove_criterion": Page(
        DECIDERS, _city(lambda work: work.criterion.pk), get=NOT_SO, post=ACTED
    ),
    "priorities:open": Page(DECIDERS, _CITY, post=REFUSED),
    "priorities:show_on": Page(DECIDERS | LOCAL, _one(lambda work: work.local.pk), post=REFUSED),
    "priorities:sheet": Page(OWN_SCORERS, _OWN_SHEET),
    "priorities:score": Page(
        OWN_SCORERS,
        _one(lambda work: work.local.pk, lambda work: work.own_sheet.pk, lambda work: work.scored.pk),
        post=REFUSED,
    ),
    "priorities:hand_in": Page(OWN_SCORERS, _OWN_SHEET, get=NOT_SO, post=ACTED),
    "priorities:take_back": Page(OWN_SCORERS, _OWN_SHEET, get=NOT_SO, post=ACTED),
    "priorities_document:show": Page(ALL, _CITY),
    "priorities_document:pdf": Page(ALL, _CITY),
    "priorities_document:word": Page(ALL, _CITY),
    "causes:show": Page(ALL, _CITY),
    "causes:describe": Page(WRITERS, _city(lambda work: work.priority.pk), post=REFUSED),
    "causes:new_cause": Page(WRITERS, _city(lambda work: work.profile.pk), post=REFUSED),
    "causes:add_evidence": Page(WRITERS, _city(lambda work: work.cause.pk), post=REFUSED),
    "causes:conclude": Page(WRITERS, _city(lambda work: work.cause.pk), post=REFUSED),
    "measures:show": Page(ALL, _CITY),
    "measures:new": Page(STARTERS, _CITY, post=REFUSED),
    "measures:decide": Page(STARTERS, _CITY, post=REFUSED),
    "measures:edit": Page(STARTERS, _city(lambda work: work.measure.pk), post=REFUSED),
    "measures:add_indicator": Page(STARTERS, _city(lambda work: work.measure.pk), post=REFUSED),
    "measures:measure": Page(ALL, _city(lambda work: work.measure.pk)),
    "measures:set_state": Page(STARTERS, _city(lambda work: work.measure.pk), post=REFUSED),
    "measures:move": Page(
        STARTERS,
        lambda work: (work.past.pk, work.other_measure.pk, "upp"),
        get=NOT_SO,
        post=ACTED,
    ),
    "measures:add_step": Page(STARTERS, _city(lambda work: work.measure.pk), post=REFUSED),
    "measures:change_step": Page(STARTERS, _city(lambda work: work.plan_step.pk), post=REFUSED),
    "measures:finish_step": Page(STARTERS, _city(lambda work: work.plan_step.pk), post=ACTED),
    "measures:remove_step": Page(STARTERS, _city(lambda work: work.plan_step.pk), post=ACTED),
    "measures:set_goal": Page(STARTERS, _city(lambda work: work.measure.pk), post=REFUSED),
    "measures:change_goal": Page(STARTERS, _city(lambda work: work.goal.pk), post=REFUSED),
    "measures:remove_goal": Page(STARTERS, _city(lambda work: work.goal.pk), post=ACTED),
    "measures:write": Page(STARTERS, _CITY, post=REFUSED),
    "measures:agree": Page(STARTERS, _CITY, post=REFUSED),
    "measures:history": Page(ALL, _CITY),
    "measures_document:show": Page(ALL, _CITY),
    "measures_document:pdf": Page(ALL, _CITY),
    "measures_document:word": Page(ALL, _CITY),
    "library:index": Page(ALL),
    "library:add": Page(STARTERS, post=REFUSED),
    "library:entry": Page(ALL, lambda work: ("battre-belysning",)),
    "library:change": Page(STARTERS, lambda work: (work.own_entry.pk,), post=REFUSED),
    "library:tell": Page(STARTERS, lambda work: ("battre-belysning",), post=REFUSED),
    "city_plan:index": Page(ALL, get=ACTED, post=ACTED),
    "city_plan:show": Page(ALL, lambda work: (2026,)),
    "city_plan:begin": Page(STARTERS, post=REFUSED),
    "city_plan:decide": Page(STARTERS, lambda work: (2026,), post=REFUSED),
    "city_plan:add": Page(STARTERS, lambda work: (2026,), post=REFUSED),
    "city_plan:sum_up": Page(STARTERS, lambda work: (2025,), post=REFUSED),
    "city_plan:tell": Page(STARTERS, lambda work: (2024,), post=REFUSED),
    "city_plan:change": Page(STARTERS, lambda work: (work.city_activity.pk,), post=REFUSED),
    "city_plan:follow": Page(STARTERS, lambda work: (work.city_activity.pk,), post=REFUSED),
    "city_plan_document:pdf": Page(ALL, lambda work: (2026,)),
    "city_plan_document:word": Page(ALL, lambda work: (2026,)),
    "followup:show": Page(ALL, _CITY),
    "followup:approve": Page(
        POLICE, _city(lambda work: work.indicator.pk, lambda work: work.police.pk), post=REFUSED
    ),
    "followup:withdraw": Page(POLICE, _city(lambda work: work.indicator_approval.pk), get=NOT_SO, post=ACTED),
    "followup:check_in": Page(FOLLOWERS, _city(lambda work: work.measure.pk), post=REFUSED),
    "feedback:show": Page(ALL, _CITY),
    "feedback:new": Page(STARTERS, _CITY, post=REFUSED),
    "feedback:sent": Page(STARTERS, _city(lambda work: work.item.pk), get=NOT_SO, post=ACTED),
    "feedback:lesson": Page(STARTERS, _CITY, post=REFUSED),
    "feedback:withdraw": Page(
        PUBLISHERS, lambda work: (work.past.pk, work.publication.pk), get=NOT_SO, post=ACTED
    ),
    "reports:turn": Page(ALL, _CITY),
    "reports:turn_pdf": Page(ALL, _CITY),
    "reports:turn_docx": Page(ALL, _CITY),
    "reports:publish": Page(PUBLISHERS, _CITY, post=REFUSED),
}
#: Pages outside any cooperation that need a sign-in.
SIGNED_IN = (
    "overview:start",
    "ui:gallery",
    "inbox:show",
    "inbox:preferences",
    "account_change_password",
    "account_set_password",
)
#: Pages that anyone may read, with what stands in the address.
OPEN: dict[str, Callable[[Work], tuple[Any, ...]]] = {
    "account_login": lambda work: (),
    "account_logout": lambda work: (),
    "ui:accessibility": lambda work: (),
    "annual_wheel:feed": lambda work: (work.calendar_secret,),
    "evaluations:answer_invited": lambda work: (work.invitation_secret,),
    "public:cooperation": lambda work: (work.place.slug,),
    "public:publication": lambda work: (work.place.slug, work.publication.pk),
}
#: Calls of other systems, opened by a key and by nothing else, with what stands in the address; the one that is sent.
KEYED: dict[str, Callable[[Work], tuple[Any, ...]]] = {
    "open311:discovery": lambda work: (work.pushed_source.pk, "json"),
    "open311:services": lambda work: (work.pushed_source.pk, "json"),
    "open311:requests": lambda work: (work.pushed_source.pk, "json"),
    "open311:request": lambda work: (work.pushed_source.pk, work.pushed.request_id, "json"),
    "open311:token": lambda work: (work.pushed_source.pk, work.pushed.request_id, "json"),
}
_SENT = "open311:requests"
#: Pages to write on that need nothing but a round with a picture.
IN_ANY_ROUND = (
    "picture:write",
    "picture:adopt",
    "picture:new_edition",
    "priorities:new",
    "measures:new",
    "feedback:new",
    "feedback:lesson",
)
#: What a browser sends with a form that nothing is filled in of.
EMPTY = {"csrfmiddlewaretoken": "-"}
#: Reports are set in full for each reader; one of each kind of person is enough for the slow ones.
SLOW = {
    "reports:turn": ALL,
    "reports:publish": PUBLISHERS,
    "reports:turn_pdf": frozenset({"pia"}),
    "reports:turn_docx": frozenset({"pia"}),
    "agreement_document:pdf": frozenset({"pia"}),
    "agreement_document:word": frozenset({"pia"}),
    "priorities_document:pdf": frozenset({"pia"}),
    "priorities_document:word": frozenset({"pia"}),
    "measures_document:pdf": frozenset({"pia"}),
    "measures_document:word": frozenset({"pia"}),
    "city_plan_document:pdf": frozenset({"pia"}),
    "city_plan_document:word": frozenset({"pia"}),
    "law_account:pdf": frozenset({"pia"}),
    "law_account:word": frozenset({"pia"}),
    "council_comparison:pdf": frozenset({"pia"}),
    "council_comparison:word": frozenset({"pia"}),
    "minutes_document:pdf": frozenset({"pia"}),
    "minutes_document:word": frozenset({"pia"}),
    "call_document:pdf": frozenset({"pia"}),
    "call_document:word": frozenset({"pia"}),
    "case_document:pdf": frozenset({"pia"}),
    "decision_extract:pdf": frozenset({"pia"}),
    "decision_extract:word": frozenset({"pia"}),
    "case_document:word": frozenset({"pia"}),
    "opinion_document:pdf": frozenset({"pia"}),
    "opinion_document:word": frozenset({"pia"}),
    "activity_report:pdf": frozenset({"pia"}),
    "activity_report:word": frozenset({"pia"}),
}


def _names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        else:
            inner = pattern.namespace or pattern.app_name
            yield from _names(pattern, f"{space}{inner}:" if inner else space)


def _address(name: str, work: Work) -> str:
    return reverse(name, args=(work.place.slug, *TABLE[name].args(work)))


def test_every_address_has_its_row() -> None:
    assert sorted(_names(get_resolver())) == sorted([*TABLE, *SIGNED_IN, *OPEN, *KEYED])


@pytest.mark.parametrize("name", TABLE)
def test_who_may_open_a_page(cast: Cast, name: str) -> None:
    page, address = TABLE[name], _address(name, cast.home)
    for who in sorted(SLOW.get(name, ALL)):
        answer = cast.client(who).get(address)
        expected = page.get if who in page.who or page.get == NOT_SO else 403
        assert answer.status_code == expected, f"{who} får {answer.status_code} på {address}"
        _says_why(answer)


@pytest.mark.parametrize("name", [name for name in TABLE if name not in SLOW])
def test_who_may_send_a_page(cast: Cast, name: str) -> None:
    page, address = TABLE[name], _address(name, cast.home)
    before = AuditEntry.objects.count()
    for who in sorted(ALL - page.who):
        answer = cast.client(who).post(address, EMPTY)
        assert answer.status_code == 403, f"{who} får {answer.status_code} på {address}"
        _says_why(answer)
    assert AuditEntry.objects.count() == before, "den som nekas lämnar inget spår i arbetet"
    if page.who:
        answer = cast.client(min(page.who)).post(address, EMPTY)
        assert answer.status_code == page.post


@pytest.mark.parametrize("name", TABLE)
def test_strangers_are_not_told_that_the_page_exists(cast: Cast, name: str) -> None:
    address = _address(name, cast.home)
    unknown = address.replace(HOME.slug, "finns-inte")
    for who in (player.name for player in NEIGHBOUR.players):
        client = cast.client(who)
        for send in (client.get, client.post):
            answer = send(address)
            assert answer.status_code == send(unknown).status_code
            assert answer.status_code in {404, 405}
            assert not answer.has_header("Location")


@pytest.mark.parametrize("name", TABLE)
def test_what_belongs_to_the_neighbour_is_not_found_under_ones_own_address(cast: Cast, name: str) -> None:
    args = TABLE[name].args(cast.neighbour)
    if not args:
        return
    address = reverse(name, args=(HOME.slug, *args))
    numbers = tuple(
        mine if index == 0 else theirs
        for index, (mine, theirs) in enumerate(zip(TABLE[name].args(cast.home), args, strict=True))
    )
    mixed = reverse(name, args=(HOME.slug, *numbers))
    client = cast.client("saga")
    before = AuditEntry.objects.count()
    for crossed in {address, mixed} - {_address(name, cast.home)}:
        assert client.post(crossed).status_code == 404, crossed
        assert client.get(crossed).status_code in {404, 405}, crossed
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("name", [*TABLE, *SIGNED_IN])
def test_who_is_not_signed_in_is_asked_to(cast: Cast, name: str) -> None:
    address = _address(name, cast.home) if name in TABLE else reverse(name)
    client = cast.client("anonymous")
    for send in (client.get, client.post):
        answer = send(address)
        assert answer.status_code in {302, 405}
        if answer.status_code == 302:
            assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", SIGNED_IN)
def test_pages_of_ones_own_open_for_everybody(cast: Cast, name: str) -> None:
    for who in EVERYBODY:
        assert cast.client(who).get(reverse(name)).status_code in {200, 302}


@pytest.mark.parametrize("name", OPEN)
def test_open_pages_need_no_sign_in(cast: Cast, name: str) -> None:
    answer = cast.client("anonymous").get(reverse(name, args=OPEN[name](cast.home)))
    assert answer.status_code == (302 if name == "account_logout" else 200)


@pytest.mark.parametrize("name", KEYED)
def test_a_key_opens_its_own_calls_and_nobody_s_function_does(cast: Cast, name: str) -> None:
    address = reverse(name, args=KEYED[name](cast.home))
    before = AuditEntry.objects.count()
    for who in ("anonymous", "saga", "vera"):
        client = cast.client(who)
        send = client.post if name == _SENT else client.get
        for secret in ("", "gissning", cast.neighbour.service_secret):
            answer = send(address, headers={"X-API-Key": secret})
            assert answer.status_code == 403, f"{who} får {answer.status_code} på {address}"
            assert "Nyckeln saknas, stämmer inte eller är återkallad." in answer.content.decode()
        opened = send(address, headers={"X-API-Key": cast.home.service_secret})
        assert opened.status_code == (400 if name == _SENT else 200)
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("name", IN_ANY_ROUND)
def test_a_local_function_writes_in_its_own_half(cast: Cast, name: str) -> None:
    """Uno, who coordinates the northern half, is let into that half's pages that he is kept from for the city."""
    args = (HOME.slug, cast.home.local.pk, *TABLE[name].args(cast.home)[1:])
    answer = cast.client("uno").post(reverse(name, args=args), EMPTY)
    assert answer.status_code == TABLE[name].post
    assert cast.client("pia").post(reverse(name, args=args), EMPTY).status_code == 403


def test_somebody_whose_time_is_over_is_a_stranger(cast: Cast) -> None:

    held = Holding.objects.get(function__cooperation=cast.home.cooperation, user__email=email("pia"))
    client = cast.client("pia")
    address = _address("overview:cooperation", cast.home)
    assert client.get(address).status_code == 200
    end_holding(by=cast.scope("saga"), at=AT, holding=held, last_day=date(2025, 12, 31))
    assert client.get(address).status_code == 404


def _says_why(answer: HttpResponse) -> None:
    if answer.status_code == 403:
        page = answer.content.decode()
        assert any(
            reason in page
            for reason in (
                "Din roll får inte ",
                "men bara i det område som din funktion gäller.",
                " ägs av ",
                " sköts bara av ",
                "Raderna stannar hos ",
            )
        )

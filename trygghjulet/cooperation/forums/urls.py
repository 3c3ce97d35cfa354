"""Addresses of the forums' pages, by subject."""

from django.urls import path

from trygghjulet.cooperation.forums.views import (
    agenda,
    assignments,
    attendance,
    bodies,
    call,
    decision_parts,
    decisions,
    meeting,
    meetings,
    members,
    minutes,
    notes,
    place,
    raising,
    routing,
    seats,
    tasks,
    turns,
)

app_name = "forums"

_MEETING = "<int:forum_id>/moten/<int:meeting_id>"

_bodies = [
    path("", bodies.index, name="index"),
    path("organisationen.svg", bodies.image, name="image"),
    path("nytt/", bodies.set_up, name="set_up"),
    path("<int:forum_id>/", bodies.show, name="show"),
    path("<int:forum_id>/andra/", bodies.edit, name="edit"),
    path("<int:forum_id>/upphor/", bodies.end, name="end"),
    path("<int:forum_id>/vag/", place.add_link, name="add_link"),
    path("<int:forum_id>/vag/<int:link_id>/ta-bort/", place.remove_link, name="remove_link"),
    path("<int:forum_id>/arbetsgrupp/", assignments.new_group, name="new_group"),
    path("<int:forum_id>/uppdrag/", assignments.edit, name="edit_assignment"),
    path("<int:forum_id>/uppdrag/aterrapport/", assignments.report_back, name="report_back"),
]
_meetings = [
    path("<int:forum_id>/planera/", meetings.plan, name="plan"),
    path("<int:forum_id>/for-in/", meetings.hold, name="hold"),
    path(f"{_MEETING}/", meeting.show, name="meeting"),
    path(f"{_MEETING}/holls/", meetings.hold_planned, name="hold_planned"),
    path(f"{_MEETING}/ratta/", meetings.correct, name="correct"),
    path(f"{_MEETING}/ta-tillbaka/", meetings.take_back, name="take_back"),
    path(f"{_MEETING}/stall-in/", meetings.cancel, name="cancel"),
    path(f"{_MEETING}/andra/", meetings.edit, name="edit_meeting"),
    path(f"{_MEETING}/anteckningar/", routing.notes, name="notes"),
]

_DECISION = "<int:forum_id>/beslut/<int:decision_id>"
_TASK = "<int:forum_id>/uppgifter/<int:task_id>"
_decisions = [
    path("beslut/", decisions.index, name="decisions"),
    path("<int:forum_id>/beslut/nytt/", decisions.new, name="new_decision"),
    path(f"{_MEETING}/beslut/nytt/", decisions.new_at, name="new_decision_at"),
    path(f"{_DECISION}/", decisions.show, name="decision"),
    path(f"{_DECISION}/andra/", decisions.edit, name="edit_decision"),
    path(f"{_DECISION}/ta-tillbaka/", decisions.take_back, name="take_back_decision"),
    path(f"{_DECISION}/slutligt/", decisions.final, name="final_decision"),
    path(f"{_DECISION}/yrkande/", decision_parts.motion, name="motion"),
    path(f"{_DECISION}/yrkande/<int:motion_id>/", decision_parts.edit_motion, name="edit_motion"),
    path(f"{_DECISION}/omrostning/", decision_parts.vote, name="vote"),
    path(f"{_DECISION}/omrostning/<int:vote_id>/", decision_parts.edit_vote, name="edit_vote"),
    path(f"{_DECISION}/anteckning/", decision_parts.remark, name="remark"),
    path(f"{_DECISION}/utdrag/", decision_parts.extract, name="extract"),
    path(f"{_DECISION}/utdrag/<int:extract_id>/", decision_parts.extract_sent, name="extract_sent"),
    path(
        f"{_DECISION}/ta-bort/<slug:part>/<int:part_id>/", decision_parts.remove, name="remove_decision_part"
    ),
]
_tasks = [
    path("uppgifter/", tasks.index, name="tasks"),
    path("<int:forum_id>/uppgifter/ny/", tasks.new, name="new_task"),
    path(f"{_MEETING}/uppgifter/ny/", tasks.new_at, name="new_task_at"),
    path(f"{_TASK}/", tasks.show, name="task"),
    path(f"{_TASK}/beratta/", tasks.tell, name="tell_of_task"),
    path(f"{_TASK}/stang/", tasks.close, name="close_task"),
    path(f"{_TASK}/avbryt/", tasks.stop, name="stop_task"),
    path(f"{_TASK}/ny-dag/", tasks.move, name="move_task"),
    path(f"{_TASK}/oppna/", tasks.reopen, name="reopen_task"),
]
_routing = [
    path("utskick/", routing.index, name="routing"),
    path("<int:forum_id>/utskick/", routing.forum_index, name="forum_routing"),
    path("<int:forum_id>/utskick/for-in/", routing.sent, name="sent"),
    path(f"{_MEETING}/skicka/", routing.send, name="send_papers"),
    path("<int:forum_id>/utskick/<int:dispatch_id>/mottaget/", routing.receive, name="receive"),
    path(
        "<int:forum_id>/utskick/<int:dispatch_id>/ta-tillbaka/", routing.take_back, name="take_back_dispatch"
    ),
    path("<int:forum_id>/sandlista/ny/", routing.new_rule, name="new_route"),
    path("<int:forum_id>/sandlista/<int:rule_id>/upphor/", routing.end_rule, name="end_route"),
]

_agenda = [
    path(f"{_MEETING}/punkter/ny/", agenda.add_point, name="add_point"),
    path(f"{_MEETING}/punkter/<int:item_id>/", agenda.edit_point, name="edit_point"),
    path(f"{_MEETING}/punkter/<int:item_id>/flytta/", agenda.move_point, name="move_point"),
    path(f"{_MEETING}/punkter/<int:item_id>/stryk/", agenda.withdraw_point, name="withdraw_point"),
    path(f"{_MEETING}/punkter/<int:item_id>/nasta-mote/", agenda.carry_over, name="carry_over"),
    path(f"{_MEETING}/punkter/<int:item_id>/behandlad/", agenda.deal_with, name="deal_with"),
    path(f"{_MEETING}/punkter/<int:item_id>/handling/", agenda.add_paper, name="add_paper"),
    path(f"{_MEETING}/handlingar/<int:paper_id>/ta-bort/", agenda.remove_paper, name="remove_paper"),
    path(f"{_MEETING}/dagordning/", agenda.start_agenda, name="start_agenda"),
    path(f"{_MEETING}/vantar/", agenda.add_ask, name="add_ask"),
    path(f"{_MEETING}/lyft-hit/<int:raised_id>/", raising.put_on_agenda, name="put_on_agenda"),
    path(f"{_MEETING}/kallelse/", call.send, name="call"),
    path(f"{_MEETING}/kallelsen/", call.summons, name="summons"),
    path(f"{_MEETING}/kallelsen/skriv/", call.write, name="write_call"),
    path(f"{_MEETING}/inbjudan.ics", call.invite, name="invite"),
    path("<int:forum_id>/moten.ics", call.calendar, name="calendar"),
    path("<int:forum_id>/lyft/", raising.raise_matter, name="raise_matter"),
    path("<int:forum_id>/lyfta-fragor/", raising.show, name="raised"),
    path("<int:forum_id>/lyfta-fragor/<int:raised_id>/svara/", raising.answer, name="answer_raised"),
    path("<int:forum_id>/lyfta-fragor/<int:raised_id>/vidare/", raising.further, name="raise_further"),
    path(
        "<int:forum_id>/lyfta-fragor/<int:raised_id>/ta-tillbaka/", raising.take_back, name="take_back_raised"
    ),
]

_MEMBER = "<int:forum_id>/ledamoter/<int:appointment_id>"
_seats = [
    path("<int:forum_id>/ledamoter/", members.show, name="members"),
    path("<int:forum_id>/ledamoter/utse/", members.appoint, name="appoint"),
    path(f"{_MEMBER}/", members.change, name="change_appointment"),
    path(f"{_MEMBER}/avsluta/", members.end, name="end_appointment"),
    path(f"{_MEMBER}/uppdrag/", members.office, name="give_office"),
    path("<int:forum_id>/sammansattning/", seats.composition, name="composition"),
    path("<int:forum_id>/platser/ny/", seats.add, name="add_seat"),
    path("<int:forum_id>/platser/<int:seat_id>/", seats.change, name="change_seat"),
    path("<int:forum_id>/platser/<int:seat_id>/ta-bort/", seats.remove, name="remove_seat"),
    path("<int:forum_id>/platser/<int:seat_id>/utse/", members.choose, name="choose_member"),
    path(
        "<int:forum_id>/platser/<int:seat_id>/utse/<int:holding_id>/",
        members.appoint_holder,
        name="appoint_holder",
    ),
    path("<int:forum_id>/perspektiv/nytt/", seats.add_perspective, name="add_perspective"),
    path(
        "<int:forum_id>/perspektiv/<int:perspective_id>/ta-bort/",
        seats.remove_perspective,
        name="remove_perspective",
    ),
    path("<int:forum_id>/turordning/", turns.show, name="turns"),
    path("<int:forum_id>/turordning/bestam/", turns.set_turns, name="set_turns"),
    path("<int:forum_id>/turordning/<int:rule_id>/ta-bort/", turns.end_turns, name="end_turns"),
    path(f"{_MEETING}/turordning/", turns.follow, name="follow_turns"),
    path(f"{_MEETING}/turordning/avsteg/", turns.override, name="override_turn"),
    path(
        f"{_MEETING}/turordning/avsteg/<int:override_id>/ta-tillbaka/",
        turns.take_back,
        name="take_back_override",
    ),
]

_attendance = [path(f"{_MEETING}/narvaro/", attendance.take, name="attendance")]
_notes = [
    path(f"{_MEETING}/stycken/", notes.changes, name="note_changes"),
    path(f"{_MEETING}/stycken/skriv/", notes.write, name="write_note"),
    path(f"{_MEETING}/stycken/<int:note_id>/", notes.history, name="note_history"),
    path(f"{_MEETING}/stycken/<int:note_id>/stryk/", notes.strike, name="strike_note"),
]
_minutes = [
    path(f"{_MEETING}/justering/", minutes.prepare, name="minutes"),
    path(f"{_MEETING}/justering/skicka/", minutes.send, name="send_minutes"),
    path(f"{_MEETING}/justering/oppna/", minutes.reopen, name="reopen_minutes"),
    path(f"{_MEETING}/justering/ratta/", minutes.correct, name="correct_minutes"),
    path(f"{_MEETING}/justering/<int:approval_id>/", minutes.approve, name="approve_minutes"),
    path(f"{_MEETING}/justering/<int:approval_id>/andring/", minutes.ask_for_change, name="ask_for_change"),
]

urlpatterns = [
    *_seats,
    *_bodies,
    *_meetings,
    *_decisions,
    *_tasks,
    *_routing,
    *_agenda,
    *_attendance,
    *_notes,
    *_minutes,
]

"""Addresses of the forums' pages, by subject."""

from django.urls import path

from trygghjulet.cooperation.forums.views import bodies, meeting, meetings

app_name = "forums"

_MEETING = "<int:forum_id>/moten/<int:meeting_id>"

_bodies = [
    path("nytt/", bodies.set_up, name="set_up"),
    path("<int:forum_id>/", bodies.show, name="show"),
    path("<int:forum_id>/upphor/", bodies.end, name="end"),
]
_meetings = [
    path("<int:forum_id>/planera/", meetings.plan, name="plan"),
    path("<int:forum_id>/for-in/", meetings.hold, name="hold"),
    path(f"{_MEETING}/", meeting.show, name="meeting"),
    path(f"{_MEETING}/holls/", meetings.hold_planned, name="hold_planned"),
    path(f"{_MEETING}/ratta/", meetings.correct, name="correct"),
    path(f"{_MEETING}/ta-tillbaka/", meetings.take_back, name="take_back"),
    path(f"{_MEETING}/stall-in/", meetings.cancel, name="cancel"),
    path(f"{_MEETING}/kallelse/", meetings.call, name="call"),
    path(f"{_MEETING}/anteckningar/", meetings.notes, name="notes"),
]

urlpatterns = [*_bodies, *_meetings]

"""Addresses of the forums' pages."""

from django.urls import path

from trygghjulet.cooperation.forums import views

app_name = "forums"
urlpatterns = [
    path("nytt/", views.set_up, name="set_up"),
    path("<int:forum_id>/", views.show, name="show"),
    path("<int:forum_id>/upphor/", views.end, name="end"),
    path("<int:forum_id>/planera/", views.plan, name="plan"),
    path("<int:forum_id>/for-in/", views.hold, name="hold"),
    path("<int:forum_id>/moten/<int:meeting_id>/holls/", views.hold_planned, name="hold_planned"),
    path("<int:forum_id>/moten/<int:meeting_id>/ratta/", views.correct, name="correct"),
    path("<int:forum_id>/moten/<int:meeting_id>/ta-tillbaka/", views.take_back, name="take_back"),
    path("<int:forum_id>/moten/<int:meeting_id>/stall-in/", views.cancel, name="cancel"),
    path("<int:forum_id>/moten/<int:meeting_id>/kallelse/", views.call, name="call"),
    path("<int:forum_id>/moten/<int:meeting_id>/anteckningar/", views.notes, name="notes"),
]

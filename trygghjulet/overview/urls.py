"""Addresses of the start page, the cooperation's pages and the red thread."""

from django.urls import path

from trygghjulet.overview import meeting_plan, views, week_deciding, week_sending
from trygghjulet.overview.organising import pages

app_name = "overview"
urlpatterns = [
    path("", views.start, name="start"),
    path("<slug:slug>/", views.cooperation, name="cooperation"),
    path("<slug:slug>/ram/", views.frame, name="frame"),
    path("<slug:slug>/ram/forum/", pages.set_up_forums, name="set_up_forums"),
    path("<slug:slug>/ram/forum/fran-mallen/", pages.bring_told, name="bring_told"),
    path("<slug:slug>/logg/", views.log, name="log"),
    path("<slug:slug>/motesplan/<int:proposal_id>/godta/", meeting_plan.accept_plan, name="accept_plan"),
    path("<slug:slug>/nytt-varv/", views.new_round, name="new_round"),
    path("<slug:slug>/varv/<int:round_id>/", views.thread, name="thread"),
    path("<slug:slug>/varv/<int:round_id>/veckan/besluta/", week_deciding.decide_week, name="decide_week"),
    path("<slug:slug>/varv/<int:round_id>/veckan/skicka/", week_sending.send_week, name="send_week"),
    path("<slug:slug>/varv/<int:round_id>/ta-bort/", views.remove_round, name="remove_round"),
]

"""Addresses of the room's pages."""

from django.urls import path

from trygghjulet.steps.week import views

_WEEKS = "<slug:slug>/veckan/"
_ROUND = "<slug:slug>/varv/<int:round_id>/veckan/"

app_name = "week"
urlpatterns = [
    path(_WEEKS, views.weeks, name="weeks"),
    path(f"{_WEEKS}forum/", views.set_up, name="set_up"),
    path(f"{_WEEKS}forum/<int:setting_id>/utkast/<int:meeting_id>/", views.draft, name="draft"),
    path(_ROUND, views.show, name="show"),
    path(f"{_ROUND}visa/", views.present, name="present"),
    path(f"{_ROUND}rakna/", views.recount, name="recount"),
    path(f"{_ROUND}text/", views.write, name="write"),
    path(f"{_ROUND}fokus/", views.add_focus, name="add_focus"),
    path(f"{_ROUND}fokus/<int:focus_id>/flytta/", views.move_focus, name="move_focus"),
    path(f"{_ROUND}fokus/<int:focus_id>/ta-bort/", views.remove_focus, name="remove_focus"),
    path(f"{_ROUND}fokus/<int:focus_id>/utfall/", views.close_focus, name="close_focus"),
    path(f"{_ROUND}insats/", views.add_measure, name="add_measure"),
    path(f"{_ROUND}insats/<int:measure_id>/", views.change_measure, name="change_measure"),
    path(f"{_ROUND}insats/<int:measure_id>/ta-bort/", views.remove_measure, name="remove_measure"),
    path(f"{_ROUND}insats/<int:measure_id>/lage/<slug:to>/", views.move_measure, name="move_measure"),
    path(f"{_ROUND}avsluta/", views.close, name="close"),
]

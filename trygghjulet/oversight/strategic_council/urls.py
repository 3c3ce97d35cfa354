"""Addresses of the test of 10 §."""

from django.urls import path

from trygghjulet.oversight.strategic_council import views

app_name = "strategic_council"
urlpatterns = [
    path("", views.index, name="index"),
    path("provning/", views.trial, name="trial"),
    path("jamfor/", views.compare, name="compare"),
    path("alternativ/nytt/", views.new, name="new"),
    path("alternativ/exempel/", views.example, name="example"),
    path("alternativ/<int:alternative_id>/", views.show, name="show"),
    path("alternativ/<int:alternative_id>/andra/", views.edit, name="edit"),
    path("alternativ/<int:alternative_id>/valj/", views.choose, name="choose"),
    path("alternativ/<int:alternative_id>/ta-bort/", views.remove, name="remove"),
    path("alternativ/<int:alternative_id>/svar/<slug:criterion>/", views.answer, name="answer"),
    path("alternativ/<int:alternative_id>/plats/<path:ref>/", views.seat, name="seat"),
    path("punkter/<int:item_id>/", views.mark, name="mark"),
]

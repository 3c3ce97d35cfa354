"""Addresses of the priorities' pages."""

from django.urls import path

from trygghjulet.steps.priorities import views

app_name = "priorities"
urlpatterns = [
    path("", views.show, name="show"),
    path("ny/", views.new, name="new"),
    path("<int:priority_id>/andra/", views.edit, name="edit"),
    path("<int:priority_id>/skal/", views.ground, name="ground"),
    path("skal/<int:ground_id>/ta-bort/", views.remove_ground, name="remove_ground"),
]

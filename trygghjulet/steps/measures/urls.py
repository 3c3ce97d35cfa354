"""Addresses of the action plan's pages."""

from django.urls import path

from trygghjulet.steps.measures import views

app_name = "measures"
urlpatterns = [
    path("", views.show, name="show"),
    path("ny/", views.new, name="new"),
    path("beslut/", views.decide, name="decide"),
    path("<int:measure_id>/andra/", views.edit, name="edit"),
    path("<int:measure_id>/indikator/", views.add_indicator, name="add_indicator"),
]

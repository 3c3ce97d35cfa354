"""Addresses of the act's pages."""

from django.urls import path

from trygghjulet.oversight.law import views

app_name = "law"
urlpatterns = [
    path("", views.show, name="show"),
    path("<int:paragraph>/anteckna/", views.note, name="note"),
    path("anteckningar/<int:note_id>/sista-dagen/", views.end, name="end"),
    path("anteckningar/<int:note_id>/ta-bort/", views.remove, name="remove"),
]

"""Addresses of the picture's pages."""

from django.urls import path

from trygghjulet.steps.picture import views

app_name = "picture"
urlpatterns = [
    path("", views.show, name="show"),
    path("rakna/", views.make, name="make"),
    path("text/<slug:part>/", views.write, name="write"),
    path("iakttagelse/", views.note_finding, name="note_finding"),
    path("anta/", views.adopt, name="adopt"),
    path("ny-version/", views.new_edition, name="new_edition"),
]

"""Addresses of the register of governing documents."""

from django.urls import path

from trygghjulet.cooperation.governance import views

app_name = "governance"
urlpatterns = [
    path("", views.index, name="index"),
    path("nytt/", views.new, name="new"),
    path("<int:document_id>/", views.show, name="show"),
    path("<int:document_id>/andra/", views.edit, name="edit"),
    path("<int:document_id>/upphav/", views.end, name="end"),
]

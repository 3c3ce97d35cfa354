"""Addresses of the public pages."""

from django.urls import path

from trygghjulet.public import views

app_name = "public"
urlpatterns = [
    path("<slug:slug>/", views.cooperation, name="cooperation"),
    path("<slug:slug>/<int:publication_id>/", views.publication, name="publication"),
]

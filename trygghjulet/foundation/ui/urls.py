"""Addresses of the pages about the pages."""

from django.urls import path

from trygghjulet.foundation.ui import views

app_name = "ui"
urlpatterns = [
    path("galleri/", views.gallery, name="gallery"),
    path("tillganglighet/", views.accessibility, name="accessibility"),
]

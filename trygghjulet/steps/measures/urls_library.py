"""Addresses of the library of known measures."""

from django.urls import path

from trygghjulet.steps.measures.views import library

app_name = "library"
urlpatterns = [
    path("", library.index, name="index"),
    path("ny/", library.add, name="add"),
    path("egen/<int:entry_id>/andra/", library.change, name="change"),
    path("<slug:key>/", library.entry, name="entry"),
    path("<slug:key>/erfarenhet/", library.tell, name="tell"),
]

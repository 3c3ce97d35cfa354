"""Addresses of a working group's written assignment."""

from django.urls import path

from trygghjulet.reports import views

app_name = "assignment"
urlpatterns = [
    path("", views.assignment, name="show"),
    path("pdf/", views.assignment_pdf, name="pdf"),
    path("word/", views.assignment_docx, name="word"),
]

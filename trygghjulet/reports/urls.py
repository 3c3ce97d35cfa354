"""Addresses of the reports."""

from django.urls import path

from trygghjulet.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.show, name="turn"),
    path("pdf/", views.show_pdf, name="turn_pdf"),
    path("word/", views.show_docx, name="turn_docx"),
    path("publicera/", views.publish, name="publish"),
]

"""Addresses of the comparison of alternatives for the strategic council as a document."""

from django.urls import path

from trygghjulet.reports import views

app_name = "council_comparison"
urlpatterns = [
    path("pdf/", views.council_pdf, name="pdf"),
    path("word/", views.council_docx, name="word"),
]

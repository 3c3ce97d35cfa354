"""Addresses of a case as a document."""

from django.urls import path

from trygghjulet.reports import views

app_name = "case_document"
urlpatterns = [
    path("", views.case_page, name="show"),
    path("pdf/", views.case_pdf, name="pdf"),
    path("word/", views.case_docx, name="word"),
]

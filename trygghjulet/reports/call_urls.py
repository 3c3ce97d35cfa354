"""Addresses of the document of a call."""

from django.urls import path

from trygghjulet.reports import views

app_name = "call_document"
urlpatterns = [
    path("pdf/", views.call_pdf, name="pdf"),
    path("word/", views.call_docx, name="word"),
]

"""Addresses of an agreement's document."""

from django.urls import path

from trygghjulet.reports import views

app_name = "agreement_document"
urlpatterns = [
    path("pdf/", views.agreement_pdf, name="pdf"),
    path("word/", views.agreement_docx, name="word"),
]

"""Addresses of a decision's extract from the minutes."""

from django.urls import path

from trygghjulet.reports import views

app_name = "decision_extract"
urlpatterns = [
    path("", views.decision_extract, name="show"),
    path("pdf/", views.decision_pdf, name="pdf"),
    path("word/", views.decision_docx, name="word"),
]

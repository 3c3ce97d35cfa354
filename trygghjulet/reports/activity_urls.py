"""Addresses of a forum's yearly activity report."""

from django.urls import path

from trygghjulet.reports import views

app_name = "activity_report"
urlpatterns = [
    path("", views.activity, name="show"),
    path("pdf/", views.activity_pdf, name="pdf"),
    path("word/", views.activity_docx, name="word"),
]

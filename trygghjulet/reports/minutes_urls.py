"""Addresses of the document of a meeting's minutes."""

from django.urls import path

from trygghjulet.reports import views

app_name = "minutes_document"
urlpatterns = [
    path("", views.minutes_page, name="show"),
    path("pdf/", views.minutes_pdf, name="pdf"),
    path("word/", views.minutes_docx, name="word"),
]

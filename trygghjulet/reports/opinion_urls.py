"""Addresses of an opinion as a document."""

from django.urls import path

from trygghjulet.reports import views

app_name = "opinion_document"
urlpatterns = [
    path("", views.opinion, name="show"),
    path("pdf/", views.opinion_pdf, name="pdf"),
    path("word/", views.opinion_docx, name="word"),
]

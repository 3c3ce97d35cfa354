"""Addresses of the act's yearly account."""

from django.urls import path

from trygghjulet.reports import views

app_name = "law_account"
urlpatterns = [
    path("", views.law_account, name="show"),
    path("pdf/", views.law_account_pdf, name="pdf"),
    path("word/", views.law_account_docx, name="word"),
]

"""Addresses of the inbox, its settings, and the page about what could not be sent."""

from django.urls import path

from trygghjulet.foundation.inbox import views

app_name = "inbox"
urlpatterns = [
    path("inkorg/", views.show, name="show"),
    path("inkorg/installningar/", views.preferences, name="preferences"),
    path("<slug:slug>/utskick/", views.deliveries, name="deliveries"),
]

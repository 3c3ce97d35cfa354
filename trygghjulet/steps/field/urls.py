"""Addresses of the room's pages."""

from django.urls import URLPattern

app_name = "field"
urlpatterns: list[URLPattern] = []

"""Addresses of the functions' pages."""

from django.urls import path

from trygghjulet.foundation.parties import views

app_name = "parties"
urlpatterns = [
    path("ny/", views.new_function, name="new_function"),
    path("<int:function_id>/utse/", views.appoint, name="appoint"),
    path("innehav/<int:holding_id>/losenord/", views.give_password, name="give_password"),
    path("innehav/<int:holding_id>/avsluta/", views.end_holding, name="end_holding"),
]

"""Addresses of the annual wheel, and of the calendars of it."""

from django.urls import path

from trygghjulet.oversight.annual_wheel import views

app_name = "annual_wheel"
urlpatterns = [
    path("kalender/<slug:secret>.ics", views.feed, name="feed"),
    path("<slug:slug>/arshjul/", views.show, name="show"),
    path("<slug:slug>/arshjul/<int:year>/", views.show, name="year"),
    path("<slug:slug>/arshjul/<int:year>/bild.svg", views.image, name="image"),
    path("<slug:slug>/arshjul/egna/ny/", views.new_process, name="new_process"),
    path("<slug:slug>/arshjul/egna/<int:process_id>/", views.edit_process, name="edit_process"),
    path("<slug:slug>/arshjul/egna/<int:process_id>/ta-bort/", views.remove_process, name="remove_process"),
    path("<slug:slug>/arshjul/kalendrar/", views.feeds, name="feeds"),
    path("<slug:slug>/arshjul/kalendrar/<int:feed_id>/stang/", views.close_feed, name="close_feed"),
]

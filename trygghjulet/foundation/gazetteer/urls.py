"""Addresses of the places and of what maps stand on."""

from django.urls import path

from trygghjulet.foundation.gazetteer import views

app_name = "gazetteer"
urlpatterns = [
    path("", views.index, name="index"),
    path("ny/", views.new, name="new"),
    path("importera/", views.bring, name="bring"),
    path("platser.csv", views.csv, name="csv"),
    path("platser.geojson", views.geojson, name="geojson"),
    path("karta.json", views.ground_of_map, name="map"),
    path("<int:place_id>/", views.show, name="show"),
    path("<int:place_id>/andra/", views.edit, name="edit"),
    path("<int:place_id>/stang/", views.close, name="close"),
    path("<int:place_id>/oppna/", views.reopen, name="reopen"),
]

"""Addresses of the meeting plan."""

from django.urls import path

from trygghjulet.oversight.planning import views

app_name = "planning"
urlpatterns = [
    path("", views.show, name="show"),
    path("installningar/", views.settings, name="settings"),
    path("ledigheter/ny/", views.new_holiday, name="new_holiday"),
    path("ledigheter/<int:holiday_id>/ta-bort/", views.remove_holiday, name="remove_holiday"),
    path("forum/<slug:key>/", views.wish, name="wish"),
    path("foresla/", views.propose, name="propose"),
    path("<int:proposal_id>/", views.proposal, name="proposal"),
]

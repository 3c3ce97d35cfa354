"""Addresses of the follow-up's pages."""

from django.urls import path

from trygghjulet.steps.followup import views

app_name = "followup"
urlpatterns = [
    path("", views.show, name="show"),
    path("<int:measure_id>/", views.check_in, name="check_in"),
    path("indikator/<int:indicator_id>/<int:party_id>/", views.approve, name="approve"),
    path("godkannande/<int:approval_id>/ta-tillbaka/", views.withdraw, name="withdraw"),
]

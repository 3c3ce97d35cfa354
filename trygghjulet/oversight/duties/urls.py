"""Addresses of the duties' pages."""

from django.urls import path

from trygghjulet.oversight.duties import views

app_name = "duties"
urlpatterns = [
    path("", views.show_all, name="show_all"),
    path("fakta/", views.facts, name="facts"),
    path("fakta/nytt/", views.note, name="note"),
    path("fakta/<int:fact>/ta-tillbaka/", views.take_back, name="take_back"),
    path("fullstandigt/", views.complete_from, name="complete_from"),
    path("<int:row>/", views.show, name="show"),
    path("<int:row>/gjort/", views.done, name="done"),
    path("<int:row>/ta-over/", views.take_over, name="take_over"),
]

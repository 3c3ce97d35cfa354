"""Addresses of the feedback's pages."""

from django.urls import path

from trygghjulet.steps.feedback import views

app_name = "feedback"
urlpatterns = [
    path("", views.show, name="show"),
    path("ny/", views.new, name="new"),
    path("<int:item_id>/gjord/", views.sent, name="sent"),
    path("publicering/<int:publication_id>/dra-tillbaka/", views.withdraw, name="withdraw"),
    path("lardom/", views.lesson, name="lesson"),
]

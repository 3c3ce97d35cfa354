"""Address of the act's page."""

from django.urls import path

from trygghjulet.oversight.law import views

app_name = "law"
urlpatterns = [path("", views.show, name="show")]

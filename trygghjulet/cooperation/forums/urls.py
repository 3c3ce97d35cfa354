"""Address of the forums' page."""

from django.urls import path

from trygghjulet.cooperation.forums import views

app_name = "forums"
urlpatterns = [path("nytt/", views.set_up, name="set_up")]

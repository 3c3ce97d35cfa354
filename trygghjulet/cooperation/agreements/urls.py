"""Address of the agreements' page."""

from django.urls import path

from trygghjulet.cooperation.agreements import views

app_name = "agreements"
urlpatterns = [path("ny/", views.enter, name="enter")]

"""Addresses of the cooperation forms' pages."""

from django.urls import path

from trygghjulet.cooperation.forms import views

app_name = "forms"
urlpatterns = [
    path("", views.index, name="index"),
    path("ny/", views.new, name="new"),
    path("katalog/<slug:key>/", views.take, name="take"),
    path("<int:form_id>/", views.show, name="show"),
    path("<int:form_id>/andra/", views.edit, name="edit"),
    path("<int:form_id>/beslut/", views.decide, name="decide"),
    path("beslut/<int:decision_id>/ta-bort/", views.remove_decision, name="remove_decision"),
    path("<int:form_id>/anpassa/<int:area_id>/", views.adapt, name="adapt"),
    path("<int:form_id>/siffror/", views.count, name="count"),
]

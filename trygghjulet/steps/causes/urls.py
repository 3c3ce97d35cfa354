"""Addresses of the cause analysis' pages."""

from django.urls import path

from trygghjulet.steps.causes import views

app_name = "causes"
urlpatterns = [
    path("", views.show, name="show"),
    path("problem/<int:priority_id>/", views.describe, name="describe"),
    path("problembild/<int:profile_id>/ny-orsak/", views.new_cause, name="new_cause"),
    path("<int:cause_id>/belagg/", views.add_evidence, name="add_evidence"),
    path("<int:cause_id>/slutsats/", views.conclude, name="conclude"),
]

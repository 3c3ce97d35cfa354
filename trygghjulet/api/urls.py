"""Addresses for other systems."""

from django.urls import path

from trygghjulet.api import open311

app_name = "open311"
urlpatterns = [
    path("<int:source_id>/discovery.<slug:form>", open311.discovery, name="discovery"),
    path("<int:source_id>/services.<slug:form>", open311.services, name="services"),
    path("<int:source_id>/requests.<slug:form>", open311.requests, name="requests"),
    path("<int:source_id>/requests/<str:request_id>.<slug:form>", open311.request_of, name="request"),
    path("<int:source_id>/tokens/<str:request_id>.<slug:form>", open311.token, name="token"),
]

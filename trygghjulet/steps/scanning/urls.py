"""Addresses of the material's pages: inside a cooperation, and as the first step of a round."""

from django.urls import path

from trygghjulet.steps.scanning.views import deliveries

app_name = "scanning"
_deliveries = [
    path("underlag/", deliveries.show, name="show"),
    path("underlag/ny-kalla/", deliveries.new_source, name="new_source"),
    path("underlag/kalla/<int:source_id>/lamna/", deliveries.deliver, name="deliver"),
    path("underlag/leverans/<int:delivery_id>/", deliveries.preview, name="preview"),
    path("underlag/leverans/<int:delivery_id>/godta/", deliveries.accept, name="accept"),
    path("underlag/leverans/<int:delivery_id>/avvisa/", deliveries.reject, name="reject"),
    path("underlag/<int:dataset_id>/angra/", deliveries.undo, name="undo"),
    path("varv/<int:round_id>/kartlaggning/", deliveries.show_in_round, name="round"),
]

urlpatterns = [*_deliveries]

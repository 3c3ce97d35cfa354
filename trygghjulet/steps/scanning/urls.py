"""Addresses of the material's pages: inside a cooperation, and as the first step of a round."""

from django.urls import path

from trygghjulet.steps.scanning import views

app_name = "scanning"
urlpatterns = [
    path("underlag/", views.show, name="show"),
    path("underlag/ny-kalla/", views.new_source, name="new_source"),
    path("underlag/kalla/<int:source_id>/lamna/", views.deliver, name="deliver"),
    path("underlag/leverans/<int:delivery_id>/", views.preview, name="preview"),
    path("underlag/leverans/<int:delivery_id>/godta/", views.accept, name="accept"),
    path("underlag/leverans/<int:delivery_id>/avvisa/", views.reject, name="reject"),
    path("underlag/<int:dataset_id>/angra/", views.undo, name="undo"),
    path("varv/<int:round_id>/kartlaggning/", views.show_in_round, name="round"),
]

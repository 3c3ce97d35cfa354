"""Addresses of the material's pages: inside a cooperation, and as the first step of a round."""

from django.urls import path

from trygghjulet.steps.scanning.views import (
    answers,
    categories,
    deliveries,
    expected,
    layers,
    preview,
    services,
    sources,
    statistics,
    surveys,
)

app_name = "scanning"
_deliveries = [
    path("underlag/", deliveries.show, name="show"),
    path("underlag/kalla/<int:source_id>/lamna/", deliveries.deliver, name="deliver"),
    path("underlag/leverans/<int:delivery_id>/", preview.preview, name="preview"),
    path("underlag/leverans/<int:delivery_id>/brister.csv", preview.faults, name="faults"),
    path("underlag/leverans/<int:delivery_id>/las-om/", answers.reread, name="reread"),
    path("underlag/leverans/<int:delivery_id>/godta/", answers.accept, name="accept"),
    path("underlag/leverans/<int:delivery_id>/avvisa/", answers.reject, name="reject"),
    path("underlag/<int:dataset_id>/angra/", answers.undo, name="undo"),
    path("varv/<int:round_id>/kartlaggning/", deliveries.show_in_round, name="round"),
]
_sources = [
    path("underlag/ny-kalla/", sources.new_source, name="new_source"),
    path("underlag/ny-kalla/<slug:reader>/", sources.new_source_of, name="new_source_of"),
    path("underlag/kalla/<int:source_id>/", sources.source, name="source"),
    path("underlag/kalla/<int:source_id>/andra/", sources.edit_source, name="edit_source"),
    path("underlag/kalla/<int:source_id>/kolumner/", sources.mapping, name="mapping"),
    path("underlag/format/<slug:reader>/", sources.show_format, name="format"),
    path("underlag/format/<slug:reader>/exempel/<str:name>", sources.sample, name="sample"),
]
_categories = [
    path("underlag/kategorier/", categories.categories, name="categories"),
    path("underlag/kategorier/<slug:reader>/", categories.decide, name="decide"),
]
_expected = [
    path("varv/<int:round_id>/kartlaggning/bidrag/", expected.expect, name="expect"),
    path(
        "varv/<int:round_id>/kartlaggning/bidrag/som-forra/",
        expected.expect_as_before,
        name="expect_as_before",
    ),
    path(
        "varv/<int:round_id>/kartlaggning/bidrag/<int:contribution_id>/",
        expected.note_contribution,
        name="note_contribution",
    ),
    path(
        "varv/<int:round_id>/kartlaggning/bidrag/<int:contribution_id>/ta-bort/",
        expected.stop_expecting,
        name="stop_expecting",
    ),
]
_surveys = [
    path("underlag/kalla/<int:source_id>/svar/", surveys.survey, name="survey"),
]
_statistics = [
    path("underlag/kalla/<int:source_id>/siffror/", statistics.statistics, name="statistics"),
    path("underlag/kalla/<int:source_id>/siffror.csv", statistics.statistics_file, name="statistics_file"),
]
_layers = [
    path("underlag/kalla/<int:source_id>/lager/", layers.layer, name="layer"),
]
_services = [
    path("underlag/kalla/<int:source_id>/hamta/", services.pull, name="pull"),
    path("underlag/kalla/<int:source_id>/nycklar/", services.keys, name="keys"),
    path(
        "underlag/kalla/<int:source_id>/nycklar/<int:key_id>/aterkalla/",
        services.revoke,
        name="revoke_key",
    ),
]

urlpatterns = [
    *_expected,
    *_deliveries,
    *_sources,
    *_categories,
    *_surveys,
    *_statistics,
    *_layers,
    *_services,
]

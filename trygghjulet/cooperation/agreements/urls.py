"""Addresses of the agreements' pages."""

from django.urls import path

from trygghjulet.cooperation.agreements import views

app_name = "agreements"
_ONE = "<int:agreement_id>/"
urlpatterns = [
    path("", views.index, name="index"),
    path("ny/", views.enter, name="enter"),
    path("jamfor/", views.compare_two, name="compare"),
    path("mallar/", views.blueprint_list, name="blueprints"),
    path("mallar/egen/", views.start_own, name="start_own"),
    path("mallar/<slug:name>/", views.start, name="start"),
    path(_ONE, views.show, name="show"),
    path(f"{_ONE}andra/", views.edit, name="edit"),
    path(f"{_ONE}uppsagningsregel/", views.termination_rule, name="termination_rule"),
    path(f"{_ONE}steg/", views.step, name="step"),
    path(f"{_ONE}steg/<int:step_id>/ta-tillbaka/", views.take_back_step, name="take_back_step"),
    path(f"{_ONE}sag-upp/", views.terminate, name="terminate"),
    path(f"{_ONE}foregangare/", views.predecessor, name="predecessor"),
    path(f"{_ONE}delar/ny/", views.new_part, name="new_part"),
    path(f"{_ONE}delar/<int:part_id>/", views.edit_part, name="edit_part"),
    path(f"{_ONE}delar/<int:part_id>/ta-bort/", views.remove_part, name="remove_part"),
    path(f"{_ONE}problem/nytt/", views.new_problem, name="new_problem"),
    path(f"{_ONE}problem/<int:problem_id>/", views.edit_problem, name="edit_problem"),
    path(f"{_ONE}svar/<int:problem_id>/", views.treat, name="treat"),
    path(f"{_ONE}parter/ny/", views.new_party, name="new_party"),
    path(f"{_ONE}parter/<int:row_id>/", views.edit_party, name="edit_party"),
    path(f"{_ONE}parter/<int:row_id>/ta-bort/", views.remove_party, name="remove_party"),
    path(f"{_ONE}gemensamma-mallar/ny/", views.new_template, name="new_template"),
    path(f"{_ONE}gemensamma-mallar/<int:template_id>/del/", views.template_part, name="template_part"),
    path(f"{_ONE}gemensamma-mallar/<int:template_id>/starta/", views.start_local, name="start_local"),
    path(f"{_ONE}bilagor/ny/", views.new_annex, name="new_annex"),
    path(f"{_ONE}bilagor/<int:annex_id>/", views.annex_version, name="annex_version"),
    path(f"{_ONE}ataganden/nytt/", views.new_commitment, name="new_commitment"),
    path(f"{_ONE}ataganden/<int:commitment_id>/", views.edit_commitment, name="edit_commitment"),
    path(f"{_ONE}skyldigheter/ny/", views.new_duty, name="new_duty"),
    path(f"{_ONE}skyldigheter/<int:duty_id>/", views.edit_duty, name="edit_duty"),
    path(f"{_ONE}skyldigheter/<int:duty_id>/ta-bort/", views.end_duty, name="end_duty"),
]

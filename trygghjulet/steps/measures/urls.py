"""Addresses of the action plan's pages."""

from django.urls import path

from trygghjulet.steps.measures.views import measure, parts, plan

app_name = "measures"
urlpatterns = [
    path("", plan.show, name="show"),
    path("ny/", measure.new, name="new"),
    path("beslut/", plan.decide, name="decide"),
    path("gruppens-beslut/", plan.agree, name="agree"),
    path("kommunikation-och-uppfoljning/", plan.write, name="write"),
    path("historik/", plan.history, name="history"),
    path("steg/<int:step_id>/andra/", parts.change_step, name="change_step"),
    path("steg/<int:step_id>/klart/", parts.finish_step, name="finish_step"),
    path("steg/<int:step_id>/ta-bort/", parts.remove_step, name="remove_step"),
    path("mal/<int:goal_id>/andra/", parts.change_goal, name="change_goal"),
    path("mal/<int:goal_id>/ta-bort/", parts.remove_goal, name="remove_goal"),
    path("<int:measure_id>/", measure.show, name="measure"),
    path("<int:measure_id>/andra/", measure.edit, name="edit"),
    path("<int:measure_id>/lage/", measure.set_state, name="set_state"),
    path("<int:measure_id>/flytta/<slug:way>/", plan.move, name="move"),
    path("<int:measure_id>/indikator/", measure.add_indicator, name="add_indicator"),
    path("<int:measure_id>/steg/", parts.add_step, name="add_step"),
    path("<int:measure_id>/mal/", parts.set_goal, name="set_goal"),
]

"""Addresses of the self-evaluations, and of the questionnaire that needs no sign-in."""

from django.urls import path

from trygghjulet.cooperation.evaluations import views

app_name = "evaluations"
_ROOM = "<slug:slug>/sjalvvardering/"
_ONE = f"{_ROOM}<int:evaluation_id>/"

urlpatterns = [
    path("svara/<slug:secret>/", views.answer_invited, name="answer_invited"),
    path(_ROOM, views.index, name="index"),
    path(f"{_ROOM}ny/", views.new, name="new"),
    path(_ONE, views.show, name="show"),
    path(f"{_ONE}andra/", views.edit, name="edit"),
    path(f"{_ONE}ta-bort/", views.remove, name="remove"),
    path(f"{_ONE}svara/", views.answer, name="answer"),
    path(f"{_ONE}pastaenden/nytt/", views.new_statement, name="new_statement"),
    path(f"{_ONE}pastaenden/<int:statement_id>/", views.edit_statement, name="edit_statement"),
    path(f"{_ONE}pastaenden/<int:statement_id>/ta-bort/", views.remove_statement, name="remove_statement"),
    path(f"{_ONE}inbjudningar/ny/", views.invite, name="invite"),
    path(f"{_ONE}inbjudningar/<int:invitation_id>/aterkalla/", views.withdraw, name="withdraw"),
    path(f"{_ONE}plan/ny/", views.new_point, name="new_point"),
    path(f"{_ONE}plan/<int:point_id>/", views.edit_point, name="edit_point"),
    path(f"{_ONE}plan/<int:point_id>/ta-bort/", views.remove_point, name="remove_point"),
    path(f"{_ONE}plan/<int:point_id>/avgor/", views.judge_point, name="judge_point"),
    path(f"{_ROOM}berattelse/<int:forum_id>/<int:year>/skickad/", views.report_sent, name="report_sent"),
]

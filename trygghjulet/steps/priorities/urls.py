"""Addresses of the priorities' pages."""

from django.urls import path

from trygghjulet.steps.priorities.views import chosen, goals, putting_up, scoring, together

app_name = "priorities"
urlpatterns = [
    path("", chosen.show, name="show"),
    path("ny/", chosen.new, name="new"),
    path("<int:priority_id>/andra/", chosen.edit, name="edit"),
    path("<int:priority_id>/skal/", chosen.ground, name="ground"),
    path("<int:priority_id>/stryk/", chosen.drop, name="drop"),
    path("skal/<int:ground_id>/ta-bort/", chosen.remove_ground, name="remove_ground"),
    path("ordning/", chosen.reorder, name="reorder"),
    path("beslut/", chosen.decide, name="decide"),
    path("historik/", chosen.history, name="history"),
    path("mal/", goals.goals, name="goals"),
    path("<int:priority_id>/delmal/", goals.sub_goal, name="sub_goal"),
    path("delmal/<int:sub_goal_id>/andra/", goals.edit_sub_goal, name="edit_sub_goal"),
    path("delmal/<int:sub_goal_id>/ta-bort/", goals.remove_sub_goal, name="remove_sub_goal"),
    path("stadsovergripande/<int:priority_id>/", goals.untreated, name="untreated"),
    path("matris/", together.matrix, name="matrix"),
    path("problem/nytt/", putting_up.put_up, name="put_up"),
    path("problem/<int:candidate_id>/", together.problem, name="problem"),
    path("problem/<int:candidate_id>/andra/", putting_up.edit_candidate, name="edit_candidate"),
    path("problem/<int:candidate_id>/skal/", putting_up.argue, name="argue"),
    path("problem/<int:candidate_id>/ta-tillbaka/", putting_up.withdraw, name="withdraw"),
    path("problem/<int:candidate_id>/enas/", together.agree, name="agree"),
    path("problem/<int:candidate_id>/avgor/", together.settle, name="settle"),
    path("kriterier/", putting_up.criteria, name="criteria"),
    path("kriterier/nytt/", putting_up.add_criterion, name="add_criterion"),
    path("kriterier/<int:criterion_id>/andra/", putting_up.edit_criterion, name="edit_criterion"),
    path("kriterier/<int:criterion_id>/ta-bort/", putting_up.remove_criterion, name="remove_criterion"),
    path("poang/oppna/", scoring.open_scoring, name="open"),
    path("poang/visas/", scoring.show_on, name="show_on"),
    path("poang/<int:sheet_id>/", scoring.own_sheet, name="sheet"),
    path("poang/<int:sheet_id>/problem/<int:candidate_id>/", scoring.score, name="score"),
    path("poang/<int:sheet_id>/lamna/", scoring.hand_in, name="hand_in"),
    path("poang/<int:sheet_id>/ta-tillbaka/", scoring.take_back, name="take_back"),
]

"""Addresses of dialogues, walks, what follows of them, and consultations."""

from django.urls import path

from trygghjulet.steps.dialogues.views import consulting, held, pointing

app_name = "dialogues"
urlpatterns = [
    path("", held.index, name="index"),
    path("ny/", held.new, name="new"),
    path("att-folja/", pointing.following_list, name="following"),
    path("samrad/nytt/", consulting.new_consultation, name="new_consultation"),
    path("samrad/<int:consultation_id>/", consulting.consultation, name="consultation"),
    path("samrad/<int:consultation_id>/valja/", consulting.choose, name="choose"),
    path("<int:dialogue_id>/", held.show, name="show"),
    path("<int:dialogue_id>/andra/", held.edit, name="edit"),
    path("<int:dialogue_id>/punkter/", pointing.sort, name="sort"),
    path("<int:dialogue_id>/punkter/fler/", pointing.more, name="more"),
    path("<int:dialogue_id>/punkter/<int:point_id>/", pointing.edit_point, name="edit_point"),
    path("<int:dialogue_id>/punkter/<int:point_id>/lage/", pointing.tell, name="tell"),
]

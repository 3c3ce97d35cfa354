"""Addresses of the city-wide handlingsplan."""

from django.urls import path

from trygghjulet.steps.measures.views import city_plan

app_name = "city_plan"
urlpatterns = [
    path("", city_plan.index, name="index"),
    path("ny/", city_plan.begin, name="begin"),
    path("<int:year>/", city_plan.show, name="show"),
    path("<int:year>/beslut/", city_plan.decide, name="decide"),
    path("<int:year>/aktivitet/", city_plan.add, name="add"),
    path("<int:year>/sammanstall/", city_plan.sum_up, name="sum_up"),
    path("<int:year>/redovisa/", city_plan.tell, name="tell"),
    path("aktivitet/<int:activity_id>/andra/", city_plan.change, name="change"),
    path("aktivitet/<int:activity_id>/folj-upp/", city_plan.follow, name="follow"),
]

"""Addresses of the matters that came in for an opinion."""

from django.urls import path

from trygghjulet.cooperation.referrals import views

app_name = "referrals"
urlpatterns = [
    path("", views.index, name="index"),
    path("nytt/", views.new, name="new"),
    path("<int:referral_id>/", views.show, name="show"),
    path("<int:referral_id>/andra/", views.edit, name="edit"),
    path("<int:referral_id>/synpunkter/ny/", views.ask, name="ask"),
    path("<int:referral_id>/synpunkter/<int:view_id>/", views.write_view, name="write_view"),
    path("<int:referral_id>/synpunkter/<int:view_id>/ta-bort/", views.remove_view, name="remove_view"),
    path("<int:referral_id>/skriv/", views.write_opinion, name="write_opinion"),
    path("<int:referral_id>/avge/", views.give, name="give"),
    path("<int:referral_id>/skickat/", views.send, name="send"),
    path("<int:referral_id>/avsta/", views.decline, name="decline"),
    path("<int:referral_id>/utfall/", views.outcome, name="outcome"),
    path("<int:referral_id>/oppna/", views.reopen, name="reopen"),
]

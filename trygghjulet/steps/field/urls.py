"""Addresses of the room's pages."""

from django.urls import path

from trygghjulet.steps.field.views import answering, phone, reading, reporting

app_name = "field"
urlpatterns = [
    path("", reading.index, name="index"),
    path("alla/", reading.reports, name="reports"),
    path("ny/", reporting.new, name="new"),
    path("skicka/", phone.send, name="send"),
    path("lage/", phone.status, name="status"),
    path("utan-nat/", phone.offline, name="offline"),
    path("sw.js", phone.worker, name="worker"),
    path("app.webmanifest", phone.manifest, name="manifest"),
    path("svara/", answering.answer, name="answer"),
    path("delning/", answering.sharing, name="sharing"),
    path("<int:report_id>/", reading.show, name="show"),
    path("<int:report_id>/foto/", reading.photo, name="photo"),
    path("<int:report_id>/ratta/", reporting.mend, name="mend"),
    path("<int:report_id>/ta-tillbaka/", reporting.withdraw, name="withdraw"),
    path("<int:report_id>/ta-bort-foto/", reporting.remove_photo, name="remove_photo"),
]

"""Addresses of the cases' pages."""

from django.urls import path

from trygghjulet.oversight.cases.views import course, reading, writing

_CASE = "<int:case_id>/"
_PART = f"{_CASE}delar/<int:part_id>/"
_PROPOSAL = f"{_CASE}forslag/<int:row_id>/"
_APPENDIX = f"{_CASE}bilagor/<int:row_id>/"

app_name = "cases"
urlpatterns = [
    path("", reading.index, name="index"),
    path("nytt/", reading.choose, name="choose"),
    path("nytt/<slug:subject>/", reading.start, name="start"),
    path(_CASE, reading.show, name="show"),
    path(f"{_CASE}andra/", reading.edit, name="edit"),
    path(_PART, writing.edit_part, name="edit_part"),
    path(f"{_PART}nytt-utkast/", writing.redraft, name="redraft"),
    path(f"{_PART}satt-in-utkastet/", writing.take_draft, name="take_draft"),
    path(f"{_PART}inga-sarskilda-aspekter/", writing.nothing_particular, name="nothing_particular"),
    path(f"{_CASE}forslag/nytt/", writing.new_proposal, name="new_proposal"),
    path(_PROPOSAL, writing.edit_proposal, name="edit_proposal"),
    path(f"{_PROPOSAL}ta-bort/", writing.remove_proposal, name="remove_proposal"),
    path(f"{_CASE}bilagor/ny/", writing.new_appendix, name="new_appendix"),
    path(_APPENDIX, writing.edit_appendix, name="edit_appendix"),
    path(f"{_APPENDIX}ta-bort/", writing.remove_appendix, name="remove_appendix"),
    path(f"{_CASE}klart/", course.ready, name="ready"),
    path(f"{_CASE}skickat/", course.sent, name="sent"),
    path(f"{_CASE}ta-tillbaka/", course.take_back, name="take_back"),
    path(f"{_CASE}beslut/", course.decide, name="decide"),
    path(f"{_CASE}ta-bort/", course.remove, name="remove"),
]

"""Every address of the site, room by room."""

from allauth.account import views as account
from django.urls import include, path

from trygghjulet.reports import (
    activity,
    agreement,
    assignment,
    call,
    case,
    council,
    decision,
    law,
    minutes,
    opinion,
    plan,
    priorities,
    walk,
    week,
)

_ROUND = "<slug:slug>/varv/<int:round_id>/"
_MEETING = "<slug:slug>/forum/<int:forum_id>/moten/<int:meeting_id>/"
_AGREEMENT = "<slug:slug>/overenskommelser/<int:agreement_id>/"
_DECISION = "<slug:slug>/forum/<int:forum_id>/beslut/<int:decision_id>/"
_REFERRAL = "<slug:slug>/remisser/<int:referral_id>/"
_REPORT = "<slug:slug>/verksamhetsberattelse/<int:forum_id>/<int:year>/"
_CASE = "<slug:slug>/arenden/<int:case_id>/"

urlpatterns = [
    path("konto/logga-in/", account.login, name="account_login"),
    path("konto/logga-ut/", account.logout, name="account_logout"),
    path("konto/byt-losenord/", account.password_change, name="account_change_password"),
    path("konto/valj-losenord/", account.password_set, name="account_set_password"),
    path("publikt/", include("trygghjulet.public.urls")),
    path("open311/v2/", include("trygghjulet.api.urls")),
    path("hjalp/", include("trygghjulet.foundation.ui.urls")),
    path("", include("trygghjulet.foundation.inbox.urls")),
    path(f"{_ROUND}lagesbild/", include("trygghjulet.steps.picture.urls")),
    path(f"{_ROUND}prioriteringar/dokument/", include(priorities.WAYS_OUT)),
    path(f"{_ROUND}prioriteringar/", include("trygghjulet.steps.priorities.urls")),
    path(f"{_ROUND}orsaker/", include("trygghjulet.steps.causes.urls")),
    path(f"{_ROUND}atgarder/", include("trygghjulet.steps.measures.urls")),
    path(f"{_ROUND}atgarder/dokument/", include(plan.PLAN)),
    path("<slug:slug>/handlingsplan/<int:year>/dokument/", include(plan.CITY_PLAN)),
    path("<slug:slug>/atgardsbibliotek/", include("trygghjulet.steps.measures.urls_library")),
    path("<slug:slug>/handlingsplan/", include("trygghjulet.steps.measures.urls_city_plan")),
    path(f"{_ROUND}uppfoljning/", include("trygghjulet.steps.followup.urls")),
    path(f"{_ROUND}aterkoppling/", include("trygghjulet.steps.feedback.urls")),
    path(f"{_ROUND}rapport/", include("trygghjulet.reports.urls")),
    path("<slug:slug>/funktioner/", include("trygghjulet.foundation.parties.urls")),
    path(f"{_AGREEMENT}dokument/", include(agreement.WAYS_OUT)),
    path("<slug:slug>/overenskommelser/", include("trygghjulet.cooperation.agreements.urls")),
    path(f"{_MEETING}kallelsen/", include(call.WAYS_OUT)),
    path("<slug:slug>/forum/<int:forum_id>/uppdragsdirektiv/", include(assignment.WAYS_OUT)),
    path(f"{_DECISION}protokollsutdrag/", include(decision.WAYS_OUT)),
    path(f"{_MEETING}protokoll/", include(minutes.WAYS_OUT)),
    path("<slug:slug>/forum/", include("trygghjulet.cooperation.forums.urls")),
    path("<slug:slug>/samverkansformer/", include("trygghjulet.cooperation.forms.urls")),
    path("<slug:slug>/styrande-dokument/", include("trygghjulet.cooperation.governance.urls")),
    path(f"{_REFERRAL}dokument/", include(opinion.WAYS_OUT)),
    path("<slug:slug>/remisser/", include("trygghjulet.cooperation.referrals.urls")),
    path(_REPORT, include(activity.WAYS_OUT)),
    path("", include("trygghjulet.cooperation.evaluations.urls")),
    path("<slug:slug>/skyldigheter/", include("trygghjulet.oversight.duties.urls")),
    path("", include("trygghjulet.oversight.annual_wheel.urls")),
    path("<slug:slug>/lagen/redovisning/", include(law.WAYS_OUT)),
    path("<slug:slug>/motesplan/", include("trygghjulet.oversight.planning.urls")),
    path("<slug:slug>/lagen/", include("trygghjulet.oversight.law.urls")),
    path("<slug:slug>/strategiskt-rad/jamforelse/", include(council.WAYS_OUT)),
    path("<slug:slug>/strategiskt-rad/", include("trygghjulet.oversight.strategic_council.urls")),
    path(f"{_CASE}dokument/", include(case.WAYS_OUT)),
    path("<slug:slug>/arenden/", include("trygghjulet.oversight.cases.urls")),
    path("<slug:slug>/platser/", include("trygghjulet.foundation.gazetteer.urls")),
    path("<slug:slug>/falt/", include("trygghjulet.steps.field.urls")),
    path("<slug:slug>/dialoger/<int:dialogue_id>/protokoll/", include(walk.WAYS_OUT)),
    path("<slug:slug>/dialoger/", include("trygghjulet.steps.dialogues.urls")),
    path(f"{_ROUND}veckan/dokument/", include(week.WAYS_OUT)),
    path("", include("trygghjulet.steps.week.urls")),
    path("<slug:slug>/", include("trygghjulet.steps.scanning.urls")),
    path("", include("trygghjulet.overview.urls")),
]

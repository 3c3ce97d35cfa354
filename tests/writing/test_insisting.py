"""A text that looks like personal data is shown with what was found; with the right, and a reason, it can be saved."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from tests.cast import Cast
from tests.writing.acts import ACTS
from trygghjulet.foundation.access.rules import Denied
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.audit.operations import operation
from trygghjulet.foundation.privacy.guard import PersonalDataFound, look, refuse_personal_data
from trygghjulet.foundation.privacy.insisting import InsistedInSilence, digest, insisting
from trygghjulet.steps.causes.models import Cause

pytestmark = pytest.mark.requirement("SEC-4")

STATED = "Butiken ägs av Anna Andersson, <b>sedan</b> 2019."
REASON = "Ägaren har själv bett att få stå med."


def _page(cast: Cast) -> str:
    home = cast.home
    return reverse("causes:new_cause", args=(home.cooperation.slug, home.city.pk, home.profile.pk))


def _send(cast: Cast, who: str, **sent: Any) -> HttpResponse:
    given = {"perspective": "place", "statement": STATED, **sent}
    return cast.client(who).post(_page(cast), given)  # type: ignore[return-value]


def _shown(answer: HttpResponse) -> str:
    found = re.search(r'name="insist_shown" value="([^"]+)"', answer.content.decode())
    assert found, answer.content.decode()
    return found[1]


def test_what_was_found_is_marked_in_its_place_with_why_and_what_to_write_instead(cast: Cast) -> None:
    answer = _send(cast, "ana")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Butiken ägs av <mark>Anna Andersson</mark>, &lt;b&gt;sedan&lt;/b&gt; 2019." in re.sub(
        r"\s+", " ", page
    )
    assert "Ett förnamn och ett efternamn." in page
    assert "Skriv titel och organisation" in page
    assert "Butiken ägs av Anna Andersson, &lt;b&gt;sedan&lt;/b&gt; 2019.</textarea>" in page
    assert "Spara ändå" not in page, "Analytikern har inte rätten."


def test_one_who_has_the_right_may_insist_and_the_log_says_why_but_not_what(cast: Cast) -> None:
    shown = _shown(_send(cast, "saga"))
    answer = _send(cast, "saga", insist="on", insist_reason=REASON, insist_shown=shown)
    assert answer.status_code == 302
    assert Cause.objects.filter(statement=STATED).exists()
    entry = AuditEntry.objects.filter(act="angav orsaken").order_by("-id")[0]
    assert entry.details["insisted"] == {
        "reason": REASON,
        "found": [{"kind": "namn", "field": "Möjlig orsak"}],
    }


def test_without_a_reason_nothing_is_saved(cast: Cast) -> None:
    shown = _shown(_send(cast, "saga"))
    for reason, says in (("", "Skriv varför"), ("Enligt Erik Svensson är det så.", "Skälet verkar självt")):
        answer = _send(cast, "saga", insist="on", insist_reason=reason, insist_shown=shown)
        assert answer.status_code == 422
        assert says in answer.content.decode()
    assert not Cause.objects.filter(statement=STATED).exists()


def test_it_holds_for_what_was_shown_and_for_nothing_else(cast: Cast) -> None:
    shown = _shown(_send(cast, "saga"))
    more = f"{STATED} Grannen heter Erik Svensson."
    answer = _send(cast, "saga", statement=more, insist="on", insist_reason=REASON, insist_shown=shown)
    assert answer.status_code == 422
    assert "<mark>Erik Svensson</mark>" in answer.content.decode()
    assert not Cause.objects.filter(statement=more).exists()


def test_a_right_personnummer_cannot_be_insisted_on(cast: Cast) -> None:
    shown = _shown(_send(cast, "saga"))
    for statement in ("Enligt 811218-9876 var det mörkt.", f"{STATED} 811218-9876"):
        answer = _send(
            cast, "saga", statement=statement, insist="on", insist_reason=REASON, insist_shown=shown
        )
        assert answer.status_code == 422
        assert 'name="insist"' not in answer.content.decode()
    assert not Cause.objects.filter(statement__contains="811218").exists()


@pytest.mark.parametrize("who", ["ana", "kim"])
def test_what_one_was_shown_is_no_use_to_another(cast: Cast, who: str) -> None:
    shown = _shown(_send(cast, "saga"))
    assert _send(cast, who, insist="on", insist_reason=REASON, insist_shown=shown).status_code == 422
    assert not Cause.objects.filter(statement=STATED).exists()


def test_an_operation_called_without_a_form_is_as_strict_as_before(cast: Cast) -> None:
    _send(cast, "saga", insist="on", insist_reason=REASON, insist_shown=_shown(_send(cast, "saga")))
    with pytest.raises(PersonalDataFound):
        ACTS["causes.state_cause"].do(cast, statement=STATED)


def test_the_right_is_asked_where_it_begins_and_where_the_log_is_written(cast: Cast) -> None:
    about = {digest(one) for one in look(STATED)}
    home, saga = cast.home.cooperation.pk, cast.scope("saga")
    with (
        pytest.raises(Denied),
        insisting(by=cast.scope("ana"), cooperation_id=home, reason=REASON, about=about),
    ):
        pass
    with insisting(by=saga, cooperation_id=home, reason=REASON, about=about), pytest.raises(Denied):
        ACTS["causes.state_cause"].do(cast, by=cast.scope("kim"), statement=STATED)
    assert not Cause.objects.filter(statement=STATED).exists()


def test_nothing_is_let_through_in_silence(cast: Cast) -> None:
    about = {digest(one) for one in look(STATED)}

    @operation
    def quiet(*, text: str) -> None:
        ACTS["causes.state_cause"].do(cast, statement="Mörkt.")
        refuse_personal_data(text)

    with (
        insisting(by=cast.scope("saga"), cooperation_id=cast.home.cooperation.pk, reason=REASON, about=about),
        pytest.raises(InsistedInSilence),
    ):
        quiet(text=STATED)

"""The forums of the six arrangements held against 10 §, with what their sources say themselves."""

from __future__ import annotations

from datetime import date

import pytest

from trygghjulet.oversight.strategic_council.rules.criteria import Criterion, Result, Verdict
from trygghjulet.oversight.strategic_council.rules.from_blueprint import body_of
from trygghjulet.oversight.strategic_council.rules.judging import judge
from trygghjulet.oversight.strategic_council.rules.quoted import Agreement, Compared, compared, quoted_for

pytestmark = pytest.mark.requirement("GOV-3")

ON = date(2024, 12, 1)
G22, G24 = "goteborg-2022", "goteborg-2024"


def result(blueprint: str, *keys: str) -> Result:
    bodies = [body for key in keys if (body := body_of(blueprint, key))]
    assert len(bodies) == len(keys)
    return judge(bodies, ON)


def quotes(blueprint: str, *keys: str) -> tuple[Compared, ...]:
    return compared(quoted_for(blueprint, keys), result(blueprint, *keys))


def test_the_safety_council_lacks_only_what_is_g22s_own_on_paper_and_its_own_words_are_kept_beside() -> None:
    found = result(G22, "trygghetsradet")
    assert [one.criterion for one in found.judgements if one.verdict is Verdict.NO] == [Criterion.MANDATE]
    assert not found.of(Criterion.MANDATE).of_the_act
    assert "råd och samråd" in found.of(Criterion.MANDATE).reason
    said = {
        one.quoted.criterion: one for one in quotes(G22, "trygghetsradet") if one.quoted.criterion is not None
    }
    mandate, questions = said[Criterion.MANDATE], said[Criterion.QUESTIONS]
    assert mandate.quoted.clause == "då rådet saknar beslutsmandat"
    assert mandate.agreement is Agreement.SAME
    assert "inte heller hanterat strategiska frågor" in questions.quoted.clause
    assert questions.agreement is Agreement.DIFFERS
    assert questions.reason.startswith("Uppdraget omfattar planering och utformning av arbetet")
    assert (questions.quoted.verdict, questions.quoted.date) == ("no", "10 januari 2024")
    assert questions.quoted.place.endswith("rad 372")
    assert questions.quoted.by == "Göteborgs stadsledningskontor"


def test_the_safety_council_of_which_the_criteria_stay_open_says_why() -> None:
    found = result(G22, "trygghetsradet")
    assert "Kommunstyrelsen utser ordföranden" in found.of(Criterion.LED).reason
    assert "syns inte skolan och socialtjänsten" in found.of(Criterion.ACTORS).reason
    assert found.of(Criterion.POSITIONS).verdict is Verdict.UNKNOWN
    assert "Stadsmissionen" in found.of(Criterion.POSITIONS).reason
    assert "Ingen syns till polisen" in found.of(Criterion.CHANNELS).reason


def test_sops_alone_lacks_business_and_civil_society_and_with_hearings_they_are_there() -> None:
    alone, together = result(G22, "sops"), result(G22, "sops", "breda-hearings")
    assert alone.of(Criterion.ACTORS).verdict is Verdict.RESERVED
    assert "näringslivet och civilsamhället" in alone.of(Criterion.ACTORS).reason
    assert together.of(Criterion.ACTORS).verdict is Verdict.YES
    added = {one.body: one.text for one in together.of(Criterion.ACTORS).shares}
    assert "näringslivet" in added["Hearings med näringsliv, civilsamhälle, akademi och myndigheter"]
    assert "näringslivet" not in added["Stadens och polisens samordningsgrupp (SoPS)"]
    assert "brottsligheten" not in alone.of(Criterion.QUESTIONS).reason
    assert "brottsligheten" in together.of(Criterion.QUESTIONS).reason
    assert alone.of(Criterion.LED).verdict is Verdict.RESERVED
    assert "turas om" in alone.of(Criterion.LED).reason


def test_what_is_said_of_sops_with_hearings_is_said_only_when_both_are_chosen() -> None:
    alone = [one.quoted for one in quotes(G22, "sops")]
    assert not any("hearings" in one.of for one in alone)
    whole = next(one for one in quotes(G22, "sops", "breda-hearings") if "hearings" in one.quoted.of)
    assert (whole.quoted.verdict, whole.quoted.whole) == ("yes", True)
    assert whole.agreement is Agreement.NEAR
    part = [one for one in quotes(G22, "sops", "breda-hearings") if not one.quoted.whole]
    assert part
    assert {one.agreement for one in part} == {Agreement.PART}


def test_goteborgs_two_are_judged_together_and_their_clause_is_quoted_once() -> None:
    found = result(G24, "ledningsgrupp", "strategiskt-forum")
    assert found.of(Criterion.LED).verdict is Verdict.RESERVED
    assert (
        "Ledningen delas eller växlar: Stadsdirektör och Polisområdeschef" in found.of(Criterion.LED).reason
    )
    assert found.of(Criterion.ACTORS).verdict is Verdict.YES
    assert result(G24, "ledningsgrupp").of(Criterion.ACTORS).verdict is Verdict.RESERVED
    said = [one.quoted for one in quotes(G24, "ledningsgrupp", "strategiskt-forum")]
    assert [(one.verdict, one.whole) for one in said] == [("yes", True)]
    assert "utgor tillsammans" in said[0].clause
    assert said[0].date == "21 november 2024"
    assert quotes(G24, "ledningsgrupp") == ()


def test_stockholms_steering_group_and_its_own_word_from_anothers_document() -> None:
    found = result("stockholm", "styrgruppen")
    assert found.of(Criterion.LED).verdict is Verdict.RESERVED
    assert found.of(Criterion.POSITIONS).verdict is Verdict.YES
    assert found.of(Criterion.CHANNELS).verdict is Verdict.YES
    assert found.of(Criterion.MANDATE).verdict is Verdict.YES
    (said,) = quotes("stockholm", "styrgruppen")
    assert said.quoted.by == "Stockholms stad, enligt Göteborgs stadsledningskontor"
    assert "för närvarande motsvarar lagens krav" in said.quoted.clause
    assert "handling 2024 nr 52" in said.quoted.place
    assert said.quoted.date == "10 januari 2024"
    assert said.agreement is Agreement.NEAR


def test_malmos_steering_group_is_convened_by_the_town_which_is_not_the_same_as_led() -> None:
    found = result("malmo", "styrgruppen")
    assert found.of(Criterion.LED).verdict is Verdict.RESERVED
    assert "Vem som leder mötena sägs inte" in found.of(Criterion.LED).reason
    assert found.of(Criterion.MANDATE).verdict is Verdict.YES
    assert "Ingen syns till polisen" in found.of(Criterion.CHANNELS).reason
    (said,) = quotes("malmo", "styrgruppen")
    assert (said.quoted.verdict, said.agreement) == ("yes", Agreement.NEAR)


def test_harrydas_strategic_forum_is_led_by_the_municipality_and_can_make_its_own_act() -> None:
    found = result("harryda", "strategiskt-forum")
    assert found.of(Criterion.LED).verdict is Verdict.YES
    assert found.of(Criterion.POSITIONS).verdict is Verdict.UNKNOWN
    assert "Ingen ledande befattning syns för Lokalpolisområde" in found.of(Criterion.POSITIONS).reason
    assert found.of(Criterion.CHANNELS).verdict is Verdict.YES
    assert found.of(Criterion.MANDATE).verdict is Verdict.RESERVED
    assert quotes("harryda", "strategiskt-forum") == ()


def test_the_sources_word_on_each_alternative_follows_its_letter() -> None:
    words = {
        letter: {(one.verdict, one.of) for one in quoted_for(G22, (), alternative=letter)} for letter in "ABC"
    }
    assert words["A"] == {("no", "alternativ A")}
    assert words["B"] == {("no", "alternativ B")}
    assert words["C"] == {("yes", "alternativ C")}


def test_no_such_forum() -> None:
    assert body_of(G22, "finns-inte") is None
    assert body_of("finns-inte", "sops") is None
    assert quoted_for("finns-inte", ("sops",)) == ()

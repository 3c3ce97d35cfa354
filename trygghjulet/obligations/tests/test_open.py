"""What the clause gives no date, what comes at the end, and what must never happen."""

from __future__ import annotations

from datetime import date

import pytest

from trygghjulet.obligations.facts import Record
from trygghjulet.obligations.occurrences import occurrences
from trygghjulet.obligations.standing import State
from trygghjulet.obligations.tests.cases import MEETS, arrangement, fact, meetings, standing

pytestmark = pytest.mark.requirement("DUT-1", "DUT-2")


class TestOpen:
    @pytest.mark.parametrize("word", ["löpande", "kontinuerligt", "regelbundet", "vid behov", ""])
    def test_no_word_without_a_date_ever_gets_one(self, word: str) -> None:
        duty = MEETS + f'when = {{ open = "{word}" }}'
        for facts in ("", meetings("2024-02-01"), meetings("2024-02-01", "2024-05-01")):
            for at in ("2024-01-01", "2024-06-01", "2031-01-01"):
                found = standing(duty, facts, at=at)
                assert found.due is None
                assert found.missed == ()
                assert found.state not in (State.OVERDUE, State.AT_RISK, State.DUE)

    def test_what_was_done_is_shown_with_the_clauses_own_word(self) -> None:
        found = standing(
            MEETS + 'when = { open = "löpande" }', meetings("2024-02-01", "2024-05-02"), at="2024-06-01"
        )
        assert (found.state, found.evidence) == (State.MET, ("fakta 1", "fakta 2"))
        assert "”löpande”" in found.reason
        assert "2 gånger, senast 2 maj 2024" in found.reason

    def test_silence_is_not_a_fault_that_can_be_told(self) -> None:
        assert (
            standing(MEETS + 'when = { open = "löpande" }', "", at="2024-06-01").state is State.CANNOT_BE_TOLD
        )

    def test_when_needed_without_need_does_not_apply(self) -> None:
        assert (
            standing(MEETS + 'when = { open = "vid behov" }', "", at="2024-06-01").state
            is State.NOT_APPLICABLE
        )

    def test_once_is_not_regularly(self) -> None:
        duty = MEETS + 'when = { open = "regelbundet" }'
        assert standing(duty, meetings("2024-02-01"), at="2024-06-01").state is State.CANNOT_BE_TOLD
        assert standing(duty, meetings("2024-02-01", "2024-05-01"), at="2024-06-01").state is State.MET

    def test_an_effort_is_met_by_what_was_tried(self) -> None:
        duty = (
            'force = "effort"\nwhen = { open = "" }\n'
            'evidence = { kind = "activity", what = "samverkan", by = ["staden"] }'
        )
        tried = fact("activity", "2024-03-01", what='"samverkan"', by='["staden", "polisen"]')
        assert standing(duty, tried, at="2024-06-01", kind="cooperation").state is State.MET

    def test_when_needed_beside_a_rhythm_adds_no_day(self) -> None:
        duty = MEETS + 'when = { per = "year", also_when_needed = true }'
        plain = MEETS + 'when = { per = "year" }'
        for at in ("2024-06-01", "2025-01-01"):
            assert standing(duty, "", at=at).due == standing(plain, "", at=at).due


class TestAtTheEnd:
    DUTY = 'evidence = { kind = "followup", what = "overenskommelsen" }\nwhen = { at_end = true%s }'
    TERM = 'valid_from = "2024-01-01"\nvalid_until = "2026-12-31"'

    def stands(self, at: str, facts: str = "", days: str = "") -> tuple[State, date | None]:
        found = standing(self.DUTY % days, facts, at=at, kind="followup", valid=self.TERM)
        return found.state, found.due

    def test_it_waits_for_the_end(self) -> None:
        assert self.stands("2024-06-01") == (State.DUE, date(2026, 12, 31))

    def test_after_the_end_it_is_still_to_be_done_without_an_invented_day(self) -> None:
        assert self.stands("2027-03-01") == (State.DUE, None)

    def test_with_a_number_of_days_it_becomes_late(self) -> None:
        assert self.stands("2027-01-30", days=", days = 30") == (State.DUE, date(2027, 1, 30))
        assert self.stands("2027-01-31", days=", days = 30") == (State.OVERDUE, date(2027, 1, 30))

    def test_laid_out_ahead_it_falls_due_as_many_days_after_the_end(self) -> None:
        blueprint = arrangement(self.DUTY % ", days = 30", kind="followup", valid=self.TERM)
        (found,) = occurrences(
            blueprint.duties[0], Record(()), date(2026, 1, 1), date(2028, 1, 1), blueprint=blueprint
        )
        assert found.due == date(2027, 1, 30)

    def test_it_is_met_by_what_looks_back(self) -> None:
        done = fact("followup", "2027-01-15", what='"overenskommelsen"')
        assert self.stands("2027-03-01", done)[0] is State.MET
        long_ago = fact("followup", "2025-01-15", what='"overenskommelsen"')
        assert self.stands("2027-03-01", long_ago)[0] is State.DUE

    def test_without_an_end_it_does_not_apply(self) -> None:
        found = standing(self.DUTY % "", "", at="2030-01-01", kind="followup")
        assert found.state is State.NOT_APPLICABLE


class TestNever:
    DUTY = 'evidence = { kind = "activity", what = "arende-om-enskild" }\nwhen = { never = true }'

    def test_nothing_recorded_is_kept(self) -> None:
        assert standing(self.DUTY, "", at="2024-06-01", kind="prohibition").state is State.MET

    def test_a_breach_is_shown(self) -> None:
        breach = fact("activity", "2024-03-01", what='"arende-om-enskild"')
        found = standing(self.DUTY, breach, at="2024-06-01", kind="prohibition")
        assert (found.state, found.evidence) == (State.OVERDUE, ("fakta 1",))
        assert "1 mars 2024" in found.reason

    def test_what_happened_before_it_bound_is_no_breach(self) -> None:
        breach = fact("activity", "2023-03-01", what='"arende-om-enskild"')
        assert standing(self.DUTY, breach, at="2024-06-01", kind="prohibition").state is State.MET

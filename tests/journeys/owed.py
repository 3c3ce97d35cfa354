"""How the duties stand: as the duties' own pages tell it, and as the house reckons it beneath them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from tests.journeys.browsing import Browser
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.parties.queries import scope_of
from trygghjulet.obligations.state import State
from trygghjulet.oversight.duties.models import NotedFact
from trygghjulet.oversight.duties.queries import Arrangement, arrangement, judged


@dataclass(frozen=True)
class Owed:
    """Duties by their ids in the blueprint, and the day that is asked about.

    `local` are judged in one area, `ids` in the whole.
    """

    on: date
    ids: Collection[str]
    local: Collection[str] = ()
    area: str = ""
    area_name: str = ""

    def are_not_met(self) -> None:
        """None of them is met."""
        met = [key for key, (state, _) in self._standings().items() if state is State.MET]
        assert not met, f"met already: {met}"

    def are_met(self) -> None:
        """Every one of them is met, and nobody has noted anything by hand."""
        left = {key: told for key, told in self._standings().items() if told[0] is not State.MET}
        assert not left, "\n".join(f"{key}: {state.value}. {why}" for key, (state, why) in left.items())
        assert not NotedFact.objects.exists()

    def _standings(self) -> Mapping[str, tuple[State, str]]:
        found: dict[str, tuple[State, str]] = {}
        for one in judged(self._arranged(), on=self.on):
            if one.duty.id in self.ids:
                found[one.duty.id] = (one.standing.state, one.standing.reason)
            if one.duty.id in self.local:
                part = next(part for part in one.standing.parts if part.area == self.area)
                found[one.duty.id] = (part.state, part.reason)
        unknown = {*self.ids, *self.local} - set(found)
        assert not unknown, unknown
        return found

    def are_shown(self, somebody: Browser, words: Mapping[str, str]) -> None:
        """The pages of some of them say so of that day; of a local one where its area is told of."""
        rows = {one.duty.id: one for one in judged(self._arranged(), on=self.on)}
        for key, word in words.items():
            somebody.visit(f"/solvik/skyldigheter/{rows[key].row}/?dag={self.on.isoformat()}")
            somebody.sees(rows[key].duty.title, numbers.day(self.on))
            if key in self.local:
                told = somebody.page.locator("main tr", has_text=self.area_name).inner_text()
            else:
                told = somebody.page.locator("main .badge").first.inner_text()
            assert word in told, f"{key}: {told}"

    def _arranged(self) -> Arrangement:
        saga = scope_of(User.objects.get(email="saga@solvik.example"), self.on)
        return arrangement(saga, cooperation=Cooperation.objects.get(slug="solvik"), on=self.on)

"""Takes a turn's problems through the matrix: put up, scored by each party, agreed, chosen and decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from trygghjulet.cooperation.agreements.models import AgreedProblem
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.demo.content.priorities import (
    LOCAL_GOALS,
    LOCAL_UNTREATED,
    NOT_CHOSEN,
    SUB_GOALS,
    WEIGHED,
    NotChosen,
    Steps,
    Weighed,
)
from trygghjulet.demo.content.turn import Ground, Priority, Turn
from trygghjulet.demo.people import MUNICIPALITY, POLICE
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.picture.models import Finding
from trygghjulet.steps.priorities import operations as priorities
from trygghjulet.steps.priorities.models import Candidate, PriorityArea, Sheet
from trygghjulet.steps.priorities.rules.comparing import Score, Scores
from trygghjulet.steps.priorities.rules.criteria import FIRST_SET


@dataclass(frozen=True)
class Weighing:
    """A round's choice and those who make it.

    Attributes:
        saga, kim: the municipality's and the police's coordinators.
        finding: the finding that the picture made of what a ground rests on; None where it made none.
    """

    saga: Scope
    kim: Scope
    round: Round
    at: datetime
    finding: Callable[[Ground], Finding | None]

    def go_through(self, turn: Turn) -> dict[str, PriorityArea]:
        """From the problems that were put up to the forum's decision; the priorities by title."""
        chosen = [(self._put_up(one), WEIGHED[one.title]) for one in turn.priorities]
        others = [(self._put_up_other(one), one) for one in NOT_CHOSEN[turn.area_code]]
        every = [*chosen, *((candidate, one.weighed) for candidate, one in others)]
        self._score(every)
        for candidate, weighed in every:
            priorities.agree(
                by=self.saga,
                at=self.at,
                candidate=candidate,
                seen=0,
                scores=_scores(weighed.agreed, weighed.agreed_why),
            )
        forum = Forum.objects.get(cooperation=self.round.cooperation, name=turn.picture.adopted_by)
        made = {
            written.title: self._choose(candidate, written.goal, forum)
            for written, (candidate, _) in zip(turn.priorities, chosen, strict=True)
        }
        for candidate, one in others:
            priorities.settle(
                by=self.kim, at=self.at, candidate=candidate, seen=0, chosen=False, reason=one.reason
            )
        priorities.decide(
            by=self.saga,
            at=self.at,
            round=self.round,
            forum=forum,
            on=turn.picture.adopted_on,
            registry_number=turn.picture.registry_number,
        )
        return made

    def _put_up(self, written: Priority) -> Candidate:
        candidate = priorities.put_up(
            by=self.saga,
            at=self.at,
            round=self.round,
            title=written.title,
            about=written.profile.what,
            category=next((one.category for one in written.grounds if one.category), ""),
            agreed_problem=self._agreed(written.agreed_problem),
        )
        for ground in written.grounds:
            priorities.argue(
                by=self.kim,
                at=self.at,
                candidate=candidate,
                reason=ground.reason,
                finding=self.finding(ground),
            )
        return candidate

    def _put_up_other(self, written: NotChosen) -> Candidate:
        return priorities.put_up(
            by=self.kim,
            at=self.at,
            round=self.round,
            title=written.title,
            about=written.about,
            category=written.category,
            agreed_problem=self._agreed(written.agreed_problem),
            reason=written.ground,
        )

    def _agreed(self, title: str) -> AgreedProblem:
        found: AgreedProblem = AgreedProblem.objects.get(
            agreement__cooperation=self.round.cooperation, title=title
        )
        return found

    def _score(self, every: Sequence[tuple[Candidate, Weighed]]) -> None:
        """Each party on its own sheet, handed in."""
        parties = [Party.objects.get(name=name) for name in (MUNICIPALITY, POLICE)]
        matrix = priorities.open_scoring(by=self.saga, at=self.at, round=self.round, parties=parties)
        for by, party, whose in ((self.saga, parties[0], "municipality"), (self.kim, parties[1], "police")):
            sheet = Sheet.objects.get(matrix=matrix, party=party)
            for candidate, weighed in every:
                steps = weighed.municipality if whose == "municipality" else weighed.police
                why = {key: words for (of, key), words in weighed.why.items() if of == whose}
                priorities.score(
                    by=by, at=self.at, sheet=sheet, candidate=candidate, seen=0, scores=_scores(steps, why)
                )
            priorities.hand_in(by=by, at=self.at, sheet=sheet)

    def _choose(self, candidate: Candidate, goal: str, forum: Forum) -> PriorityArea:
        settled = priorities.settle(
            by=self.saga, at=self.at, candidate=candidate, seen=0, chosen=True, goal=goal, owner=forum
        )
        priority: PriorityArea = PriorityArea.objects.get(round=self.round, title=settled.title)
        for text in SUB_GOALS.get(priority.title, ()):
            priorities.write_sub_goal(by=self.saga, at=self.at, priority=priority, text=text)
        return priority


def answer_locally(saga: Scope, *, city: Round, local: Round, at: datetime) -> None:
    """What a local turn under way makes of the city's priorities: breaks one down, says why not another."""
    above = {one.title: one for one in PriorityArea.objects.filter(round=city)}
    for title, (problem, goal, ground, sub_goals) in LOCAL_GOALS.items():
        chosen = priorities.choose(
            by=saga,
            at=at,
            round=local,
            title=problem,
            goal=goal,
            agreed_problem=above[title].agreed_problem,
            part_of=above[title],
        )
        priorities.add_ground(by=saga, at=at, priority=chosen, reason=ground)
        for text in sub_goals:
            priorities.write_sub_goal(by=saga, at=at, priority=chosen, text=text)
    for title, reason in LOCAL_UNTREATED.items():
        priorities.say_untreated(by=saga, at=at, round=local, priority=above[title], reason=reason)


def _scores(steps: Steps, why: Mapping[str, str]) -> Scores:
    return {
        asked.key: Score(step, why.get(asked.key, "")) for asked, step in zip(FIRST_SET, steps, strict=True)
    }

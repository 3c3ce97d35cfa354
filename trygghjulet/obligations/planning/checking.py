"""Which demands a plan keeps, counted day by day without the solver."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from trygghjulet.documents import numbers
from trygghjulet.obligations.planning.calendar import between, is_working
from trygghjulet.obligations.planning.problem import Body, Chain, Need, Plan, Preparation, Problem, Reporting


@dataclass(frozen=True)
class Verdict:
    """Whether a constraint holds in a plan, and where it does not."""

    id: str
    sentence: str
    holds: bool
    said: str = ""


def check(plan: Plan) -> tuple[Verdict, ...]:
    """How each constraint of a plan stands, in the plan as it is."""
    return tuple(_Checked(plan).verdicts())


class _Checked:
    def __init__(self, plan: Plan) -> None:
        self.plan, self.problem = plan, plan.problem
        self.new: dict[Body, list[date]] = {}
        for one in plan.new:
            self.new.setdefault(one.body, []).append(one.on)

    def verdicts(self) -> Iterator[Verdict]:
        """Every constraint, the demands first."""
        problem = self.problem
        yield from (self._need(one) for one in problem.needs)
        yield from (self._chain(one) for one in problem.chains)
        for most in problem.most:
            count = sum(1 for on in self.new.get(most.body, ()) if most.first <= on <= most.last)
            yield Verdict(most.id, most.sentence, count <= most.count, f"{count} nya möten")
        yield from (self._preparation(one) for one in problem.preparations)
        yield from (self._reporting(one) for one in problem.reportings)
        for together in problem.together:
            counted = Counter(
                on for body in together.bodies for on in {*self.new.get(body, ()), *self._kept(body)}
            )
            # Where meetings that stay already share a day, the plan is not to blame.
            blame = {on for body in together.bodies for on in self.new.get(body, ())}
            crowded = sorted(on for on, count in counted.items() if count > 1 and on in blame)
            yield _verdict(together.id, together.sentence, crowded)
        yield from self._days()
        yield from self._kept_stay(problem)

    def _kept(self, body: Body, *, coming: bool = False) -> list[date]:
        return [one.on for one in self.problem.kept_of(body) if not coming or one.on >= self.problem.at]

    def _suits(self, one: Need | Chain, on: date) -> bool:
        meeting = next(m for m in self.plan.new if m.body == one.body and m.on == on)
        its = {**dict(meeting.turns), **dict(meeting.having), "full_day": meeting.full_day}
        return set(one.by) <= set(meeting.by) and all(
            value in its[name] if isinstance(its.get(name), tuple) else its.get(name) == value
            for name, value in one.having
        )

    def _need(self, need: Need) -> Verdict:
        days = [on for on in self.new.get(need.body, ()) if self._suits(need, on)]
        inside = sum(1 for on in days if need.first <= on <= need.last)
        said = f"{inside + need.counted} av {need.count + need.counted}"
        if inside >= need.count or need.wider is None:
            return Verdict(need.id, need.sentence, inside >= need.count, said)
        first, last = need.wider
        near = [
            on for on in self._kept(need.body) if first <= on <= last and not need.first <= on <= need.last
        ]
        about = len(near) + sum(1 for on in days if first <= on <= last)
        return Verdict(need.id, need.sentence, about >= need.count, f"{said} i tiden, {about} nära den")

    def _chain(self, chain: Chain) -> Verdict:
        days = sorted(on for on in self.new.get(chain.body, ()) if self._suits(chain, on))
        due, holds = chain.due, True
        while due <= self.problem.last and holds:
            done = [on for on in days if on <= due]
            holds = bool(done) and (done[-1] - due).days + chain.gap > 0
            if holds:
                due = date.fromordinal(done[-1].toordinal() + chain.gap)
        return Verdict(chain.id, chain.sentence, holds, "" if holds else f"inte senast {numbers.day(due)}")

    def _preparation(self, one: Preparation) -> Verdict:
        mine = [*self.new.get(one.body, ()), *self._kept(one.body)]
        theirs = [*self.new.get(one.target, ()), *self._kept(one.target, coming=True)]
        bare = [
            on for on in theirs if not any(one.at_least <= between(day, on) <= one.at_most for day in mine)
        ]
        return _verdict(one.id, one.sentence, sorted(bare))

    def _reporting(self, one: Reporting) -> Verdict:
        theirs = [*self.new.get(one.target, ()), *self._kept(one.target)]
        unheard = [
            on
            for on in self.new.get(one.body, ())
            if theirs
            and between(on, self.problem.last) >= one.at_most
            and not any(1 <= between(on, day) <= one.at_most for day in theirs)
        ]
        return _verdict(one.id, one.sentence, unheard)

    def _days(self) -> Iterator[Verdict]:
        problem = self.problem
        every = [(body, on) for body, days in self.new.items() for on in days]
        yield _verdict(
            "working_days", "Möten hålls på arbetsdagar.", [on for _, on in every if not is_working(on)]
        )
        yield _verdict(
            "within",
            "Nya möten ligger inom tiden för planen.",
            [on for _, on in every if not problem.first <= on <= problem.last],
        )
        for off in problem.off:
            inside = sorted(on for _, on in every if off.holds(on))
            said = "Inga möten i" if off.firm else "Inga möten om det går i"
            yield _verdict(off.key, f"{said} {off.name}.", inside)
        late = [on for body, on in every if (on - problem.at).days < problem.seat(body).notice]
        yield _verdict("notice", "Kallelsen hinner gå ut.", late)
        twice = [
            on
            for body, days in self.new.items()
            for on, count in Counter([*days, *self._kept(body)]).items()
            if count > 1 and on in days
        ]
        yield _verdict("once_a_day", "Ett forum möts högst en gång om dagen.", twice)

    def _kept_stay(self, problem: Problem) -> Iterator[Verdict]:
        there = {(one.body, one.on) for one in self.plan.meetings if not one.new}
        gone = [
            one.on
            for one in problem.kept
            if problem.first <= one.on <= problem.last and (one.body, one.on) not in there
        ]
        yield _verdict("kept", "Möten som är hållna eller planerade står kvar.", gone)


def _verdict(key: str, sentence: str, wrong: list[date]) -> Verdict:
    return Verdict(key, sentence, not wrong, ", ".join(numbers.day(on) for on in wrong))

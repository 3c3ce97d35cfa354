"""Days for the meetings, found by OR-Tools' CP-SAT: first what must hold, then as evenly spread as can be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

from ortools.sat.python import cp_model

from trygghjulet.obligations.planning.calendar import is_squeezed
from trygghjulet.obligations.planning.problem import (
    Body,
    Chain,
    Most,
    Need,
    OneADay,
    Preparation,
    Problem,
    Reporting,
    Seat,
    Together,
    Weight,
)

# The group of everything else that the duties demand, and that of the time a call takes.
DEMANDS, NOTICE = "demands", "notice"
# How much each thing weighs when all that must hold does: working days off the ideal day are 1 each.
GAP, WEEKDAY, SQUEEZED, CROWDED = 6, 12, 20, 3
MOST_CROWDED = 4
# So many meetings can be solved as one; more than that, in parts only.
AT_ONCE = 120
# How much of a budget one question about a single culprit may take.
QUESTION = 0.1
# What is asked for first and may be let go without a word: the stricter reading of "cirka", a preparation each.
ABOUT = "about:"
FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


@dataclass(frozen=True)
class Budget:
    """How long each search may take: `steps` is the solver's own count of work, the same on every machine, and `spread`
    that for spreading the meetings out; `seconds` a last stop.
    """

    steps: float = 2.0
    spread: float = 0.6
    seconds: float = 30.0


@dataclass(frozen=True)
class Broken:
    """A constraint that does not hold in the answer, how much, and what it can't be joined with."""

    id: str
    amount: int
    because: tuple[str, ...]
    days: tuple[int, ...] = ()


@dataclass
class Answer:
    """The numbers of the days for each body's new meetings, and what does not hold."""

    days: dict[Body, list[int]] = field(default_factory=dict)
    broken: list[Broken] = field(default_factory=list)
    settled: bool = True


def solve(problem: Problem, *, seed: int = 1, budget: Budget | None = None) -> Answer:
    """Days for every body. Bodies that nothing joins are solved by themselves, the city-wide first.

    Where no two forums at all may meet on a day, everything hangs together. The parts are then first solved one after
    the other, each keeping off the days of those before it; only when something fails are they solved as one.
    """
    budget = budget or Budget()
    everybody = problem.wishes.one_a_day is OneADay.ALL
    answer = Answer()
    for bodies in components(problem):
        _Part(problem, bodies, answer, seed, budget).solve()
    bodies = tuple(seat.body for seat in problem.seats)
    if everybody and answer.broken:
        answer.broken = _merged(answer.broken)
        joined = Answer()
        if sum(len(days) for days in answer.days.values()) > AT_ONCE:
            answer.settled = False
            return answer
        if _Part(problem, bodies, joined, seed, budget, begin=answer).solve():
            return joined
        answer.settled = False
    return answer


def _merged(broken: list[Broken]) -> list[Broken]:
    """One of each id: the part that it fails most in."""
    found: dict[str, Broken] = {}
    for one in sorted(broken, key=lambda one: one.amount):
        found[one.id] = one
    return list(found.values())


def components(problem: Problem) -> list[tuple[Body, ...]]:
    """The bodies that must be solved together. What a local body reports to is settled before it."""
    group = {seat.body: seat.body for seat in problem.seats}

    def top(body: Body) -> Body:
        while group[body] != body:
            body = group[body]
        return body

    together = () if problem.wishes.one_a_day is OneADay.ALL else problem.together
    pairs = [(one.bodies[0], other) for one in together for other in one.bodies[1:]]
    pairs += [(one.body, one.target) for one in problem.preparations]
    pairs += [
        (one.body, one.target)
        for one in problem.reportings
        if problem.seat(one.body).city == problem.seat(one.target).city
    ]
    for one, other in pairs:
        group[top(one)] = top(other)
    found: dict[Body, list[Body]] = defaultdict(list)
    for seat in problem.seats:
        found[top(seat.body)].append(seat.body)
    city = {seat.body for seat in problem.seats if seat.city}
    return sorted(
        (tuple(one) for one in found.values()), key=lambda one: not any(body in city for body in one)
    )


@dataclass
class _Slot:
    number: cp_model.IntVar
    there: cp_model.IntVar


@dataclass(frozen=True)
class _Slack:
    id: str
    weight: Weight
    amount: cp_model.IntVar
    day: cp_model.IntVar | int | None = None


class _Part:
    """The bodies of one component: solved, and asked what stands in the way."""

    def __init__(
        self,
        problem: Problem,
        bodies: tuple[Body, ...],
        answer: Answer,
        seed: int,
        budget: Budget,
        *,
        begin: Answer | None = None,
    ) -> None:
        self.problem, self.bodies, self.answer = problem, bodies, answer
        self.seed, self.budget, self.begin = seed, budget, begin or Answer()

    def solve(self) -> bool:
        """Put the component's days and what does not hold into the answer; false when the search came to nothing."""
        if not any(self.problem.seat(body).slots for body in self.bodies):
            self.answer.broken += [
                Broken(one.id, one.count, ()) for one in self.problem.needs if one.body in self.bodies
            ]
            return True
        held = self._hold_what_holds()
        if held is None:
            return False
        made, levels, settled = held
        counts, settled_too = self._spread(made)
        self.answer.settled &= settled and settled_too
        for body in self.bodies:
            self.answer.days[body] = sorted(counts[body])
        broken: dict[str, list[tuple[_Slack, int]]] = defaultdict(list)
        for slack, amount, day in levels:
            if amount and not slack.id.startswith(ABOUT):
                broken[slack.id].append((slack, amount if day is None else day))
        for key, found in broken.items():
            per_day = found[0][0].day is not None
            amount = len(found) if per_day else sum(one for _, one in found)
            days = tuple(day for _, day in found) if per_day else ()
            self.answer.broken.append(Broken(key, amount, self._culprits(key, broken), days))
        return True

    def _solver(self, steps: float) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.cp_model_probing_level = 0  # it takes longer than the search it is to help
        solver.parameters.random_seed = self.seed
        solver.parameters.max_deterministic_time = steps
        solver.parameters.max_time_in_seconds = self.budget.seconds
        return solver

    def _hold_what_holds(self) -> tuple[_Model, list[tuple[_Slack, int, int | None]], bool] | None:
        """Let as little as possible fail, the weightiest first; then as few meetings as possible."""
        made = _Model(self.problem, self.bodies, self.answer, strict=True)
        solver, settled = self._fewest(made)
        if solver is None:
            made = _Model(self.problem, self.bodies, self.answer)
            made.begin_at(self.begin)
            solver, settled = self._fewest(made)
        if solver is None:
            return None
        made.fix_counts(solver)
        made.hint(solver)
        found: list[tuple[_Slack, int, int | None]] = []
        for slack in made.slacks:
            day = slack.day if slack.day is None or isinstance(slack.day, int) else solver.value(slack.day)
            found.append((slack, solver.value(slack.amount), day))
            # Nothing is let fail in another place than it must: what holds now goes on holding.
            made.model.add(slack.amount <= solver.value(slack.amount))
        return made, found, settled

    def _fewest(self, made: _Model) -> tuple[cp_model.CpSolver | None, bool]:
        """An answer in which as little as possible fails, level by level; none when nothing may and it must."""
        settled, model = True, made.model
        total = sum(slot.there for slots in made.slots.values() for slot in slots)
        for weight in sorted(Weight, reverse=True):
            amounts = [slack.amount for slack in made.slacks if slack.weight is weight]
            if not amounts:
                continue
            model.minimize(sum(amounts))
            solver = self._solver(self.budget.steps)
            status = solver.solve(model)
            if status not in FOUND:
                if made.strict:
                    return None, False
                settled = False
                continue
            settled &= status == cp_model.OPTIMAL
            model.add(sum(amounts) <= round(solver.objective_value))
            made.hint(solver)
        model.minimize(total)
        solver = self._solver(self.budget.steps)
        status = solver.solve(model)
        return (solver if status in FOUND else None), settled and status == cp_model.OPTIMAL

    def _spread(self, made: _Model) -> tuple[dict[Body, list[int]], bool]:
        made.aim()
        solver = self._solver(self.budget.spread)
        status = solver.solve(made.model)
        if status not in FOUND:  # the hint is an answer, so this is a cut search
            made.model.clear_objective()  # type: ignore[no-untyped-call]  # not typed by OR-Tools
            solver = self._solver(self.budget.steps)
            solver.solve(made.model)
        return made.days(solver), status == cp_model.OPTIMAL

    def _culprits(self, key: str, broken: Iterable[str]) -> tuple[str, ...]:
        """A smallest set of groups that the constraint can't be joined with: none can be left out of it."""
        weight = _weight_of(self.problem, key)
        groups = [one for one in self._groups(weight) if one != key and one not in broken]
        if not self._impossible(key, frozenset(groups)):
            return ()
        for group in list(groups):
            without = frozenset(one for one in groups if one != group)
            if self._impossible(key, without):
                groups = [one for one in groups if one in without]
        return tuple(groups)

    def _groups(self, weight: Weight) -> Iterator[str]:
        """What can stand in the way, in the order that it is tried to leave out: the likeliest culprits last."""
        problem, mine = self.problem, set(self.bodies)
        yield from (one.id for one in problem.reportings if one.body in mine)
        yield from (one.id for one in problem.most if one.body in mine)
        yield DEMANDS
        yield from (one.id for one in problem.together if set(one.bodies) & mine)
        yield from (one.id for one in problem.preparations if one.body in mine)
        if problem.at >= problem.first - timedelta(days=366):
            yield NOTICE
        yield from (one.key for one in problem.off if one.firm or weight > Weight.AVOIDED)

    def _impossible(self, key: str, groups: frozenset[str]) -> bool:
        made = _Model(self.problem, self.bodies, self.answer, groups=groups, must=key)
        solver = self._solver(self.budget.steps * QUESTION)
        return bool(solver.solve(made.model) == cp_model.INFEASIBLE)


def _weight_of(problem: Problem, key: str) -> Weight:
    for one in problem.demands:
        if one.id == key:
            return one.weight
    for start, weight in (
        ("one_a_day", Weight.ONE_A_DAY),
        ("preparation", Weight.PREPARATION),
        ("reporting", Weight.REPORTING),
    ):
        if key.startswith(start):
            return weight
    return Weight.AVOIDED


def _even(free: list[int], kept: list[int], count: int) -> list[int]:
    """So many of the free days, as evenly as can be over them and between the days that are kept."""
    room = sorted({*free, *kept})
    anchors = sorted(room.index(number) for number in set(kept))
    # Each stretch between kept days, with half a step's margin at an end that is no kept day.
    edges = [(-0.5, False), *((float(place), True) for place in anchors), (len(room) - 0.5, False)]
    stretches = list(pairwise(edges))
    shares = [0] * len(stretches)

    def steps(place: int) -> float:
        (_, before), (_, after) = stretches[place]
        return shares[place] + 0.5 * before + 0.5 * after

    def step(place: int) -> float:
        (low, _), (high, _) = stretches[place]
        return (high - low) / (steps(place) + 1)

    for _ in range(count):
        shares[max(range(len(stretches)), key=step)] += 1
    found = []
    for place, share in enumerate(shares):
        (low, before), (high, _) = stretches[place]
        width = (high - low) / max(steps(place), 1)
        for number in range(share):
            at = low + width * (number + (1 if before else 0.5))
            found.append(room[min(max(round(at), 0), len(room) - 1)])
    return sorted(found)


OfBody = TypeVar("OfBody", Need, Chain, Most, Preparation, Reporting)


class _Model:
    """The CP-SAT model of a component.

    Without `groups` everything may fail at a cost, or with `strict` only what is merely avoided. With groups only those
    are in force, without exception, and so is the constraint that must hold.
    """

    def __init__(
        self,
        problem: Problem,
        bodies: tuple[Body, ...],
        answer: Answer,
        *,
        groups: frozenset[str] | None = None,
        must: str = "",
        strict: bool = False,
    ) -> None:
        self.problem, self.bodies, self.answer, self.strict = problem, bodies, answer, strict
        self.groups, self.must = groups, must
        self.model = cp_model.CpModel()
        self.slacks: list[_Slack] = []
        self.slots: dict[Body, list[_Slot]] = {}
        self.kept: dict[Body, list[int]] = {}
        self.open: dict[Body, list[int]] = {}
        self.counts: dict[Body, int] = {}
        days = problem.days
        for body in bodies:
            self.kept[body] = [days.at(one.on) for one in problem.kept_of(body)]
            self._place(problem.seat(body))
        self._demand()
        for preparation in self._mine(problem.preparations):
            self._prepare(preparation)
        for reporting in self._mine(problem.reportings):
            self._report(reporting)
        for together in problem.together:
            if any(body in self.slots for body in together.bodies):
                self._one_a_day(together)
        self._avoid()

    # What each thing asks, and what it costs to let it fail

    def _mine(self, constraints: Iterable[OfBody]) -> Iterator[OfBody]:
        return (one for one in constraints if one.body in self.slots)

    def _demand(self) -> None:
        for need in self._mine(self.problem.needs):
            self._need(need)
        for chain in self._mine(self.problem.chains):
            self._chain(chain)
        for most in self._mine(self.problem.most):
            self._most(most)

    def _in_force(self, key: str) -> bool:
        return self.groups is None or key in self.groups or key == self.must

    def _slack(
        self, key: str, weight: Weight, most: int, day: cp_model.IntVar | int | None = None
    ) -> cp_model.IntVar:
        """How much a constraint may fail. In a question nothing in force may fail."""
        may = self.groups is None and (not self.strict or weight is Weight.AVOIDED)
        amount = self.model.new_int_var(0, most if may else 0, f"slack {key}")
        if may:
            self.slacks.append(_Slack(key, weight, amount, day))
        return amount

    def _place(self, seat: Seat) -> None:
        problem, days = self.problem, self.problem.days
        asked_notice = self._in_force(NOTICE)
        earliest = seat.earliest if asked_notice else max(problem.first, problem.at)
        closed = [one for one in problem.off if one.firm and self._in_force(one.key)]
        taken = set(self.kept[seat.body])
        allowed = [
            number
            for number, day in enumerate(days.all)
            if day >= earliest and number not in taken and not any(one.holds(day) for one in closed)
        ]
        self.open[seat.body] = allowed
        slots: list[_Slot] = []
        domain = cp_model.Domain.from_values(allowed or [0])
        for place in range(seat.slots):
            name = f"{seat.body.forum}/{seat.body.area} {place}"
            slot = _Slot(
                self.model.new_int_var_from_domain(domain, name), self.model.new_bool_var(f"{name} there")
            )
            if not allowed:
                self.model.add(slot.there == 0)
            if slots:
                self.model.add_implication(slot.there, slots[-1].there)
                self.model.add(slot.number > slots[-1].number).only_enforce_if(slot.there)
            slots.append(slot)
        self.slots[seat.body] = slots

    def _inside(self, slot: _Slot, low: int, high: int) -> cp_model.IntVar:
        """Whether a meeting lies there; may be false though it does."""
        inside = self.model.new_bool_var("")
        self.model.add_implication(inside, slot.there)
        self.model.add(slot.number >= low).only_enforce_if(inside)
        self.model.add(slot.number <= high).only_enforce_if(inside)
        return inside

    def _count(self, body: Body, first: date, last: date) -> list[cp_model.IntVar]:
        numbers = self.problem.days.within(first, last)
        if not numbers:
            return []
        return [self._inside(slot, numbers[0], numbers[-1]) for slot in self.slots[body]]

    def _need(self, need: Need) -> None:
        if need.id != self.must and not self._in_force(DEMANDS):
            return
        # In a question about something else, as much is asked for as the answer found.
        count = need.count
        if self.groups is not None and need.id != self.must:
            count -= next((one.amount for one in self.answer.broken if one.id == need.id), 0)
            found = self.answer.days.get(need.body)
            if found is not None:
                first, last = need.wider or (need.first, need.last)
                numbers = self.problem.days.within(first, last)
                count = min(count, sum(1 for number in found if number in numbers))
        slack = self._slack(need.id, need.weight, need.count)
        if need.wider is None:
            self.model.add(sum(self._count(need.body, need.first, need.last)) + slack >= count)
            return
        first, last = need.wider
        near = [
            one.on
            for one in self.problem.kept_of(need.body)
            if first <= one.on <= last and not need.first <= one.on <= need.last
        ]
        self.model.add(sum(self._count(need.body, first, last)) + slack >= count - len(near))
        if self.groups is None:
            exact = self._slack(f"{ABOUT}{need.id}", Weight.AVOIDED, need.count)
            self.model.add(sum(self._count(need.body, need.first, need.last)) + exact >= count)

    def _chain(self, chain: Chain) -> None:
        if chain.id != self.must and not self._in_force(DEMANDS):
            return
        if (
            self.groups is not None
            and chain.id != self.must
            and chain.id in {b.id for b in self.answer.broken}
        ):
            return
        slots, model, days = self.slots[chain.body], self.model, self.problem.days
        missed = self._slack(chain.id, chain.weight, 1)
        model.add(sum(self._count(chain.body, self.problem.first, chain.due)) + missed >= 1)
        if chain.gap >= (self.problem.last - self.problem.first).days:
            return
        ordinals = [day.toordinal() for day in days.all]
        end = self.problem.last.toordinal()
        whole = model.new_bool_var("")
        model.add(missed == 0).only_enforce_if(whole)
        model.add(missed == 1).only_enforce_if(whole.Not())
        as_ordinal = []
        for slot in slots:
            ordinal = model.new_int_var(ordinals[0], ordinals[-1], "")
            model.add_element(slot.number, ordinals, ordinal)
            as_ordinal.append(ordinal)
        for place, slot in enumerate(slots):
            if place + 1 < len(slots):
                following = slots[place + 1].there
                model.add(as_ordinal[place + 1] - as_ordinal[place] <= chain.gap).only_enforce_if(
                    following, whole
                )
                model.add(as_ordinal[place] + chain.gap > end).only_enforce_if(
                    slot.there, following.Not(), whole
                )
            else:
                model.add(as_ordinal[place] + chain.gap > end).only_enforce_if(slot.there, whole)

    def _most(self, most: Most) -> None:
        if not self._in_force(most.id):
            return
        numbers = self.problem.days.within(most.first, most.last)
        slots = self.slots[most.body]
        over = self._slack(most.id, Weight.MOST, len(slots))
        inside = []
        for slot in slots:
            here = self.model.new_bool_var("")
            low, high = self.model.new_bool_var(""), self.model.new_bool_var("")
            self.model.add(slot.number < numbers.start).only_enforce_if(low)
            self.model.add(slot.number >= numbers.stop).only_enforce_if(high)
            self.model.add_bool_or(here, low, high, slot.there.Not())
            inside.append(here)
        self.model.add(sum(inside) <= most.count + over)

    def _settled(self, body: Body) -> list[int]:
        """The days of a body that are not sought here: kept ones, and those settled in another component."""
        settled = [self.problem.days.at(one.on) for one in self.problem.kept_of(body)]
        return settled if body in self.slots else [*settled, *self.answer.days.get(body, ())]

    def _prepare(self, one: Preparation) -> None:
        if not self._in_force(one.id):
            return
        model, mine = self.model, self.slots[one.body]
        kept = self.kept[one.body]
        today = self.problem.days.at(self.problem.at)
        serving: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for on in self._settled(one.target):
            if on < today or any(one.at_least <= on - number <= one.at_most for number in kept):
                continue
            missed = self._slack(one.id, Weight.PREPARATION, 1, on)
            found = [self._inside(slot, on - one.at_most, on - one.at_least) for slot in mine]
            for place, inside in enumerate(found):
                serving[place].append(inside)
            model.add(sum(found) + missed >= 1)
        seat = self.problem.seat(one.body)
        coming = [number for number in (*self._settled(one.target), *kept) if number >= today]
        paired = not seat.own and not coming and self._only_follows(one)
        for place, target in enumerate(self.slots.get(one.target, ())):
            missed = self._slack(one.id, Weight.PREPARATION, 1, target.number)
            found = []
            for mine_at, slot in enumerate(mine):
                if paired and mine_at != place:
                    continue
                before = model.new_bool_var("")
                model.add_implication(before, slot.there)
                model.add(target.number - slot.number >= one.at_least).only_enforce_if(before)
                model.add(target.number - slot.number <= one.at_most).only_enforce_if(before)
                serving[mine_at].append(before)
                found.append(before)
            for kept_at, number in enumerate(kept, len(mine)):
                before = model.new_bool_var("")
                serving[kept_at].append(before)
                model.add(target.number >= number + one.at_least).only_enforce_if(before)
                model.add(target.number <= number + one.at_most).only_enforce_if(before)
                found.append(before)
            model.add(sum(found) + missed >= target.there)
        if self.groups is None:
            # Each prepares one meeting where it can; else what they prepare would be huddled together to spare some.
            for served in serving.values():
                shared = self._slack(f"{ABOUT}{one.id}", Weight.AVOIDED, len(served))
                model.add(sum(served) <= 1 + shared)

    def _only_follows(self, one: Preparation) -> bool:
        """Whether the body has nothing else to do than to prepare for this one."""
        return sum(1 for other in self.problem.preparations if other.body == one.body) == 1

    def _report(self, one: Reporting) -> None:
        targets = self.slots.get(one.target, [])
        settled = self._settled(one.target)
        if not self._in_force(one.id) or not (targets or settled):
            return
        model, end = self.model, len(self.problem.days.all) - 1
        for slot in self.slots[one.body]:
            missed = self._slack(one.id, Weight.REPORTING, 1, slot.number)
            # So late that the answer can come after the plan: nothing is asked for.
            late = self._inside(slot, end - one.at_most + 1, end)
            found = [late]
            for target in targets:
                after = model.new_bool_var("")
                model.add_implication(after, target.there)
                model.add(target.number - slot.number >= 1).only_enforce_if(after)
                model.add(target.number - slot.number <= one.at_most).only_enforce_if(after)
                found.append(after)
            found += [self._inside(slot, number - one.at_most, number - 1) for number in settled]
            model.add(sum(found) + missed >= slot.there)

    def _one_a_day(self, one: Together) -> None:
        if not self._in_force(one.id):
            return
        model = self.model
        there = [slot for body in one.bodies for slot in self.slots.get(body, ())]
        intervals = [
            model.new_optional_fixed_size_interval_var(slot.number, 1, slot.there, "") for slot in there
        ]
        last = len(self.problem.days.all)
        taken = {number for body in one.bodies for number in self._settled(body) if 0 <= number < last}
        intervals += [model.new_fixed_size_interval_var(number, 1, "") for number in sorted(taken)]
        over = self._slack(one.id, Weight.ONE_A_DAY, max(len(one.bodies) - 1, 0))
        model.add_cumulative(intervals, [1] * len(intervals), 1 + over)

    def _avoid(self) -> None:
        days = self.problem.days
        for one in self.problem.off:
            if one.firm or not self._in_force(one.key):
                continue
            numbers = days.within(one.first, one.last)
            outside = cp_model.Domain.from_values([n for n in range(len(days.all)) if n not in numbers])
            for slot in (slot for slots in self.slots.values() for slot in slots):
                missed = self._slack(one.key, Weight.AVOIDED, 1, slot.number)
                clear = self.model.new_bool_var("")
                self.model.add_linear_expression_in_domain(slot.number, outside).only_enforce_if(clear)
                self.model.add_bool_or(clear, missed, slot.there.Not())

    # The answer, and how good it is

    def hint(self, solver: cp_model.CpSolver) -> None:
        """Begin the next search at an answer."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]  # not typed by OR-Tools
        for slot in (slot for slots in self.slots.values() for slot in slots):
            self.model.add_hint(slot.number, solver.value(slot.number))
            self.model.add_hint(slot.there, solver.value(slot.there))

    def begin_at(self, answer: Answer) -> None:
        """Begin the first search at an answer that is known; without one, at no meetings at all."""
        for body, slots in self.slots.items():
            days = answer.days.get(body, [])
            for place, slot in enumerate(slots):
                self.model.add_hint(slot.there, place < len(days))
                if place < len(days):
                    self.model.add_hint(slot.number, days[place])

    def fix_counts(self, solver: cp_model.CpSolver) -> None:
        """Settle how many meetings each body has."""
        for body, slots in self.slots.items():
            self.counts[body] = sum(solver.value(slot.there) for slot in slots)
            for place, slot in enumerate(slots):
                self.model.add(slot.there == (1 if place < self.counts[body] else 0))

    def days(self, solver: cp_model.CpSolver) -> dict[Body, list[int]]:
        """The numbers of each body's days."""
        return {
            body: [solver.value(slot.number) for slot in slots if solver.value(slot.there)]
            for body, slots in self.slots.items()
        }

    def aim(self) -> None:
        """Aim for what is best: each body's meetings far apart and even, on wished weekdays, not on squeeze days."""
        costs: list[cp_model.LinearExprT] = []
        for body, slots in self.slots.items():
            here = slots[: self.counts[body]]
            if not here:
                continue
            seat = self.problem.seat(body)
            ideals = self._ideals(body, len(here))
            if seat.own:
                costs += [self._distance(slot, ideal) for slot, ideal in zip(here, ideals, strict=True)]
            costs += self._gaps(body, here, ideals)
            poor = self._poor(seat)
            for weight, numbers in poor:
                outside = cp_model.Domain.from_values([n for n in self.open[body] if n not in numbers])
                for slot in here:
                    good = self.model.new_bool_var("")
                    self.model.add_linear_expression_in_domain(slot.number, outside).only_enforce_if(good)
                    costs.append(weight * (1 - good))
        costs += self._leads()
        self.model.minimize(sum(costs))

    def _poor(self, seat: Seat) -> Iterator[tuple[int, set[int]]]:
        squeezed, other = set(), set()
        others = Counter(number for days in self.answer.days.values() for number in days)
        others.update(self.problem.days.at(one.on) for one in self.problem.kept if one.body != seat.body)
        for number in self.open[seat.body]:
            day = self.problem.days.all[number]
            if is_squeezed(day):
                squeezed.add(number)
            if seat.weekdays and day.weekday() not in seat.weekdays:
                other.add(number)
        if squeezed:
            yield SQUEEZED, squeezed
        if other:
            yield WEEKDAY, other
        # The more meetings of others there are on a day, the more it costs, up to a point.
        for least in range(1, min(max(others.values(), default=0), MOST_CROWDED) + 1):
            yield CROWDED, {number for number, count in others.items() if count >= least}

    def _distance(self, slot: _Slot, ideal: int) -> cp_model.IntVar:
        distance = self.model.new_int_var(0, len(self.problem.days.all), "")
        self.model.add(distance >= slot.number - ideal)
        self.model.add(distance >= ideal - slot.number)
        return distance

    def _ideals(self, body: Body, count: int) -> list[int]:
        """The days that lie evenly over those that are open, with room left where meetings are kept."""
        spans = [(one.first, one.last) for one in self.problem.needs if one.body == body]
        spans += [(self.problem.first, one.due) for one in self.problem.chains if one.body == body]
        low = min((first for first, _ in spans), default=self.problem.first)
        high = max((last for _, last in spans), default=self.problem.last)
        if len(spans) == 1 and high - low > timedelta(days=366):
            high = self.problem.last
        season = self.problem.days.within(low, high)
        there = [number for number in self.open[body] if number in season] or self.open[body]
        kept = [number for number in self.kept[body] if number in season]
        return _even(there, kept, count)

    def _gaps(self, body: Body, here: list[_Slot], ideals: list[int]) -> Iterator[cp_model.LinearExprT]:
        """What it costs that the smallest distance between the body's meetings is less than it could be."""
        model = self.model
        size = len(self.problem.days.all)
        fixed = sorted({*self.kept[body]} & set(range(-size, 2 * size)))
        # Of those outside the plan only the nearest matter.
        before, after = [n for n in fixed if n < 0][-1:], [n for n in fixed if n >= size][:1]
        fixed = [*before, *(n for n in fixed if 0 <= n < size), *after]
        all_days = sorted([*ideals, *fixed])
        target = min((b - a for a, b in pairwise(all_days)), default=0)
        if target <= 1:
            return
        least = model.new_int_var(0, target, "")
        for one, other in pairwise(here):
            model.add(other.number - one.number >= least)
        for slot in here:
            for number in fixed:
                if number < 0:
                    model.add(slot.number - number >= least)
                elif number >= size:
                    model.add(number - slot.number >= least)
                else:
                    later = model.new_bool_var("")
                    model.add(slot.number - number >= least).only_enforce_if(later)
                    model.add(number - slot.number >= least).only_enforce_if(later.Not())
        yield GAP * (target - least)

    def _leads(self) -> Iterator[cp_model.LinearExprT]:
        """Groups that only prepare meet in the middle of the time that they may."""
        for one in self.problem.preparations:
            if one.body not in self.slots or self.problem.seat(one.body).own:
                continue
            middle = (one.at_least + one.at_most) // 2
            mine, theirs = self.slots[one.body], self.slots.get(one.target, [])
            if self.counts.get(one.body) != self.counts.get(one.target):
                continue
            for slot, target in zip(mine[: self.counts[one.body]], theirs, strict=False):
                off = self.model.new_int_var(0, len(self.problem.days.all), "")
                self.model.add(off >= target.number - slot.number - middle)
                self.model.add(off >= middle - target.number + slot.number)
                yield off

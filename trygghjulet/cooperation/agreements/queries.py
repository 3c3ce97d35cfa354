"""Reading agreements, what follows from them, and which days they cover."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.text import slugify

from trygghjulet.cooperation.agreements.models import (
    AgreedProblem,
    Agreement,
    AgreementActor,
    AgreementDuty,
    AgreementKind,
    AgreementPart,
    AgreementStep,
    Treatment,
)
from trygghjulet.cooperation.agreements.rules import (
    blueprints,
    comparing,
    cover,
    duties as duty_rules,
    life,
    termination,
)
from trygghjulet.cooperation.agreements.rules.life import StepKind
from trygghjulet.cooperation.forums.models import Forum, Meeting
from trygghjulet.cooperation.forums.queries import forums, meetings
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.parties.queries import parties_in
from trygghjulet.obligations import reading, words
from trygghjulet.obligations.dates import Span

#: The documents that the act means by an agreement on cooperation (9 §).
OF_THE_ACT = (AgreementKind.AGREEMENT, AgreementKind.LOCAL_AGREEMENT)


def agreements(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Agreement]:
    """The cooperation's agreements that the person may see, with their lives, newest first."""
    return (
        Agreement.objects.filter(cooperation=cooperation, cooperation_id__in=scope.cooperation_ids)
        .select_related("area", "termination_forum", "cooperation__area")
        .prefetch_related("steps__party")
    )


def in_force(
    scope: Scope, *, cooperation: Cooperation, on: date, kinds: Sequence[str] = OF_THE_ACT
) -> models.QuerySet[Agreement]:
    """The agreements that are valid that day: neither drafts nor ended.

    Args:
        kinds: the sorts of document that count; those that the act means where nothing else is said.
    """
    steps = AgreementStep.objects.filter(agreement=OuterRef("pk"))
    unsettled = Exists(steps) & ~Exists(steps.exclude(kind__in=(StepKind.DRAFT, StepKind.UNDER_DECISION)))
    found = (
        agreements(scope, cooperation=cooperation)
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on), kind__in=kinds)
        # It is known to have begun, though not when.
        .filter(
            Q(valid_from__lte=on) | Q(Exists(steps.filter(kind=StepKind.IN_FORCE)), valid_from__isnull=True)
        )
        .exclude(unsettled)
    )
    over = [one.pk for one in found if _is_over(ending(scope, agreement=one), one, on)]
    return found.exclude(pk__in=over)


def agreed_problems(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[AgreedProblem]:
    """The problem areas that the cooperation's agreements point out."""
    return AgreedProblem.objects.filter(
        agreement__cooperation=cooperation, agreement__cooperation_id__in=scope.cooperation_ids
    ).select_related("agreement")


def instruments_of(scope: Scope, cooperation: Cooperation) -> models.QuerySet[Agreement]:
    """The documents that duties follow from, whatever their sort; `instrument` is what the duties call each."""
    return agreements(scope, cooperation=cooperation).prefetch_related("parties__party")


def duties_of(scope: Scope, cooperation: Cooperation) -> models.QuerySet[AgreementDuty]:
    """The duties and the practices of the cooperation's agreements, those that have been removed left out."""
    return AgreementDuty.objects.filter(
        agreement__cooperation=cooperation,
        agreement__cooperation_id__in=scope.cooperation_ids,
        ended_on__isnull=True,
    ).select_related("agreement__area", "part")


def actors_of(scope: Scope, cooperation: Cooperation) -> models.QuerySet[AgreementActor]:
    """The parties, functions, forums and areas that the cooperation's blueprints name, and who they are here."""
    return AgreementActor.objects.filter(
        cooperation=cooperation, cooperation_id__in=scope.cooperation_ids
    ).select_related("party", "forum")


def ending(scope: Scope, *, agreement: Agreement) -> termination.Outcome | None:
    """When the agreement ends and why, from an entered end or a notice; None where neither has been entered."""
    last = next(reversed(agreement.steps.all()), None)
    if last is None:
        return None
    if last.kind == StepKind.ENDED:
        return termination.Outcome(last.on, last.note)
    if last.kind != StepKind.TERMINATED or last.on is None:
        return None if last.kind != StepKind.TERMINATED else termination.Outcome(last.ends_on, last.note)
    if termination.refusal(agreement.rule):  # the rule was taken away after the notice
        return termination.Outcome(last.ends_on, last.note)
    forum = notice_forum(scope, agreement=agreement)
    held: Iterable[date] = _held(scope, forum) if forum else ()
    return termination.outcome(agreement.rule, notified_on=last.on, meetings=held, stated_end=last.ends_on)


def notice_forum(scope: Scope, *, agreement: Agreement) -> Forum | None:
    """The cooperation's forum that notice is given to, also one that was set up after the agreement was started.

    A rule that only names a forum is about the one that answers to the name: the blueprint's own, known by its key,
    else the one that is called so. The agreement's own area goes before the whole cooperation.
    """
    if agreement.termination_forum is not None:
        return agreement.termination_forum
    wanted = agreement.termination_forum_name.strip().casefold()
    if not wanted:
        return None
    actors = actors_of(scope, agreement.cooperation).filter(kind=AgreementActor.Kind.FORUM)
    named = [
        one
        for one in actors.filter(blueprint=agreement.blueprint or "-")
        if one.name[:120].strip().casefold() == wanted
    ]
    mapped = next((one.forum for one in named if one.forum is not None), None)
    if mapped is not None:
        return mapped
    keys = {one.key for one in named}
    found = [
        forum
        for forum in forums(scope, cooperation=agreement.cooperation)
        if forum.key in keys or forum.name.strip().casefold() == wanted
    ]
    for area in (agreement.area_id, None):
        own = [forum for forum in found if forum.area_id == area]
        if own:
            return own[0]
    return found[0] if len(found) == 1 else None


def _held(scope: Scope, forum: Forum) -> list[date]:
    found = meetings(scope, cooperation=forum.cooperation).filter(forum=forum, state=Meeting.State.HELD)
    return [meeting.on for meeting in found]


def notice_remark(scope: Scope, *, agreement: Agreement) -> str:
    """What is odd with the notice that was given last; empty where nothing is, or none has been given."""
    last = next(reversed(agreement.steps.all()), None)
    if last is None or last.kind != StepKind.TERMINATED or last.on is None or not agreement.notice_forum:
        return ""
    forum = notice_forum(scope, agreement=agreement)
    if forum is None:
        return f"{agreement.notice_forum} finns inte bland forumen här, så mötet kan inte kontrolleras."
    if last.on in _held(scope, forum):
        return ""
    return (
        f"Inget möte med {forum.name} är infört den {numbers.day(last.on)}, då uppsägningen ska ha anmälts. "
        "För in mötet, eller rätta dagen."
    )


def _is_over(outcome: termination.Outcome | None, agreement: Agreement, on: date) -> bool:
    if outcome is None:
        return False
    if outcome.ends_on is None:
        return agreement.state is StepKind.ENDED  # it has ended, though nobody knows the day
    return outcome.ends_on <= on


def standing_of(scope: Scope, *, agreement: Agreement, on: date) -> life.Standing:
    """How the agreement stands a day."""
    outcome = ending(scope, agreement=agreement)
    return life.standing(
        agreement.taken,
        valid_from=agreement.valid_from,
        valid_until=agreement.valid_until,
        ends_on=outcome.ends_on if outcome else None,
        on=on,
    )


def validity_of(scope: Scope, *, agreement: Agreement) -> str:
    """Which days the agreement is valid, in words, with what a notice or an end has settled."""
    outcome = ending(scope, agreement=agreement)
    return life.validity(
        agreement.valid_from,
        agreement.valid_until,
        until_further_notice=agreement.until_further_notice,
        ends_on=outcome.ends_on if outcome else None,
        has_ended=agreement.state is StepKind.ENDED,
    )


@dataclass(frozen=True)
class Covered:
    """Which days the city-wide agreements cover, on both axes of time."""

    valid: tuple[cover.Stretch, ...]
    decided: tuple[cover.Stretch, ...]


def covered(scope: Scope, *, cooperation: Cooperation, on: date) -> Covered | None:
    """The days from the first agreement's beginning to the last one's known end, or to today; None without any.

    Drafts and documents beside the agreements cover nothing.
    """
    listed = [
        one
        for one in agreements(scope, cooperation=cooperation)
        if one.kind == AgreementKind.AGREEMENT and one.area_id is None
    ]
    reaches = [(one, _reach(scope, one)) for one in listed if one.state is not StepKind.DRAFT]
    known = [reach.begins.first for _, reach in reaches if reach.begins]
    if not known:
        return None
    ends = [reach.ends.last for _, reach in reaches if reach.ends and reach.ends.last < date.max]
    first, last = min(known), max([on, *ends])
    decided = [
        cover.decided_reach(
            reach,
            settled_on=max(filter(None, (one.decided_on, one.signed_on)), default=None),
            put_forward_on=one.put_forward_on,
        )
        for one, reach in reaches
    ]
    return Covered(
        cover.stretches([reach for _, reach in reaches], first=first, last=last),
        cover.stretches(decided, first=first, last=last),
    )


def _reach(scope: Scope, agreement: Agreement) -> cover.Reach:
    begins = Span(agreement.valid_from, agreement.valid_from) if agreement.valid_from else None
    until = agreement.valid_until
    outcome = ending(scope, agreement=agreement)
    if outcome is None:
        ends = Span(until, until) if until else None
        return cover.Reach(begins, ends, open_ended=agreement.until_further_notice)
    if outcome.ends_on is not None:
        last = outcome.ends_on - timedelta(days=1)
        last = min(last, until) if until else last
        return cover.Reach(begins, Span(last, last))
    # Notice has been given and the end is not settled: it ends some day from the notice on.
    notified, latest = agreement.taken[-1].on, until or date.max
    return cover.Reach(begins, Span(min(notified, latest), latest) if notified else None)


@dataclass(frozen=True)
class Answer:
    """What a local agreement says of a city-wide problem area; None where it says nothing."""

    problem: AgreedProblem
    treatment: Treatment | None


def answers(agreement: Agreement) -> tuple[Answer, ...]:
    """The parent's problem areas in order, each with what the local agreement says of it."""
    if agreement.parent is None:
        return ()
    said = {one.problem_id: one for one in agreement.treatments.select_related("treated_by")}
    return tuple(Answer(problem, said.get(problem.pk)) for problem in agreement.parent.problems.all())


@dataclass(frozen=True)
class PartOfDuties:
    """A part of an agreement, None for the rest, with the duties that follow from it."""

    part: AgreementPart | None
    duties: tuple[AgreementDuty, ...]


def duties_by_part(agreement: Agreement) -> tuple[PartOfDuties, ...]:
    """The agreement's duties under the parts that they follow from; those of no part last."""
    grouped: dict[int | None, list[AgreementDuty]] = {}
    for duty in agreement.duties.filter(ended_on__isnull=True):
        grouped.setdefault(duty.part_id, []).append(duty)
    parts: list[AgreementPart | None] = [*agreement.parts.all(), None]
    return tuple(
        PartOfDuties(part, tuple(grouped[key]))
        for part in parts
        if (key := part.pk if part else None) in grouped
    )


def arrangement_of(scope: Scope, *, agreement: Agreement) -> words.Blueprint:
    """The actors and the document that the agreement's duties may name: what each duty is checked against.

    Those of the agreement's blueprint, and the cooperation's own parties and forums beside them.
    """
    cooperation = agreement.cooperation
    known = list(actors_of(scope, cooperation).filter(blueprint=agreement.blueprint or "-"))
    kinds = AgreementActor.Kind
    of: Mapping[str, list[AgreementActor]] = {
        kind: [one for one in known if one.kind == kind] for kind in kinds
    }
    taken = {one.key for one in known}
    mapped_parties = {one.party_id for one in known}
    mapped_forums = {one.forum_id for one in known}
    own_parties = [
        words.Named(key, party.name)
        for party in parties_in(scope, cooperation=cooperation)
        if party.pk not in mapped_parties and (key := slugify(party.name)) not in taken
    ]
    # The local areas' forums of a kind share a key, and are one actor: whoever it is where the duty is done.
    elsewhere = {
        one.key: one.name for one in actors_of(scope, cooperation).filter(kind=kinds.FORUM) if not one.forum
    }
    own_forums: dict[str, words.Forum] = {}
    for forum in forums(scope, cooperation=cooperation):
        key = forum.key or slugify(forum.name)
        if forum.pk not in mapped_forums and key not in taken and key not in own_forums:
            own_forums[key] = words.Forum(key, elsewhere.get(key, forum.name), forum.kind)
    return words.Blueprint(
        name=agreement.blueprint,
        title=agreement.title,
        instruments=(
            words.Instrument(agreement.instrument, words.InstrumentKind(agreement.kind), agreement.title),
        ),
        parties=(*(words.Named(one.key, one.name) for one in of[kinds.PARTY]), *own_parties),
        functions=tuple(words.Named(one.key, one.name) for one in of[kinds.FUNCTION]),
        forums=(
            *(words.Forum(one.key, one.forum.name if one.forum else one.name, "") for one in of[kinds.FORUM]),
            *own_forums.values(),
        ),
        areas=tuple(words.Named(one.key, one.name) for one in of[kinds.AREA]),
    )


def read(duty: AgreementDuty) -> words.Duty:
    """A stored duty in the words of the language."""
    return reading.read_duty(duty.data)


@dataclass(frozen=True)
class Compared:
    """Two agreements side by side: their facts, parts, problem areas, annexes, costs and duties."""

    facts: tuple[comparing.Pair, ...]
    parts: tuple[comparing.Pair, ...]
    problems: tuple[comparing.Pair, ...]
    annexes: tuple[comparing.Pair, ...]
    commitments: tuple[comparing.Pair, ...]
    duties: tuple[comparing.Pair, ...]

    @property
    def changed_duties(self) -> tuple[comparing.Pair, ...]:
        """The duties that both have, with other words, another time or somebody else to do it."""
        return tuple(pair for pair in self.duties if pair.old and pair.new and pair.is_changed)

    @property
    def added_duties(self) -> tuple[comparing.Pair, ...]:
        """The duties that only the new one has."""
        return tuple(pair for pair in self.duties if pair.old is None)

    @property
    def removed_duties(self) -> tuple[comparing.Pair, ...]:
        """The duties that only the old one has."""
        return tuple(pair for pair in self.duties if pair.new is None)

    @property
    def same_duties(self) -> tuple[comparing.Pair, ...]:
        """The duties that both have, alike: they are named only."""
        return tuple(pair for pair in self.duties if pair.is_same)


def compare(scope: Scope, *, old: Agreement, new: Agreement) -> Compared:
    """What differs between two agreements, part by part, problem by problem and duty by duty."""
    return Compared(
        comparing.side_by_side(_facts(old), _facts(new)),
        comparing.side_by_side(
            [comparing.Piece(part.title, part.text, part.key) for part in old.parts.all()],
            [comparing.Piece(part.title, part.text, part.key) for part in new.parts.all()],
        ),
        comparing.side_by_side(_problems(old), _problems(new)),
        comparing.side_by_side(_annexes(old), _annexes(new)),
        comparing.side_by_side(_commitments(old), _commitments(new)),
        comparing.by_key(_duties(scope, old), _duties(scope, new)),
    )


def _facts(agreement: Agreement) -> list[comparing.Piece]:
    return [
        comparing.Piece(title, text, title)
        for title, text in (
            ("Slag", agreement.get_kind_display()),
            ("Syften (9 §)", agreement.purposes),
            ("Områden (9 §)", agreement.fields_of_work),
            ("Mål", agreement.goal),
            ("Hur den sägs upp", _notice(agreement)),
        )
        if text
    ]


def _notice(agreement: Agreement) -> str:
    if termination.refusal(agreement.rule):
        return agreement.get_termination_who_display()
    said = [
        ("Vem", agreement.get_termination_who_display()),
        ("Anmäls till", agreement.notice_forum),
        ("Upphör", agreement.get_termination_ends_display()),
        ("Omförhandlad gäller den när", agreement.get_renegotiated_by_display()),
    ]
    return "\n".join(f"{title}: {text}" for title, text in said if text)


def _annexes(agreement: Agreement) -> list[comparing.Piece]:
    return [
        comparing.Piece(one.title, f"Beslutas av: {one.may_decide or 'inte sagt'}")
        for one in agreement.annexes.select_related("decider")
    ]


def _commitments(agreement: Agreement) -> list[comparing.Piece]:
    pieces = []
    for one in agreement.commitments.select_related("party"):
        amount = f"{numbers.number(one.amount)} kr {one.get_per_display()}" if one.amount is not None else ""
        posts = f"{numbers.number(float(one.posts))} tjänster" if one.posts is not None else ""
        much = ", ".join(filter(None, (amount, posts))) or "inte angivet"
        said = (f"Bärs av: {one.bearer or 'inte sagt'}", f"Hur mycket: {much}", one.get_split_display())
        pieces.append(comparing.Piece(one.what, "\n".join(said)))
    return pieces


def _duties(scope: Scope, agreement: Agreement) -> list[comparing.Piece]:
    arrangement = arrangement_of(scope, agreement=agreement)
    pieces = []
    for duty in agreement.duties.filter(ended_on__isnull=True):
        told = read(duty)
        who = ", ".join(arrangement.name_of(actor) for actor in told.who) or "inte sagt"
        said = [f"Vem: {who}", f"När: {duty_rules.told(told.when)}"]
        if duty.clause:
            said.append(f"Klausul: {duty.clause}")
        pieces.append(comparing.Piece(duty.title, "\n".join(said), duty.key))
    return pieces


@dataclass(frozen=True)
class Left:
    """A name of the source's that still stands in one's own agreement, and where."""

    name: str
    itself: bool
    parts: tuple[AgreementPart, ...]
    problems: tuple[AgreedProblem, ...]


def left_from_source(scope: Scope, *, agreement: Agreement) -> tuple[Left, ...]:
    """The source's place, parties and areas that still stand in an agreement started from another city's.

    Nothing is left of the source in one that was written off as the cooperation's own: it did not begin as a draft.
    """
    first = next(iter(agreement.steps.all()), None)
    if agreement.blueprint not in blueprints.names() or first is None or first.kind != StepKind.DRAFT:
        return ()
    source = blueprints.load(agreement.blueprint)
    cooperation = agreement.cooperation
    own = {party.name for party in parties_in(scope, cooperation=cooperation)}
    own |= {area.name for area in tree(cooperation.area)}
    own |= {one.name for one in actors_of(scope, cooperation) if one.party_id or one.forum_id}
    parties = [one.name for one in source.parties if _is_proper(one.name, source.place)]
    names = [source.place, *parties, *(one.name for one in source.areas)]
    foreign = [
        name for name in dict.fromkeys(names) if name and not any(mine.startswith(name) for mine in own)
    ]
    itself = "\n".join((agreement.title, agreement.purposes, agreement.fields_of_work, agreement.goal))
    parts, problems = list(agreement.parts.all()), list(agreement.problems.all())

    def stands(name: str, *texts: str) -> bool:
        return bool(duty_rules.standing_names((name,), "\n".join(texts)))

    found = (
        Left(
            name,
            stands(name, itself),
            tuple(one for one in parts if stands(name, one.title, one.text)),
            tuple(one for one in problems if stands(name, one.title, one.text, one.goal)),
        )
        for name in foreign
    )
    return tuple(one for one in found if one.itself or one.parts or one.problems)


def _problems(agreement: Agreement) -> list[comparing.Piece]:
    return [
        comparing.Piece(one.title, "\n".join(filter(None, (one.text, one.goal))))
        for one in agreement.problems.all()
    ]


def _is_proper(name: str, place: str) -> bool:
    """Is it one city's own party, and not a word such as "Näringslivet" that fits everywhere?"""
    return bool(place and place in name) or any(word[:1].isupper() for word in name.split()[1:])

"""Starting an arrangement from a blueprint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from trygghjulet.cooperation.agreements.models import (
    AgreedProblem,
    Agreement,
    AgreementActor,
    AgreementDuty,
    AgreementPart,
    AgreementParty,
    Annex,
    Commitment,
    Ends,
    PartKey,
    RenegotiatedBy,
    Succession,
    Who,
)
from trygghjulet.cooperation.agreements.operations._common import free_key, record_on, require_own, write_step
from trygghjulet.cooperation.agreements.rules import blueprints, duties as duty_rules
from trygghjulet.cooperation.agreements.rules.duties import Renaming
from trygghjulet.cooperation.agreements.rules.life import StepKind
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.obligations import words


@operation
def start_from_blueprint(
    *,
    by: Scope,
    at: datetime,
    cooperation: Cooperation,
    blueprint: words.Blueprint,
    parties: Mapping[str, Party | None],
    forums: Mapping[str, Forum | None] | None = None,
    place: str = "",
    keep_dates: bool = False,
) -> Agreement:
    """Start one's own agreement from a blueprint: its documents, parts, problem areas, annexes, costs and duties.

    Args:
        blueprint: as it was read.
        parties, forums: the blueprint's ids and which of the cooperation's own they are; None, or left out,
            for one that is known by its name only.
        place: what one's own place is called; it takes the place of the blueprint's in titles and parts, never
            in a clause that is quoted.
        keep_dates: the blueprint is the cooperation's own agreement written off, so its dates hold here; else
            it becomes a draft.

    Returns:
        The document that the arrangement rests on.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: a party or forum is another cooperation's, the blueprint has been started from already, or it
            has no head.
        PersonalDataFound: the place's name holds personal data, or a blueprint that did not come with the product.
    """
    by.require(Permission.MANAGE, cooperation_id=cooperation.pk)
    refuse_personal_data(place)
    if blueprint.name not in blueprints.names():
        refuse_personal_data(*_written(blueprint))
    forums = forums or {}
    for own in (*parties.values(), *forums.values()):
        require_own(cooperation, own)
    if AgreementActor.objects.filter(cooperation=cooperation, blueprint=blueprint.name).exists():
        raise Refused(f"Mallen {blueprint.title} är redan startad här. Ändra i överenskommelsen i stället.")
    if blueprint.head is None:
        raise Refused("Mallen säger inte vilket dokument den vilar på.")
    start = _Start(by, at, cooperation, blueprint, parties, forums, _renaming(blueprint, parties, place))
    made = start.make(keep_dates=keep_dates)
    head = made[blueprint.head.id]
    record_on(
        by,
        at,
        head,
        "startade ur en mall",
        head,
        blueprint=blueprint.name,
        duties=len(blueprint.duties),
        documents=[one.title for one in made.values()],
    )
    return head


def _renaming(blueprint: words.Blueprint, parties: Mapping[str, Party | None], place: str) -> Renaming:
    known = {one.id: one.name for one in blueprint.parties}
    names = [(known[key], party.name) for key, party in parties.items() if party is not None and key in known]
    if place and blueprint.place:
        names.append((blueprint.place, place))
    return Renaming(tuple(names))


def _written(blueprint: words.Blueprint) -> Iterator[str]:
    """Everything that somebody has written in a blueprint."""
    yield from (blueprint.title, blueprint.place, blueprint.summary)
    for duty in (*blueprint.duties, *blueprint.practices):
        yield from (duty.title, duty.clause, duty.restored, duty.reading)
    for part in blueprint.parts:
        yield from (part.title, part.text, part.restored)
    for problem in blueprint.problems:
        yield from (problem.title, problem.goal, *problem.parts)
    for instrument in blueprint.instruments:
        yield from (instrument.title, instrument.decided_by)
    yield from (one.name for one in (*blueprint.parties, *blueprint.functions, *blueprint.areas))
    yield from (one.name for one in blueprint.forums)
    yield from (one.what for one in blueprint.costs)
    yield from (one.title for one in blueprint.annexes)


@dataclass(frozen=True)
class _Copied:
    """A part that has been copied, and where it stands in the source."""

    row: AgreementPart
    place: duty_rules.Place


@dataclass(frozen=True)
class _Start:
    """A blueprint on its way to becoming one's own agreement."""

    by: Scope
    at: datetime
    cooperation: Cooperation
    blueprint: words.Blueprint
    parties: Mapping[str, Party | None]
    forums: Mapping[str, Forum | None]
    rename: Renaming

    def make(self, *, keep_dates: bool) -> dict[str, Agreement]:
        """The documents by their ids in the blueprint, the head first among equals."""
        self._actors()
        head = self.blueprint.head
        made: dict[str, Agreement] = {}
        for instrument in self.blueprint.instruments:
            made[instrument.id] = self._document(instrument, keep_dates=keep_dates)
        for instrument in self.blueprint.instruments:
            for key in instrument.replaces:
                if key in made:
                    Succession(predecessor=made[key], successor=made[instrument.id]).save()
        main = made[head.id] if head else next(iter(made.values()))
        parts = self._parts(made, main, keep_dates=keep_dates)
        self._beside(made, main)
        for duty in self.blueprint.duties:
            self._duty(duty, made, parts)
        for practice in self.blueprint.practices:
            self._duty(practice, made, parts, is_practice=True)
        return made

    def _actors(self) -> None:
        kinds = AgreementActor.Kind
        for kind, listed in (
            (kinds.PARTY, self.blueprint.parties),
            (kinds.FUNCTION, self.blueprint.functions),
            (kinds.FORUM, self.blueprint.forums),
            (kinds.AREA, self.blueprint.areas),
        ):
            for one in listed:
                party = self.parties.get(one.id) if kind == kinds.PARTY else None
                forum = self.forums.get(one.id) if kind == kinds.FORUM else None
                own = party or forum
                AgreementActor(
                    cooperation=self.cooperation,
                    blueprint=self.blueprint.name,
                    key=one.id,
                    kind=kind,
                    name=own.name if own else self.rename(one.name),
                    party=party,
                    forum=forum,
                ).save()

    def _document(self, instrument: words.Instrument, *, keep_dates: bool) -> Agreement:
        taken = Agreement.objects.filter(cooperation=self.cooperation).values_list("key", flat=True)
        rule = instrument.termination
        forum = self.forums.get(rule.notified_to or "") if rule else None
        document = Agreement(
            cooperation=self.cooperation,
            title=self.rename(instrument.title)[:200],
            kind=instrument.kind.value,
            key=free_key(instrument.id, taken),
            blueprint=self.blueprint.name,
            purposes=self._said("purpose", instrument),
            fields_of_work=self._said("fields_of_work", instrument),
            goal=self._said("goal", instrument),
            until_further_notice=instrument.until_further_notice,
            termination_who=rule.who if rule else Who.UNSAID,
            termination_ends=rule.ends if rule else Ends.UNSAID,
            renegotiated_by=rule.renegotiated_by if rule else RenegotiatedBy.UNSAID,
            termination_forum=forum,
            termination_forum_name=""
            if forum or not rule or not rule.notified_to
            else self.rename(self.blueprint.name_of(rule.notified_to)),
        )
        if keep_dates:
            # A validity given in years or months is those whole years and months.
            document.valid_from = instrument.valid_from.first if instrument.valid_from else None
            document.valid_until = instrument.valid_until.last if instrument.valid_until else None
            document.registry_number = instrument.registry_number[:40]
        document.save()
        for key in instrument.parties:
            party = self.parties.get(key)
            name = "" if party else self.rename(self.blueprint.name_of(key))
            AgreementParty(agreement=document, party=party, name=name[:120]).save()
        self._life(document, instrument, keep_dates=keep_dates)
        return document

    def _life(self, document: Agreement, instrument: words.Instrument, *, keep_dates: bool) -> None:
        if not keep_dates:
            write_step(self.by, self.at, document, StepKind.DRAFT, self.at.date())
            return
        for kind, span in (
            (StepKind.UNDER_DECISION, instrument.put_forward_on),
            (StepKind.DECIDED, instrument.decided_on),
            (StepKind.SIGNED, instrument.signed_on),
        ):
            if span is not None:
                write_step(
                    self.by,
                    self.at,
                    document,
                    kind,
                    span.first if span.exact else None,
                    body="" if kind is StepKind.SIGNED else instrument.decided_by[:120],
                    paragraph=instrument.paragraph[:40] if kind is StepKind.DECIDED else "",
                    note="" if span.exact else f"Under {span}.",
                )

    def _own(self, text: str) -> str:
        """The source's text as one's own: with one's own names, and no marks of italics and bold."""
        return self.rename(duty_rules.without_markup(text))

    def _said(self, key: str, instrument: words.Instrument) -> str:
        """What a document says in its parts of a sort, all of them together."""
        return "\n\n".join(
            self._own(part.restored or part.text)
            for part in self.blueprint.parts
            if part.key == key
            and (part.instrument == instrument.id or (not part.instrument and instrument.head))
        )

    def _parts(
        self, made: Mapping[str, Agreement], main: Agreement, *, keep_dates: bool
    ) -> dict[int, list[_Copied]]:
        parts: dict[int, list[_Copied]] = {}
        for order, part in enumerate(self.blueprint.parts, 1):
            document = made.get(part.instrument, main)
            text = self._own(part.restored or part.text)
            if part.key == PartKey.SIGNATURES and not keep_dates:
                # Where and when the others signed is not ours; a part that said nothing else is not copied.
                text = duty_rules.unsigned(text)
                if not text:
                    continue
            row = AgreementPart(
                agreement=document,
                key=part.key or PartKey.OTHER,
                title=self._own(part.title)[:200],
                text=text,
                order=order,
                first_line=part.lines[0] if part.lines else None,
                last_line=part.lines[1] if part.lines else None,
            )
            row.save()
            place = duty_rules.Place(part.restored or part.text, part.lines)
            parts.setdefault(document.pk, []).append(_Copied(row, place))
        return parts

    def _beside(self, made: Mapping[str, Agreement], main: Agreement) -> None:
        """Problem areas, annexes and costs."""
        for problem in self.blueprint.problems:
            AgreedProblem(
                agreement=made.get(problem.instrument, main),
                title=self._own(problem.title)[:200],
                text="\n".join(self._own(part) for part in problem.parts),
                goal=self._own(problem.goal),
            ).save()
        for number, annex in enumerate(self.blueprint.annexes, 1):
            decider = self.forums.get(annex.decided_by)
            named = self.rename(self.blueprint.name_of(annex.decided_by)) if annex.decided_by else ""
            Annex(
                agreement=made.get(annex.instrument, main),
                number=str(number),
                title=self._own(annex.title)[:200],
                decider=decider,
                decider_name="" if decider else named[:120],
            ).save()
        for cost in self.blueprint.costs:
            alone = self.parties.get(cost.borne_by[0]) if len(cost.borne_by) == 1 else None
            named = ", ".join(
                own.name if (own := self.parties.get(key)) else self.rename(self.blueprint.name_of(key))
                for key in cost.borne_by
            )
            Commitment(
                agreement=main,
                what=self.rename(cost.what)[:300],
                party=alone,
                borne_by="" if alone else named[:200],
                amount=cost.amount,
                per=Commitment.Per.YEAR if cost.per in ("", "year") else Commitment.Per.ONCE,
                split=cost.split or Commitment.Split.OTHER,
            ).save()

    def _duty(
        self,
        duty: words.Duty,
        made: Mapping[str, Agreement],
        parts: Mapping[int, Sequence[_Copied]],
        *,
        is_practice: bool = False,
    ) -> None:
        document = made[duty.instrument]
        instrument = self.blueprint.instrument(duty.instrument)
        own = parts.get(document.pk, ())
        home = duty_rules.home_of(duty.restored or duty.clause, duty.lines, [copied.place for copied in own])
        title = self.rename(duty.title)
        table = {
            **duty_rules.plain(self.blueprint.tables[duty.id]),
            "title": title,
            "instrument": document.instrument,
        }
        AgreementDuty(
            agreement=document,
            part=own[home].row if home is not None else None,
            key=duty.id,
            title=title[:300],
            clause=duty.restored or duty.clause,
            data=table,
            is_practice=is_practice,
            blueprint=self.blueprint.name,
            source_file=instrument.file if instrument else "",
            first_line=duty.lines[0] if duty.lines else None,
            last_line=duty.lines[1] if duty.lines else None,
        ).save()

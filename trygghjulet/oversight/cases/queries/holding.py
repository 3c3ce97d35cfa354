"""All that the house holds to draft a case from, with small counts kept out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from trygghjulet.cooperation.agreements.models import Agreement
from trygghjulet.cooperation.agreements.queries import in_force, standing_of, validity_of
from trygghjulet.cooperation.agreements.rules import termination
from trygghjulet.cooperation.forums.models import Forum, Meeting
from trygghjulet.cooperation.forums.queries import meetings
from trygghjulet.cooperation.governance.models import GoverningDocument
from trygghjulet.cooperation.governance.queries import register
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.obligations.state import State as DutyState
from trygghjulet.oversight.cases.models import Case, CaseDecision
from trygghjulet.oversight.cases.queries.reading import (
    as_of,
    asks_for_a_report,
    cases,
    pictures_to_report,
    subject_of,
)
from trygghjulet.oversight.cases.rules import held as known
from trygghjulet.oversight.cases.rules.kinds import Subject
from trygghjulet.oversight.duties.queries import standings
from trygghjulet.oversight.duties.rules import STATE_WORDS, Judged
from trygghjulet.oversight.law.queries import account_of
from trygghjulet.oversight.law.rules.account import Verdict, summary
from trygghjulet.steps.followup.queries import checkins
from trygghjulet.steps.measures.queries import measures, plan_of
from trygghjulet.steps.picture.models import Finding, Part, SituationalPicture
from trygghjulet.steps.picture.queries import findings_told, texts_of
from trygghjulet.steps.priorities.queries import priorities

_A_YEAR = timedelta(days=365)


def held_for(scope: Scope, *, case: Case, on: date) -> known.Held:
    """All that the house holds for a case, as it stands a day; small counts are kept out."""
    cooperation = case.cooperation
    on = as_of(case, on)
    judged = standings(scope, cooperation=cooperation, on=on)
    round = case.round or pictures_to_report(scope, cooperation=cooperation, until=on).first()
    return known.Held(
        place=cooperation.area.name,
        on=on,
        year=case.year or on.year,
        round=str(round) if round else "",
        picture=_picture(scope, round, on) if round else None,
        priorities=tuple(known.Priority(one.title, one.goal) for one in priorities(scope, round=round))
        if round
        else (),
        plan=_plan(scope, round, on) if round else None,
        duties=_duties(judged),
        law=_law(scope, cooperation, on),
        agreement=_agreement(scope, _agreement_of(scope, case, on), on, judged),
        forum=_forum(scope, case.about_forum, on, judged),
        document=_document(scope, case.document, on, judged),
        demanded=tuple(
            f"{one.duty.title} ({one.instrument})"
            + (f": ”{' '.join(one.duty.clause.split())}”" if one.duty.clause else "")
            for one in judged
            if asks_for_a_report(one) and subject_of(one) is case.about
        ),
        earlier=tuple(_earlier(scope, case)),
    )


def _picture(scope: Scope, round: Round, on: date) -> known.Picture | None:
    seen = (
        SituationalPicture.objects.filter(
            round=round, state=SituationalPicture.State.ADOPTED, adopted_on__lte=on
        )
        .select_related("adopted_by")
        .first()
    )
    if seen is None:
        return None
    findings = list(Finding.objects.filter(picture=seen))
    words = findings_told(scope, cooperation=round.cooperation, public=True)
    told = tuple(words[one.pk] for one in findings if words[one.pk] == one.statement)
    texts = {part: row.text.strip() for part, row in texts_of(seen).items()}
    by = f" av {seen.adopted_by.name}" if seen.adopted_by else ""
    when = f" den {numbers.day(seen.adopted_on)}" if seen.adopted_on else ""
    return known.Picture(
        title=f"Lägesbilden för {round}",
        source=f"{seen}" + (f", dnr {seen.registry_number}" if seen.registry_number else ""),
        period=numbers.days(round.first_day, round.last_day),
        adopted=f"antogs{when}{by}",
        findings=told,
        hidden=len(findings) - len(told),
        consequences=texts[Part.CONSEQUENCES],
        analysis=texts[Part.ANALYSIS],
    )


def _plan(scope: Scope, round: Round, on: date) -> known.Plan | None:
    plan = plan_of(scope, round=round)
    if plan is None:
        return None
    seen = [one for one in checkins(scope, round=round) if timezone.localdate(one.at) <= on]
    days = [timezone.localdate(one.at) for one in seen]
    latest = {one.measure_id: one for one in reversed(seen)}
    listed = []
    for measure in measures(scope, round=round):
        last = latest.get(measure.pk)
        listed.append(
            known.Measure(measure.title, last.light, last.words, timezone.localdate(last.at))
            if last
            else known.Measure(measure.title)
        )
    decided = "är inte beslutad"
    if plan.decided_on and plan.decided_on <= on:
        by = f" av {plan.decided_by[:1].lower()}{plan.decided_by[1:]}" if plan.decided_by else ""
        decided = f"beslutades den {numbers.day(plan.decided_on)}{by}"
    hours = [one.hours for one in seen if one.hours is not None]
    cost = [one.cost for one in seen if one.cost is not None]
    return known.Plan(
        title=f"Åtgärdsplanen för {round}",
        source=f"{plan}"
        + (f", dnr {plan.registry_number}" if plan.registry_number else "")
        + " och dess avstämningar",
        decided=decided,
        measures=tuple(listed),
        hours=sum(hours) if hours else None,
        cost=sum(cost) if cost else None,
        first=min(days, default=None),
        last=max(days, default=None),
    )


def _duties(judged: Iterable[Judged]) -> known.Duties:
    counts: dict[str, int] = {}
    late = []
    for one in judged:
        state = one.standing.state
        counts[state.value] = counts.get(state.value, 0) + 1
        if state in (DutyState.OVERDUE, DutyState.AT_RISK):
            late.append(known.LateDuty(one.duty.title, one.instrument, one.holders, STATE_WORDS[state]))
    return known.Duties(counts, tuple(late))


def _law(scope: Scope, cooperation: Cooperation, on: date) -> known.Law:
    found = account_of(scope, cooperation=cooperation, on=on)
    not_met = (Verdict.NOT_MET, Verdict.PARTLY, Verdict.CANNOT_BE_TOLD)
    return known.Law(
        summary(found.standings),
        tuple(
            f"{one.number} {one.paragraph.title}. {one.word}: {one.reason}"
            for one in found.standings
            if one.verdict in not_met
        ),
        next((f"{one.word}. {one.reason}" for one in found.standings if one.number == "10 §"), ""),
    )


def _agreement_of(scope: Scope, case: Case, on: date) -> Agreement | None:
    return case.agreement or in_force(scope, cooperation=case.cooperation, on=on).first()


def _agreement(
    scope: Scope, agreement: Agreement | None, on: date, judged: Iterable[Judged]
) -> known.Agreement | None:
    if agreement is None:
        return None
    signing = list(agreement.parties.select_related("party"))
    return known.Agreement(
        title=agreement.title,
        parties=tuple(one.called for one in signing),
        validity=validity_of(scope, agreement=agreement),
        standing=standing_of(scope, agreement=agreement, on=on).words,
        purposes=agreement.purposes,
        fields_of_work=agreement.fields_of_work,
        problems=tuple((one.title, " ".join(one.text.split())) for one in agreement.problems.all()),
        costs=tuple(_commitments(agreement)),
        follows=tuple(one.predecessor.title for one in agreement.follows.select_related("predecessor")),
        duties=sum(one.agreement == agreement.pk for one in judged),
        notice="" if termination.refusal(agreement.rule) else agreement.get_termination_who_display(),
        registry_number=agreement.registry_number,
        signers=tuple(
            one.signer_title[:1].lower() + one.signer_title[1:] for one in signing if one.signer_title
        ),
    )


def _commitments(agreement: Agreement) -> Iterable[str]:
    for one in agreement.commitments.select_related("party"):
        amount = (
            f"{numbers.number(one.amount)} kronor {one.get_per_display()}" if one.amount is not None else ""
        )
        posts = ""
        if one.posts is not None:
            posts = "en tjänst" if one.posts == 1 else f"{numbers.number(float(one.posts))} tjänster"
        much = ", ".join(filter(None, (amount, posts))) or "belopp inte angivet"
        named = one.party.name if one.party else f"{one.borne_by[:1].lower()}{one.borne_by[1:]}"
        yield f"{one.what}: {much}. Bärs av {named or 'ingen utpekad part'}. {one.get_split_display()}."


def _forum(scope: Scope, forum: Forum | None, on: date, judged: Iterable[Judged]) -> known.Forum | None:
    if forum is None:
        return None
    held = meetings(scope, cooperation=forum.cooperation).filter(forum=forum, state=Meeting.State.HELD)
    days = [day for day in held.values_list("held_on", flat=True) if day and day <= on]
    return known.Forum(
        name=forum.name,
        kind=forum.get_kind_display(),
        level=forum.area.name if forum.area else "Stadsövergripande",
        led_by=forum.led_by.name if forum.led_by else "",
        meetings=sum(day > on - _A_YEAR for day in days),
        latest=max(days, default=None),
        ended_on=forum.ended_on,
        end_reason=forum.end_reason,
        replaced_by=forum.replaced_by.name if forum.replaced_by else "",
        duties=tuple(
            f"{one.duty.title} ({one.instrument})"
            for one in judged
            if forum.key and forum.key in (*one.duty.who, one.duty.evidence.forum)
        ),
    )


def _document(
    scope: Scope, document: GoverningDocument | None, on: date, judged: Iterable[Judged]
) -> known.Document | None:
    if document is None:
        return None
    entry = next(
        (
            one
            for one in register(scope, cooperation=document.cooperation, on=on)
            if one.document.pk == document.pk
        ),
        None,
    )
    decided = (
        f"är beslutat av {document.decided_by[:1].lower()}{document.decided_by[1:]}"
        if document.decided_by
        else "finns"
    )
    if document.decided_on:
        decided += f" den {numbers.day(document.decided_on)}"
    decided += "".join(f", {part}" for part in (document.paragraph, document.registry_number) if part)
    return known.Document(
        title=document.title,
        kind=document.get_kind_display(),
        decided=decided,
        standing=entry.standing.reason if entry else "",
        owner=document.owner,
        applies_to=document.applies_to,
        duties=_duties([one for one in judged if one.duty.instrument == document.key]),
    )


def _earlier(scope: Scope, case: Case) -> Iterable[str]:
    found = (
        CaseDecision.objects.filter(
            case__in=cases(scope, cooperation=case.cooperation), case__subject=case.subject
        )
        .exclude(case=case.pk)
        .exclude(case__subject=Subject.FREE.value)
        .select_related("case")
        .order_by("-decided_on")
    )
    for one in found[:5]:
        number = f", {one.case.registry_number}" if one.case.registry_number else ""
        paragraph = f", {one.paragraph}" if one.paragraph else ""
        yield (
            f"{one.who} {numbers.day(one.decided_on)}{paragraph}: {one.get_outcome_display().lower()} "
            f"i ”{one.case.title}”{number}"
        )


def appendices_for(case: Case, held: known.Held) -> list[tuple[str, str, str]]:
    """What a case begins with as appendices: title, registry number and address."""
    slug, found = case.cooperation.slug, []
    if held.picture and case.about in (Subject.PICTURE, Subject.PROGRAMME, Subject.LAW):
        number = held.picture.source.partition(", dnr ")[2]
        round_id = case.round_id or 0
        address = reverse("picture:show", args=(slug, round_id)) if round_id else ""
        found.append((held.picture.source.partition(", dnr ")[0], number, address))
    if case.document:
        page = reverse("governance:show", args=(slug, case.document_id))
        found.append((case.document.title, case.document.registry_number, page))
    if case.agreement:
        page = reverse("agreements:show", args=(slug, case.agreement_id))
        found.append((case.agreement.title, case.agreement.registry_number, page))
        for one in case.agreement.follows.select_related("predecessor"):
            page = reverse("agreements:show", args=(slug, one.predecessor_id))
            found.append((one.predecessor.title, one.predecessor.registry_number, page))
    if case.about is Subject.LAW:
        found.append(
            (
                f"Redovisning paragraf för paragraf {held.year}",
                "",
                f"{reverse('law_account:show', args=(slug,))}?ar={held.year}",
            )
        )
    return found

"""Old plans get what the new columns ask for: an order, a state, the moment of the decision and a first version.

What nobody has said is not made up: a measure that has begun is under way until somebody says that it is done.
"""

from datetime import datetime, time

from django.db import migrations
from django.utils import timezone

from trygghjulet.documents import numbers


def carry(apps, _editor):
    """Carry every plan that has no history yet."""
    plans = apps.get_model("measures", "ActionPlan").objects.select_related("round")
    kept = apps.get_model("measures", "PlanChange").objects
    for plan in plans.exclude(pk__in=kept.values("plan")):
        _decision(apps, plan)
        listed = (
            apps.get_model("measures", "Measure")
            .objects.filter(plan=plan)
            .order_by("cause__profile__priority__order", "cause__number", "first_day", "pk")
        )
        for order, measure in enumerate(listed, start=1):
            measure.order = order
            if measure.first_day <= timezone.localdate():
                measure.state = "under_way"
            measure.save()
            _first_version(apps, plan, measure)


def _decision(apps, plan):
    if plan.decided_on is None:
        return
    row = _logged(apps, "measures.actionplan", plan.pk).last()
    plan.decided_at = row.at if row else timezone.make_aware(datetime.combine(plan.decided_on, time.max))
    plan.save()
    words = [
        ["Kommunens beslut", f"{plan.decided_by}, {numbers.day(plan.decided_on)}"],
        ["Diarienummer", plan.registry_number],
    ]
    apps.get_model("measures", "PlanChange").objects.create(
        plan=plan,
        about="Planen som helhet",
        act="förde in beslut om",
        after=[pair for pair in words if pair[1]],
        at=plan.decided_at,
        by_name=row.actor_name if row else "",
    )


def _first_version(apps, plan, measure):
    """How the measure reads now, told as what was planned; what it said before stands in the log only."""
    row = _logged(apps, "measures.measure", measure.pk).first()
    begun = timezone.make_aware(datetime.combine(plan.round.first_day, time.min))
    apps.get_model("measures", "PlanChange").objects.create(
        plan=plan,
        measure=measure,
        number=measure.pk,
        about=measure.title,
        act="planerade åtgärden",
        after=_in_words(measure),
        at=row.at if row else plan.decided_at or begun,
        by_name=row.actor_name if row else "",
    )


def _logged(apps, kind, pk):
    entries = apps.get_model("audit", "AuditEntry").objects
    return entries.filter(subject_kind=kind, subject_id=pk).order_by("at", "pk")


def _in_words(measure):
    cause = measure.cause
    until = numbers.day(measure.last_day) if measure.last_day else "tills vidare"
    pairs = [
        ("Åtgärd", measure.title),
        ("Orsak", f"{cause.profile.priority.order}.{cause.number} {cause.statement}" if cause else ""),
        ("Operativa mål", measure.goals),
        ("När", f"{numbers.day(measure.first_day)}–{until}"),
        *(
            (label, f"{function.title}, {function.party.name}")
            for label, function in (
                ("Planeras av", measure.planned_by),
                ("Genomförs av", measure.done_by),
                ("Följs upp av", measure.followed_up_by),
            )
        ),
        ("Uppföljning", measure.follow_up),
        ("Syfte", _label(measure, "purpose")),
        ("Prevention", f"{_label(measure, 'prevention_type')}, {_label(measure, 'prevention_level')}"),
        ("Kunskapsgrund", _label(measure, "grounds")),
        ("Läge", _label(measure, "state")),
        ("Indikatorer", ", ".join(one.title for one in measure.indicators.order_by("pk"))),
    ]
    return [[label, words] for label, words in pairs if words]


def _label(measure, name):
    return dict(measure._meta.get_field(name).flatchoices)[getattr(measure, name)]


def forget(_apps, _editor):
    """Nothing to take back: the columns and the history go with the migration before."""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("measures", "0003_plans_in_full"),
        ("parties", "0001_initial"),
        ("priorities", "0001_initial"),
        ("rounds", "0001_initial"),
    ]

    operations = [migrations.RunPython(carry, forget)]

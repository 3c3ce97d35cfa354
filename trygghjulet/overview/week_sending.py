"""Sending the week's picture: people are told, the forum enters what went out, and reporters get their answers."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import Dispatch, Meeting
from trygghjulet.foundation.access.rules import Denied, Permission, Refused
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.field import operations as field
from trygghjulet.steps.field.models import Report
from trygghjulet.steps.field.queries import reports
from trygghjulet.steps.field.rules.states import may_follow
from trygghjulet.steps.week import operations as week
from trygghjulet.steps.week.models import WeekPicture
from trygghjulet.steps.week.queries import answers_for, picture_of, receivers, recipients
from trygghjulet.steps.week.queries.pictures import Recipients


@require_POST
@round_page
def send_week(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Send a decided picture to those who are to have it, and answer those who reported."""
    here.scope.require(
        Permission.WRITE_PICTURE, cooperation_id=here.cooperation.pk, area_path=round.area.path
    )
    picture = picture_of(here.scope, round=round)
    if picture is None:
        raise Http404
    back = redirect("week:show", here.cooperation.slug, round.pk)
    again = picture.sent_at is not None
    try:
        week.send(by=here.scope, at=here.at, picture=picture)
    except Refused as refused:
        messages.error(request, str(refused))
        return back
    whom = recipients(picture, on=here.today)
    said = [_told(whom, again=again), *_enter(here, picture)]
    if answered := _answer(here, picture):
        said.append(f"{answered} {'rapport' if answered == 1 else 'rapporter'} har fått ett svar.")
    messages.success(request, " ".join(said))
    if not whom.members:
        messages.warning(request, no_members(picture, whom))
    return back


def _told(whom: Recipients, *, again: bool) -> str:
    """How many were told, and which."""
    alone = not (whom.members or whom.routed)
    others = ("som rapporterade",) * 2 if alone else ("annan som rapporterade", "andra som rapporterade")
    groups = (
        (whom.members, "ledamot i forumet", "ledamöter i forumet"),
        (whom.routed - whom.members, "i forum på sändlistan", "i forum på sändlistan"),
        (whom.reporters - whom.members - whom.routed, *others),
    )
    listed = [f"{len(users)} {one if len(users) == 1 else many}" for users, one, many in groups if users]
    if not listed:
        return "Ingen hade konto och kunde nås. Skicka PDF:en på annat sätt."
    people = f"{len(whom.everybody)} {'person' if len(whom.everybody) == 1 else 'personer'}"
    # Somebody who has been told already is not told again.
    have = "har nu fått veckans läge" if again else "har fått veckans läge i sin inkorg"
    return f"{people} {have}: {' och '.join(filter(None, [', '.join(listed[:-1]), listed[-1]]))}."


def no_members(picture: WeekPicture, whom: Recipients) -> str:
    """That nobody in the forum was reached, and what to do."""
    forum = picture.setting.forum
    if whom.without_account:
        return f"Ingen av ledamöterna i {forum} har konto, så de har inte fått veckans läge."
    return f"{forum} har inga ledamöter. För in dem på forumets sida, så får de veckans läge nästa gång."


def _enter(here: Here, picture: WeekPicture) -> Iterator[str]:
    """Enter in the forum that its report went to those who its routing names."""
    forum, meeting = picture.setting.forum, picture.meeting
    rules = receivers(forum, on=here.today)
    if not rules or not here.may(Permission.RECORD_MEETINGS, forum.area_path):
        return
    if meeting is None or meeting.state != Meeting.State.HELD:
        yield "För in mötet som hållet och skicka igen, så förs utskicket in på sändlistan."
        return
    sent = set(Dispatch.objects.filter(meeting=meeting).values_list("rule_id", flat=True))
    entered = []
    for rule in rules:
        if rule.pk not in sent:
            forums.dispatch(
                by=here.scope,
                at=here.at,
                forum=forum,
                on=here.today,
                meeting=meeting,
                what=rule.what,
                rule=rule,
            )
            entered.append(rule.receiver)
    if entered:
        yield f"Infört på sändlistan: {', '.join(entered)}."


def _answer(here: Here, picture: WeekPicture) -> int:
    """Give every report that may be answered by this person the state that the meeting's decision gives it."""
    if not here.may(Permission.FEED_BACK, picture.round.area.path):
        return 0
    count = 0
    seen = {
        report.pk: report
        for report in reports(
            here.scope,
            cooperation=here.cooperation,
            first_day=picture.round.first_day,
            last_day=picture.round.last_day,
        )
    }
    for state, words, numbers in answers_for(picture):
        listed: list[Report] = [
            seen[pk]
            for pk in numbers
            if pk in seen and seen[pk].state != state and may_follow(seen[pk].state, state)
        ]
        if not listed:
            continue
        try:
            count += len(field.answer(by=here.scope, at=here.at, reports=listed, state=state, words=words))
        except (Denied, Refused):
            continue  # somebody else's to answer; the field's own page says by whom
    return count

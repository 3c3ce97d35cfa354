"""One's own inbox with its settings, and the administrator's page about letters and work in the background."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.inbox import operations
from trygghjulet.foundation.inbox.forms import PreferenceForm
from trygghjulet.foundation.inbox.kinds import kinds
from trygghjulet.foundation.inbox.models import Delivery
from trygghjulet.foundation.inbox.queries import messages_of, switched_off, troubled
from trygghjulet.foundation.jobs.queries import Hour, work_state
from trygghjulet.foundation.parties.door import Here, asker, cooperation_page
from trygghjulet.foundation.ui.badges import Badge
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.foundation.ui.tables import Column, Table

_PAGE = 50
_BADGES = {
    "": Badge("Inte gjort ännu"),
    "READY": Badge("Väntar", "info"),
    "RUNNING": Badge("Görs nu", "info"),
    "SUCCESSFUL": Badge("Gjort", "good"),
    "FAILED": Badge("Misslyckades", "bad"),
}


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """What one has been told, newest first; one message or all of them are marked as read from here."""
    scope, at = asker(request)
    if request.method == "POST":
        sent = request.POST.get("message")
        one = None if sent is None else int(sent) if sent.isascii() and sent.isdigit() else 0
        count = operations.mark_read(of=scope, at=at, message_id=one)
        messages.success(request, f"{count} meddelanden är lästa." if count != 1 else "Meddelandet är läst.")
        return redirect("inbox:show")
    page = Paginator(messages_of(scope), _PAGE).get_page(request.GET.get("sida"))
    return render(request, "inbox/show.html", {"page": page})


@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """Switch each kind of message off or on, in each channel."""
    if not isinstance(request.user, User):
        raise Http404
    user_id = request.user.pk
    off = {(kind, channel) for _, kind, channel in switched_off([user_id])}
    form = PreferenceForm(request.POST or None, kinds=kinds(), off=off)
    return form_page(
        request,
        form=form,
        act=lambda _: operations.choose(user_id=user_id, wanted=form.wanted()),
        done="Inställningarna är sparade.",
        back=reverse("inbox:show"),
        template="inbox/preferences.html",
        context={"sends_mail": bool(settings.MAIL_FROM)},
    )


@cooperation_page
def deliveries(request: HttpRequest, here: Here) -> HttpResponse:
    """What did not reach its receiver, or may not have, and how the work in the background goes."""
    found = troubled(here.scope, cooperation=here.cooperation)
    page = Paginator(found, _PAGE).get_page(request.GET.get("sida"))
    work = work_state(at=here.at)
    context = {
        "here": here,
        "page": page,
        "table": _table(list(page.object_list)),
        "work": work,
        "hours": Table(
            "Det som görs på bestämda tider",
            (Column("Jobb"), Column("När"), Column("Senast", "date"), Column("Läge")),
            [(hour.title, hour.words, hour.queued_at, _badge(hour)) for hour in work.hours],
        ),
        "failed": Table(
            "Jobb som misslyckades",
            (Column("Jobb"), Column("När", "date"), Column("Fel")),
            [(failed.title, failed.at, failed.error) for failed in work.failed],
            empty="Inget jobb har misslyckats på en månad.",
        ),
        "sends_mail": bool(settings.MAIL_FROM),
    }
    return render(request, "inbox/deliveries.html", context)


def _badge(hour: Hour) -> Badge:
    return _BADGES[hour.state]


def _table(found: list[Delivery]) -> Table:
    return Table(
        "Mejl som kanske inte har kommit fram",
        (Column("Till"), Column("Gäller"), Column("Försöktes", "date"), Column("Läge"), Column("Fel")),
        [
            (
                delivery.message.user.name,
                delivery.message.subject,
                delivery.claimed_at,
                Badge(
                    delivery.get_state_display(),
                    "warning" if delivery.state == Delivery.State.UNCERTAIN else "bad",
                ),
                delivery.error,
            )
            for delivery in found
        ],
        empty="Alla mejl som skulle skickas har kommit iväg eller väntar på sin tur.",
    )

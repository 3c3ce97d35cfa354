"""A delivery before it is answered: how far it has been read, what was found, and its rows a page at a time."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from trygghjulet.documents.numbers import number
from trygghjulet.foundation.access.rules import Denied, Permission
from trygghjulet.foundation.audit.operations import look
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.jobs.queries import has_failed, work_state
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.observations.known import CHANGED, KNOWN, NEW
from trygghjulet.steps.scanning import registry
from trygghjulet.steps.scanning.models import Delivery, Source
from trygghjulet.steps.scanning.queries import WORKING, deliveries, incoming
from trygghjulet.steps.scanning.queries.alike import format_like
from trygghjulet.steps.scanning.queries.rows import (
    PAGE,
    counts_of,
    faults_in,
    has_rows,
    rows_in,
    rows_with_faults,
)
from trygghjulet.steps.scanning.rules.faults import as_csv
from trygghjulet.steps.scanning.rules.sharing import sees_rows
from trygghjulet.steps.scanning.views.belonging import belongs

FAULTY: Final = "faulty"
#: What stands in the address for each state, and what the page calls its rows.
SHOWN: Final = {
    FAULTY: ("brister", "Brister"),
    NEW: ("nya", "Nya"),
    CHANGED: ("andrade", "Ändrade"),
    KNOWN: ("kanda", "Redan kända"),
}
_MEBIBYTE: Final = 1024 * 1024


@cooperation_page
def preview(request: HttpRequest, here: Here, delivery_id: int) -> HttpResponse:
    """What was found in a delivery, before and after it is answered."""
    delivery = delivery_here(here, delivery_id)
    if request.headers.get("HX-Request") and delivery.state not in WORKING:
        # The part that asks again and again has nothing more to wait for: the whole page is new.
        return HttpResponse(headers={"HX-Refresh": "true"})
    return show_preview(request, here, delivery)


@cooperation_page
def faults(request: HttpRequest, here: Here, delivery_id: int) -> HttpResponse:
    """Everything that was wrong with a delivery, as a file for a spreadsheet program."""
    delivery = delivery_here(here, delivery_id)
    found = faults_in(delivery)
    if not found.height:
        raise Http404
    look(
        by=here.scope,
        at=here.at,
        cooperation_id=here.cooperation.pk,
        subject=delivery,
        rows=found.height,
        what="brister",
    )
    return HttpResponse(
        b"".join(as_csv(found)),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": content_disposition_header(
                as_attachment=True, filename=f"brister i {delivery.file_name.rpartition('.')[0]}.csv"
            )
        },
    )


def delivery_here(here: Here, delivery_id: int) -> Delivery:
    """The delivery, for those who may see its rows.

    Raises:
        Http404: there is none that the person may know of.
        Denied: the rows stay with their owner.
    """
    delivery: Delivery = get_object_or_404(
        deliveries(here.scope, cooperation=here.cooperation), pk=delivery_id
    )
    source = delivery.source
    if not sees_rows(
        here.scope, cooperation_id=here.cooperation.pk, owner_id=source.party_id, sharing=source.sharing
    ):
        raise Denied(f"Raderna stannar hos {source.party}. Ni får ta del av summorna i lägesbilden.")
    return delivery


def show_preview(
    request: HttpRequest, here: Here, delivery: Delivery, *, refused: str = "", status: int = 200
) -> HttpResponse:
    """The delivery's page."""
    source: Source = delivery.source
    rights = {
        right
        for m in here.scope.memberships
        if m.cooperation_id == here.cooperation.pk and m.party_id == source.party_id
        for right in m.role.permissions
    }
    mine = Permission.ACCEPT in rights
    left_out = max(delivery.rows_read - delivery.rows_good, 0)
    faulty = min(rows_with_faults(delivery), left_out)
    given_up = delivery.state in WORKING and has_failed(delivery.task_id)
    context: dict[str, Any] = {
        "here": here,
        "delivery": delivery,
        "format": registry.format_of(source.reader),
        "working": delivery.state in WORKING,
        "given_up": given_up,
        "may_answer": mine
        and (
            delivery.state == Delivery.State.PREVIEWED
            or (given_up and delivery.state == Delivery.State.ACCEPTING)
        ),
        "may_reject": mine and delivery.state not in (*_DONE, Delivery.State.ACCEPTING),
        "may_read_again": mine
        and not delivery.awaits_columns
        and (delivery.state == Delivery.State.UNREADABLE or (given_up and delivery.state in _STUCK)),
        "mapping_url": _mapping_url(here, delivery) if Permission.DELIVER in rights else "",
        "rows_left_out": left_out,
        "rows_faulty": faulty,
        "rows_otherwise": left_out - faulty,
        "refused": refused,
    }
    if delivery.state == Delivery.State.UNREADABLE and Permission.DELIVER in rights:
        context |= belongs(
            here,
            format_like(
                incoming() / delivery.stored_as,
                file_name=delivery.file_name,
                but=source.reader,
                today=here.today,
            ),
        )
    if delivery.state in WORKING:
        context |= _progress(here, delivery)
    else:
        context |= _rows(request, here, delivery)
    return render(request, "scanning/preview.html", context, status=status)


_DONE: Final = (Delivery.State.ACCEPTED, Delivery.State.REJECTED, Delivery.State.UNDONE)
_STUCK: Final = (Delivery.State.RECEIVED, Delivery.State.READING)


def _progress(here: Here, delivery: Delivery) -> dict[str, Any]:
    done, total = delivery.stage_done, delivery.stage_total
    in_bytes = delivery.state != Delivery.State.ACCEPTING and total == delivery.size
    return {
        "nobody_works": not work_state(at=here.at).workers,
        "amount": ""
        if not total
        else f"{_megabytes(done)} av {_megabytes(total)} MB"
        if in_bytes
        else f"{number(done)} av {number(total)} rader",
    }


def _megabytes(size: int) -> str:
    return number(size / _MEBIBYTE, decimals=1)


def _rows(request: HttpRequest, here: Here, delivery: Delivery) -> dict[str, Any]:
    """The rows of the state that is asked for, looked at in the log first; nothing where the file is gone."""
    counts = {FAULTY: delivery.findings_total, **(counts_of(delivery) if has_rows(delivery) else {})}
    choices = [state for state, many in counts.items() if many]
    wanted = next(
        (state for state in choices if SHOWN[state][0] == request.GET.get("visa")),
        choices[0] if choices else "",
    )
    if not wanted:
        return {"states": []}
    many = min(counts[wanted], len(delivery.findings)) if _only_kept(delivery, wanted) else counts[wanted]
    last = max(1, -(-many // PAGE))
    page = min(max(1, _whole(request.GET.get("sida"))), last)
    shown = max(0, min(PAGE, many - (page - 1) * PAGE))
    look(
        by=here.scope,
        at=here.at,
        cooperation_id=here.cooperation.pk,
        subject=delivery,
        rows=shown,
        what=SHOWN[wanted][1].lower(),
        page=page,
    )
    context: dict[str, Any] = {
        "states": [
            {"slug": SHOWN[s][0], "title": SHOWN[s][1], "many": counts[s], "here": s == wanted}
            for s in choices
        ],
        "wanted": wanted,
        "slug": SHOWN[wanted][0],
        "title": SHOWN[wanted][1],
        "page": page,
        "last_page": last,
        "kept_only": _only_kept(delivery, wanted),
    }
    if wanted == FAULTY:
        return context | {"faulty": list(faults_in(delivery, page=page).iter_rows(named=True))}
    names = {area.code: area.name for area in tree(here.cooperation.area)}
    return context | {"rows": rows_in(delivery, state=wanted, page=page, names=names)}


def _only_kept(delivery: Delivery, wanted: str) -> bool:
    """Is the list of faults no longer beside the file, so that only the first of them are left?"""
    return wanted == FAULTY and delivery.state in _DONE


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 1


def _mapping_url(here: Here, delivery: Delivery) -> str:
    """Where to say which column is which, while the answer can still change what is read."""
    waits = delivery.awaits_columns or delivery.state == Delivery.State.PREVIEWED
    if not waits or not registry.format_of(delivery.source.reader).columns:
        return ""
    page = reverse("scanning:mapping", args=(here.cooperation.slug, delivery.source_id))
    return f"{page}?leverans={delivery.pk}"

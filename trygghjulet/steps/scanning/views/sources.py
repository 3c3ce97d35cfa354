"""The pages where a source is set up in a minute, read, changed, and told which column is which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.audit.operations import look
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.parties.queries import parties_in
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.observations.findings import UnreadableFile
from trygghjulet.steps.scanning import operations, registry
from trygghjulet.steps.scanning.forms.sources import ColumnsForm, SourceForm, TermsForm
from trygghjulet.steps.scanning.models import Delivery, Source, Theme
from trygghjulet.steps.scanning.queries import (
    Column,
    columns_of,
    datasets,
    deliveries,
    file_at_hand,
    held_by_source,
    incoming,
    next_pull,
    sources,
    version_of,
    with_few,
)
from trygghjulet.steps.scanning.queries.retention import goes, gone_from
from trygghjulet.steps.scanning.queries.statistics import PUBLISHED, used
from trygghjulet.steps.scanning.rules import explained, naming
from trygghjulet.steps.scanning.rules.sharing import require_owner

_DELIVERIES_SHOWN: Final = 10
_GONE_SHOWN: Final = 20
_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False}).enable("table")
#: Tables look as elsewhere, and can be moved sideways where the screen is narrow.
_TABLE: Final = (
    "<table>",
    '<div class="scroll" tabindex="0" role="region" aria-label="Tabell"><table class="table">',
)


@cooperation_page
def new_source(request: HttpRequest, here: Here) -> HttpResponse:
    """The first step: what does one have? The formats as cards, by what they tell of."""
    here.scope.require(Permission.DELIVER, cooperation_id=here.cooperation.pk)
    known = {theme.value for theme in Theme}
    shelves = [(theme.label, [f for f in registry.formats() if f.theme == theme.value]) for theme in Theme]
    rest = [f for f in registry.formats() if f.theme not in known]
    context = {
        "here": here,
        "shelves": [(title, formats) for title, formats in (*shelves, ("Övrigt", rest)) if formats],
    }
    return render(request, "scanning/new_source.html", context)


@cooperation_page
def new_source_of(request: HttpRequest, here: Here, reader: str) -> HttpResponse:
    """The second step: one form, filled as far as the format goes."""
    here.scope.require(Permission.DELIVER, cooperation_id=here.cooperation.pk)
    format = _format(reader)
    mine = parties_in(here.scope, cooperation=here.cooperation).filter(pk__in=_delivers_for(here))
    initial = SourceForm.proposed(format) | {"party": _only(list(mine))}
    form = SourceForm(request.POST or None, parties=mine, format=format, initial=initial)

    def act(given: Mapping[str, Any]) -> Source:
        terms = form.terms
        return operations.add_source(
            by=here.scope,
            at=here.at,
            cooperation=here.cooperation,
            party=given["party"],
            reader=format.key,
            **{name: getattr(terms, name) for name in terms.__dataclass_fields__},
        )

    return form_page(
        request,
        form=form,
        act=act,
        done="Källan finns. Lämna nu den första filen.",
        back=reverse("scanning:new_source", args=(here.cooperation.slug,)),
        leads_to=lambda source: _address(
            here, "scanning:source" if source.pull else "scanning:deliver", source
        ),
        template="scanning/terms.html",
        context={
            "here": here,
            "format": format,
            "title": f"Ny källa: {format.title}",
            "lead": "Det mesta är ifyllt. Allt utom ägare och format går att ändra senare.",
            "submit": "Spara källan",
        },
    )


@cooperation_page
def source(request: HttpRequest, here: Here, source_id: int) -> HttpResponse:
    """All that is known of a source: what it counts, who sees what, its files, its format and how it is fetched."""
    shown = _source(here, source_id)
    counting = [d for d in datasets(here.scope, cooperation=here.cooperation) if d.source_id == shown.pk]
    format = _format_or_none(shown)
    gone = gone_from(here.scope, source=shown)
    context = {
        "here": here,
        "source": shown,
        "format": format,
        "held": held_by_source(counting).get(shown.pk),
        "few": with_few(here.scope, datasets=counting),
        "gone": gone[:_GONE_SHOWN],
        "gone_earlier": len(gone[_GONE_SHOWN:]),
        "counting": [(dataset, goes(dataset)) for dataset in counting],
        "deliveries": deliveries(here.scope, cooperation=here.cooperation).filter(source=shown)[
            :_DELIVERIES_SHOWN
        ],
        "published": any(dataset.kind in PUBLISHED for dataset in counting),
        "use": used(shown, counting),
        "meaning": explained.SHARING[shown.sharing],
        "settings": list(_told_settings(shown, format)),
        "mapping": list(_told_mapping(shown, format)),
        "next_pull": next_pull(shown, at=here.at),
        "may_deliver": shown.party_id in _delivers_for(here),
        "keeps_keys": shown.party_id in _delivers_for(here) and here.may(Permission.MANAGE),
    }
    return render(request, "scanning/source.html", context)


@cooperation_page
def edit_source(request: HttpRequest, here: Here, source_id: int) -> HttpResponse:
    """Change what holds for a source."""
    changing = _own_source(here, source_id)
    format = _format(changing.reader)
    form = TermsForm(request.POST or None, format=format, initial=TermsForm.initial_of(changing))
    overtaken = request.method == "POST" and request.POST.get("seen") != str(version_of(changing))
    return form_page(
        request,
        form=form,
        act=lambda given: operations.change_source(
            by=here.scope, at=here.at, source=changing, seen=given["seen"] or 0, terms=form.terms
        ),
        done="Källan är ändrad.",
        back=_address(here, "scanning:source", changing),
        template="scanning/terms.html",
        context={
            "here": here,
            "source": changing,
            "format": format,
            "title": f"Ändra {changing.name}",
            "lead": f"Ägare är {changing.party} och formatet {format.title}. De ändras inte.",
            "saved_now": _as_saved(changing) if overtaken else "",
        },
    )


@cooperation_page
def mapping(request: HttpRequest, here: Here, source_id: int) -> HttpResponse:
    """Say which of the file's columns is which; it is kept and holds for every later file."""
    mapped = _own_source(here, source_id)
    format = _format(mapped.reader)
    if not format.columns:
        raise Http404
    asked_for = request.GET.get("leverans", "")
    delivery = file_at_hand(mapped, int(asked_for) if asked_for.isascii() and asked_for.isdigit() else None)
    columns, unreadable = _columns(delivery, format)
    if columns and delivery and request.method == "GET":
        look(by=here.scope, at=here.at, cooperation_id=here.cooperation.pk, subject=delivery, rows=3)
    form = ColumnsForm(
        request.POST or None,
        asks=format.columns,
        columns=columns,
        initial=_proposal(mapped, format, columns),
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.map_columns(
                by=here.scope,
                at=here.at,
                source=mapped,
                mapping=form.mapping,
                columns=tuple(column.name for column in columns) if columns is not None else None,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _read_again(request, here, mapped, delivery)
    context = {
        "here": here,
        "source": mapped,
        "format": format,
        "delivery": delivery,
        "columns": columns,
        "unreadable": unreadable,
        "form": form,
        "back": _address(here, "scanning:source", mapped),
    }
    refused = form.is_bound and bool(form.errors)
    return render(request, "scanning/mapping.html", context, status=422 if refused else 200)


@cooperation_page
def show_format(request: HttpRequest, here: Here, reader: str) -> HttpResponse:
    """A format's own page: what it is, where one gets it, what the columns mean, and files to try with."""
    format = _format(reader)
    page = format.folder / "page.md" if format.folder else None
    context = {
        "here": here,
        "format": format,
        "page": _rendered(page.read_text(encoding="utf-8")) if page and page.is_file() else "",
        "may_deliver": here.may(Permission.DELIVER),
    }
    return render(request, "scanning/format.html", context)


@cooperation_page
def sample(request: HttpRequest, here: Here, reader: str, name: str) -> HttpResponse:
    """A made-up file that shows what a format looks like."""
    found = next((path for path in _format(reader).samples if path.name == name), None)
    if found is None:
        raise Http404
    return HttpResponse(
        found.read_bytes(),
        content_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{found.name}"'},
    )


def _format(reader: str) -> registry.Format:
    try:
        return registry.format_of(reader)
    except LookupError:
        raise Http404 from None


def _format_or_none(source: Source) -> registry.Format | None:
    return next((format for format in registry.formats() if format.key == source.reader), None)


def _source(here: Here, source_id: int) -> Source:
    return get_object_or_404(sources(here.scope, cooperation=here.cooperation), pk=source_id)


def _own_source(here: Here, source_id: int) -> Source:
    own = _source(here, source_id)
    require_owner(
        here.scope,
        Permission.DELIVER,
        cooperation_id=here.cooperation.pk,
        owner_id=own.party_id,
        owner_name=own.party.name,
    )
    return own


def _delivers_for(here: Here) -> set[int]:
    """The parties that the person may hand in material for."""
    return {
        m.party_id
        for m in here.scope.memberships
        if m.cooperation_id == here.cooperation.pk and Permission.DELIVER in m.role.permissions
    }


def _only(parties: list[Party]) -> Party | None:
    return parties[0] if len(parties) == 1 else None


def _address(here: Here, name: str, source: Source) -> str:
    return reverse(name, args=(here.cooperation.slug, source.pk))


def _columns(
    delivery: Delivery | None, format: registry.Format
) -> tuple[tuple[Column, ...] | None, UnreadableFile | None]:
    """The columns of a waiting file; None where there is none or it can't be opened at all, and then why."""
    if delivery is None:
        return None, None
    limits = Limits(
        max_bytes=settings.DELIVERY_MAX_BYTES,
        max_rows=settings.DELIVERY_MAX_ROWS,
        max_unpacked_bytes=settings.DELIVERY_MAX_UNPACKED_BYTES,
    )
    path = incoming() / delivery.stored_as
    try:
        wanted = format.wanted(delivery.source.mapping) if format.wanted else None
        return columns_of(path, name=delivery.file_name, limits=limits, wanted=wanted), None
    except UnreadableFile as refusal:
        return None, refusal


def _proposal(
    source: Source, format: registry.Format, columns: tuple[Column, ...] | None
) -> Mapping[str, str]:
    """What is kept already, else a guess from the columns' names."""
    if columns is None:
        return dict(source.mapping)
    names = [column.name for column in columns]
    kept = {key: name for key, name in source.mapping.items() if name in names}
    guess = format.propose(names) if format.propose else naming.guessed(names, format.columns)
    return {key: name for key, name in guess.items() if name not in kept.values()} | kept


def _read_again(request: HttpRequest, here: Here, mapped: Source, delivery: Delivery | None) -> HttpResponse:
    """Read the waiting file with what was said of its columns, and show it."""
    if delivery is None:
        messages.success(request, "Kolumnerna är sparade. Nästa fil läses så.")
        return redirect("scanning:source", here.cooperation.slug, mapped.pk)
    try:
        read = operations.reread(
            by=here.scope,
            at=here.at,
            delivery=Delivery.objects.select_related("source__party", "source__cooperation__area").get(
                pk=delivery.pk
            ),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("scanning:source", here.cooperation.slug, mapped.pk)
    if read.state == Delivery.State.UNREADABLE:
        messages.error(request, "Kolumnerna är sparade, men filen går ännu inte att läsa.")
    else:
        messages.success(
            request, "Kolumnerna är sparade och filen är läst igen. Senare filer läses likadant."
        )
    return redirect("scanning:preview", here.cooperation.slug, delivery.pk)


def _told_settings(source: Source, format: registry.Format | None) -> Iterator[tuple[str, str]]:
    if format is not None:
        for one in format.asked:
            if value := source.settings.get(one.key, ""):
                yield one.label, "Angiven, visas inte" if one.secret else value


def _told_mapping(source: Source, format: registry.Format | None) -> Iterator[tuple[str, str]]:
    for one in format.columns if format else ():
        if column := source.mapping.get(one.key):
            yield one.label, column


def _as_saved(source: Source) -> str:
    return "\n".join(
        (
            f"Namn: {source.name}",
            f"Vad siffrorna betyder: {source.definition}",
            f"Ämne: {source.get_theme_display()}",
            f"Vem ser vad: {source.get_sharing_display()}",
            f"Minsta antal som visas: {source.smallest_count}",
            f"Detaljgrad: {source.get_detail_display()}",
            f"Gallras: {source.retention or source.retention_months or 'inget bestämt'}",
            f"Hämtas: {source.get_pull_display()}",
        )
    )


def _rendered(text: str) -> SafeString:
    """The documentation as HTML below the page's own heading; what is HTML in it is shown as it is written."""
    first, _, rest = text.partition("\n")
    html = _MARKDOWN.render(rest if first.startswith("# ") else text)
    return SafeString(html.replace(*_TABLE).replace("</table>", "</table></div>"))

"""The pages where a forum's composition is said: its numbers, its seats and the perspectives among its members."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.forms.seats import CompositionForm, PerspectiveForm, SeatForm
from trygghjulet.cooperation.forums.queries.seats import composition_of, perspectives_of, seats_of
from trygghjulet.cooperation.forums.views._common import page
from trygghjulet.cooperation.forums.views.members import manageable_forum, members_page
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.queries import parties_in


@cooperation_page
def composition(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """Say how many sit in a forum, for how long, and who appoints them."""
    forum = manageable_forum(here, forum_id)
    saved = composition_of(here.scope, forum=forum)
    form = CompositionForm(request.POST or None, initial=CompositionForm.initial_of(saved))
    return page(
        request,
        here,
        forum,
        form=form,
        act=lambda given: operations.set_composition(
            by=here.scope, at=here.at, forum=forum, content=form.content, seen=given["seen"]
        ),
        done="Sammansättningen är sparad.",
        title=f"Sammansättningen av {forum.name}",
        lead="Det som lämnas tomt krävs inte. Platserna läggs till var för sig.",
        back=members_page(here, forum),
    )


@cooperation_page
def add(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """Give a forum a place, or a category of places."""
    forum = manageable_forum(here, forum_id)
    form = SeatForm(request.POST or None, parties=parties_in(here.scope, cooperation=here.cooperation))
    return page(
        request,
        here,
        forum,
        form=form,
        act=lambda _: operations.add_seat(by=here.scope, at=here.at, forum=forum, content=form.content),
        done="Platsen är införd.",
        title="Lägg till en plats",
        lead="En plats för en viss funktion, eller en kategori av platser såsom näringslivet.",
        back=members_page(here, forum),
    )


@cooperation_page
def change(request: HttpRequest, here: Here, forum_id: int, seat_id: int) -> HttpResponse:
    """Change what a seat asks of who sits there."""
    forum = manageable_forum(here, forum_id)
    seat = get_object_or_404(seats_of(here.scope, forum=forum), pk=seat_id)
    form = SeatForm(
        request.POST or None,
        initial=SeatForm.initial_of(seat),
        parties=parties_in(here.scope, cooperation=here.cooperation),
    )
    return page(
        request,
        here,
        forum,
        form=form,
        act=lambda _: operations.change_seat(by=here.scope, at=here.at, seat=seat, content=form.content),
        done="Platsen är ändrad.",
        title=f"Ändra platsen {seat.name}",
        lead="De som sitter prövas mot den ändrade platsen. Deras mandat ändras inte.",
        back=members_page(here, forum),
    )


@cooperation_page
def remove(request: HttpRequest, here: Here, forum_id: int, seat_id: int) -> HttpResponse:
    """Take a seat away that nobody has been appointed to."""
    forum = manageable_forum(here, forum_id)
    seat = get_object_or_404(seats_of(here.scope, forum=forum), pk=seat_id)
    return page(
        request,
        here,
        forum,
        form=forms.Form(request.POST if request.method == "POST" else None),
        act=lambda _: operations.remove_seat(by=here.scope, at=here.at, seat=seat),
        done="Platsen är borttagen.",
        title=f"Ta bort platsen {seat.name}",
        lead="Det går bara om ingen har varit utsedd till den.",
        submit="Ta bort platsen",
        back=members_page(here, forum),
    )


@cooperation_page
def add_perspective(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """Ask that so many of the members have a property."""
    forum = manageable_forum(here, forum_id)
    form = PerspectiveForm(request.POST or None, seats=seats_of(here.scope, forum=forum))
    return page(
        request,
        here,
        forum,
        form=form,
        act=lambda _: operations.add_perspective(
            by=here.scope, at=here.at, forum=forum, content=form.content
        ),
        done="Perspektivet är infört.",
        title="Lägg till ett perspektiv",
        lead="En egenskap som så många av ledamöterna ska ha. Den anges sedan för var och en som har den.",
        back=members_page(here, forum),
    )


@cooperation_page
def remove_perspective(request: HttpRequest, here: Here, forum_id: int, perspective_id: int) -> HttpResponse:
    """Ask no more for a property."""
    forum = manageable_forum(here, forum_id)
    perspective = get_object_or_404(perspectives_of(here.scope, forum=forum), pk=perspective_id)
    return page(
        request,
        here,
        forum,
        form=forms.Form(request.POST if request.method == "POST" else None),
        act=lambda _: operations.remove_perspective(by=here.scope, at=here.at, perspective=perspective),
        done="Perspektivet är borttaget.",
        title="Ta bort perspektivet",
        lead=f"{perspective.name}. Det krävs inte längre av ledamöterna.",
        submit="Ta bort perspektivet",
        back=members_page(here, forum),
    )

"""One table: every address × every role × own and other cooperation; an address without a row fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import AT, EVERYBODY, HOME, NEIGHBOUR, Cast, Work, email
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.parties.models import Holding
from trygghjulet.foundation.parties.operations import end_holding

pytestmark = pytest.mark.requirement("SEC-1", "FRM-1")

Who = frozenset[str]

ALL: Who = frozenset(player.name for player in HOME.players)
NOBODY: Who = frozenset()
# Who may write in the city-wide work. Uno may do what Saga may, but only in the northern half.
STARTERS: Who = frozenset({"saga", "kim"})
LOCAL: Who = frozenset({"uno"})
WRITERS: Who = STARTERS | {"ana", "palle"}
POLICE: Who = frozenset({"kim", "palle"})
DECIDERS: Who = frozenset({"saga", "kim", "stig"})
FOLLOWERS: Who = frozenset({"saga", "kim", "fia"})
MANAGERS: Who = frozenset({"saga", "kim", "arvid"})
OWN_MANAGERS: Who = frozenset({"saga", "arvid"})
LOG_READERS: Who = frozenset({"saga", "arvid"})
PUBLISHERS: Who = frozenset({"saga"})

#: What an empty form that is sent comes to, and a page that only shows or only acts.
REFUSED, SHOWN, ACTED, NOT_SO = 422, 200, 302, 405


@dataclass(frozen=True)
class Page:
    """A page inside a cooperation.

    Attributes:
        who: those who get the page; the others in the cooperation get 403 and the reason.
        args: what stands in the address after the cooperation's own part.
        get, post: the answers to those who may.
    """

    who: Who
    args: Callable[[Work], tuple[Any, ...]] = lambda work: ()
    get: int = SHOWN
    post: int = SHOWN


def _city(*more: Callable[[Work], Any]) -> Callable[[Work], tuple[Any, ...]]:
    return lambda work: (work.city.pk, *(one(work) for one in more))


def _agreement(*more: Callable[[Work], Any]) -> Callable[[Work], tuple[Any, ...]]:
    return lambda work: (work.agreement.pk, *(one(work) for one in more))


_CITY = _city()
_AGREEMENT = _agreement()

TABLE: dict[str, Page] = {
    "overview:cooperation": Page(ALL),
    "overview:frame": Page(ALL),
    "overview:set_up_forums": Page(MANAGERS, post=REFUSED),
    "overview:log": Page(LOG_READERS),
    "overview:accept_plan": Page(STARTERS, lambda work: (work.proposal.pk,), get=NOT_SO, post=ACTED),
    "overview:new_round": Page(STARTERS | LOCAL, post=REFUSED),
    "overview:thread": Page(ALL, _CITY),
    "overview:remove_round": Page(STARTERS, _CITY, post=REFUSED),
    "parties:new_function": Page(MANAGERS, post=REFUSED),
    "parties:appoint": Page(OWN_MANAGERS, lambda work: (work.function(work.place.writer).pk,), post=REFUSED),
    "parties:end_holding": Page(frozenset({"kim"}), lambda work: (work.holding.pk,), post=REFUSED),
    "parties:give_password": Page(frozenset({"kim"}), lambda work: (work.holding.pk,), post=REFUSED),
    "agreements:index": Page(ALL),
    "agreements:enter": Page(MANAGERS, post=REFUSED),
    "agreements:compare": Page(ALL),
    "agreements:blueprints": Page(ALL),
    "agreements:start_own": Page(MANAGERS, post=REFUSED),
    "agreements:start": Page(MANAGERS, lambda work: ("molndal",), post=REFUSED),
    "agreements:show": Page(ALL, _AGREEMENT),
    "agreements:edit": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:termination_rule": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:step": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:take_back_step": Page(
        MANAGERS,
        lambda work: (work.local_agreement.pk, work.local_agreement.steps.latest("pk").pk),
        post=REFUSED,
    ),
    "agreements:terminate": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:predecessor": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:new_part": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:edit_part": Page(MANAGERS, _agreement(lambda work: work.part.pk), post=REFUSED),
    "agreements:remove_part": Page(MANAGERS, _agreement(lambda work: work.part.pk), post=ACTED),
    "agreements:new_problem": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:edit_problem": Page(MANAGERS, _agreement(lambda work: work.problem.pk), post=REFUSED),
    "agreements:treat": Page(MANAGERS, lambda work: (work.local_agreement.pk, work.problem.pk), post=REFUSED),
    "agreements:new_party": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:edit_party": Page(MANAGERS, _agreement(lambda work: work.signatory.pk), post=REFUSED),
    "agreements:remove_party": Page(MANAGERS, _agreement(lambda work: work.signatory.pk), post=ACTED),
    "agreements:new_template": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:template_part": Page(MANAGERS, _agreement(lambda work: work.template.pk), post=REFUSED),
    "agreements:start_local": Page(MANAGERS, _agreement(lambda work: work.template.pk), post=REFUSED),
    "agreements:new_annex": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:annex_version": Page(MANAGERS, _agreement(lambda work: work.annex.pk), post=REFUSED),
    "agreements:new_commitment": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:edit_commitment": Page(MANAGERS, _agreement(lambda work: work.commitment.pk), post=REFUSED),
    "agreements:new_duty": Page(MANAGERS, _AGREEMENT, post=REFUSED),
    "agreements:edit_duty": Page(MANAGERS, _agreement(lambda work: work.duty.pk), post=REFUSED),
    "agreements:end_duty": Page(MANAGERS, _agreement(lambda work: work.duty.pk), post=REFUSED),
    "agreement_document:pdf": Page(ALL, _AGREEMENT),
    "agreement_document:word": Page(ALL, _AGREEMENT),
    "forums:set_up": Page(MANAGERS, post=REFUSED),
    "forums:show": Page(ALL, lambda work: (work.forum.pk,)),
    "forums:end": Page(MANAGERS, lambda work: (work.forum.pk,), post=REFUSED),
    "forums:meeting": Page(ALL, lambda work: (work.forum.pk, work.held.pk)),
    "forums:plan": Page(STARTERS, lambda work: (work.forum.pk,), post=REFUSED),
    "forums:hold": Page(STARTERS, lambda work: (work.forum.pk,), post=REFUSED),
    "forums:hold_planned": Page(STARTERS, lambda work: (work.forum.pk, work.meeting.pk), post=REFUSED),
    "forums:correct": Page(STARTERS, lambda work: (work.forum.pk, work.held.pk), post=REFUSED),
    "forums:take_back": Page(STARTERS, lambda work: (work.forum.pk, work.held.pk), post=REFUSED),
    "forums:cancel": Page(STARTERS, lambda work: (work.forum.pk, work.meeting.pk), post=ACTED),
    "forums:call": Page(STARTERS, lambda work: (work.forum.pk, work.meeting.pk), post=REFUSED),
    "forums:notes": Page(STARTERS, lambda work: (work.forum.pk, work.held.pk), post=REFUSED),
    "inbox:deliveries": Page(LOG_READERS),
    "forms:index": Page(ALL),
    "forms:new": Page(MANAGERS, post=REFUSED),
    "forms:take": Page(MANAGERS, lambda work: ("est",), get=NOT_SO, post=ACTED),
    "forms:show": Page(ALL, lambda work: (work.form.pk,)),
    "forms:edit": Page(MANAGERS, lambda work: (work.form.pk,), post=REFUSED),
    "forms:decide": Page(MANAGERS, lambda work: (work.form.pk,), post=REFUSED),
    "forms:remove_decision": Page(MANAGERS, lambda work: (work.form_decision.pk,), post=ACTED),
    "forms:adapt": Page(MANAGERS | LOCAL, lambda work: (work.form.pk, work.area("norr").pk), post=REFUSED),
    "forms:count": Page(FOLLOWERS | LOCAL, lambda work: (work.form.pk,), post=REFUSED),
    "governance:index": Page(ALL),
    "governance:new": Page(MANAGERS, post=REFUSED),
    "governance:show": Page(ALL, lambda work: (work.document.pk,)),
    "governance:edit": Page(MANAGERS, lambda work: (work.document.pk,), post=REFUSED),
    "governance:end": Page(MANAGERS, lambda work: (work.document.pk,), post=REFUSED),
    "duties:show_all": Page(ALL),
    "duties:show": Page(ALL, lambda work: (work.duty.pk,)),
    "duties:done": Page(STARTERS, lambda work: (work.duty.pk,), post=REFUSED),
    "duties:take_over": Page(MANAGERS, lambda work: (work.duty.pk,), post=REFUSED),
    "duties:facts": Page(ALL),
    "duties:note": Page(STARTERS, post=REFUSED),
    "duties:complete_from": Page(STARTERS, post=REFUSED),
    "duties:take_back": Page(STARTERS, lambda work: (work.noted.pk,), post=REFUSED),
    "annual_wheel:show": Page(ALL),
    "annual_wheel:year": Page(ALL, lambda work: (2026,)),
    "annual_wheel:image": Page(ALL, lambda work: (2026,)),
    "annual_wheel:new_process": Page(STARTERS, post=REFUSED),
    "annual_wheel:edit_process": Page(STARTERS, lambda work: (work.process.pk,), post=REFUSED),
    "annual_wheel:remove_process": Page(STARTERS, lambda work: (work.process.pk,), get=NOT_SO, post=ACTED),
    "annual_wheel:feeds": Page(ALL),
    "annual_wheel:close_feed": Page(
        frozenset({"saga"}), lambda work: (work.calendar.pk,), get=NOT_SO, post=ACTED
    ),
    "planning:show": Page(ALL),
    "planning:settings": Page(STARTERS, post=REFUSED),
    "planning:new_holiday": Page(STARTERS, post=REFUSED),
    "planning:remove_holiday": Page(STARTERS, lambda work: (work.holiday.pk,), get=NOT_SO, post=ACTED),
    "planning:wish": Page(STARTERS, lambda work: ("styrgruppen",), post=REFUSED),
    "planning:propose": Page(STARTERS, post=REFUSED),
    "planning:proposal": Page(ALL, lambda work: (work.proposal.pk,)),
    "law:show": Page(ALL),
    "law:note": Page(MANAGERS, lambda work: (13,), post=REFUSED),
    "law:end": Page(MANAGERS, lambda work: (work.law_note.pk,), post=REFUSED),
    "law:remove": Page(MANAGERS, lambda work: (work.law_note.pk,), post=ACTED),
    "law_account:show": Page(ALL),
    "law_account:pdf": Page(ALL),
    "law_account:word": Page(ALL),
    "scanning:show": Page(ALL),
    "scanning:round": Page(ALL, _CITY),
    "scanning:new_source": Page(WRITERS, post=REFUSED),
    "scanning:deliver": Page(POLICE, lambda work: (work.source.pk,), post=REFUSED),
    "scanning:preview": Page(POLICE, lambda work: (work.waiting.pk,)),
    "scanning:accept": Page(POLICE, lambda work: (work.waiting.pk,), get=NOT_SO, post=ACTED),
    "scanning:reject": Page(POLICE, lambda work: (work.waiting.pk,), get=NOT_SO, post=ACTED),
    "scanning:undo": Page(POLICE, lambda work: (work.dataset.pk,), post=REFUSED),
    "picture:show": Page(ALL, _CITY),
    "picture:make": Page(WRITERS, _CITY, post=REFUSED),
    "picture:write": Page(WRITERS, _city(lambda _: "extent"), post=REFUSED),
    "picture:note_finding": Page(WRITERS, _CITY, post=REFUSED),
    "picture:adopt": Page(DECIDERS, _CITY, post=REFUSED),
    "picture:new_edition": Page(WRITERS, _CITY, get=NOT_SO, post=ACTED),
    "priorities:show": Page(ALL, _CITY),
    "priorities:new": Page(DECIDERS, _CITY, post=REFUSED),
    "priorities:edit": Page(DECIDERS, _city(lambda work: work.priority.pk), post=REFUSED),
    "priorities:ground": Page(DECIDERS, _city(lambda work: work.priority.pk), post=REFUSED),
    "priorities:remove_ground": Page(DECIDERS, _city(lambda work: work.ground.pk), get=NOT_SO, post=ACTED),
    "causes:show": Page(ALL, _CITY),
    "causes:describe": Page(WRITERS, _city(lambda work: work.priority.pk), post=REFUSED),
    "causes:new_cause": Page(WRITERS, _city(lambda work: work.profile.pk), post=REFUSED),
    "causes:add_evidence": Page(WRITERS, _city(lambda work: work.cause.pk), post=REFUSED),
    "causes:conclude": Page(WRITERS, _city(lambda work: work.cause.pk), post=REFUSED),
    "measures:show": Page(ALL, _CITY),
    "measures:new": Page(STARTERS, _CITY, post=REFUSED),
    "measures:decide": Page(STARTERS, _CITY, post=REFUSED),
    "measures:edit": Page(STARTERS, _city(lambda work: work.measure.pk), post=REFUSED),
    "measures:add_indicator": Page(STARTERS, _city(lambda work: work.measure.pk), post=REFUSED),
    "followup:show": Page(ALL, _CITY),
    "followup:check_in": Page(FOLLOWERS, _city(lambda work: work.measure.pk), post=REFUSED),
    "feedback:show": Page(ALL, _CITY),
    "feedback:new": Page(STARTERS, _CITY, post=REFUSED),
    "feedback:sent": Page(STARTERS, _city(lambda work: work.item.pk), get=NOT_SO, post=ACTED),
    "feedback:lesson": Page(STARTERS, _CITY, post=REFUSED),
    "feedback:withdraw": Page(
        PUBLISHERS, lambda work: (work.past.pk, work.publication.pk), get=NOT_SO, post=ACTED
    ),
    "reports:turn": Page(ALL, _CITY),
    "reports:turn_pdf": Page(ALL, _CITY),
    "reports:turn_docx": Page(ALL, _CITY),
    "reports:publish": Page(PUBLISHERS, _CITY, post=REFUSED),
}
#: Pages outside any cooperation that need a sign-in.
SIGNED_IN = (
    "overview:start",
    "ui:gallery",
    "inbox:show",
    "inbox:preferences",
    "account_change_password",
    "account_set_password",
)
#: Pages that anyone may read, with what stands in the address.
OPEN: dict[str, Callable[[Work], tuple[Any, ...]]] = {
    "account_login": lambda work: (),
    "account_logout": lambda work: (),
    "ui:accessibility": lambda work: (),
    "annual_wheel:feed": lambda work: (work.calendar_secret,),
    "public:cooperation": lambda work: (work.place.slug,),
    "public:publication": lambda work: (work.place.slug, work.publication.pk),
}
#: Pages to write on that need nothing but a round with a picture.
IN_ANY_ROUND = (
    "picture:write",
    "picture:adopt",
    "picture:new_edition",
    "priorities:new",
    "measures:new",
    "feedback:new",
    "feedback:lesson",
)
#: What a browser sends with a form that nothing is filled in of.
EMPTY = {"csrfmiddlewaretoken": "-"}
#: Reports are set in full for each reader; one of each kind of person is enough for the slow ones.
SLOW = {
    "reports:turn": ALL,
    "reports:publish": PUBLISHERS,
    "reports:turn_pdf": frozenset({"pia"}),
    "reports:turn_docx": frozenset({"pia"}),
    "agreement_document:pdf": frozenset({"pia"}),
    "agreement_document:word": frozenset({"pia"}),
    "law_account:pdf": frozenset({"pia"}),
    "law_account:word": frozenset({"pia"}),
}


def _names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        else:
            inner = pattern.namespace or pattern.app_name
            yield from _names(pattern, f"{space}{inner}:" if inner else space)


def _address(name: str, work: Work) -> str:
    return reverse(name, args=(work.place.slug, *TABLE[name].args(work)))


def test_every_address_has_its_row() -> None:
    assert sorted(_names(get_resolver())) == sorted([*TABLE, *SIGNED_IN, *OPEN])


@pytest.mark.parametrize("name", TABLE)
def test_who_may_open_a_page(cast: Cast, name: str) -> None:
    page, address = TABLE[name], _address(name, cast.home)
    for who in sorted(SLOW.get(name, ALL)):
        answer = cast.client(who).get(address)
        expected = page.get if who in page.who or page.get == NOT_SO else 403
        assert answer.status_code == expected, f"{who} får {answer.status_code} på {address}"
        _says_why(answer)


@pytest.mark.parametrize("name", [name for name in TABLE if name not in SLOW])
def test_who_may_send_a_page(cast: Cast, name: str) -> None:
    page, address = TABLE[name], _address(name, cast.home)
    before = AuditEntry.objects.count()
    for who in sorted(ALL - page.who):
        answer = cast.client(who).post(address, EMPTY)
        assert answer.status_code == 403, f"{who} får {answer.status_code} på {address}"
        _says_why(answer)
    assert AuditEntry.objects.count() == before, "den som nekas lämnar inget spår i arbetet"
    if page.who:
        answer = cast.client(min(page.who)).post(address, EMPTY)
        assert answer.status_code == page.post


@pytest.mark.parametrize("name", TABLE)
def test_strangers_are_not_told_that_the_page_exists(cast: Cast, name: str) -> None:
    address = _address(name, cast.home)
    unknown = address.replace(HOME.slug, "finns-inte")
    for who in (player.name for player in NEIGHBOUR.players):
        client = cast.client(who)
        for send in (client.get, client.post):
            answer = send(address)
            assert answer.status_code == send(unknown).status_code
            assert answer.status_code in {404, 405}
            assert not answer.has_header("Location")


@pytest.mark.parametrize("name", TABLE)
def test_what_belongs_to_the_neighbour_is_not_found_under_ones_own_address(cast: Cast, name: str) -> None:
    args = TABLE[name].args(cast.neighbour)
    if not args:
        return
    address = reverse(name, args=(HOME.slug, *args))
    numbers = tuple(
        mine if index == 0 else theirs
        for index, (mine, theirs) in enumerate(zip(TABLE[name].args(cast.home), args, strict=True))
    )
    mixed = reverse(name, args=(HOME.slug, *numbers))
    client = cast.client("saga")
    before = AuditEntry.objects.count()
    for crossed in {address, mixed} - {_address(name, cast.home)}:
        assert client.post(crossed).status_code == 404, crossed
        assert client.get(crossed).status_code in {404, 405}, crossed
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("name", [*TABLE, *SIGNED_IN])
def test_who_is_not_signed_in_is_asked_to(cast: Cast, name: str) -> None:
    address = _address(name, cast.home) if name in TABLE else reverse(name)
    client = cast.client("anonymous")
    for send in (client.get, client.post):
        answer = send(address)
        assert answer.status_code in {302, 405}
        if answer.status_code == 302:
            assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", SIGNED_IN)
def test_pages_of_ones_own_open_for_everybody(cast: Cast, name: str) -> None:
    for who in EVERYBODY:
        assert cast.client(who).get(reverse(name)).status_code in {200, 302}


@pytest.mark.parametrize("name", OPEN)
def test_open_pages_need_no_sign_in(cast: Cast, name: str) -> None:
    answer = cast.client("anonymous").get(reverse(name, args=OPEN[name](cast.home)))
    assert answer.status_code == (302 if name == "account_logout" else 200)


@pytest.mark.parametrize("name", IN_ANY_ROUND)
def test_a_local_function_writes_in_its_own_half(cast: Cast, name: str) -> None:
    """Uno, who coordinates the northern half, is let into that half's pages that he is kept from for the city."""
    args = (HOME.slug, cast.home.local.pk, *TABLE[name].args(cast.home)[1:])
    answer = cast.client("uno").post(reverse(name, args=args), EMPTY)
    assert answer.status_code == TABLE[name].post
    assert cast.client("pia").post(reverse(name, args=args), EMPTY).status_code == 403


def test_somebody_whose_time_is_over_is_a_stranger(cast: Cast) -> None:

    held = Holding.objects.get(function__cooperation=cast.home.cooperation, user__email=email("pia"))
    client = cast.client("pia")
    address = _address("overview:cooperation", cast.home)
    assert client.get(address).status_code == 200
    end_holding(by=cast.scope("saga"), at=AT, holding=held, last_day=date(2025, 12, 31))
    assert client.get(address).status_code == 404


def _says_why(answer: HttpResponse) -> None:
    if answer.status_code == 403:
        page = answer.content.decode()
        assert any(
            reason in page
            for reason in (
                "Din roll får inte ",
                "men bara i det område som din funktion gäller.",
                " ägs av ",
                " sköts bara av ",
                "Raderna stannar hos ",
            )
        )

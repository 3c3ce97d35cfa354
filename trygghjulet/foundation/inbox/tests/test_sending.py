"""Told once, sent at most once, and nothing that somebody has switched off."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend as Locmem
from django.db import connection, transaction
from pytest_django import Settings

from tests.cast import AT, Cast, email
from tests.writing.test_at_once import at_once
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.inbox import sending
from trygghjulet.foundation.inbox.models import Delivery, Message
from trygghjulet.foundation.inbox.operations import Notice, choose, mark_read, tell
from trygghjulet.foundation.inbox.queries import messages_of, troubled, unread
from trygghjulet.foundation.inbox.sending import TRIES, UNCERTAIN_AFTER, give_up_uncertain, send_waiting
from trygghjulet.foundation.jobs import timetable
from trygghjulet.foundation.jobs.working import work

pytestmark = pytest.mark.requirement("DUT-4")


@pytest.fixture(autouse=True)
def _mail(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that sends letters, with an empty timetable."""
    settings.MAIL_FROM, settings.SITE_URL = "trygghjulet@exempel.example", "https://trygg.exempel.example"
    monkeypatch.setattr(timetable, "_timings", {})


def _id(name: str) -> int:
    return int(User.objects.get(email=email(name)).pk)


def _notice(name: str = "saga", *, key: str = "mote:2026-03-01:before-7", kind: str = "duty_soon") -> Notice:
    return Notice(_id(name), kind, key, "Snart dags: Styrgruppens möte", "Sista dag: 1 mars.", "/lillaker/")


def _tell(cast: Cast, *notices: Notice) -> int:
    return tell(at=AT, cooperation=cast.home.cooperation, notices=notices)


def _states() -> list[str]:
    return list(Delivery.objects.filter(channel="email").values_list("state", flat=True))


def test_a_message_comes_to_the_inbox_and_by_e_mail(cast: Cast) -> None:
    assert _tell(cast, _notice()) == 1
    assert mail.outbox == [], "brevet går från kön, inte medan sidan väntar"
    work(once=True)
    (letter,) = mail.outbox
    assert (letter.to, letter.from_email) == ([email("saga")], "trygghjulet@exempel.example")
    assert letter.subject == "Snart dags: Styrgruppens möte"
    assert "Sista dag: 1 mars.\nhttps://trygg.exempel.example/lillaker/" in letter.body
    assert "stänga av" in letter.body
    assert unread(cast.scope("saga")) == 1
    assert _states() == ["sent"]


def test_the_same_thing_is_told_once(cast: Cast) -> None:
    for _ in range(3):
        _tell(cast, _notice(), _notice())
        work(once=True)
    assert len(mail.outbox) == 1
    assert Message.objects.count() == 1


def test_the_same_thing_is_told_to_each(cast: Cast) -> None:
    _tell(cast, _notice("saga"), _notice("kim"))
    work(once=True)
    assert sorted(letter.to[0] for letter in mail.outbox) == [email("kim"), email("saga")]


def test_what_waits_at_the_same_time_comes_in_one_letter(cast: Cast) -> None:
    _tell(cast, *(_notice(key=str(number)) for number in range(5)))
    work(once=True)
    (letter,) = mail.outbox
    assert letter.subject == "5 påminnelser från Trygghjulet"
    assert letter.body.count("Styrgruppens möte") == 5
    assert unread(cast.scope("saga")) == 5


def test_what_is_undone_is_neither_told_nor_sent(cast: Cast) -> None:
    with transaction.atomic():
        _tell(cast, _notice())
        transaction.set_rollback(True)
    work(once=True)
    assert mail.outbox == []
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("channel", "letters", "in_inbox"), [("email", 0, 1), ("inbox", 1, 0)], ids=["e-post av", "inkorg av"]
)
def test_what_is_switched_off_is_not_sent(cast: Cast, channel: str, letters: int, in_inbox: int) -> None:
    saga = cast.scope("saga")
    choose(user_id=_id("saga"), wanted={("duty_soon", channel): False})
    _tell(cast, _notice(), _notice(kind="duty_overdue", key="annat"))
    work(once=True)
    assert sum(letter.body.count("Styrgruppens möte") for letter in mail.outbox) == letters + 1
    assert unread(saga) == in_inbox + 1


def test_what_is_switched_off_before_the_letter_leaves_is_not_sent(cast: Cast) -> None:
    _tell(cast, _notice(), _notice(kind="duty_overdue", key="annat"))
    choose(user_id=_id("saga"), wanted={("duty_soon", "email"): False})
    work(once=True)
    assert len(mail.outbox) == 1
    assert sorted(_states()) == ["sent", "switched_off"]


def test_what_was_switched_off_does_not_come_afterwards(cast: Cast) -> None:
    saga = cast.scope("saga")
    choose(user_id=_id("saga"), wanted={("duty_soon", "email"): False, ("duty_soon", "inbox"): False})
    _tell(cast, _notice())
    choose(user_id=_id("saga"), wanted={("duty_soon", "email"): True, ("duty_soon", "inbox"): True})
    _tell(cast, _notice())
    work(once=True)
    assert mail.outbox == []
    assert unread(saga) == 0


def test_nothing_goes_to_a_closed_account(cast: Cast) -> None:
    _tell(cast, _notice())
    User.objects.filter(pk=_id("saga")).update(is_active=False)
    work(once=True)
    assert mail.outbox == []


def test_an_installation_without_a_mail_server_has_the_inbox(cast: Cast, settings: Settings) -> None:
    settings.MAIL_FROM = ""
    _tell(cast, _notice())
    work(once=True)
    assert mail.outbox == []
    assert unread(cast.scope("saga")) == 1
    assert not Delivery.objects.filter(channel="email").exists()


def _backend(monkeypatch: pytest.MonkeyPatch, **methods: Callable[..., Any]) -> None:
    """Let the mail server behave in another way."""
    monkeypatch.setattr(
        sending, "get_connection", lambda **_: type("Server", (Locmem,), methods)(fail_silently=False)
    )


def _raise(error: Exception) -> Callable[..., Any]:
    def act(*_: object, **__: object) -> None:
        raise error

    return act


def test_a_server_that_does_not_answer_is_tried_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    _tell(cast, _notice())
    with monkeypatch.context() as down:
        _backend(down, open=_raise(ConnectionRefusedError("stängt")))
        work(once=True)
    assert (_states(), mail.outbox) == (["waiting"], [])
    assert send_waiting(at=AT, user_id=_id("saga")) == 1
    assert (_states(), len(mail.outbox)) == (["sent"], 1)


def test_a_server_that_never_answers_is_given_up_and_shown(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    _tell(cast, _notice())
    _backend(monkeypatch, open=_raise(ConnectionRefusedError("stängt")))
    for _ in range(TRIES + 2):
        send_waiting(at=AT, user_id=_id("saga"))
    (delivery,) = troubled(cast.scope("saga"), cooperation=cast.home.cooperation)
    assert (delivery.state, delivery.tries) == ("failed", TRIES)
    assert "stängt" in delivery.error


def test_a_letter_that_the_server_does_not_take_is_shown(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    _tell(cast, _notice())
    refusal = smtplib.SMTPRecipientsRefused({"saga": (550, b"finns inte")})
    _backend(monkeypatch, send_messages=_raise(refusal))
    work(once=True)
    assert _states() == ["failed"]


def test_a_line_that_breaks_on_the_way_leaves_it_uncertain_and_is_not_tried_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    _tell(cast, _notice())
    with monkeypatch.context() as broken:
        _backend(broken, send_messages=_raise(smtplib.SMTPServerDisconnected("bröts")))
        work(once=True)
    assert _states() == ["uncertain"]
    send_waiting(at=AT, user_id=_id("saga"))
    _tell(cast, _notice())
    work(once=True)
    assert mail.outbox == []


def _struck(*_: object, **__: object) -> None:
    """The process ends here, as at a blow."""
    raise SystemExit


def test_what_was_being_sent_when_the_sender_died_becomes_uncertain_after_a_while(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    _tell(cast, _notice())
    with monkeypatch.context() as struck:
        _backend(struck, send_messages=_struck)
        with pytest.raises(SystemExit):
            send_waiting(at=AT, user_id=_id("saga"))
    assert _states() == ["sending"]
    assert give_up_uncertain(at=AT + UNCERTAIN_AFTER) == 0, "den kan ännu vara på väg"
    assert give_up_uncertain(at=AT + UNCERTAIN_AFTER + timedelta(seconds=1)) == 1
    send_waiting(at=AT, user_id=_id("saga"))
    assert mail.outbox == []
    page = cast.client("arvid").get("/lillaker/utskick/").content.decode()
    assert "Osäkert" in page
    assert "Avbröts medan det skickades." in page


def test_the_neighbours_letters_are_not_shown(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    _tell(cast, _notice())
    _backend(monkeypatch, send_messages=_raise(smtplib.SMTPServerDisconnected("bröts")))
    work(once=True)
    assert troubled(cast.scope("saga"), cooperation=cast.home.cooperation).count() == 1
    assert troubled(cast.scope("vera"), cooperation=cast.neighbour.cooperation).count() == 0


def test_one_reads_and_marks_ones_own_only(cast: Cast) -> None:
    _tell(cast, _notice("saga"), _notice("kim"))
    saga, kim = cast.scope("saga"), cast.scope("kim")
    theirs = messages_of(kim).get().pk
    assert mark_read(of=saga, at=AT, message_id=theirs) == 0
    assert mark_read(of=saga, at=AT) == 1
    assert (unread(saga), unread(kim)) == (0, 1)


@pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="Flera trådar prövas mot PostgreSQL; flera processer i tests/material prövar båda.",
)
def test_told_and_sent_by_several_at_once_it_comes_once(transactional_db: None, cast: Cast) -> None:
    notices = [_notice(key=str(number)) for number in range(20)]
    counts, raised = at_once(*(lambda: _tell(cast, *notices) for _ in range(4)))
    assert (sorted(counts), raised) == ([0, 0, 0, 20], [])
    user_id = _id("saga")
    counts, raised = at_once(*(lambda: send_waiting(at=AT, user_id=user_id) for _ in range(4)))
    assert (sorted(counts), raised) == ([0, 0, 0, 20], [])
    assert len(mail.outbox) == 1

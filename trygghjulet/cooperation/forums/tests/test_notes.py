"""The notes of a meeting: written by several at once, joined, kept, struck, and locked with the minutes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse

from tests.cast import HOME, Cast
from tests.writing.acts import LATER
from trygghjulet.cooperation.forums.models import Note, NoteRevision
from trygghjulet.cooperation.forums.operations import Written, strike_note, take_back_meeting, write_note
from trygghjulet.cooperation.forums.queries.notes import changed_since, marker_of, paragraphs
from trygghjulet.foundation.access.rules import Refused

pytestmark = pytest.mark.requirement("FOR-5")


def _write(cast: Cast, who: str, text: str, *, key: UUID, **more: Any) -> Written:
    return write_note(by=cast.scope(who), at=LATER, meeting=cast.home.meeting, key=key, text=text, **more)


def test_two_who_write_in_the_same_paragraph_both_stand_there(cast: Cast) -> None:
    key = uuid4()
    _write(cast, "saga", "Belysningen är trasig.", key=key)
    _write(cast, "saga", "Belysningen vid kajen är trasig.", key=key, seen=1)
    late = _write(cast, "kim", "Belysningen är trasig. Polisen ser det.", key=key, seen=1)
    assert late.note.text == "Belysningen vid kajen är trasig. Polisen ser det."
    assert late.note.written_by_id == cast.scope("kim").user_id
    kept = NoteRevision.objects.filter(note=late.note).order_by("revision").values_list("sent", flat=True)
    assert list(kept) == [
        "Belysningen är trasig.",
        "Belysningen vid kajen är trasig.",
        "Belysningen är trasig. Polisen ser det.",
    ], "allt som skickades finns kvar"


def test_what_is_sent_again_is_taken_in_once(cast: Cast) -> None:
    key = uuid4()
    _write(cast, "saga", "Lamporna lagas.", key=key)
    _write(cast, "kim", "Lamporna lagas. I mars.", key=key, seen=1)
    again = _write(cast, "saga", "Lamporna lagas.", key=key)
    assert (again.note.text, again.revision, again.note.revision) == ("Lamporna lagas. I mars.", 1, 2)


def test_one_who_goes_on_writing_while_others_do_repeats_nothing(cast: Cast) -> None:
    key = uuid4()
    _write(cast, "kim", "Först.", key=key)
    mine = _write(cast, "saga", "Först. Sagas ord", key=key, seen=1)
    _write(cast, "kim", "Först. Sagas ord Kims ord", key=key, seen=2)
    # Saga's browser has not shown Kim's words: she goes on from what she sent herself.
    after = _write(cast, "saga", "Först. Sagas ord fortsätter", key=key, seen=mine.revision, on_own=True)
    assert sorted(after.note.text.split()) == sorted(["Först.", "Sagas", "ord", "Kims", "ord", "fortsätter"])


def test_a_text_whose_ground_nobody_knows_loses_no_word(cast: Cast) -> None:
    key = uuid4()
    _write(cast, "saga", "Det som står.", key=key)
    after = _write(cast, "kim", "Det som skrevs utan kontakt.", key=key, seen=99)
    assert {"står.", "utan", "kontakt."} <= set(after.note.text.split())


def test_a_struck_paragraph_comes_back_by_a_button_or_by_new_words(cast: Cast) -> None:
    key, saga = uuid4(), cast.scope("saga")
    note = _write(cast, "kim", "Ska inte med.", key=key).note
    assert strike_note(by=saga, at=LATER, note=note).struck
    assert not strike_note(by=saga, at=LATER, note=note, struck=False).struck
    strike_note(by=saga, at=LATER, note=note)
    assert not _write(cast, "kim", "Ska inte med. Jo.", key=key, seen=1).note.struck


def test_each_change_comes_after_the_one_before_it_whatever_the_clocks_say(cast: Cast) -> None:
    saga, meeting = cast.scope("saga"), cast.home.meeting
    first = _write(cast, "kim", "Ett", key=uuid4()).note
    early = LATER - timedelta(hours=1)
    second = write_note(by=saga, at=early, meeting=meeting, key=uuid4(), text="Två").note
    assert second.changed_at > first.changed_at
    marker = marker_of([first])
    assert [note.text for note in changed_since(saga, meeting=meeting, marker=marker)] == ["Två"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": "  "}, "Stycket är tomt"),
        ({"text": "ord " * 3000}, "Dela det i flera stycken"),
    ],
)
def test_what_can_not_be_a_paragraph_is_refused(cast: Cast, given: dict[str, str], words: str) -> None:
    with pytest.raises(Refused, match=words):
        _write(cast, "saga", given["text"], key=uuid4())


def test_notes_are_locked_with_the_minutes(cast: Cast) -> None:
    locked = cast.home.locked
    with pytest.raises(Refused, match="Protokollet är justerat och mötet är låst"):
        write_note(by=cast.scope("saga"), at=LATER, meeting=locked, key=uuid4(), text="Sent.")
    note = paragraphs(cast.scope("saga"), meeting=locked).get()
    with pytest.raises(Refused, match="mötet är låst"):
        strike_note(by=cast.scope("saga"), at=LATER, note=note)


# The pages


def _address(cast: Cast, name: str, *more: object) -> str:
    return reverse(name, args=(HOME.slug, cast.home.preparing.pk, cast.home.writing.pk, *more))


def _send(cast: Cast, who: str, **fields: object) -> HttpResponse:
    return cast.client(who).post(
        _address(cast, "forums:write_note"), fields, headers={"accept": "application/json"}
    )


def test_the_script_is_answered_with_the_paragraph_as_it_is(cast: Cast) -> None:
    key = uuid4()
    answer = _send(cast, "ana", key=key, text="Analysen visar ").json()
    assert (answer["text"], answer["revision"], answer["taken_in"]) == ("Analysen visar ", 1, 1)
    assert answer["told"].startswith("Sparat ")
    new = cast.client("pia").get(_address(cast, "forums:note_changes"), {"sedan": "0"}).json()
    told = {note["key"]: note for note in new["notes"]}[str(key)]
    assert told["told"].startswith("Ana, "), "andra ser vem som skrev"
    later = cast.client("pia").get(_address(cast, "forums:note_changes"), {"sedan": new["marker"]}).json()
    assert (later["notes"], later["marker"]) == ([], new["marker"])


def test_what_is_new_costs_one_question_to_the_notes(cast: Cast, django_assert_max_num_queries: Any) -> None:
    client = cast.client("ana")
    client.get(_address(cast, "forums:note_changes"))
    # Who asks, where, and the meeting; and one for the notes, however many there are.
    with django_assert_max_num_queries(8):
        client.get(_address(cast, "forums:note_changes"), {"sedan": "0"})


@pytest.mark.requirement("SEC-4")
def test_personal_data_is_refused_with_what_was_found_and_the_text_can_be_mended(cast: Cast) -> None:
    text = "Ring 070-174 06 05 om lamporna."
    answer = _send(cast, "ana", key=uuid4(), text=text)
    assert answer.status_code == 422
    assert "telefonnummer (070-174 06 05)" in answer.json()["reason"]
    page = cast.client("ana").post(_address(cast, "forums:write_note"), {"key": uuid4(), "text": text})
    assert page.status_code == 422
    assert text in page.content.decode(), "utan skript står texten kvar i en ruta"
    assert not Note.objects.filter(text=text).exists()


def test_without_a_script_each_paragraph_is_a_form(cast: Cast) -> None:
    saga, note = cast.client("saga"), cast.home.paragraph
    page = saga.get(_address(cast, "forums:meeting")).content.decode()
    assert note.text in page
    assert f'name="seen" value="{note.revision}"' in page
    sent = {"key": note.key, "seen": note.revision, "text": f"{note.text} Torget är lugnt."}
    answer = saga.post(_address(cast, "forums:write_note"), sent, follow=True).content.decode()
    assert "Anteckningen är sparad." in answer
    assert "Torget är lugnt." in answer
    struck = saga.post(_address(cast, "forums:strike_note", note.pk), {"struck": "1"}, follow=True)
    assert "Stycket är struket." in struck.content.decode()
    history = saga.get(_address(cast, "forums:note_history", note.pk)).content.decode()
    assert "Stycket är struket" in history
    assert history.count("Vi går igenom höstens läge.") == 2, "båda lydelserna finns kvar"
    assert history.count("Torget är lugnt.") == 1


def test_a_reader_reads_without_boxes(cast: Cast) -> None:
    page = cast.client("pia").get(_address(cast, "forums:meeting")).content.decode()
    assert cast.home.paragraph.text in page
    assert "<textarea" not in page.partition('id="anteckningar"')[2].partition("</section>")[0]


def test_a_paragraph_of_another_meeting_is_not_written_in(cast: Cast) -> None:
    answer = _send(
        cast, "ana", key=paragraphs(cast.scope("ana"), meeting=cast.home.locked).get().key, text="Fel."
    )
    assert answer.status_code == 422
    assert "hör inte till mötets anteckningar" in answer.json()["reason"]


def test_a_meeting_with_notes_does_not_vanish(cast: Cast) -> None:
    with pytest.raises(Refused, match="Mötet har anteckningar, och de skulle försvinna"):
        take_back_meeting(by=cast.scope("saga"), at=LATER, meeting=cast.home.writing, reason="Fel forum.")
    assert Note.objects.filter(pk=cast.home.paragraph.pk).exists()

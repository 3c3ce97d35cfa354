"""A walk is entered from its notes, gone through, followed to its end and given out as a record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.cast import Cast
from trygghjulet.steps.dialogues.models import Consultation, Dialogue, Point

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("SCN-6")]

NOTES = "+ Fint upplyst torg\n- Trasig armatur vid tunneln\n> Klipp häcken vid skolan\n"


def _frame(cast: Cast, **more: object) -> dict[str, object]:
    return {
        "kind": "walk",
        "title": "Vandring i Norr",
        "held_on": "2025-11-20",
        "area": cast.home.cooperation.area_id,
        "party": cast.home.municipality.pk,
        "light": "dark",
        "seen": 0,
        **more,
    }


def test_a_walk_is_entered_sorted_and_followed(cast: Cast) -> None:
    client = cast.client("saga")
    slug = cast.home.cooperation.slug
    made = client.post(f"/{slug}/dialoger/ny/", _frame(cast, notes=NOTES), follow=True)
    dialogue = Dialogue.objects.get(title="Vandring i Norr")
    assert made.redirect_chain[-1][0] == f"/{slug}/dialoger/{dialogue.pk}/punkter/"
    page = made.content.decode()
    assert "Klipp häcken vid skolan" in page

    points = {point.number: point for point in Point.objects.filter(dialogue=dialogue)}
    assert [(p.theme, p.tone, p.to_do) for p in points.values()] == [
        ("light", "good", ""),
        ("light", "bad", ""),
        ("growth", "fact", "Klipp häcken vid skolan"),
    ]
    sorted_ = {}
    for number, point in points.items():
        to_do = "Byt armaturen" if number == 2 else point.to_do
        sorted_ |= {
            f"p{point.pk}-theme": point.theme,
            f"p{point.pk}-tone": point.tone,
            f"p{point.pk}-to_do": to_do,
            f"p{point.pk}-owner": "Gatukontoret" if to_do else "",
            f"p{point.pk}-seen": point.revision,
        }
    client.post(f"/{slug}/dialoger/{dialogue.pk}/punkter/", sorted_)
    points[2].refresh_from_db()
    assert (points[2].to_do, points[2].owner, points[2].due) == (
        "Byt armaturen",
        "Gatukontoret",
        date(2026, 5, 20),
    )

    waiting = client.get(f"/{slug}/dialoger/att-folja/").content.decode()
    assert waiting.count("Gatukontoret") == 2
    told = client.post(
        f"/{slug}/dialoger/{dialogue.pk}/punkter/{points[2].pk}/lage/", {"state": "not_done", "words": ""}
    )
    assert told.status_code == 422
    assert "Skriv varför det inte blir av" in told.content.decode()
    client.post(
        f"/{slug}/dialoger/{dialogue.pk}/punkter/{points[2].pk}/lage/",
        {"state": "not_done", "words": "Tunneln byggs om nästa år."},
    )
    record = client.get(f"/{slug}/dialoger/{dialogue.pk}/protokoll/").content.decode()
    assert "Görs inte" in record
    assert "Tunneln byggs om nästa år." in record


def test_the_real_walk_is_entered_in_one_go(cast: Cast, shared_data: Path) -> None:
    path = shared_data / "est" / "soderkoping_trygghetsvandring_2021-12-09_punkter.csv"
    client = cast.client("fia")
    slug = cast.home.cooperation.slug
    client.post(
        f"/{slug}/dialoger/ny/",
        _frame(cast, title="Vandringen", held_on="2021-12-09", notes=path.read_text(encoding="utf-8")),
    )
    dialogue = Dialogue.objects.get(title="Vandringen")
    assert Point.objects.filter(dialogue=dialogue).count() == 17
    assert Point.objects.filter(dialogue=dialogue).exclude(to_do="").count() == 7


def test_what_points_at_a_person_is_refused_and_nothing_is_lost(cast: Cast) -> None:
    slug = cast.home.cooperation.slug
    answer = cast.client("saga").post(
        f"/{slug}/dialoger/ny/", _frame(cast, notes="Ring 070-174 06 05 om lampan\nMörkt vid skolan")
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "telefonnummer" in page
    assert "Mörkt vid skolan" in page
    assert not Dialogue.objects.filter(title="Vandring i Norr").exists()


@pytest.mark.requirement("COM-5")
def test_a_consultation_shows_shares_and_what_was_chosen(cast: Cast) -> None:
    client = cast.client("saga")
    slug = cast.home.cooperation.slug
    client.post(
        f"/{slug}/dialoger/samrad/nytt/",
        {
            "question": "Vad ska vi lova?",
            "area": cast.home.cooperation.area_id,
            "way": "open",
            "first_day": "2025-09-01",
            "last_day": "2025-09-30",
            "asked": 1_000,
            "answers": 263,
            "options": "Mer ljus: 182\nFler värdar; 81",
        },
    )
    made = Consultation.objects.get(question="Vad ska vi lova?")
    page = client.get(f"/{slug}/dialoger/samrad/{made.pk}/").content.decode()
    assert "26 %–37 %" in page.replace("\xa0", " ")
    assert "<strong>Mer ljus</strong> leder" in page
    assert "kan skilja sig från dem som inte gjorde det" in page
    client.post(
        f"/{slug}/dialoger/samrad/{made.pk}/valja/",
        {"chosen": [made.options.get(order=1).pk], "because": "Flest ville det.", "seen": 0},
    )
    assert "Flest ville det." in client.get(f"/{slug}/dialoger/samrad/{made.pk}/").content.decode()


@pytest.mark.requirement("COM-5")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("Mer ljus", "Rad 1 (Mer ljus) saknar antal"),
        ("Mer ljus: 10", "minst två alternativ"),
        ("Mer ljus: 60\nFler värdar: 60", "120 svar tillsammans men bara 100"),
        ("Mer ljus: 160\nFler värdar: 1", "fler svar än de 100"),
    ],
)
def test_counts_that_cannot_be_right_are_refused(cast: Cast, options: str, said: str) -> None:
    slug = cast.home.cooperation.slug
    answer = cast.client("saga").post(
        f"/{slug}/dialoger/samrad/nytt/",
        {
            "question": "Vad ska vi lova?",
            "area": cast.home.cooperation.area_id,
            "way": "open",
            "first_day": "2025-09-01",
            "last_day": "2025-09-30",
            "answers": 100,
            "options": options,
        },
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()

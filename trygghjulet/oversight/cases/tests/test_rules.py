"""The parts of a case in their order, what it lacks, and what its draft says: the rules alone, without a database."""

from __future__ import annotations

from datetime import date

import pytest

from trygghjulet.documents.tree import BulletList, Paragraph
from trygghjulet.oversight.cases.rules import drafting, kinds
from trygghjulet.oversight.cases.rules.held import (
    Agreement,
    Document,
    Duties,
    Forum,
    Held,
    LateDuty,
    Law,
    Measure,
    Picture,
    Plan,
    Priority,
)
from trygghjulet.oversight.cases.rules.kinds import Body, Decider, Kind, Piece, Subject
from trygghjulet.oversight.cases.rules.layout import sections
from trygghjulet.oversight.cases.rules.state import (
    Standing,
    State,
    awaited,
    lacking,
    left_open,
    refused_change,
    refused_day,
)

pytestmark = pytest.mark.requirement("GOV-4")

ON = date(2026, 11, 12)
NOTHING = Held("Lillåker", ON, 2026)
HELD = Held(
    "Lillåker",
    ON,
    2026,
    round="Lillåker 2025",
    picture=Picture(
        "Lägesbilden för Lillåker 2025",
        "Lägesbild Lillåker 2025, dnr KS 2026:57",
        "1 januari–31 december 2025",
        "antogs den 12 mars 2026 av Styrgruppen",
        findings=("Våldet vid torget ökar.", "Många undviker stationen."),
        hidden=1,
        consequences="Boende undviker torget på kvällen",
    ),
    priorities=(Priority("Våld vid torget", "Ska minska."), Priority("Stölder")),
    plan=Plan(
        "Åtgärdsplanen för Lillåker 2025",
        "Åtgärdsplan Lillåker 2025",
        "beslutades den 13 april 2026",
        measures=(
            Measure("Belysning", "green", "Lamporna lyser.", date(2026, 9, 1)),
            Measure("Vandring", "yellow", "Två kvällar.", date(2026, 10, 2)),
            Measure("Kameror"),
        ),
        hours=40,
        cost=12_000,
        first=date(2026, 9, 1),
        last=date(2026, 10, 2),
    ),
    duties=Duties(
        {"met": 3, "overdue": 1},
        (LateDuty("Rådet möts", "Reglementet", "Rådet", "Försenat"),),
    ),
    law=Law("Nio av tio.", ("7 § Samband. Delvis uppfylld: Inget antecknat.",), "Uppfylld. Rådet finns."),
    agreement=Agreement(
        "Trygg i Lillåker 2027–2030",
        parties=("Lillåkers kommun", "Lokalpolisområdet"),
        validity="1 januari 2027–31 december 2030",
        purposes="Färre brott",
        fields_of_work="Hela kommunen och särskilt:\n- unga i riskzon,\n- torget.",
        problems=(("Hot och våld", "I skolan."),),
        costs=("Rådet: 200 000 kronor per år. Bärs av kommunen. Delas lika.",),
        follows=("Trygg i Lillåker 2023–2026",),
        duties=12,
        notice="Vilken part som helst",
        signers=("kommunstyrelsens ordförande",),
    ),
    forum=Forum(
        "Trygghetsrådet",
        "Strategiskt råd (10 §)",
        "Stadsövergripande",
        "Lillåkers kommun",
        meetings=2,
        latest=date(2026, 9, 3),
        duties=("Rådet möts (Reglementet)",),
    ),
    document=Document(
        "Trygghetsprogram", "Program", "är beslutat av kommunfullmäktige", duties=Duties({"met": 1, "due": 2})
    ),
    demanded=("Lägesbilden redovisas (Överenskommelsen)",),
    earlier=("Kommunstyrelsen 3 april 2024, § 9: enligt förslaget i ”Lägesbild”",),
)
ALL = [(kind, subject, piece) for kind in Kind for subject in Subject for piece in kinds.written(kind)]


def test_the_parts_stand_in_the_order_of_gothenburgs_and_harrydas_own() -> None:
    def headings(kind: Kind, office: str) -> list[str]:
        return [kinds.heading(kind, piece, office=office) for piece in kinds.ORDER[kind]]

    assert headings(Kind.STATEMENT, "Stadsledningskontoret") == [
        "Förslag till beslut",
        "Sammanfattning",
        "Bedömning ur ekonomisk dimension",
        "Bedömning ur ekologisk dimension",
        "Bedömning ur social dimension",
        "Bilagor",
        "Ärendet",
        "Beskrivning av ärendet",
        "Stadsledningskontorets bedömning",
    ]
    assert headings(Kind.MEMORANDUM, "") == [
        "Förslag till beslut",
        "Sammanfattning av ärendet",
        "Beslutsunderlag",
        "Ärendet",
        "Ekonomiska konsekvenser",
        "Förvaltningens bedömning",
    ]


def test_the_line_above_the_proposals_names_the_bodies_as_gothenburg_does() -> None:
    assert kinds.addressed_to(Body.BOARD) == "I kommunstyrelsen"
    assert kinds.addressed_to(Body.BOARD_AND_COUNCIL) == "I kommunstyrelsen och kommunfullmäktige"
    assert kinds.addressed_to(Body.COMMITTEE, "Socialnämnden") == "I socialnämnden"


def test_the_sentence_for_nothing_particular_is_each_kinds_own() -> None:
    said = kinds.nothing_particular(Kind.STATEMENT, Piece.ECOLOGICAL, office="Stadsledningskontoret")
    assert said == (
        "Stadsledningskontoret har inte funnit några särskilda aspekter på frågan utifrån denna dimension."
    )
    said = kinds.nothing_particular(Kind.MEMORANDUM, Piece.ECONOMIC)
    assert said == "Förvaltningen bedömer att förslaget till beslut inte medför ekonomiska konsekvenser."
    with pytest.raises(ValueError, match="no dimension"):
        kinds.nothing_particular(Kind.STATEMENT, Piece.SUMMARY)


@pytest.mark.parametrize(("kind", "subject", "piece"), ALL)
def test_every_drafted_paragraph_says_its_source_and_period(
    kind: Kind, subject: Subject, piece: Piece
) -> None:
    for paragraph in drafting.draft(kind, subject, piece, HELD).split("\n\n"):
        if paragraph and not paragraph.startswith(("[Skriv ", "# ")):
            origin = paragraph.splitlines()[-1]
            assert origin.startswith("Källa: "), paragraph
            assert " Period: " in origin
            assert ".." not in origin


@pytest.mark.parametrize(("kind", "subject", "piece"), ALL)
def test_where_nothing_is_held_only_the_act_and_places_to_write_are_left(
    kind: Kind, subject: Subject, piece: Piece
) -> None:
    for paragraph in drafting.draft(kind, subject, piece, NOTHING).split("\n\n"):
        assert not paragraph or paragraph.startswith(("[Skriv ", "# ")) or "Källa: SFS 2023:196" in paragraph


def test_the_assessment_is_left_to_the_writer_whatever_is_held() -> None:
    for subject in Subject:
        text = drafting.draft(Kind.STATEMENT, subject, Piece.ASSESSMENT, HELD)
        assert left_open(text) == (text,)


def test_the_picture_case_tells_what_was_found_chosen_and_done() -> None:
    text = drafting.draft(Kind.STATEMENT, Subject.PICTURE, Piece.DESCRIPTION, HELD)
    assert "antogs den 12 mars 2026 av Styrgruppen. Den har tre iakttagelser." in text
    assert "– Våldet vid torget ökar." in text
    assert "En iakttagelse återges inte här, eftersom de antal som ligger bakom är små." in text
    assert "– Våld vid torget. Mål: Ska minska." in text
    assert (
        "har tre åtgärder. En görs som planerat, en görs delvis eller har ändrats och en är inte avstämd"
        in text
    )
    assert "– Kameror: är inte avstämd." in text
    assert "Period: 1 september–2 oktober 2026." in text
    economy = drafting.draft(Kind.STATEMENT, Subject.PICTURE, Piece.ECONOMIC, HELD)
    assert "40 timmar och 12 000 kronor" in economy.replace("\u00a0", " ")
    social = drafting.draft(Kind.STATEMENT, Subject.PICTURE, Piece.SOCIAL, HELD)
    assert "konsekvenser: Boende undviker torget på kvällen.\n" in social


def test_the_agreement_case_tells_who_what_and_how_long() -> None:
    text = drafting.draft(Kind.MEMORANDUM, Subject.AGREEMENT, Piece.DESCRIPTION, HELD)
    assert "är upprättad av Lillåkers kommun och Lokalpolisområdet." in text
    assert "– Hot och våld: I skolan." in text
    assert "De syften som samverkan ska ske för:\n– Färre brott\nKälla:" in text
    assert "Hela kommunen och särskilt:\n– unga i riskzon,\n– torget.\nKälla:" in text
    assert "Den följer på Trygg i Lillåker 2023–2026." in text
    assert "Tolv skyldigheter följer av den." in text
    assert "Den undertecknas av kommunstyrelsens ordförande." in text
    cost = drafting.draft(Kind.MEMORANDUM, Subject.AGREEMENT, Piece.ECONOMIC, HELD)
    assert "– Rådet: 200 000 kronor per år." in cost


def test_the_forum_case_asks_what_is_to_change_and_who_takes_over() -> None:
    text = drafting.draft(Kind.STATEMENT, Subject.FORUM, Piece.DESCRIPTION, HELD)
    assert "har det hållit två möten, senast den 3 september 2026" in text
    assert "[Skriv vad som ska ändras i Trygghetsrådet" in text
    assert "– Rådet möts (Reglementet)" in text
    assert "Så står 10 § i dag: Uppfylld. Rådet finns." in drafting.draft(
        Kind.STATEMENT, Subject.FORUM, Piece.MATTER, HELD
    )


def test_proposals_are_worded_as_each_kind_words_them() -> None:
    def proposed(kind: Kind, subject: Subject, body: Body = Body.BOARD) -> tuple[str, ...]:
        return drafting.proposals(kind, subject, body, HELD)

    assert proposed(Kind.STATEMENT, Subject.PICTURE) == (
        "Redovisningen av lägesbilden för Lillåker 2025 antecknas.",
    )
    assert proposed(Kind.MEMORANDUM, Subject.AGREEMENT) == (
        "Kommunstyrelsen antar Trygg i Lillåker 2027–2030 och uppdrar till kommunstyrelsens ordförande att "
        "underteckna avtalet.",
    )
    assert proposed(Kind.MEMORANDUM, Subject.LAW, Body.BOARD_AND_COUNCIL)[0].startswith(
        "Kommunfullmäktige antecknar redovisningen för 2026"
    )
    assert len(proposed(Kind.STATEMENT, Subject.AGREEMENT)) == 2
    assert left_open(proposed(Kind.STATEMENT, Subject.FORUM)[0])
    assert proposed(Kind.STATEMENT, Subject.FREE) == ()


def test_what_is_missing_is_listed_in_the_order_of_the_parts() -> None:
    case = Standing(
        "Lägesbild",
        "",
        has_author=False,
        proposals=(),
        parts=(
            (Piece.SUMMARY, "Sammanfattning", "Skriven."),
            (Piece.ECOLOGICAL, "Bedömning ur ekologisk dimension", ""),
            (Piece.ASSESSMENT, "Bedömning", "Bra. [Skriv mer.] [Skriv ännu mer.]"),
        ),
    )
    found = lacking(case)
    assert [one.words for one in found] == [
        "Diarienumret saknas.",
        "Det är inte sagt vilken funktion som är handläggare.",
        "Det finns inget förslag till beslut.",
        "Bedömning ur ekologisk dimension är tom.",
        "Bedömning har två platser kvar att skriva: [Skriv mer.] [Skriv ännu mer.]",
    ]
    assert lacking(Standing("Titel", "Dnr 1", has_author=True, proposals=("Bifall.",), parts=())) == ()


def test_bodies_decide_in_turn_and_days_come_in_order() -> None:
    both = (Decider.BOARD, Decider.COUNCIL)
    assert awaited(both, ()) == both
    assert awaited(both, (Decider.BOARD,)) == (Decider.COUNCIL,)
    assert refused_change(State.DRAFT) == ""
    assert "Ta tillbaka det till utkast" in refused_change(State.SENT)
    early = refused_day(date(2026, 1, 1), today=ON, earliest=date(2026, 2, 1), what="det hände")
    assert early == "Dagen ligger före 1 februari 2026, då det förra steget togs. Rätta datumet."
    assert "har inte varit än" in refused_day(date(2027, 1, 1), today=ON, earliest=None, what="det hände")


def test_a_text_becomes_paragraphs_points_and_headings() -> None:
    text = "Först\nså här.\n\nDet gäller:\n– ett\n- två\nKälla: Boken. Period: 2025.\n\n# Mer\n\nSist."
    first, second = sections("Ärendet", text, anchor="matter")
    assert (first.title, first.level, first.anchor) == ("Ärendet", 1, "matter")
    assert first.blocks == (
        Paragraph("Först så här."),
        Paragraph("Det gäller:"),
        BulletList(("ett", "två")),
        Paragraph("Källa: Boken. Period: 2025."),
    )
    assert (second.title, second.level, second.blocks) == ("Mer", 2, (Paragraph("Sist."),))
